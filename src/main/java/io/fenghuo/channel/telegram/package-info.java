/** Telegram: a bot and the buttons under its messages. */
@NullMarked
package io.fenghuo.channel.telegram;

import org.jspecify.annotations.NullMarked;
