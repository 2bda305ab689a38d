package io.fenghuo.config;

import io.fenghuo.model.Raise;
import io.fenghuo.model.Severity;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a crowd: <code>{ to: L2, when: 5 authors in 30m }</code>. */
public final class RaiseReader {
    private static final Pattern WHEN = Pattern.compile("(\\d{1,6})\\s+authors?\\s+(?:in|within)\\s+(\\S+)");
    private static final int FEWEST = 2;

    private RaiseReader() {}

    /** The crowd; null, and a problem, when it is not one. */
    public static @Nullable Raise read(YamlMap map) {
        map.keys("to", "when");
        YamlText grade = map.required("to");
        YamlText text = map.required("when");
        Severity to = grade == null ? null : grade.choice(Severity.class);
        if (to == Severity.L3) {
            map.errorAt("to", "raise-to-l3");
            return null;
        }
        if (text == null) {
            return null;
        }
        Matcher matcher = WHEN.matcher(text.value().strip());
        Duration within = matcher.matches() ? Durations.parse(matcher.group(2)) : null;
        if (within == null || within.isZero()) {
            text.error("not-crowd", text.raw());
            return null;
        }
        int authors = Integer.parseInt(matcher.group(1));
        if (authors < FEWEST) {
            text.error("crowd-of-one", authors);
            return null;
        }
        return to == null ? null : new Raise(to, authors, within);
    }
}
