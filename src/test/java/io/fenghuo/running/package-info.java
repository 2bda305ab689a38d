/** The whole product as a user runs it: a process of its own, spoken to over loopback. */
@NullMarked
package io.fenghuo.running;

import org.jspecify.annotations.NullMarked;
