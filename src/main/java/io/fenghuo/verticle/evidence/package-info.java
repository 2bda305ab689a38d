/** Evidence of posts: wanted, gathered, followed, sealed. */
@NullMarked
package io.fenghuo.verticle.evidence;

import org.jspecify.annotations.NullMarked;
