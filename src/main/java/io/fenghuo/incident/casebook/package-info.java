/** What is learned from closed incidents: cases without names, corrective actions, causes that come again. Pure. */
@NullMarked
package io.fenghuo.incident.casebook;

import org.jspecify.annotations.NullMarked;
