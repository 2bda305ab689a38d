/** Weibo's open platform. */
@NullMarked
package io.fenghuo.platform.weibo;

import org.jspecify.annotations.NullMarked;
