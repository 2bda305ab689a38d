package io.fenghuo.platform;

import io.fenghuo.model.Secret;
import io.fenghuo.source.Polite;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SpecCheck;
import io.fenghuo.source.Trouble;
import java.util.ArrayList;
import java.util.List;

/** The options of a connector's entry. */
public final class Options {
    private Options() {}

    /** What an entry lacks of {@code needed}, and what is wrong with what every entry shares; its {@code url:} is optional. */
    public static List<Trouble> problems(SourceSpec spec, List<String> needed, String... schemes) {
        List<Trouble> troubles = new ArrayList<>(SpecCheck.common(spec));
        if (spec.url() != null) {
            troubles.addAll(SpecCheck.url(spec, schemes));
        }
        if (!spec.map().isEmpty()) {
            troubles.add(Trouble.of("spec.map-unused", spec.type()));
        }
        for (String key : needed) {
            if (text(spec, key).isEmpty()) {
                troubles.add(Trouble.of("platform.lacks", spec.type(), key));
            }
        }
        return troubles;
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
