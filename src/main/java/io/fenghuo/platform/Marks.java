package io.fenghuo.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/** Writes and reads a connector's cursor as a small JSON text. */
public final class Marks {
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    private Marks() {}

    /** Reads what {@link #text} wrote; anything else counts as nothing remembered. */
    public static <T> T read(@Nullable String text, Class<T> type, T nothing) {
        try {
            T read = text == null ? null : JSON.readValue(text, type);
            return read == null ? nothing : read;
        } catch (JsonProcessingException unreadable) {
            return nothing;
        }
    }

    public static String text(Object cursor) {
        try {
            return JSON.writeValueAsString(cursor);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
