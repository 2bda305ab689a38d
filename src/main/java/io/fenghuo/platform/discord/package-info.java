/** Servers of Discord, by its gateway (discord.com/developers/docs/events/gateway). */
@NullMarked
package io.fenghuo.platform.discord;

import org.jspecify.annotations.NullMarked;
