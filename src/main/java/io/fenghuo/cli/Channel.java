package io.fenghuo.cli;

import io.fenghuo.app.ChannelProbe;
import io.fenghuo.app.Listing;
import io.fenghuo.app.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code channel list|test ID}: the ways out and how they fare; sends one test message and explains the vendor's reply. */
@picocli.CommandLine.Command(name = "channel")
final class Channel extends Acting {
    @Parameters(index = "0", arity = "0..1", paramLabel = "WHAT", defaultValue = "list")
    private String what = "list";

    @Parameters(index = "1", arity = "0..1", paramLabel = "ID")
    private @Nullable String id;

    @Option(names = "--to", paramLabel = "PERSON")
    private @Nullable String person;

    Channel(Surroundings around) {
        super(around);
    }

    @Override
    int work(Settings settings) {
        return switch (what) {
            case "list" -> list(settings);
            case "test" -> test(settings);
            default -> throw new Misuse(around().say("verb", what, "list, test"));
        };
    }

    private int list(Settings settings) {
        List<Listing.ChannelLine> lines = new Listing(settings).channels();
        for (Listing.ChannelLine one : lines) {
            String problem = one.problem();
            print(
                    json()
                            ? Json.line(one)
                            : String.join(
                                    "  ",
                                    one.id(),
                                    one.type(),
                                    one.levels(),
                                    word("channel", one.state()),
                                    problem == null ? "" : plain(problem)));
        }
        if (lines.isEmpty()) {
            tell("channel.none");
        }
        return OK;
    }

    private int test(Settings settings) {
        if (id == null) {
            throw new Misuse(around().say("id-missing", "channel test ID"));
        }
        try (ChannelProbe probe = new ChannelProbe(settings)) {
            probe.warnings().forEach(around().err()::println);
            List<ChannelProbe.Verdict> verdicts = probe.test(id, person);
            verdicts.forEach(this::show);
            String folder = probe.mailFolder(id);
            if (folder != null) {
                around().err().println(folder);
            }
            return verdicts.stream().allMatch(ChannelProbe.Verdict::reached) ? OK : NO;
        }
    }

    private void show(ChannelProbe.Verdict verdict) {
        if (json()) {
            print(Json.line(verdict));
            return;
        }
        print(around().say("channel.status", verdict.status() == 0 ? "-" : verdict.status()));
        print(around().say("channel.reply", plain(verdict.reply())));
        print(around().say("channel.meaning", verdict.meaning()));
        if (verdict.cure() != null) {
            print(around().say("channel.cure", verdict.cure()));
        }
    }
}
