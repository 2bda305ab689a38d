package io.fenghuo.app.help;

import io.fenghuo.app.OpenHome;
import io.fenghuo.app.SystemTime;
import io.fenghuo.playbook.Playbook;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The facade of {@code playbook}: the playbooks of a home, without a running service. */
public final class Lookup {
    private Lookup() {}

    /**
     * A playbook in a list.
     *
     * @param reviewBy the day for review; empty = none
     * @param stale whether that day is over
     * @param script the name of the script that fits the words best; empty = none
     * @param text what it says
     */
    public record Line(
            String id,
            String title,
            List<String> categories,
            String reviewBy,
            boolean stale,
            String script,
            String text) {
        public Line {
            categories = List.copyOf(categories);
        }
    }

    /** A playbook as paragraphs: a heading and its lines. */
    public record Part(String heading, List<String> lines) {
        public Part {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Playbooks by anybody's words, the best first; all of them for empty words.
     *
     * @param folder the home; null = where the environment says
     * @throws IOException when a plug-in's jar cannot be closed
     */
    public static List<Line> find(
            Map<String, String> variables, PrintStream terminal, @Nullable Path folder, String words, int limit)
            throws IOException {
        SystemTime time = new SystemTime();
        try (OpenHome home = OpenHome.read(variables, terminal, folder, time.instant())) {
            LocalDate today =
                    LocalDate.ofInstant(time.instant(), home.environment().zone());
            List<Shelf.Found> found = words.isBlank()
                    ? home.configuration().handbook().playbooks().stream()
                            .map(one -> new Shelf.Found(one, List.of()))
                            .toList()
                    : new Shelf(home.configuration()).find(words, limit);
            return found.stream().map(one -> line(one, today)).toList();
        }
    }

    private static Line line(Shelf.Found found, LocalDate today) {
        Playbook one = found.playbook();
        boolean none = found.script().isEmpty();
        return new Line(
                one.id(),
                one.title(),
                List.copyOf(new TreeSet<>(one.fits().categories())),
                one.reviewBy() == null ? "" : String.valueOf(one.reviewBy()),
                one.stale(today),
                none ? "" : found.script().get(0).name(),
                none ? "" : found.script().get(0).text());
    }

    /**
     * One playbook; its headings are keys of the words of the command line, or the file's own.
     *
     * @throws IOException when a plug-in's jar cannot be closed
     */
    public static Optional<List<Part>> show(
            Map<String, String> variables, PrintStream terminal, @Nullable Path folder, String id) throws IOException {
        try (OpenHome home = OpenHome.read(variables, terminal, folder, new SystemTime().instant())) {
            return home.configuration().handbook().playbook(id).map(Lookup::parts);
        }
    }

    private static List<Part> parts(Playbook one) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(
                one.title(),
                one.body().intro().isEmpty() ? List.of() : List.of(one.body().intro())));
        parts.add(new Part(
                "playbook.steps",
                one.body().steps().stream().map(Playbook.Step::text).toList()));
        parts.add(new Part("playbook.never", one.body().never()));
        one.body().scripts().forEach(script -> parts.add(new Part(script.name(), List.of(script.text()))));
        parts.add(new Part("playbook.tell", one.body().tell()));
        one.body().more().forEach(more -> parts.add(new Part(more.title(), more.lines())));
        return parts.stream()
                .filter(part -> !part.lines().isEmpty() || part.heading().equals(one.title()))
                .toList();
    }
}
