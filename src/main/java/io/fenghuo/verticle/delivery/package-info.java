/** Sending: what is due goes out, and what came back is written down with what follows from it. */
@NullMarked
package io.fenghuo.verticle.delivery;

import org.jspecify.annotations.NullMarked;
