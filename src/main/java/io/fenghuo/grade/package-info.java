/** How bad a post is, and why. */
@NullMarked
package io.fenghuo.grade;

import org.jspecify.annotations.NullMarked;
