package io.fenghuo.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenghuo.wire.WireException.Fault;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fields of one JSON object, read one by one with their types and limits held. A field that is null counts as absent. Not threadsafe. */
final class Fields {
    static final int SHORT = 1_000;
    static final int URL = 8_000;
    private static final int ENTRIES = 200;
    private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

    private final ObjectNode node;
    private final String pointer;
    private final long line;
    /** Names that are there and were asked for. */
    private final List<String> read = new ArrayList<>(8);

    private Fields(ObjectNode node, String pointer, long line) {
        this.node = node;
        this.pointer = pointer;
        this.line = line;
    }

    static Fields of(JsonNode node, String pointer, long line) {
        if (node instanceof ObjectNode object) {
            return new Fields(object, pointer, line);
        }
        throw new WireException(line, pointer, Fault.NOT_AN_OBJECT, type(node));
    }

    boolean has(String name) {
        return get(name) != null;
    }

    /** A text of at most {@code max} characters. */
    @Nullable
    String text(String name, int max) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw wrong(name, value, "text");
        }
        return bounded(name, value.textValue(), max);
    }

    @Nullable
    String text(String name) {
        return text(name, SHORT);
    }

    /** A text that must be there. */
    String need(String name, int max) {
        String value = text(name, max);
        if (value == null) {
            throw missing(name);
        }
        return value;
    }

    /** An id: a text, or a whole number as many platforms have it; blank counts as absent. */
    @Nullable
    String id(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw wrong(name, value, "text");
        }
        String id = bounded(name, value.asText(), SHORT);
        return id.isBlank() ? null : id;
    }

    /** A whole number that is not negative. */
    @Nullable
    Long count(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.isNumber()) {
            throw wrong(name, value, "number");
        }
        BigDecimal number = value.decimalValue();
        if (number.signum() < 0 || number.compareTo(MAX_LONG) > 0 || fraction(number)) {
            throw new WireException(line, at(name), Fault.BAD_NUMBER, value.asText());
        }
        return number.longValue();
    }

    private static boolean fraction(BigDecimal number) {
        return number.scale() > 0 && number.remainder(BigDecimal.ONE).signum() != 0;
    }

    @Nullable
    Instant time(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual() && !value.isNumber()) {
            throw wrong(name, value, "time");
        }
        Optional<Instant> moment =
                value.isNumber() ? Times.epoch(value.decimalValue()) : Times.parse(value.textValue());
        return moment.orElseThrow(() -> new WireException(
                line, at(name), Times.lacksOffset(value.asText()) ? Fault.NO_OFFSET : Fault.BAD_TIME, value.asText()));
    }

    <E extends Enum<E>> @Nullable E name(String name, Class<E> type) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        return Names.parse(type, text)
                .orElseThrow(() -> new WireException(line, at(name), Fault.BAD_NAME, text, Names.list(type)));
    }

    @Nullable
    Fields object(String name) {
        JsonNode value = get(name);
        return value == null ? null : of(value, at(name), line);
    }

    /** The objects of an array; empty when it is absent. */
    List<Fields> objects(String name, int max) {
        List<Fields> all = new ArrayList<>();
        for (JsonNode item : items(name, max)) {
            all.add(of(item, at(name) + "/" + all.size(), line));
        }
        return all;
    }

    /** A text or an array of texts; empty when it is absent. */
    List<String> texts(String name) {
        JsonNode value = get(name);
        if (value != null && value.isTextual()) {
            return List.of(bounded(name, value.textValue(), SHORT));
        }
        List<String> all = new ArrayList<>();
        for (JsonNode item : items(name, ENTRIES)) {
            if (!item.isTextual()) {
                throw wrong(name + "/" + all.size(), item, "text");
            }
            all.add(bounded(name, item.textValue(), SHORT));
        }
        return all;
    }

    /** Every field not read so far, which must be a text, a number or a truth, as text. */
    Map<String, String> scalars() {
        Map<String, String> all = new LinkedHashMap<>();
        for (String name : unread()) {
            JsonNode value = get(name);
            if (value == null) {
                continue;
            }
            if (value.isContainerNode()) {
                throw wrong(name, value, "text");
            }
            if (all.size() == ENTRIES) {
                throw new WireException(line, pointer, Fault.TOO_MANY, ENTRIES);
            }
            all.put(Text.clean(name), bounded(name, value.asText(), 10 * SHORT));
        }
        return all;
    }

    /** Names of the fields nobody asked for. */
    List<String> unread() {
        if (read.size() == node.size()) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(name -> {
            if (!read.contains(name)) {
                names.add(name);
            }
        });
        return names;
    }

    /** Lets a field pass unread. */
    void ignore(String name) {
        get(name);
    }

    WireException missing(String name) {
        return new WireException(line, at(name), Fault.MISSING, name);
    }

    private Iterable<JsonNode> items(String name, int max) {
        JsonNode value = get(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            throw wrong(name, value, "array");
        }
        if (value.size() > max) {
            throw new WireException(line, at(name), Fault.TOO_MANY, max);
        }
        return value;
    }

    private @Nullable JsonNode get(String name) {
        JsonNode value = node.get(name);
        if (value != null && !read.contains(name)) {
            read.add(name);
        }
        return value == null || value.isNull() ? null : value;
    }

    private String bounded(String name, String value, int max) {
        if (value.length() > max) {
            throw new WireException(line, at(name), Fault.TOO_LONG, value.length(), max);
        }
        return Text.clean(value);
    }

    private WireException wrong(String name, JsonNode value, String wanted) {
        return new WireException(line, at(name), Fault.WRONG_TYPE, wanted, type(value));
    }

    private String at(String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    private static String type(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case NUMBER -> "number";
            case BOOLEAN -> "boolean";
            case STRING -> "text";
            default -> "null";
        };
    }
}
