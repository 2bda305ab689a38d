/** WeCom: the robot of a group, and an application with its cards, buttons and tokens. */
@NullMarked
package io.fenghuo.channel.wecom;

import org.jspecify.annotations.NullMarked;
