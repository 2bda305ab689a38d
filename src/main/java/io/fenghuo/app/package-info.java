/**
 * The running service: where the rooms are put together, and everything that touches the outside, from files and sockets to the clock.
 */
@NullMarked
package io.fenghuo.app;

import org.jspecify.annotations.NullMarked;
