package io.fenghuo.playbook;

import io.fenghuo.model.Severity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to say and do about one sort of matter (处置预案), as a file under {@code alerts/playbooks/} says it. Immutable.
 *
 * @param id the file's name without its extension
 * @param title its name for people
 * @param fits when it is meant; each empty set = always
 * @param reviewBy the day by which somebody has to look it over; null = never
 * @param fields what {@code {{name}}} stands for in its scripts, beside the incident's own
 * @param body what it says
 */
public record Playbook(
        String id, String title, Fits fits, @Nullable LocalDate reviewBy, Map<String, String> fields, Body body) {
    public Playbook {
        fields = Map.copyOf(fields);
    }

    /** When a playbook is meant. */
    public record Fits(
            Set<String> categories, Set<Severity> grades, Set<Mood> moods, Set<String> platforms, Set<String> roles) {
        public Fits {
            categories = Set.copyOf(categories);
            grades = Set.copyOf(grades);
            moods = Set.copyOf(moods);
            platforms = Set.copyOf(platforms);
            roles = Set.copyOf(roles);
        }
    }

    /**
     * What it says.
     *
     * @param intro when it is used, in a few sentences; may be empty
     * @param never what must not be said or done
     * @param tell whom to tell
     * @param more anything else, in the order of the file
     */
    public record Body(
            String intro,
            List<Step> steps,
            List<String> never,
            List<Script> scripts,
            List<String> tell,
            List<Section> more) {
        public Body {
            steps = List.copyOf(steps);
            never = List.copyOf(never);
            scripts = List.copyOf(scripts);
            tell = List.copyOf(tell);
            more = List.copyOf(more);
        }
    }

    /**
     * Something to be done.
     *
     * @param key tells it from the others also after the file was edited: made of its text
     */
    public record Step(String key, String text) {}

    /**
     * Something to be said.
     *
     * @param key tells it from the others of its playbook
     * @param name as the file has it, such as 安抚 · 生气
     * @param moods for whom it is meant; empty = for anybody
     * @param line where it stands in the file, from 1
     */
    public record Script(String key, String name, Set<Mood> moods, String text, int line) {
        public Script {
            moods = Set.copyOf(moods);
        }
    }

    /** A part of its own. */
    public record Section(String title, List<String> lines) {
        public Section {
            lines = List.copyOf(lines);
        }
    }

    /** Whether its day for review is over. */
    public boolean stale(LocalDate today) {
        return reviewBy != null && reviewBy.isBefore(today);
    }

    /** The scripts, those for the mood first, else in the order of the file: what comes first there is said first. */
    public List<Script> scripts(Mood mood) {
        List<Script> first = new ArrayList<>();
        List<Script> others = new ArrayList<>();
        for (Script script : body.scripts()) {
            (script.moods().contains(mood) ? first : others).add(script);
        }
        first.addAll(others);
        return first;
    }
}
