/** Douyin's open platform: its webhooks and the comments under videos. */
@NullMarked
package io.fenghuo.platform.douyin;

import org.jspecify.annotations.NullMarked;
