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
            String value = plain(node.path(name));
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return null;
    }

    /** A text, a number or a truth as text; null when it is something else, or nothing. */
    static @Nullable String plain(JsonNode value) {
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }
}
