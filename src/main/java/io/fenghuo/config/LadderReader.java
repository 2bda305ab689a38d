package io.fenghuo.config;

import io.fenghuo.incident.Policy.Step;
import io.fenghuo.incident.Policy.Unless;
import io.fenghuo.model.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the steps of a ladder and refuses those that contradict each other. */
final class LadderReader {
    private final Names names;

    LadderReader(Names names) {
        this.names = names;
    }

    List<Step> read(YamlMap level) {
        List<Step> steps = new ArrayList<>();
        Map<Step, Place> seen = new HashMap<>();
        for (YamlMap entry : level.maps("ladder")) {
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
        entry.keys("after", "every", "until", "unless", "tell", "by");
        YamlText start = entry.text("after");
        Duration after = start == null ? null : start.durationOrZero();
        Duration every = entry.duration("every");
        Duration until = entry.duration("until");
        Unless unless = Objects.requireNonNullElse(entry.choice("unless", Unless.class), Unless.TAKEN);
        Duration begin = Objects.requireNonNullElse(after, Duration.ZERO);
        contradictions(entry, begin, every, until, unless);
        return new Step(begin, every, until, unless, tell(entry), by(entry));
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
        if (every != null && !entry.has("until") && unless == Unless.NEVER) {
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
