/**
 * Where posts come from. A source describes the request and parses the bytes; fetching, politeness, limits and retries are done once, elsewhere.
 */
@NullMarked
package io.fenghuo.source;

import org.jspecify.annotations.NullMarked;
