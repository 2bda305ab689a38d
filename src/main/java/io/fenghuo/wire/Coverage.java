package io.fenghuo.wire;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Whether what is said on a platform can be heard: the one table behind the manual's page, the console and the command line.
 *
 * @param id its name in ids of sources
 * @param heard whether and how far
 * @param types what {@code type:} reads it
 * @param name by language, {@code zh} and {@code en}
 * @param how what it takes
 * @param instead the substitute; may be empty
 */
public record Coverage(
        String id,
        Heard heard,
        List<String> types,
        Map<String, String> name,
        Map<String, String> how,
        Map<String, String> instead) {
    /** Types that read many platforms, so that they say nothing of which. */
    private static final List<String> GENERAL = List.of(
            "rss",
            "html",
            "json",
            "longpoll",
            "websocket",
            "sse",
            "ndjson",
            "push",
            "file",
            "imap",
            "kafka",
            "verticle");

    public Coverage {
        types = List.copyOf(types);
        name = Map.copyOf(name);
        how = Map.copyOf(how);
        instead = Map.copyOf(instead);
    }

    /** How far a platform can be heard. */
    public enum Heard {
        /** 能听到: public, or one's own. */
        YES,
        /** 需授权: the platform or the owner of the account has to agree first. */
        CONSENT,
        /** 听不到: there is no official way. */
        NO;

        /** As it is called in the manual. */
        public String word() {
            return switch (this) {
                case YES -> "能听到";
                case CONSENT -> "需授权";
                case NO -> "听不到";
            };
        }
    }

    /** Every platform, in the order of the manual. */
    public static List<Coverage> all() {
        try (InputStream in = Objects.requireNonNull(Coverage.class.getResourceAsStream("coverage.json"))) {
            return List.copyOf(Json.MAPPER.readValue(in, new TypeReference<List<Coverage>>() {}));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Whether a source of this id and type listens there: by a type of its own, else by an id that begins with the platform's. */
    public boolean listens(String source, String type) {
        return (types.contains(type) && !GENERAL.contains(type)) || source.equals(id) || source.startsWith(id + "-");
    }

    /** One of the texts in the language of {@code locale}; Chinese unless that is English. */
    public static String in(Map<String, String> text, Locale locale) {
        return text.getOrDefault(locale.getLanguage().equals("en") ? "en" : "zh", "");
    }
}
