/** Incidents in simulated time. */
@NullMarked
package io.fenghuo.incident;

import org.jspecify.annotations.NullMarked;
