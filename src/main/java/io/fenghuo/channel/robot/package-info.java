/** Robots of group chats that take a message at an address of their own and nothing else. */
@NullMarked
package io.fenghuo.channel.robot;

import org.jspecify.annotations.NullMarked;
