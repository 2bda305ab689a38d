package io.fenghuo.platform;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.source.Decoding;
import io.fenghuo.source.JsonItems;
import io.fenghuo.source.SourceException;
import org.jspecify.annotations.Nullable;

/** Reads a platform's JSON. */
public final class Caught {
    private Caught() {}

    /**
     * A body as JSON.
     *
     * @throws SourceException when it is none
     */
    public static JsonNode tree(byte[] body) throws SourceException {
        return JsonItems.tree(Decoding.text(body, "application/json; charset=utf-8"));
    }

    /** The first of these fields that holds a text or a number; null when none does. */
    public static @Nullable String text(JsonNode node, String... names) {
        for (String name : names) {
            JsonNode value = node.path(name);
            if (value.isValueNode() && !value.isNull() && !value.asText().isEmpty()) {
                return value.asText();
            }
        }
        return null;
    }
}
