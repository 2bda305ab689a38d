package io.fenghuo.app;

import io.fenghuo.evidence.Finding;
import io.fenghuo.evidence.Verifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Checks an evidence bundle, with or without a home. */
public final class CheckEvidence {
    private CheckEvidence() {}

    /**
     * What a check found.
     *
     * @param problems a line each; empty = not a byte was changed
     * @param head the hash of the timeline's last line, which stands for all of it
     * @param stamps a line each
     */
    public record Result(
            String incident,
            List<String> problems,
            int records,
            int erased,
            int lines,
            String head,
            List<String> stamps) {
        public Result {
            problems = List.copyOf(problems);
            stamps = List.copyOf(stamps);
        }
    }

    /**
     * Looks at every byte of a bundle.
     *
     * @throws IOException when the file cannot be read
     */
    public static Result check(Path file, Locale language) throws IOException {
        Verifier.Report report = Verifier.check(file);
        return new Result(
                report.incident(),
                report.findings().stream()
                        .map((Finding one) -> one.text(language))
                        .toList(),
                report.records(),
                report.erased(),
                report.lines(),
                report.head(),
                report.stamps());
    }
}
