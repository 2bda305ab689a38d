/**
 * How people are told. A channel renders a message into bytes and says what a vendor's reply means; sending, rates and retries are done once,
 * elsewhere. What lies here itself is the contract, which plug-ins compile against too, and knows none of the rooms inside: a message is put
 * into words by <b>wording</b>, goes to its vendor and is answered by the means of <b>exchange</b>, each vendor or sort of vendor has a room, and
 * the <b>catalogue</b> knows them all.
 */
@NullMarked
package io.fenghuo.channel;

import org.jspecify.annotations.NullMarked;
