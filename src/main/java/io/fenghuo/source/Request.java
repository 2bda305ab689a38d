package io.fenghuo.source;

import io.fenghuo.model.Secret;
import java.util.Map;

/**
 * What to ask for: a GET of {@code url}, or the opening of a stream.
 *
 * @param url http, https, ws or wss
 * @param headers sent as they are; they never show in a log and do not follow a redirect to another origin
 */
public record Request(String url, Map<String, Secret> headers) {
    public Request {
        headers = Map.copyOf(headers);
    }
}
