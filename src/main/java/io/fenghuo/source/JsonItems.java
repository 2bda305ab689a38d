package io.fenghuo.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fenghuo.model.Post;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Posts in a JSON text, found by JSON Pointers (RFC 6901). {@code map.items} (or the option {@code items}) leads to the list, default the
 * whole document; every other pointer starts at one element of it. An object in the list's place counts as a list of one. Threadsafe.
 */
public final class JsonItems {
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(200)
                            .maxStringLength(10_000_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final PostMapper mapper;
    private final JsonPointer items;
    private final Map<String, JsonPointer> fields = new HashMap<>();

    JsonItems(SourceSpec spec, ZoneId zone) {
        mapper = new PostMapper(spec, zone, true);
        items = JsonPointer.compile(itemsPointer(spec));
        spec.map().forEach((key, value) -> {
            if (!key.equals("items")) {
                fields.put(key, JsonPointer.compile(value));
            }
        });
    }

    static String itemsPointer(SourceSpec spec) {
        String mapped = spec.map().get("items");
        return Objects.requireNonNullElse(mapped, Objects.requireNonNullElse(Polite.option(spec, "items"), ""));
    }

    /** What the pointers caught; {@code elements} counts what was looked at. */
    record Found(List<Post> posts, int elements, JsonNode root) {}

    /**
     * Reads a document.
     *
     * @throws SourceException when it is no JSON, or {@code items} leads nowhere or to a plain value
     */
    Found read(String text, Instant now) throws SourceException {
        JsonNode root = tree(text);
        JsonNode list = root.at(items);
        if (!list.isContainerNode()) {
            throw new SourceException("json.items", items.toString().isEmpty() ? "\"\"" : items, list.getNodeType());
        }
        List<Post> posts = new ArrayList<>();
        Iterable<JsonNode> elements = list.isArray() ? list : List.of(list);
        int seen = 0;
        for (JsonNode element : elements) {
            seen++;
            Post post = mapper.map(key -> caught(element, key), now);
            if (post != null) {
                posts.add(post);
            }
        }
        return new Found(posts, seen, root);
    }

    /**
     * A stranger's JSON, bounded in depth and length.
     *
     * @throws SourceException when it is none
     */
    public static JsonNode tree(String text) throws SourceException {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new SourceException(
                    text.stripLeading().startsWith("<") ? "json.page" : "json.unreadable", broken.getOriginalMessage());
        }
        if (root.isMissingNode()) {
            throw new SourceException("json.unreadable", "0 bytes");
        }
        return root;
    }

    private @Nullable String caught(JsonNode element, String key) {
        JsonPointer pointer = fields.get(key);
        if (pointer == null) {
            return null;
        }
        JsonNode value = element.at(pointer);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
