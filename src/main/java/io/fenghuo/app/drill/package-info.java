/** Rehearsals: a scenario is posted line by line, goes the way of everything real under its own mark, and ends with the team's times. */
@NullMarked
package io.fenghuo.app.drill;

import org.jspecify.annotations.NullMarked;
