package io.fenghuo.cli;

import io.fenghuo.app.Access;
import io.fenghuo.app.Importing;
import io.fenghuo.app.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code import FILE}: brings the rows of a CSV, XLSX or JSONL file in as posts. */
@picocli.CommandLine.Command(name = "import")
final class Import extends Acting {
    private static final String REFUSED = ".rejected.tsv";

    @Parameters(index = "0", paramLabel = "FILE")
    private Path file = Path.of("");

    @Option(names = "--source", paramLabel = "ID", defaultValue = "import")
    private String source = "import";

    @Option(names = "--map", paramLabel = "FIELD=COLUMN", split = ",")
    private Map<String, String> map = new LinkedHashMap<>();

    @Option(names = "--at", paramLabel = "TIME")
    private @Nullable String at;

    @Option(names = "--alarm")
    private boolean alarm;

    @Option(names = "--dry-run")
    private boolean dry;

    @Option(names = "--rejects", paramLabel = "FILE")
    private @Nullable Path rejects;

    Import(Surroundings around) {
        super(around);
    }

    @Override
    int work(Settings settings) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new Misuse(around().say("no-file", file));
        }
        Path refused = rejects == null ? file.resolveSibling(file.getFileName() + REFUSED) : rejects;
        Importing importing = new Importing(
                new Importing.Wish(file, source, map, at == null ? null : when(at, settings.zone()), alarm, refused),
                settings);
        Importing.Plan plan = importing.plan();
        show(plan);
        if (at == null && !plan.columns().containsKey("publishedAt")) {
            throw new Misuse(around().say("import.no-time"));
        }
        if (dry) {
            plan.samples().forEach(this::print);
            tell("import.dry", plan.rows(), plan.refused());
            return plan.refused() == 0 ? OK : NO;
        }
        return bring(settings, importing, plan, refused);
    }

    private int bring(Settings settings, Importing importing, Importing.Plan plan, Path refused) {
        Progress progress = new Progress(around(), plan.rows());
        try (Access access = access(settings)) {
            if (!access.serving()) {
                tell("import.resting");
            }
            Importing.Outcome outcome = importing.run(access, progress::at);
            progress.end();
            if (json()) {
                print(Json.line(outcome));
            } else {
                print(around().say(
                                "import.done",
                                outcome.rows(),
                                outcome.stored(),
                                outcome.known(),
                                outcome.hits(),
                                outcome.refused()));
            }
            if (outcome.refused() > 0) {
                tell("import.refused", refused);
            }
            return outcome.refused() == 0 ? OK : NO;
        } finally {
            progress.end();
        }
    }

    private void show(Importing.Plan plan) {
        new TreeMap<>(plan.columns()).forEach((field, heading) -> tell("import.column", field, plain(heading)));
        if (!plan.unused().isEmpty()) {
            tell("import.unused", plain(String.join("、", plan.unused())));
        }
        tell("import.history." + alarm);
    }

    private Instant when(String text, ZoneId zone) {
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(zone).toInstant();
        } catch (DateTimeException wrong) {
            throw new Misuse(around().say("import.at", text));
        }
    }
}
