/** Comments and live chat of YouTube, by its Data API (developers.google.com/youtube/v3). */
@NullMarked
package io.fenghuo.platform.youtube;

import org.jspecify.annotations.NullMarked;
