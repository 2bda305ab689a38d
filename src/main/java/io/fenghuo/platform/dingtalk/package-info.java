/** Group messages of DingTalk, by the Stream mode of bots (open.dingtalk.com, Stream 模式协议接入说明). */
@NullMarked
package io.fenghuo.platform.dingtalk;

import org.jspecify.annotations.NullMarked;
