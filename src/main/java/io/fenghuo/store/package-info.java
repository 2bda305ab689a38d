/**
 * What must survive: posts, hits, incidents, deadlines, notices and their deliveries, cursors and raw bytes, on SQLite by default and on
 * PostgreSQL at scale. One contract test runs on both.
 */
@NullMarked
package io.fenghuo.store;

import org.jspecify.annotations.NullMarked;
