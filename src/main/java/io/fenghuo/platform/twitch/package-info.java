/** Chat of Twitch, by its IRC interface (dev.twitch.tv/docs/chat/irc). */
@NullMarked
package io.fenghuo.platform.twitch;

import org.jspecify.annotations.NullMarked;
