package io.fenghuo.platform;

import io.fenghuo.model.Secret;
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

/** The options of a connector's entry. */
public final class Entry {
    private Entry() {}

    /** What an entry lacks of {@code needed}, and what is wrong with what every entry shares; its {@code url:} is optional. */
    public static List<Trouble> problems(SourceSpec spec, List<String> needed, String... schemes) {
        List<Trouble> troubles = new ArrayList<>(SpecCheck.common(spec));
        if (spec.url() != null) {
            troubles.addAll(SpecCheck.url(spec, schemes));
        }
        if (!spec.map().isEmpty()) {
            troubles.add(Trouble.of("spec.map-unused", spec.type()));
        }
        troubles.addAll(lacking(spec, needed));
        return troubles;
    }

    /** A fault for each of these keys that has no value. */
    public static List<Trouble> lacking(SourceSpec spec, List<String> needed) {
        return needed.stream()
                .filter(key -> text(spec, key).isEmpty())
                .map(key -> Trouble.of("platform.lacks", spec.type(), key))
                .toList();
    }

    /** What {@code url:} of a polled source may begin with: where keys go, TLS is left out only for what is our own. */
    public static String[] schemes(SourceSpec spec) {
        return spec.allowPrivate() ? new String[] {"https", "http"} : new String[] {"https"};
    }

    /** A fault unless exactly one of these keys has a value. */
    public static List<Trouble> oneOf(SourceSpec spec, String a, String b) {
        return text(spec, a).isEmpty() == text(spec, b).isEmpty()
                ? List.of(Trouble.of("platform.one-of", a, b))
                : List.of();
    }

    /** A fault when the key is given and no whole number from {@code least} to {@code most}. */
    public static List<Trouble> number(SourceSpec spec, String key, int least, int most) {
        String said = text(spec, key);
        boolean sound = said.isEmpty()
                || (said.matches("\\d{1,6}") && Integer.parseInt(said) >= least && Integer.parseInt(said) <= most);
        return sound ? List.of() : List.of(Trouble.of("platform.number", key, least, most, said));
    }

    /** A fault when the key is given and none of {@code choices}. */
    public static List<Trouble> choice(SourceSpec spec, String key, List<String> choices) {
        String said = text(spec, key);
        return said.isEmpty() || choices.contains(said)
                ? List.of()
                : List.of(Trouble.of("platform.choice", key, String.join(" ", choices), said));
    }

    /** A fault when the key is given and no span such as {@code 10m}. */
    public static List<Trouble> span(SourceSpec spec, String key) {
        String said = text(spec, key);
        return said.isEmpty() || Polite.span(said) != null
                ? List.of()
                : List.of(Trouble.of("platform.span", key, said));
    }

    public static int number(SourceSpec spec, String key, int otherwise) {
        String said = text(spec, key);
        return said.isEmpty() ? otherwise : Integer.parseInt(said);
    }

    public static Duration span(SourceSpec spec, String key, Duration otherwise) {
        return Objects.requireNonNullElse(Polite.span(text(spec, key)), otherwise);
    }

    /** An option that is secret; null when the entry does not have it. */
    public static @Nullable Secret secret(SourceSpec spec, String key) {
        String said = text(spec, key);
        return said.isEmpty() ? null : Secret.of(said);
    }

    /** An option that is a list, or a single value as a list of one; {@link #part} reads its elements. */
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

    /** An option as text, be it secret or not; empty when the entry does not have it. */
    public static String text(SourceSpec spec, String key) {
        Object value = spec.options().get(key);
        return value instanceof Secret secret
                ? secret.reveal().strip()
                : value == null ? "" : String.valueOf(value).strip();
    }

    /** An option that is one text or several. */
    public static List<String> texts(SourceSpec spec, String key) {
        if (spec.options().get(key) instanceof List<?> several) {
            return several.stream().map(one -> String.valueOf(one).strip()).toList();
        }
        String one = text(spec, key);
        return one.isEmpty() ? List.of() : List.of(one);
    }

    /** Where the vendor's calls begin, without a slash at the end: {@code url} of the entry, else {@code vendor}. */
    public static String base(SourceSpec spec, String vendor) {
        String base = spec.url() == null ? vendor : Polite.url(spec).strip();
        return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }
}
