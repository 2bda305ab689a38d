package io.fenghuo.config;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ids of entries: letters (also Chinese), digits, {@code - _ .}, at most 64, each once. */
final class EntryId {
    private static final Pattern FORM = Pattern.compile("[\\p{L}\\p{N}_.-]{1,64}");

    private EntryId() {}

    /** The id of an entry, noted in {@code seen}; null, and a problem, when it is missing, malformed or taken. */
    static @Nullable String of(YamlMap entry, Map<String, Place> seen) {
        YamlText text = entry.required("id");
        if (text == null) {
            return null;
        }
        String id = text.value().strip();
        if (!FORM.matcher(id).matches()) {
            text.error("id-form", text.raw());
            return null;
        }
        Place first = seen.putIfAbsent(id, text.place());
        if (first != null) {
            text.error("id-twice", id, first.line());
            return null;
        }
        return id;
    }
}
