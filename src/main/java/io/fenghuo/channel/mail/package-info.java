/** Mail and the page in it. */
@NullMarked
package io.fenghuo.channel.mail;

import org.jspecify.annotations.NullMarked;
