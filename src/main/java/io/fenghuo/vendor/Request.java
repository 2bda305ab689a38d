package io.fenghuo.vendor;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * A request as it came in.
 *
 * @param query decoded
 * @param headers by name in small letters
 * @param at when it was whole
 */
public record Request(
        String method, String path, Map<String, String> query, Map<String, String> headers, String body, Instant at) {
    public Request {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /** Bytes of the body in UTF-8. */
    public int bytes() {
        return bytes(body);
    }

    /** The body as an object; empty when it is none. */
    public JsonObject json() {
        try {
            return new JsonObject(body);
        } catch (DecodeException none) {
            return new JsonObject();
        }
    }

    /** A header; empty when it is not there. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
