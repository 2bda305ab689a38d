/** Kuaishou's own platforms: the shop platform Kwaixiaodian (快手小店) and the webhooks of open.kuaishou.com. */
@NullMarked
package io.fenghuo.platform.kuaishou;

import org.jspecify.annotations.NullMarked;
