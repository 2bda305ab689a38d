package io.fenghuo.cli;

import io.fenghuo.app.Listing;
import io.fenghuo.app.Settings;
import io.fenghuo.app.SourceProbe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code source list|try URL|ID|coverage}: what is watched and how it fares; reads one once and prints its posts; which platforms can be heard. */
@picocli.CommandLine.Command(name = "source")
final class Source extends Acting {
    @Parameters(index = "0", arity = "0..1", paramLabel = "WHAT", defaultValue = "list")
    private String what = "list";

    @Parameters(index = "1", arity = "0..1", paramLabel = "URL|ID")
    private @Nullable String target;

    @Option(names = "--type", paramLabel = "TYPE")
    private @Nullable String type;

    @Option(names = "--map", paramLabel = "FIELD=WHERE")
    private Map<String, String> map = new LinkedHashMap<>();

    @Option(names = "--allow-private")
    private boolean allowPrivate;

    Source(Surroundings around) {
        super(around);
    }

    @Override
    int work(Settings settings) {
        return switch (what) {
            case "list" -> list(settings);
            case "try" -> attempt(settings);
            case "coverage" -> coverage(settings);
            default -> throw new Misuse(around().say("verb", what, "list, try, coverage"));
        };
    }

    private int list(Settings settings) {
        List<Listing.SourceLine> lines = new Listing(settings).sources();
        for (Listing.SourceLine one : lines) {
            if (json()) {
                print(Json.line(one));
                continue;
            }
            String problem = one.problem();
            String health = problem == null
                    ? around().say("source.fine")
                    : around().say("source.ill", one.errors(), plain(problem));
            print(String.join(
                    "  ",
                    one.id(),
                    one.type(),
                    one.host(),
                    one.lastSuccess() == null
                            ? around().say("source.never")
                            : moment(one.lastSuccess(), settings.zone()),
                    one.lastSuccess() == null && problem == null ? "" : health));
        }
        if (lines.isEmpty()) {
            tell("source.none");
        }
        return OK;
    }

    private int coverage(Settings settings) {
        for (Listing.Platform one : new Listing(settings).coverage()) {
            if (json()) {
                print(Json.line(one));
                continue;
            }
            print(String.join(
                    "  ",
                    around().say("source.heard." + one.heard()),
                    one.name(),
                    one.sources().isEmpty() ? "" : "[" + String.join(" ", one.sources()) + "]",
                    String.join(" ", one.types()),
                    one.how()));
            if (!one.instead().isEmpty()) {
                print("        " + around().say("source.instead", one.instead()));
            }
        }
        return OK;
    }

    private int attempt(Settings settings) {
        if (target == null) {
            throw new Misuse(around().say("id-missing", "source try URL|ID"));
        }
        try (SourceProbe probe = new SourceProbe(settings)) {
            SourceProbe.Yield yield = probe.read(new SourceProbe.Wish(target, type, map, allowPrivate));
            yield.posts().forEach(this::print);
            if (yield.note() != null) {
                around().err().println(plain(yield.note()));
            }
            if (yield.readable()) {
                tell("source.read", yield.posts().size());
            }
            return yield.readable() ? OK : NO;
        }
    }
}
