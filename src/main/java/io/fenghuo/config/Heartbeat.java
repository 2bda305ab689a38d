package io.fenghuo.config;

import io.fenghuo.model.Secret;
import java.time.Duration;

/**
 * A dead man's switch: an address that hears from the service as long as all is well.
 *
 * @param url a secret, since such services put their key in it
 * @param every how often
 * @param post by POST, not GET
 * @param allowPrivate whether the address may be private or loopback
 */
public record Heartbeat(Secret url, Duration every, boolean post, boolean allowPrivate) {}
