package io.fenghuo.config;

import io.fenghuo.incident.Policy.Extra;
import io.fenghuo.incident.Policy.Only;
import io.fenghuo.incident.Policy.Step;
import io.fenghuo.incident.Policy.Unless;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the steps of a ladder and refuses those that contradict each other. */
final class LadderReader {
    private static final Pattern ASKED = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,59}");

    private final Names names;

    LadderReader(Names names) {
        this.names = names;
    }

    /** The steps every grade gets beside its own ladder, or those grades a step names under {@code grade}. */
    Map<Severity, List<Step>> common(YamlMap root) {
        Map<Severity, List<Step>> steps = new EnumMap<>(Severity.class);
        for (YamlMap entry : root.maps("ladder")) {
            Step step = step(entry);
            Set<Severity> grades = EnumSet.noneOf(Severity.class);
            for (YamlText text : entry.texts("grade")) {
                Severity grade = text.choice(Severity.class);
                if (grade != null) {
                    grades.add(grade);
                }
            }
            for (Severity grade : entry.has("grade") ? grades : EnumSet.allOf(Severity.class)) {
                steps.computeIfAbsent(grade, g -> new ArrayList<>()).add(step);
            }
        }
        return steps;
    }

    List<Step> read(YamlMap level) {
        List<Step> steps = new ArrayList<>();
        Map<Step, Place> seen = new HashMap<>();
        for (YamlMap entry : level.maps("ladder")) {
            if (entry.has("grade")) {
                entry.errorAt("grade", "step-grade");
            }
            Step step = step(entry);
            Place first = seen.putIfAbsent(step, entry.place());
            if (first != null) {
                entry.warning("step-twice", first.line());
            }
            steps.add(step);
        }
        if (steps.isEmpty()) {
            level.errorAt("ladder", "ladder-empty");
        } else if (steps.stream().noneMatch(step -> step.after().isZero())) {
            level.warningAt("ladder", "ladder-late");
        }
        return steps;
    }

    private Step step(YamlMap entry) {
        entry.keys(
                "after", "every", "until", "times", "unless", "between", "crowd", "grade", "tell", "by", "spare",
                "ask");
        YamlText start = entry.text("after");
        Duration after = start == null ? null : start.durationOrZero();
        Duration every = entry.duration("every");
        Duration until = entry.duration("until");
        Unless unless = Objects.requireNonNullElse(entry.choice("unless", Unless.class), Unless.TAKEN);
        Duration begin = Objects.requireNonNullElse(after, Duration.ZERO);
        contradictions(entry, begin, every, until, unless);
        List<Target> tell = tell(entry);
        return new Step(begin, every, until, unless, tell, by(entry), only(entry), extra(entry, tell));
    }

    private static Only only(YamlMap entry) {
        YamlText hours = entry.text("between");
        if (entry.has("times") && !entry.has("every")) {
            entry.errorAt("times", "step-times-once");
        }
        return new Only(
                hours == null ? null : Windows.read(hours),
                entry.integer("crowd", 1, 1_000_000, 0),
                entry.integer("times", 1, 1_000, 0));
    }

    private Extra extra(YamlMap entry, List<Target> tell) {
        List<String> spare = new ArrayList<>();
        for (YamlText text : entry.texts("spare")) {
            if (names.channel(text)) {
                spare.add(text.value());
            }
        }
        YamlText ask = entry.text("ask");
        if (ask == null) {
            return new Extra(spare, null);
        }
        String word = ask.value().strip();
        if (!ASKED.matcher(word).matches()) {
            ask.error("step-ask-form", ask.raw());
        } else if (tell.stream().noneMatch(target -> target.kind() == Target.Kind.CHANNEL)) {
            ask.error("step-ask-nobody", word);
        }
        return new Extra(spare, word);
    }

    private static void contradictions(
            YamlMap entry, Duration after, @Nullable Duration every, @Nullable Duration until, Unless unless) {
        if (until != null && until.compareTo(after) <= 0) {
            entry.errorAt("until", "step-until-before", Durations.text(until), Durations.text(after));
        }
        if (until != null && !entry.has("every")) {
            entry.errorAt("until", "step-until-once");
        }
        if (every != null && every.compareTo(Duration.ofMinutes(1)) < 0) {
            entry.errorAt("every", "step-too-often", Durations.text(every));
        }
        if (every != null && !entry.has("until") && !entry.has("times") && unless == Unless.NEVER) {
            entry.errorAt("every", "step-for-ever");
        }
    }

    private List<Target> tell(YamlMap entry) {
        List<Target> tell = new ArrayList<>();
        List<YamlText> named = entry.texts("tell");
        if (named.isEmpty()) {
            entry.error("step-tells-nobody");
        }
        for (YamlText text : named) {
            Target target = names.target(text);
            if (target == null) {
                continue;
            }
            if (target.kind() == Target.Kind.ROLE && !names.filled().contains(target.id())) {
                text.warning("role-empty", target.id());
            }
            tell.add(target);
        }
        return tell;
    }

    private List<String> by(YamlMap entry) {
        List<String> by = new ArrayList<>();
        for (YamlText text : entry.texts("by")) {
            TreeSet<String> known = new TreeSet<>(names.channels());
            known.add(Names.PHONE);
            if (Names.known(text, text.value(), known, "channel-unknown")) {
                by.add(text.value());
            }
        }
        return by;
    }
}
