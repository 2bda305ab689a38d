/** Feishu and Lark: the robot of a group, and an application with its cards, buttons and tokens. */
@NullMarked
package io.fenghuo.channel.feishu;

import org.jspecify.annotations.NullMarked;
