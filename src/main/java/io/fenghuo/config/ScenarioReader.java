package io.fenghuo.config;

import io.fenghuo.model.Kind;
import io.fenghuo.model.Role;
import io.fenghuo.model.Scenario;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the crises to rehearse, {@code alerts/drills/*.yaml}. A scenario with a fault is left out and keeps nothing else back. */
public final class ScenarioReader {
    /** Where they lie in a home. */
    public static final String FOLDER = "alerts/drills";

    private static final String KEYS = "title about expect length posts";
    private static final String LINE_KEYS =
            "at author thread role kind text followers product host order shop times every";
    private static final Duration LENGTH = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofDays(3);
    private static final int MOST = 2_000;
    private static final int FOLLOWED = 1_000_000_000;

    private final Problems problems;

    private ScenarioReader(Problems problems) {
        this.problems = problems;
    }

    /** Every sound scenario of a home, by id; faults go to {@code problems}. */
    public static List<Scenario> all(Path home, Problems problems) {
        Path folder = home.resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<String> names;
        try (Stream<Path> files = Files.list(folder)) {
            names = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".yaml") && !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            problems.error(
                    Place.startOf(FOLDER),
                    "file-unreadable",
                    unreadable.getClass().getSimpleName());
            return List.of();
        }
        ScenarioReader reader = new ScenarioReader(problems);
        return names.stream()
                .map(name -> reader.read(folder, name))
                .filter(Objects::nonNull)
                .toList();
    }

    private @Nullable Scenario read(Path folder, String name) {
        long before = problems.errors();
        String id = name.substring(0, name.length() - ".yaml".length());
        YamlMap root = YamlFile.read(FOLDER + "/" + name, folder.resolve(name), Variables.NONE, problems)
                .root()
                .keys(KEYS.split(" "));
        YamlText title = root.required("title");
        String expected = root.choice("expect", List.of("L1", "L2", "L3", "none"));
        Duration length = root.duration("length", LENGTH);
        if (length.compareTo(LONGEST) > 0) {
            root.errorAt("length", "drill-long", Durations.text(length), Durations.text(LONGEST));
        }
        List<Scenario.Line> lines = new ArrayList<>();
        for (YamlMap entry : root.maps("posts")) {
            lines(entry, lines);
        }
        if (lines.isEmpty()) {
            root.error("drill-silent");
        }
        lines.stream()
                .filter(line -> line.at().compareTo(length) > 0)
                .findFirst()
                .ifPresent(
                        late -> root.errorAt("posts", "drill-late", Durations.text(late.at()), Durations.text(length)));
        lines.sort(Comparator.comparing(Scenario.Line::at));
        if (problems.errors() > before || title == null) {
            return null;
        }
        Severity expect = expected == null || expected.equals("none") ? null : Severity.valueOf(expected);
        return new Scenario(id, title.value(), root.string("about", ""), expect, length, lines);
    }

    /** One entry is one post, or {@code times} posts of as many authors at the gap {@code every}. */
    private void lines(YamlMap entry, List<Scenario.Line> into) {
        entry.keys(LINE_KEYS.split(" "));
        YamlText start = entry.required("at");
        Duration at = start == null ? null : start.durationOrZero();
        List<String> texts =
                entry.strings("text").stream().filter(text -> !text.isBlank()).toList();
        if (texts.isEmpty()) {
            entry.error("key-missing", "text");
        }
        int times = entry.integer("times", 1, MOST, 1);
        Duration every = entry.duration("every", Duration.ofSeconds(10));
        if (times + into.size() > MOST) {
            entry.error("drill-many", MOST);
            return;
        }
        String author = entry.string("author", "顾客");
        for (int i = 0; i < times && at != null && !texts.isEmpty(); i++) {
            String name = times == 1 ? author : author + (i + 1);
            into.add(line(entry, at.plus(every.multipliedBy(i)), name, texts.get(i % texts.size())));
        }
    }

    private static Scenario.Line line(YamlMap entry, Duration at, String author, String text) {
        return new Scenario.Line(
                at,
                author,
                entry.string("thread", ""),
                Objects.requireNonNullElse(entry.choice("role", Role.class), Role.CUSTOMER),
                Objects.requireNonNullElse(entry.choice("kind", Kind.class), Kind.COMMENT),
                text,
                entry.integer("followers", 0, FOLLOWED, 0),
                new Subject(
                        null,
                        entry.string("shop"),
                        entry.string("product"),
                        entry.string("order"),
                        entry.string("host"),
                        null));
    }
}
