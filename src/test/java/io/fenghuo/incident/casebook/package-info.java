@NullMarked
package io.fenghuo.incident.casebook;

import org.jspecify.annotations.NullMarked;
