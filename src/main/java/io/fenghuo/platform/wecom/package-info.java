/** Customer service by WeCom (微信客服). */
@NullMarked
package io.fenghuo.platform.wecom;

import org.jspecify.annotations.NullMarked;
