/** Whole days played in simulated time, from the files of a home to what each person reads. */
@NullMarked
package io.fenghuo.acceptance;

import org.jspecify.annotations.NullMarked;
