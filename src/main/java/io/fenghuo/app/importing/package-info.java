/** Files that people bring in through the console: taken, given a meaning, and read in step by step across restarts. */
@NullMarked
package io.fenghuo.app.importing;

import org.jspecify.annotations.NullMarked;
