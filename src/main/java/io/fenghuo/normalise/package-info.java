/**
 * One reading of a text, for posts and keywords alike: what a keyword and its disguises have in common, with a map back to the original
 * characters; and fingerprints of what a text says.
 */
@NullMarked
package io.fenghuo.normalise;

import org.jspecify.annotations.NullMarked;
