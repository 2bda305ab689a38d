/**
 * How people are told. A channel renders a message into bytes and says what a vendor's reply means; sending, rates and retries are done once,
 * elsewhere.
 */
@NullMarked
package io.fenghuo.channel;

import org.jspecify.annotations.NullMarked;
