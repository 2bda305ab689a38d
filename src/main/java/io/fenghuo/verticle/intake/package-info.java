/** What comes in: the one door, what posts go through before they are matched, and what is found in them before any transaction. */
@NullMarked
package io.fenghuo.verticle.intake;

import org.jspecify.annotations.NullMarked;
