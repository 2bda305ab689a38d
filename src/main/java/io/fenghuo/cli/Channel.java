package io.fenghuo.cli;

import io.fenghuo.app.ChannelProbe;
import io.fenghuo.app.Listing;
import io.fenghuo.app.Settings;
import io.fenghuo.app.Showcase;
import io.fenghuo.model.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code channel list|test ID|preview ID|TYPE}: the ways out and how they fare; sends one test message and explains the vendor's reply; shows
 * what would be sent.
 */
@picocli.CommandLine.Command(name = "channel")
final class Channel extends Acting {
    @Parameters(index = "0", arity = "0..1", paramLabel = "WHAT", defaultValue = "list")
    private String what = "list";

    @Parameters(index = "1", arity = "0..1", paramLabel = "ID")
    private @Nullable String id;

    @Option(names = "--to", paramLabel = "PERSON")
    private @Nullable String person;

    @Option(names = "--incident", paramLabel = "ID")
    private @Nullable String incident;

    @Option(names = "--sample")
    @SuppressWarnings("UnusedVariable") // what happens anyway unless an incident is named
    private boolean sample;

    @Option(names = "--grade", paramLabel = "L1|L2|L3", defaultValue = "L1")
    private String grade = "L1";

    @Option(names = "--kind", paramLabel = "first|update|digest|admin", defaultValue = "first")
    private String kind = "first";

    @Option(names = "--lang", paramLabel = "zh|en")
    private @Nullable String lang;

    @Option(names = "--html", paramLabel = "FILE")
    private @Nullable Path html;

    Channel(Surroundings around) {
        super(around);
    }

    @Override
    int work(Settings settings) {
        return switch (what) {
            case "list" -> list(settings);
            case "test" -> test(settings);
            case "preview" -> preview(settings);
            default -> throw new Misuse(around().say("verb", what, "list, test, preview"));
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

    private int preview(Settings settings) {
        if (id == null) {
            throw new Misuse(around().say("id-missing", "channel preview ID"));
        }
        String level = oneOf("--grade", grade.toUpperCase(Locale.ROOT), List.of("L1", "L2", "L3"));
        oneOf("--kind", kind, List.of("first", "update", "digest", "admin"));
        if (lang != null) {
            oneOf("--lang", lang, List.of("zh", "en"));
        }
        Showcase.Wish wish = new Showcase.Wish(incident, Severity.valueOf(level), kind, lang);
        List<Showcase.Sending> sendings = Showcase.of(settings, id, wish);
        for (int at = 0; at < sendings.size(); at++) {
            Showcase.Sending one = sendings.get(at);
            print(one.content());
            tell("channel.preview.size", at + 1, sendings.size(), sizes(one));
            page(one);
        }
        if (sendings.isEmpty()) {
            tell("channel.preview.nobody", id);
        }
        return sendings.isEmpty() ? NO : OK;
    }

    private String oneOf(String option, String value, List<String> known) {
        if (!known.contains(value)) {
            throw new Misuse(around().say("channel.preview.value", option, plain(value), String.join(", ", known)));
        }
        return value;
    }

    private String sizes(Showcase.Sending one) {
        return one.sizes().stream()
                .map(size -> around().say(
                                size.bytes() ? "channel.preview.bytes" : "channel.preview.characters",
                                size.part().isEmpty() ? around().say("channel.preview.whole") : size.part(),
                                size.used(),
                                size.most() == 0 ? "-" : size.most()))
                .collect(Collectors.joining("; "));
    }

    private void page(Showcase.Sending one) {
        String page = one.html();
        Path file = html;
        if (file == null || page == null) {
            return;
        }
        try {
            Files.writeString(file, page, StandardCharsets.UTF_8);
            tell("channel.preview.written", file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
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
