/** Groups and channels of Telegram, by a bot (core.telegram.org/bots/api). */
@NullMarked
package io.fenghuo.platform.telegram;

import org.jspecify.annotations.NullMarked;
