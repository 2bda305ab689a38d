/** Buttons pressed in messages. */
@NullMarked
package io.fenghuo.verticle.buttons;

import org.jspecify.annotations.NullMarked;
