/**
 * The files people write and the environment they set, read into the records of the rooms that own them. Every fault becomes a
 * {@link io.fenghuo.config.Problem} that names file, line, column, what is wrong and what to do; nothing is thrown for what a person wrote.
 */
@NullMarked
package io.fenghuo.config;

import org.jspecify.annotations.NullMarked;
