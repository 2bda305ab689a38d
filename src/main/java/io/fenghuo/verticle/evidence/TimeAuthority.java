package io.fenghuo.verticle.evidence;

import io.vertx.core.Future;

/** Asks a time-stamping authority. Threadsafe. */
@FunctionalInterface
public interface TimeAuthority {
    /**
     * Sends a request by HTTP (RFC 3161, section 3.4).
     *
     * @return the answer's body; failed when it could not be had
     */
    Future<byte[]> ask(String url, boolean allowPrivate, byte[] request);
}
