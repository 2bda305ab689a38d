package io.fenghuo.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.regex.Pattern;

/** Records and answers as one line of JSON, in which what a terminal obeys stands escaped. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** What JSON itself lets stand. */
    private static final Pattern OBEYED = Pattern.compile("[\\x7F-\\x9F\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]");

    private Json() {}

    static String line(Object record) {
        try {
            return OBEYED.matcher(MAPPER.writeValueAsString(record))
                    .replaceAll(one -> String.format(
                            Locale.ROOT, "\\\\u%04x", (int) one.group().charAt(0)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
