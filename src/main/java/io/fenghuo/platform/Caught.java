package io.fenghuo.platform;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.source.Decoding;
import io.fenghuo.source.JsonItems;
import io.fenghuo.source.SourceException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a platform's JSON holds of a post, under the names of {@link io.fenghuo.source.PostMapper}. Confined to one thread. */
public final class Caught {
    private final Map<String, String> values = new HashMap<>();

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

    /** Keeps a value under a name; null is nothing. */
    public Caught put(String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
        return this;
    }

    /** What was kept under a name. */
    public @Nullable String get(String name) {
        return values.get(name);
    }
}
