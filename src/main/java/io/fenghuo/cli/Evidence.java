package io.fenghuo.cli;

import io.fenghuo.app.Access;
import io.fenghuo.app.CheckEvidence;
import io.fenghuo.app.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evidence INCIDENT [-o FILE]} and {@code evidence verify FILE}: a sealed bundle, and whether one is still as it was; exit 1 when not. */
@picocli.CommandLine.Command(name = "evidence")
final class Evidence extends Acting {
    private static final String VERIFY = "verify";

    @Parameters(index = "0", paramLabel = "INCIDENT")
    private String what = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "FILE")
    private @Nullable Path file;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE")
    private @Nullable Path output;

    @Option(names = "--by", paramLabel = "PERSON")
    private @Nullable String by;

    Evidence(Surroundings around) {
        super(around);
    }

    @Override
    int work(Settings settings) {
        if (what.equals(VERIFY)) {
            if (file == null) {
                throw new Misuse(around().say("evidence.file"));
            }
            return verify(file);
        }
        if (file != null) {
            throw new Misuse(around().say("misuse.unknown", file));
        }
        return export(settings, output == null ? Path.of("evidence-" + plain(what) + ".zip") : output);
    }

    private int export(Settings settings, Path to) {
        if (!what.matches("[A-Za-z0-9._-]{1,80}")) {
            throw new Misuse(around().say("incident.unknown", plain(what)));
        }
        try (Access access = access(settings)) {
            Access.Download got = access.download(
                    "/api/incidents/" + id(what) + "/evidence", Map.of("by", by == null ? "cli" : by), to);
            if (!got.answer().ok()) {
                return refused(got.answer(), around().say("incident.unknown", plain(what)));
            }
            print(got.header("Fenghuo-Sha256") + "  " + to);
            tell(
                    "evidence.made",
                    got.header("Fenghuo-Records"),
                    got.header("Fenghuo-Lines"),
                    got.header("Fenghuo-Head"));
            return OK;
        }
    }

    private int verify(Path bundle) {
        if (!Files.isRegularFile(bundle)) {
            throw new Misuse(around().say("evidence.nofile", bundle));
        }
        CheckEvidence.Result result;
        try {
            result = CheckEvidence.check(bundle, around().language());
        } catch (IOException unreadable) {
            throw new Misuse(around().say("evidence.unreadable", bundle, String.valueOf(unreadable.getMessage())));
        }
        if (json()) {
            print(Json.line(result));
        } else {
            result.problems().forEach(problem -> print(plain(problem)));
            if (result.problems().isEmpty()) {
                print(around().say(
                                "evidence.whole",
                                plain(result.incident()),
                                Integer.toString(result.records()),
                                Integer.toString(result.erased()),
                                Integer.toString(result.lines()),
                                plain(result.head())));
                result.stamps().forEach(stamp -> print(around().say("evidence.stamp", plain(stamp))));
            }
        }
        if (result.problems().isEmpty() && result.stamps().isEmpty()) {
            tell("evidence.nostamp");
        } else if (!result.problems().isEmpty()) {
            tell("evidence.changed", Integer.toString(result.problems().size()));
        }
        return result.problems().isEmpty() ? OK : NO;
    }
}
