/** Every kind of channel there is by the name of its type, and those that need no vendor: the terminal and a developer's own verticle. */
@NullMarked
package io.fenghuo.channel.catalogue;

import org.jspecify.annotations.NullMarked;
