/** The composition root, and everything that touches the world outside: HTTP, mail, clock and timers. */
@NullMarked
package io.fenghuo.app;

import org.jspecify.annotations.NullMarked;
