package io.fenghuo.cli;

import io.fenghuo.app.Benches;
import io.fenghuo.app.bench.IngestBench;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Option;

/** {@code bench ingest}: pushed posts at full speed, then single ones beside a background. */
final class IngestBenches {
    private static final int MOST_BATCH = 20_000;
    private static final int MOST_SENDERS = 64;
    private static final int MOST_BACKGROUND = 100_000;
    private static final int MOST_SECONDS = 3_600;
    private static final Duration WARM_UP = Duration.ofSeconds(5);

    private final Surroundings around;
    private final Flags flags;
    private final int seconds;
    private final boolean json;

    /** What only this benchmark has. */
    static final class Flags {
        @Option(names = "--batch", paramLabel = "N", defaultValue = "1000")
        private int batch;

        @Option(names = "--senders", paramLabel = "N", defaultValue = "4")
        private int senders;

        @Option(names = "--background", paramLabel = "N", defaultValue = "5000")
        private int background;

        @Option(names = "--random-ids")
        private boolean randomIds;
    }

    IngestBenches(Surroundings around, Flags flags, int seconds, boolean json) {
        this.around = around;
        this.flags = flags;
        this.seconds = seconds;
        this.json = json;
    }

    /** Ends well when every post is stored and every alarm arrived. */
    int run() throws IOException {
        boolean fits = flags.batch >= 1
                && flags.batch <= MOST_BATCH
                && flags.senders >= 1
                && flags.senders <= MOST_SENDERS
                && flags.background >= 0
                && flags.background <= MOST_BACKGROUND
                && seconds >= 1
                && seconds <= MOST_SECONDS;
        if (!fits) {
            throw new Command.Misuse(
                    around.say("bench.ingest.numbers", MOST_BATCH, MOST_SENDERS, MOST_BACKGROUND, MOST_SECONDS));
        }
        around.err().println(around.say("bench.ingest.load", flags.senders, flags.batch, seconds, flags.background));
        IngestBench.Figure figure = Benches.ingest(new IngestBench.Load(
                flags.batch, flags.senders, flags.background, flags.randomIds, WARM_UP, Duration.ofSeconds(seconds)));
        around.out()
                .println(
                        json
                                ? Json.line(figure)
                                : around.say(
                                        "bench.ingest",
                                        number(figure.perSecond()),
                                        number(figure.batchMedian()),
                                        number(figure.batchP99()),
                                        figure.probes(),
                                        figure.told(),
                                        number(figure.median()),
                                        number(figure.p99()),
                                        number(figure.worst()),
                                        number(figure.background()),
                                        figure.sent(),
                                        figure.stored(),
                                        number(figure.first())));
        return figure.sent() == figure.stored() && figure.told() == figure.probes() ? Command.OK : Command.NO;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }
}
