/** Tables that people export from shops and ticket systems, read row by row as posts. */
@NullMarked
package io.fenghuo.source.table;

import org.jspecify.annotations.NullMarked;
