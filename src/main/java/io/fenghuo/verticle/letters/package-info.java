/** What a message says, and how much of it its reader may see. */
@NullMarked
package io.fenghuo.verticle.letters;

import org.jspecify.annotations.NullMarked;
