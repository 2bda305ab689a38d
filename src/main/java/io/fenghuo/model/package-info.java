/**
 * The words of the product as records and enums: a post, a hit, a grade, an incident, its clocks, a notice and its delivery.
 * Everything here is immutable and depends on the JDK alone; every other room may know this one.
 */
@NullMarked
package io.fenghuo.model;

import org.jspecify.annotations.NullMarked;
