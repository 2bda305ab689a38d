/**
 * The heart: a pure state machine over incidents, their clocks and ladders. Nothing here reads a clock, a file or a network; the moment
 * comes as an argument, and what is to be told goes out as notices.
 */
@NullMarked
package io.fenghuo.incident;

import org.jspecify.annotations.NullMarked;
