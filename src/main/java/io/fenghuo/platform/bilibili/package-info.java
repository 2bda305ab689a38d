/** Live rooms of Bilibili, by its open platform for live rooms (open-live.bilibili.com). */
@NullMarked
package io.fenghuo.platform.bilibili;

import org.jspecify.annotations.NullMarked;
