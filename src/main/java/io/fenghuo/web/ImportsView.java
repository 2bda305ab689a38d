package io.fenghuo.web;

import io.fenghuo.web.view.Harmless;
import io.fenghuo.web.view.Words;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The page of imports.
 *
 * @param may whether the reader may import
 * @param most bytes of a file
 * @param message why nothing was done; empty = nothing is wrong
 */
public record ImportsView(List<Line> lines, boolean may, long most, String message) {
    public ImportsView {
        lines = List.copyOf(lines);
    }

    /** The limit of a file in MB. */
    public String mb() {
        return String.valueOf(most >> 20);
    }

    /**
     * One import.
     *
     * @param css of its state: ok, warn, bad or empty
     */
    public record Line(String id, String name, String state, String css, String told, String when) {
        public static Line of(Imports.Job job, Words words, Instant now, String by) {
            String stage = job.stage().name().toLowerCase(Locale.ROOT);
            return new Line(
                    job.id(),
                    Harmless.line(job.name(), 80),
                    words.t("imports.stage." + stage),
                    css(job.stage()),
                    job.stage() == Imports.Stage.DRAFT
                            ? ""
                            : words.t(
                                    "imports.told",
                                    Harmless.line(job.source(), 60),
                                    job.rows(),
                                    job.stored(),
                                    job.known(),
                                    job.refused()),
                    words.t("imports.when", words.when(job.at(), now), by));
        }

        static String css(Imports.Stage stage) {
            return switch (stage) {
                case DONE -> "ok";
                case INTERRUPTED -> "warn";
                case FAILED -> "bad";
                default -> "";
            };
        }
    }
}
