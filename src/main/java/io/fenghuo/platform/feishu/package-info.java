/** Group messages of Feishu and Lark, by the long connection of its events (open.feishu.cn, 使用长连接接收事件). */
@NullMarked
package io.fenghuo.platform.feishu;

import org.jspecify.annotations.NullMarked;
