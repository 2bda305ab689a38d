package io.fenghuo.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keys with values, in the order of the file. A getter gives null or the named default when the key is absent; a value that does not fit
 * is a problem and then counts as absent.
 */
public final class YamlMap extends YamlNode {
    private final Map<String, Entry> entries;
    private final long size;

    /** A key where it stands, and its value. */
    record Entry(Place key, YamlNode value) {}

    YamlMap(Place place, Problems problems, Map<String, Entry> entries) {
        super(place, problems);
        this.entries = new LinkedHashMap<>(entries);
        this.size = 1
                + entries.values().stream()
                        .mapToLong(entry -> 1 + entry.value().size())
                        .sum();
    }

    /** One mapping of several, such as the documents of a file; a key given twice is a problem and its first value counts. */
    static YamlMap merged(Place place, Problems problems, List<YamlMap> maps) {
        Map<String, Entry> all = new LinkedHashMap<>();
        for (YamlMap map : maps) {
            map.entries.forEach((key, entry) -> {
                Entry first = all.putIfAbsent(key, entry);
                if (first != null) {
                    duplicate(problems, key, entry.key(), first.key());
                }
            });
        }
        return new YamlMap(place, problems, all);
    }

    static void duplicate(Problems problems, String key, Place second, Place first) {
        String where = second.file().equals(first.file()) ? "" : first.file() + ":";
        problems.error(second, "duplicate-key", key, where + first.line());
    }

    /** Reports every key that is none of these, naming the nearest that is. */
    public YamlMap keys(String... known) {
        return keys(Arrays.asList(known));
    }

    /** Reports every key that is none of these, naming the nearest that is. */
    public YamlMap keys(Collection<String> known) {
        entries.forEach((key, entry) -> {
            if (known.contains(key)) {
                return;
            }
            String nearest = Nearest.to(key, known);
            if (nearest == null) {
                problems().error(entry.key(), "unknown-key", key, String.join(" ", known));
            } else {
                problems().error(entry.key(), "unknown-key-nearest", key, nearest);
            }
        });
        return this;
    }

    public Set<String> names() {
        return entries.keySet();
    }

    public boolean has(String key) {
        return entries.containsKey(key);
    }

    /** The value of a key, whatever it is; null when the key is absent. */
    public @Nullable YamlNode get(String key) {
        Entry entry = entries.get(key);
        return entry == null ? null : entry.value();
    }

    /** Where the key stands; the mapping's own place when the key is absent. */
    public Place place(String key) {
        Entry entry = entries.get(key);
        return entry == null ? place() : entry.key();
    }

    /** Reports a fault at a key. */
    public void errorAt(String key, String code, Object... args) {
        problems().error(place(key), code, args);
    }

    /** Reports a doubt at a key. */
    public void warningAt(String key, String code, Object... args) {
        problems().warning(place(key), code, args);
    }

    /** The single value of a key; null when the key is absent. A key with nothing behind it is a problem. */
    public @Nullable YamlText text(String key) {
        YamlNode node = get(key);
        YamlText text = node == null ? null : node.asText();
        if (text != null && text.missing()) {
            problems().error(place(key), "value-empty", key);
            return null;
        }
        return text;
    }

    /** The text of a key; null when the key is absent. */
    public @Nullable String string(String key) {
        YamlText text = text(key);
        return text == null ? null : text.value();
    }

    public String string(String key, String otherwise) {
        String text = string(key);
        return text == null ? otherwise : text;
    }

    /** The single value of a key that must be there: absent or empty is a problem, and gives null. */
    public @Nullable YamlText required(String key) {
        if (!has(key)) {
            error("key-missing", key);
            return null;
        }
        YamlText text = text(key);
        if (text != null && text.value().isBlank()) {
            if (!text.secret()) {
                errorAt(key, "value-empty", key);
            }
            return null;
        }
        return text;
    }

    /** A positive time. */
    public @Nullable Duration duration(String key) {
        YamlText text = text(key);
        return text == null ? null : text.duration();
    }

    public Duration duration(String key, Duration otherwise) {
        Duration duration = duration(key);
        return duration == null ? otherwise : duration;
    }

    public boolean bool(String key, boolean otherwise) {
        YamlText text = text(key);
        Boolean value = text == null ? null : text.bool();
        return value == null ? otherwise : value;
    }

    /** A whole number between the bounds, both included. */
    public int integer(String key, int least, int most, int otherwise) {
        YamlText text = text(key);
        Integer value = text == null ? null : text.integer(least, most);
        return value == null ? otherwise : value;
    }

    public <E extends Enum<E>> @Nullable E choice(String key, Class<E> type) {
        YamlText text = text(key);
        return text == null ? null : text.choice(type);
    }

    /** One of the words, in any case. */
    public @Nullable String choice(String key, Collection<String> words) {
        YamlText text = text(key);
        return text == null ? null : text.choice(words);
    }

    /** The texts of a list, or of a single value written without brackets; empty when the key is absent or has nothing behind it. */
    public List<YamlText> texts(String key) {
        YamlNode node = get(key);
        if (node == null) {
            return List.of();
        }
        if (node instanceof YamlText text) {
            return text.missing() ? List.of() : List.of(text);
        }
        YamlList list = node.asList();
        return list == null ? List.of() : list.texts();
    }

    /** As {@link #texts}, the texts alone. */
    public List<String> strings(String key) {
        return texts(key).stream().map(YamlText::value).toList();
    }

    /** The mapping under a key; null when the key is absent. */
    public @Nullable YamlMap map(String key) {
        YamlNode node = get(key);
        return node == null ? null : node.asMap();
    }

    /** The mappings of the list under a key; empty when the key is absent or has nothing behind it. */
    public List<YamlMap> maps(String key) {
        YamlNode node = get(key);
        YamlList list = node == null ? null : node.asList();
        return list == null ? List.of() : list.maps();
    }

    /** Every key with its single value. */
    public Map<String, YamlText> textValues() {
        Map<String, YamlText> values = new LinkedHashMap<>();
        for (String key : entries.keySet()) {
            YamlText text = text(key);
            if (text != null) {
                values.put(key, text);
            }
        }
        return values;
    }

    /** Every key with its mapping. */
    public Map<String, YamlMap> mapValues() {
        Map<String, YamlMap> values = new LinkedHashMap<>();
        for (String key : entries.keySet()) {
            YamlMap map = map(key);
            if (map != null) {
                values.put(key, map);
            }
        }
        return values;
    }

    /** The mappings of several files or documents as one list of their values under {@code key}. */
    static List<YamlMap> all(List<YamlMap> roots, String key) {
        List<YamlMap> all = new ArrayList<>();
        roots.forEach(root -> all.addAll(root.maps(key)));
        return all;
    }

    @Override
    public YamlMap asMap() {
        return this;
    }

    @Override
    long size() {
        return size;
    }

    @Override
    public Object plain() {
        Map<String, Object> plain = new LinkedHashMap<>();
        entries.forEach((key, entry) -> plain.put(key, entry.value().plain()));
        return plain;
    }
}
