/**
 * What to look for: the watchlist language, its compiled form, and what it finds in a post. A watchlist's rules become one automaton for all
 * keywords of all lists and a small tree of conditions per rule; a post is read once.
 */
@NullMarked
package io.fenghuo.match;

import org.jspecify.annotations.NullMarked;
