package io.fenghuo.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fenghuo.model.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a stream goes on where it was left: {@code resume: {at: POINTER, as: PARAMETER}}. The mark found {@code at} a place of each message is
 * put back into the address as a parameter, or into what is sent after connecting where {@code {cursor}} stands. A value that is nothing but
 * {@code {cursor}} keeps the mark's own type, and is left out as long as there is none; {@code first} is the mark then, if one is said.
 * Immutable.
 */
final class Resume {
    static final String HOLE = "{cursor}";
    private static final int LONGEST = 900;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonPlace at;
    private final @Nullable String parameter;
    private final @Nullable String first;

    private Resume(Map<?, ?> said) {
        at = JsonPlace.of(String.valueOf(said.get("at")));
        parameter = said.get("as") == null ? null : String.valueOf(said.get("as"));
        first = said.get("first") == null ? null : String.valueOf(said.get("first"));
    }

    /** What {@code resume:} of an entry without problems says; null = nothing. */
    static @Nullable Resume of(SourceSpec spec) {
        return spec.options().get("resume") instanceof Map<?, ?> said ? new Resume(said) : null;
    }

    static List<Trouble> problems(SourceSpec spec) {
        Object said = spec.options().get("resume");
        if (said == null) {
            return List.of();
        }
        boolean sound = said instanceof Map<?, ?> map
                && Paging.isPlace(String.valueOf(map.get("at")))
                && (map.get("as") != null || holds(spec.options().get("subscribe")))
                && Set.of("at", "as", "first").containsAll(map.keySet());
        return sound ? List.of() : List.of(Trouble.of("spec.resume"));
    }

    /** Whether the mark has a place anywhere in what is sent. */
    private static boolean holds(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(Resume::holds);
        }
        return value instanceof List<?> list
                ? list.stream().anyMatch(Resume::holds)
                : value != null && Manners.revealed(value).contains(HOLE);
    }

    /** The mark in a message, as JSON; null = it has none. In a list the last one counts. */
    @Nullable
    String mark(JsonNode root) {
        JsonNode node = at.at(root);
        for (int i = root.size() - 1; i >= 0 && root.isArray() && !isMark(node); i--) {
            node = at.at(root.get(i));
        }
        String text = isMark(node) ? node.toString() : null;
        return text == null || text.length() > LONGEST ? null : text;
    }

    private static boolean isMark(JsonNode node) {
        return node.isValueNode() && !node.isNull();
    }

    /** {@code url} with the mark, where it goes into the address. */
    String url(String url, @Nullable String mark) {
        String text = plain(mark);
        return parameter == null || text == null ? url : Paging.with(url, parameter, text);
    }

    private @Nullable String plain(@Nullable String mark) {
        return mark == null ? first : parsed(mark).asText();
    }

    private static JsonNode parsed(String mark) {
        try {
            return JSON.readTree(mark);
        } catch (JsonProcessingException plain) {
            // Left by another way of reading under the same id.
            return TextNode.valueOf(mark);
        }
    }

    /** What is sent after connecting, its secrets revealed and {@code resume}'s mark filled in. */
    static @Nullable Object filled(@Nullable Object value, @Nullable Resume resume, @Nullable String mark) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> filled = new LinkedHashMap<>();
            map.forEach((key, each) -> {
                Object inner = filled(each, resume, mark);
                if (inner != null) {
                    filled.put(String.valueOf(key), inner);
                }
            });
            return filled;
        }
        if (value instanceof List<?> list) {
            List<Object> filled = new ArrayList<>();
            list.forEach(each -> {
                Object inner = filled(each, resume, mark);
                if (inner != null) {
                    filled.add(inner);
                }
            });
            return filled;
        }
        Object plain = value instanceof Secret secret ? secret.reveal() : value;
        if (resume == null || !(plain instanceof String text) || !text.contains(HOLE)) {
            return plain;
        }
        if (text.equals(HOLE) && mark != null) {
            return parsed(mark);
        }
        String said = resume.plain(mark);
        return said == null && text.equals(HOLE) ? null : text.replace(HOLE, said == null ? "" : said);
    }
}
