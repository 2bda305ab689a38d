/** Hacker News, by its public interface (github.com/HackerNews/API). */
@NullMarked
package io.fenghuo.platform.hackernews;

import org.jspecify.annotations.NullMarked;
