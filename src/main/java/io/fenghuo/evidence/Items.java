package io.fenghuo.evidence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the bytes of single posts in a body that was sent to us: one object, an array of objects, or an object a line. Immutable. */
public final class Items {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Map<String, Range> byId = new HashMap<>();
    private final Map<String, Range> byText = new HashMap<>();

    /** From one byte to another, which does not belong to it any more. */
    public record Range(int from, int to) {
        /** As it is written in a record: the first and the last byte, from 0. */
        public String words() {
            return from + "-" + (to - 1);
        }
    }

    private Items() {}

    /** Reads a body; of one that is no JSON nothing is found. */
    public static Items of(byte[] body) {
        Items items = new Items();
        try (JsonParser parser = FACTORY.createParser(body)) {
            JsonToken token = parser.nextToken();
            boolean array = token == JsonToken.START_ARRAY;
            if (array) {
                token = parser.nextToken();
            }
            while (token == JsonToken.START_OBJECT) {
                items.item(parser, body);
                token = parser.nextToken();
            }
        } catch (IOException unreadable) {
            // what was found before stays
        }
        return items;
    }

    private void item(JsonParser parser, byte[] body) throws IOException {
        long from = parser.currentTokenLocation().getByteOffset();
        String id = null;
        String text = null;
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return;
            }
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (depth == 1 && token.isScalarValue()) {
                String name = parser.currentName();
                id = "id".equals(name) ? parser.getText() : id;
                text = "text".equals(name) ? parser.getText() : text;
            }
        }
        long to = parser.currentLocation().getByteOffset();
        keep(id, text, body, from, to);
    }

    private void keep(@Nullable String id, @Nullable String text, byte[] body, long from, long to) {
        boolean whole =
                from >= 0 && to > from && to <= body.length && body[(int) from] == '{' && body[(int) to - 1] == '}';
        if (!whole) {
            return;
        }
        Range range = new Range((int) from, (int) to);
        if (id != null) {
            byId.put(id, range);
        } else if (text != null) {
            byText.put(text, range);
        }
    }

    /** Where a post lies: by its id, else, when it came without one, by its text. */
    public Optional<Range> find(String id, String text) {
        Range range = byId.get(id);
        return Optional.ofNullable(range == null ? byText.get(text) : range);
    }
}
