/** Who is on: hand-over notes and swapped shifts. */
@NullMarked
package io.fenghuo.verticle.duty;

import org.jspecify.annotations.NullMarked;
