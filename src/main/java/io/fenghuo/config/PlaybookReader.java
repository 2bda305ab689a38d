package io.fenghuo.config;

import io.fenghuo.model.Severity;
import io.fenghuo.playbook.Filling;
import io.fenghuo.playbook.Mood;
import io.fenghuo.playbook.Playbook;
import io.fenghuo.playbook.PlaybookText;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads {@code alerts/playbooks/*.md}: YAML between two lines {@code ---}, then Markdown. */
final class PlaybookReader {
    /** So many days before its review a playbook is named. */
    static final int NEAR_DAYS = 30;

    private static final List<String> KEYS =
            List.of("title", "category", "grade", "emotion", "platform", "role", "review-by", "fields", "source");
    private static final String FENCE = "---";

    private final Names names;
    private final Set<String> categories;
    private final LocalDate today;
    private final Problems problems;

    /**
     * A reader.
     *
     * @param categories those the house knows
     * @param today to see which are out of date
     */
    PlaybookReader(Names names, Collection<String> categories, LocalDate today, Problems problems) {
        this.names = names;
        this.categories = new TreeSet<>(categories);
        this.today = today;
        this.problems = problems;
    }

    /** Every playbook without errors, in the order of the files' names; {@code house} are fields all of them know. */
    List<Playbook> read(List<PlaybookFile> files, Collection<String> house) {
        List<Playbook> read = new ArrayList<>();
        for (PlaybookFile file : files) {
            Playbook one = read(file, house);
            if (one != null) {
                read.add(one);
            }
        }
        return read;
    }

    private @Nullable Playbook read(PlaybookFile file, Collection<String> house) {
        List<String> lines = file.text().lines().toList();
        int end = lines.isEmpty() || !lines.get(0).strip().equals(FENCE) ? -1 : close(lines);
        if (end < 0) {
            problems.error(Place.startOf(file.name()), "playbook-no-front");
            return null;
        }
        long before = problems.errors();
        // the line of the fence stays as a comment, so that places are those of the file
        String front = "#\n" + String.join("\n", lines.subList(1, end)) + "\n";
        YamlMap root =
                YamlFile.read(file.name(), front, Variables.NONE, problems).root();
        root.keys(KEYS);
        YamlText title = root.required("title");
        Playbook.Fits fits = new Playbook.Fits(
                known(root, "category", categories, "playbook-category"),
                grades(root),
                moods(root),
                Set.copyOf(root.strings("platform")),
                known(root, "role", names.roles(), "role-unknown"));
        LocalDate review = review(root);
        Map<String, String> fields = fields(root);
        PlaybookText.Read text = PlaybookText.read(String.join("\n", lines.subList(end + 1, lines.size())), end + 1);
        text.faults()
                .forEach(fault -> problems.error(
                        new Place(file.name(), fault.line(), 1),
                        fault.code(),
                        fault.args().toArray()));
        scripts(file, text.body(), fields.keySet(), house);
        if (text.body().steps().isEmpty()) {
            problems.warning(new Place(file.name(), end + 1, 1), "playbook-no-steps");
        }
        return title == null || problems.errors() > before
                ? null
                : new Playbook(file.id(), title.value().strip(), fits, review, fields, text.body());
    }

    private static int close(List<String> lines) {
        for (int at = 1; at < lines.size(); at++) {
            if (lines.get(at).strip().equals(FENCE)) {
                return at;
            }
        }
        return -1;
    }

    private static Set<String> known(YamlMap root, String key, Collection<String> all, String code) {
        Set<String> found = new LinkedHashSet<>();
        for (YamlText text : root.texts(key)) {
            String word = text.value().strip();
            if (Names.known(text, word, all, code)) {
                found.add(word);
            }
        }
        return found;
    }

    private static Set<Severity> grades(YamlMap root) {
        Set<Severity> grades = EnumSet.noneOf(Severity.class);
        for (YamlText text : root.texts("grade")) {
            Severity grade = text.choice(Severity.class);
            if (grade != null) {
                grades.add(grade);
            }
        }
        return grades;
    }

    private static Set<Mood> moods(YamlMap root) {
        Set<Mood> moods = EnumSet.noneOf(Mood.class);
        for (YamlText text : root.texts("emotion")) {
            String word = text.choice(Mood.words());
            if (word != null) {
                Mood.named(word).ifPresent(moods::add);
            }
        }
        return moods;
    }

    private @Nullable LocalDate review(YamlMap root) {
        YamlText text = root.text("review-by");
        if (text == null) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(text.value().strip());
            if (day.isBefore(today)) {
                text.warning("playbook-stale", day);
            } else if (!day.isAfter(today.plusDays(NEAR_DAYS))) {
                text.warning("playbook-stale-soon", day);
            }
            return day;
        } catch (DateTimeException wrong) {
            text.error("playbook-review", text.raw());
            return null;
        }
    }

    private static Map<String, String> fields(YamlMap root) {
        YamlMap map = root.map("fields");
        Map<String, String> fields = new HashMap<>();
        if (map != null) {
            map.textValues().forEach((name, text) -> fields.put(name, text.value()));
        }
        return fields;
    }

    /** Reports fields in scripts that nobody fills in. */
    private void scripts(PlaybookFile file, Playbook.Body body, Set<String> own, Collection<String> house) {
        Set<String> all = new TreeSet<>(Filling.OF_INCIDENTS);
        all.addAll(own);
        all.addAll(house);
        for (Playbook.Script script : body.scripts()) {
            for (String field : Filling.fields(script.text())) {
                if (!all.contains(field)) {
                    String nearest = Nearest.to(field, all);
                    problems.error(
                            new Place(file.name(), script.line(), 1),
                            nearest == null ? "playbook-field" : "playbook-field-nearest",
                            field,
                            nearest == null ? String.join(" ", all) : nearest,
                            script.name());
                }
            }
        }
    }
}
