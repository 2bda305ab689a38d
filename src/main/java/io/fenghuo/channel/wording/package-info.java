/** A message in words: what is told of it in which order, cut to the room there is, in the built-in words or the house's own, and
 * written so that nothing a stranger said comes alive in the medium. */
@NullMarked
package io.fenghuo.channel.wording;

import org.jspecify.annotations.NullMarked;
