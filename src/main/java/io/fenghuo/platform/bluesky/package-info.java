/** Bluesky, by Jetstream (github.com/bluesky-social/jetstream). */
@NullMarked
package io.fenghuo.platform.bluesky;

import org.jspecify.annotations.NullMarked;
