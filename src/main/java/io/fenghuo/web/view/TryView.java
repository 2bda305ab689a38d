package io.fenghuo.web.view;

import io.fenghuo.model.Hit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The page 试词.
 *
 * @param files names of the home's watchlists
 * @param message what is wrong with what was asked; empty = nothing
 */
public record TryView(Form form, List<String> files, String message, Found found) {
    /** Who may have said a text. */
    public static final List<String> ROLES = List.of("customer", "agent", "host", "influencer", "system");

    public TryView {
        files = List.copyOf(files);
    }

    /**
     * The form as it was sent.
     *
     * @param asked which button: open, explain or compare
     * @param name of the list's file
     */
    public record Form(String asked, String text, String role, String name, String list) {
        /** The same with another list. */
        public Form with(String other) {
            return new Form(asked, text, role, name, other);
        }
    }

    /**
     * What came of it.
     *
     * @param problems of the list, a line each
     * @param broken whether one of them is an error
     * @param told what became of the text; null = not asked
     */
    public record Found(
            List<String> problems, boolean broken, @Nullable Told told, List<Over> over) {
        /** Nothing was asked. */
        public static final Found NOTHING = new Found(List.of(), false, null, List.of());

        public Found {
            problems = List.copyOf(problems);
            over = List.copyOf(over);
        }

        /** What came of a text. */
        public static Found of(List<String> problems, boolean broken, @Nullable Told told) {
            return new Found(lines(problems), broken, told, List.of());
        }

        /** What came of a comparison. */
        public static Found of(List<String> problems, boolean broken, List<Over> over) {
            return new Found(lines(problems), broken, null, over);
        }

        private static List<String> lines(List<String> problems) {
            return problems.stream()
                    .limit(50)
                    .map(line -> Harmless.line(line, 400))
                    .toList();
        }
    }

    /** What became of a text; {@code folded} is empty when nothing was changed. */
    public record Told(
            List<Piece> pieces,
            String folded,
            List<Step> steps,
            List<Fired> hits,
            List<Miss> misses,
            List<Heard> would) {
        public Told {
            pieces = List.copyOf(pieces);
            steps = List.copyOf(steps);
            hits = List.copyOf(hits);
            misses = List.copyOf(misses);
            would = List.copyOf(would);
        }
    }

    /** One change of folding. */
    public record Step(String from, String to, String via) {}

    /** One who would be told. */
    public record Heard(String at, String who, String by, String why) {}

    /** A rule that did not fire, and why. */
    public record Miss(String rule, String why) {}

    /** A rule that fired: its grade as a class and in words, and the keywords. */
    public record Fired(String css, String level, String rule, String category, String watchlist, String keywords) {}

    /** What would change over one set of posts; {@code none} says why there is nothing to show. */
    public record Over(String title, String sum, String cut, String none, List<Change> changes) {
        public Over {
            changes = List.copyOf(changes);
        }
    }

    /** One change of one rule. */
    public record Change(
            String what,
            String css,
            String rule,
            String category,
            String watchlist,
            String grade,
            String count,
            List<List<Piece>> samples) {
        public Change {
            samples = List.copyOf(samples);
        }
    }

    /** What became of a text, made fit to show. */
    public static Told told(
            String text,
            String folded,
            List<Step> steps,
            List<Hit> hits,
            List<Miss> misses,
            List<Heard> would,
            Words words) {
        List<Fired> fired = new ArrayList<>();
        for (Hit hit : hits) {
            LinkedHashSet<String> keywords = new LinkedHashSet<>();
            hit.spans().stream().limit(8).forEach(span -> keywords.add(Harmless.line(span.keyword(), 40)));
            String grade = hit.level() + (hit.suspected() ? "?" : "");
            fired.add(new Fired(
                    hit.level().name().toLowerCase(Locale.ROOT),
                    grade(grade, words),
                    Harmless.line(hit.rule(), 64),
                    Harmless.line(hit.category(), 40),
                    Harmless.line(hit.watchlist(), 64),
                    String.join(" · ", keywords)));
        }
        List<Step> shown = steps.size() > 20 ? steps.subList(0, 20) : steps;
        return new Told(
                Piece.of(text, hits), steps.isEmpty() ? "" : Harmless.line(folded, 600), shown, fired, misses, would);
    }

    /**
     * One change, made fit to show.
     *
     * @param what {@code new}, {@code gone} or {@code level}
     * @param names rule, category, watchlist
     */
    public static Change change(
            String what,
            List<String> names,
            @Nullable String before,
            @Nullable String after,
            String count,
            List<List<Piece>> samples,
            Words words) {
        String grade = before == null
                ? grade(String.valueOf(after), words)
                : after == null ? grade(before, words) : grade(before, words) + " → " + grade(after, words);
        return new Change(
                words.t("try.what." + what),
                what,
                Harmless.line(names.get(0), 64),
                Harmless.line(names.get(1), 40),
                Harmless.line(names.get(2), 64),
                grade,
                count,
                samples);
    }

    private static String grade(String grade, Words words) {
        String level = words.t("level." + grade.substring(0, 2).toLowerCase(Locale.ROOT));
        return grade.endsWith("?") ? words.t("level.suspected", level) : level;
    }
}
