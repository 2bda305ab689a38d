/** Listening to sources: each has a verticle that reads, hands over what it read, and keeps its own place, rhythm and health. */
@NullMarked
package io.fenghuo.verticle.hearing;

import org.jspecify.annotations.NullMarked;
