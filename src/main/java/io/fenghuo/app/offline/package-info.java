/** What answers questions without the running service: {@code match}, {@code explain}, {@code simulate}, {@code oncall}. No network. */
@NullMarked
package io.fenghuo.app.offline;

import org.jspecify.annotations.NullMarked;
