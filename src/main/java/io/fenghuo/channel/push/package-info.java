/** Pushes to people's phones. */
@NullMarked
package io.fenghuo.channel.push;

import org.jspecify.annotations.NullMarked;
