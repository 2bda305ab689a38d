package io.fenghuo.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an entry says about how often its source has to be heard.
 *
 * @param silence how long it may be silent; null = as learned
 * @param never whether its silence means nothing
 * @param marker a text in the post the owner plants to prove that we hear; null = none
 * @param planted how often it is planted
 */
public record Expecting(
        @Nullable Duration silence, boolean never, @Nullable String marker, Duration planted) {
    private static final String OFF = "off";
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    /** Whether the entry itself says how often it has to be heard. */
    public boolean said() {
        return silence != null || marker != null;
    }

    /** What the entry of a source without problems says. */
    public static Expecting of(SourceSpec spec) {
        String silence = Polite.option(spec, "silence");
        Map<?, ?> canary = spec.options().get("canary") instanceof Map<?, ?> said ? said : Map.of();
        return new Expecting(
                Polite.span(silence),
                OFF.equals(silence) || "false".equals(silence),
                canary.get("marker") == null ? null : String.valueOf(canary.get("marker")),
                Objects.requireNonNullElse(Polite.span(String.valueOf(canary.get("every"))), Duration.ZERO));
    }

    static List<Trouble> problems(SourceSpec spec) {
        List<Trouble> troubles = new ArrayList<>();
        String silence = Polite.option(spec, "silence");
        Expecting said = of(spec);
        if (silence != null
                && !said.never()
                && (said.silence() == null || said.silence().compareTo(SHORTEST) < 0)) {
            troubles.add(Trouble.of("spec.silence", silence));
        }
        boolean whole = said.marker() != null
                && said.marker().strip().length() >= 4
                && said.planted().compareTo(SHORTEST) >= 0;
        if (spec.options().containsKey("canary") && !whole) {
            troubles.add(Trouble.of("spec.canary"));
        }
        return troubles;
    }
}
