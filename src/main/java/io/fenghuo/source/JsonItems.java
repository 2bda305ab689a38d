package io.fenghuo.source;

import com.fasterxml.jackson.core.JsonFactory;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Posts in a JSON text, found at the places the map names; see {@link JsonPlace}. {@code map.items} (or the option {@code items}) leads to the list, default the
 * whole document; every other place is looked for in one element of it; a {@code text} of several parts is put together. An object in the list's place counts as a list of one. Threadsafe.
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
    private final JsonPlace items;
    private final Map<String, JsonPlace> fields = new HashMap<>();

    JsonItems(SourceSpec spec, ZoneId zone) {
        this(spec, zone, "");
    }

    /** Items that one of several clients brings. */
    JsonItems(SourceSpec spec, ZoneId zone, String client) {
        mapper = new PostMapper(spec, zone, true, client);
        items = JsonPlace.of(itemsPointer(spec));
        spec.map().forEach((key, value) -> {
            if (!key.equals("items")) {
                fields.put(key, JsonPlace.of(value));
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
        JsonNode list = items.at(root);
        if (!list.isContainerNode()) {
            throw new SourceException("json.items", items.toString().isEmpty() ? "\"\"" : items, list.getNodeType());
        }
        return posts(root, list, now);
    }

    /**
     * Reads a message, which need not hold any items.
     *
     * @throws SourceException when it is no JSON
     */
    Found message(String text, Instant now) throws SourceException {
        JsonNode root = tree(text);
        JsonNode list = items.at(root);
        return list.isContainerNode() ? posts(root, list, now) : new Found(List.of(), 0, root);
    }

    private Found posts(JsonNode root, JsonNode list, Instant now) {
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
     * How often each key of the map caught something, the items first.
     *
     * @throws SourceException when it is no JSON
     */
    Map<String, Integer> counts(String text) throws SourceException {
        JsonNode list = items.at(tree(text));
        List<JsonNode> elements = new ArrayList<>();
        if (list.isArray()) {
            list.forEach(elements::add);
        } else if (list.isObject()) {
            elements.add(list);
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("items", elements.size());
        for (String key : new TreeSet<>(fields.keySet())) {
            counts.put(key, (int) elements.stream()
                    .map(element -> caught(element, key))
                    .filter(value -> value != null && !value.isBlank())
                    .count());
        }
        return counts;
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
        } catch (NumberFormatException tooLarge) {
            // The parser itself throws on an exponent no BigDecimal can have.
            throw new SourceException("json.unreadable", String.valueOf(tooLarge.getMessage()));
        }
        if (root.isMissingNode()) {
            throw new SourceException("json.unreadable", "0 bytes");
        }
        return root;
    }

    private @Nullable String caught(JsonNode element, String key) {
        JsonPlace place = fields.get(key);
        List<String> values = place == null ? List.of() : place.values(element);
        if (values.isEmpty()) {
            return null;
        }
        return key.equals("text") ? String.join("", values) : values.get(0);
    }
}
