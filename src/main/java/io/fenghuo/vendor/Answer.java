package io.fenghuo.vendor;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * What a vendor answers.
 *
 * @param refusal why it did not take what it was sent, in its own words; empty = it took it
 */
public record Answer(int status, Map<String, String> headers, String body, String refusal) {
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    public Answer {
        headers = Map.copyOf(headers);
    }

    /** It took it. */
    static Answer of(int status, String body) {
        return new Answer(status, Map.of(), body, "");
    }

    /** It took it. */
    static Answer of(JsonObject body) {
        return new Answer(200, JSON, body.encode(), "");
    }

    /** It did not. */
    static Answer no(int status, String body, String why) {
        return new Answer(status, Map.of(), body, why);
    }

    /** It did not. */
    static Answer no(int status, JsonObject body, String why) {
        return new Answer(status, JSON, body.encode(), why);
    }

    Answer with(Map<String, String> others) {
        return new Answer(status, others, body, refusal);
    }

    /** Whether the vendor took it. */
    public boolean taken() {
        return refusal.isEmpty();
    }
}
