/** What channels share in speaking with a vendor: how a body is written, a person or an address found, and a reply read. */
@NullMarked
package io.fenghuo.channel.exchange;

import org.jspecify.annotations.NullMarked;
