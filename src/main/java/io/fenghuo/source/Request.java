package io.fenghuo.source;

import io.fenghuo.model.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to ask for: a GET of {@code url}, or a POST when there is a body, or the opening of a stream.
 *
 * @param url http, https, ws or wss
 * @param headers sent as they are; they never show in a log and do not follow a redirect to another origin
 * @param conduct how to behave on the way
 * @param body sent by POST; null = GET
 */
public record Request(
        String url,
        Map<String, Secret> headers,
        Conduct conduct,
        @Nullable Secret body) {
    public Request {
        headers = Map.copyOf(headers);
    }

    /** A GET, or the opening of a stream, with the house's own conduct. */
    public Request(String url, Map<String, Secret> headers) {
        this(url, headers, Conduct.USUAL, null);
    }
}
