/** Slack: an incoming webhook, and an application with its blocks and buttons. */
@NullMarked
package io.fenghuo.channel.slack;

import org.jspecify.annotations.NullMarked;
