package io.fenghuo.channel.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes request bodies. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /**
     * JSON with every character as it is: written to a string first, since Jackson's byte writer turns emoji into {@code \}{@code uXXXX},
     * which WeCom refuses (40033).
     */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("maps and lists of text always can be written", impossible);
        }
    }

    /** {@code object} with one more text in front of what it holds, the rest byte for byte as it is. */
    public static byte[] first(byte[] object, String name, String value) {
        String rest = new String(object, StandardCharsets.UTF_8).substring(1);
        String head = write(Map.of(name, value));
        return (head.substring(0, head.length() - 1) + (rest.startsWith("}") ? "" : ",") + rest)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** An ordered map of {@code name, value} pairs. */
    public static Map<String, Object> map(@Nullable Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
