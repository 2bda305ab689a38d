package io.fenghuo.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
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

    /** @throws IllegalArgumentException when a line is no such object */
    static <T> List<T> read(byte[] bytes, Class<T> type) {
        return new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .map(line -> one(line, type))
                .toList();
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
