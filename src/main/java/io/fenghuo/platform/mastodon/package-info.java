/** Servers of Mastodon (docs.joinmastodon.org). */
@NullMarked
package io.fenghuo.platform.mastodon;

import org.jspecify.annotations.NullMarked;
