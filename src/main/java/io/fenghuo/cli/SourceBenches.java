package io.fenghuo.cli;

import io.fenghuo.app.Benches;
import io.fenghuo.app.bench.FeedsBench;
import io.fenghuo.app.bench.StreamBench;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** {@code bench sources}: first the feeds, then the stream; 0 leaves one out. */
final class SourceBenches {
    private static final int MOST_FEEDS = 20_000;
    private static final int MOST_MESSAGES = 200_000;
    private static final int MOST_SECONDS = 3_600;

    private final Surroundings around;
    private final Flags flags;
    private final int seconds;
    private final boolean json;

    /** What only this benchmark has. */
    static final class Flags {
        @Option(names = "--feeds", paramLabel = "N", defaultValue = "2000")
        private int feeds;

        @Option(names = "--every", paramLabel = "SECONDS", defaultValue = "60")
        private int every;

        @Option(names = "--messages", paramLabel = "N", defaultValue = "20000")
        private int messages;
    }

    SourceBenches(Surroundings around, Flags flags, int seconds, boolean json) {
        this.around = around;
        this.flags = flags;
        this.seconds = seconds;
        this.json = json;
    }

    /** Ends well when no read failed and no message was lost. */
    int run() {
        boolean fits = flags.feeds >= 0
                && flags.feeds <= MOST_FEEDS
                && flags.messages >= 0
                && flags.messages <= MOST_MESSAGES
                && flags.every >= 1
                && seconds >= 1
                && seconds <= MOST_SECONDS;
        if (!fits) {
            throw new Command.Misuse(around.say("bench.sources.numbers", MOST_FEEDS, MOST_MESSAGES, MOST_SECONDS));
        }
        boolean feeds = flags.feeds == 0 || feeds();
        boolean stream = flags.messages == 0 || stream();
        return feeds && stream ? Command.OK : Command.NO;
    }

    private boolean feeds() {
        around.err().println(around.say("bench.feeds.load", flags.feeds, flags.every, seconds));
        FeedsBench.Figure figure = Benches.feeds(
                new FeedsBench.Load(flags.feeds, Duration.ofSeconds(flags.every), Duration.ofSeconds(seconds)));
        print(
                figure,
                "bench.feeds",
                figure.load().feeds(),
                figure.reads(),
                number(figure.median()),
                number(figure.p99()),
                number(figure.worst()),
                figure.posts(),
                figure.failures(),
                heap(figure.heap()));
        return figure.failures() == 0;
    }

    private boolean stream() {
        around.err().println(around.say("bench.stream.load", flags.messages, seconds));
        StreamBench.Figure figure = Benches.stream(new StreamBench.Load(flags.messages, Duration.ofSeconds(seconds)));
        print(
                figure,
                "bench.stream",
                figure.sent(),
                figure.stored(),
                String.format(Locale.ROOT, "%.1f", figure.seconds()),
                figure.hits(),
                number(figure.median()),
                number(figure.p99()),
                number(figure.worst()),
                heap(figure.heap()));
        return figure.sent() == figure.stored();
    }

    private void print(Object figure, String key, Object... args) {
        around.out().println(json ? Json.line(figure) : around.say(key, args));
    }

    private static String number(double millis) {
        return String.format(Locale.ROOT, "%.0f", millis);
    }

    private static String heap(List<Integer> megabytes) {
        return megabytes.stream().map(String::valueOf).collect(Collectors.joining(" / "));
    }
}
