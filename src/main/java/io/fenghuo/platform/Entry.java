package io.fenghuo.platform;

import io.fenghuo.model.Secret;
import io.fenghuo.source.Manners;
import io.fenghuo.source.Polite;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SpecCheck;
import io.fenghuo.source.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the entry of a platform's source, and finds what is wrong with it. */
public final class Entry {
    private Entry() {}

    /** What every type shares; {@code url:} may be left out, which means the platform itself. */
    public static List<Trouble> problems(SourceSpec spec, boolean polled) {
        List<Trouble> troubles = new ArrayList<>(SpecCheck.common(spec));
        if (polled) {
            troubles.addAll(Manners.problems(spec));
            if (spec.url() != null) {
                troubles.addAll(
                        spec.allowPrivate() ? SpecCheck.url(spec, "http", "https") : SpecCheck.url(spec, "https"));
            }
        } else if (spec.url() != null) {
            troubles.add(Trouble.of("spec.push-url"));
        }
        return troubles;
    }

    /** A fault for each of these keys that has no value. */
    public static List<Trouble> missing(SourceSpec spec, String... keys) {
        return List.of(keys).stream()
                .filter(key -> secret(spec, key) == null)
                .map(key -> Trouble.of("platform.missing", key, spec.type()))
                .toList();
    }

    /** A fault unless exactly one of these keys has a value. */
    public static List<Trouble> oneOf(SourceSpec spec, String a, String b) {
        return (secret(spec, a) == null) == (secret(spec, b) == null)
                ? List.of(Trouble.of("platform.one-of", a, b))
                : List.of();
    }

    /** A fault when the key is given and no whole number from {@code least} to {@code most}. */
    public static List<Trouble> number(SourceSpec spec, String key, int least, int most) {
        String said = Polite.option(spec, key);
        boolean sound = said == null
                || (said.matches("\\d{1,6}") && Integer.parseInt(said) >= least && Integer.parseInt(said) <= most);
        return sound ? List.of() : List.of(Trouble.of("platform.number", key, least, most, said));
    }

    /** A fault when the key is given and none of {@code choices}. */
    public static List<Trouble> choice(SourceSpec spec, String key, List<String> choices) {
        String said = Polite.option(spec, key);
        return said == null || choices.contains(said)
                ? List.of()
                : List.of(Trouble.of("platform.choice", key, String.join(" ", choices), said));
    }

    /** A fault when the key is given and no span such as {@code 10m}. */
    public static List<Trouble> span(SourceSpec spec, String key) {
        String said = Polite.option(spec, key);
        return said == null || Polite.span(said) != null ? List.of() : List.of(Trouble.of("platform.span", key, said));
    }

    public static int number(SourceSpec spec, String key, int otherwise) {
        String said = Polite.option(spec, key);
        return said == null ? otherwise : Integer.parseInt(said);
    }

    public static Duration span(SourceSpec spec, String key, Duration otherwise) {
        return Objects.requireNonNullElse(Polite.span(Polite.option(spec, key)), otherwise);
    }

    /** The value of a key, secret or not; null when it has none. */
    public static @Nullable Secret secret(SourceSpec spec, String key) {
        Object value = spec.options().get(key);
        String text = value instanceof Secret secret ? secret.reveal() : value == null ? "" : String.valueOf(value);
        return text.isBlank() ? null : Secret.of(text.strip());
    }

    /** The same of a key that {@link #missing} has seen to. */
    public static String text(SourceSpec spec, String key) {
        return Objects.requireNonNull(secret(spec, key), key).reveal();
    }

    /** A list, or a single value as a list of one; each element a text, or a map of texts as {@link #part} reads it. */
    public static List<?> list(SourceSpec spec, String key) {
        Object value = spec.options().get(key);
        return value == null ? List.of() : value instanceof List<?> many ? many : List.of(value);
    }

    /** The {@code name} of an element: of a map its value, of a text the text itself when {@code name} is {@code id}; null = not there. */
    public static @Nullable String part(Object element, String name) {
        Object value = element instanceof Map<?, ?> map ? map.get(name) : name.equals("id") ? element : null;
        String text = value == null ? "" : String.valueOf(value).strip();
        return text.isEmpty() ? null : text;
    }

    /** {@code url:}, else {@code usual}; without a slash at its end. */
    public static String base(SourceSpec spec, String usual) {
        return Objects.requireNonNullElse(spec.url(), usual).strip().replaceAll("/+$", "");
    }
}
