package io.fenghuo.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The JSON of a bundle: one way to write, so that what was read can be written again and compared. Threadsafe. */
final class Lines {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Lines() {}

    static byte[] write(List<?> objects) {
        return objects.stream()
                .map(Lines::line)
                .collect(Collectors.joining("\n", "", objects.isEmpty() ? "" : "\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String line(Object object) {
        try {
            return MAPPER.writeValueAsString(object);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whether the bytes are the objects as they are written. */
    static boolean written(List<?> objects, byte[] bytes) {
        int at = 0;
        for (Object object : objects) {
            byte[] line = (line(object) + "\n").getBytes(StandardCharsets.UTF_8);
            int end = Math.min(bytes.length, at + line.length);
            if (!Arrays.equals(line, 0, line.length, bytes, at, end)) {
                return false;
            }
            at = end;
        }
        return at == bytes.length;
    }

    /** @throws IllegalArgumentException when a line is no such object */
    static <T> List<T> read(byte[] bytes, Class<T> type) {
        List<T> read = new ArrayList<>();
        for (int at = 0, end = 0; at < bytes.length; at = end + 1) {
            end = at;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            read.add(one(new String(bytes, at, end - at, StandardCharsets.UTF_8), type));
        }
        return read;
    }

    private static <T> T one(String line, Class<T> type) {
        try {
            T read = MAPPER.readValue(line, type);
            if (read == null) {
                throw new IllegalArgumentException("nothing");
            }
            return read;
        } catch (JsonProcessingException | RuntimeException unreadable) {
            throw new IllegalArgumentException("not a " + type.getSimpleName(), unreadable);
        }
    }
}
