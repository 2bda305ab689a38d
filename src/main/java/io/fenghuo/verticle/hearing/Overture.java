package io.fenghuo.verticle.hearing;

import io.fenghuo.source.NextPoll;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.Refusal;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.StreamSource;
import io.fenghuo.source.Trouble;
import io.fenghuo.verticle.FetchException;
import io.fenghuo.verticle.Fetcher.Fetched;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Asks what a stream has to know before it is connected: its address, or what was missed. */
final class Overture {
    /** Questions before one connection; what is still missing then is asked for before the next. */
    private static final int MOST = 100;

    private final SourcePorts ports;
    private final SourceSpec spec;
    private final BiConsumer<Parsed, byte[]> heard;

    /**
     * For one source.
     *
     * @param heard takes what each answer brings, with its bytes
     */
    Overture(SourcePorts ports, SourceSpec spec, BiConsumer<Parsed, byte[]> heard) {
        this.ports = ports;
        this.spec = spec;
        this.heard = heard;
    }

    /** Who speaks for the connection to be made; failed with {@link FetchException} or {@link SourceException}. */
    Future<StreamSource> play(StreamSource stream, @Nullable String cursor) {
        return play(stream, cursor, 0);
    }

    private Future<StreamSource> play(StreamSource stream, @Nullable String cursor, int asked) {
        StreamSource.Prologue prologue =
                asked >= MOST ? null : stream.prologue(cursor, ports.time().now());
        return prologue == null
                ? Future.succeededFuture(stream)
                : ports.fetcher().get(prologue.request(), spec.allowPrivate()).compose(answer -> {
                    Instant now = ports.time().now();
                    Trouble trouble = answer.trouble();
                    if (trouble != null) {
                        Refusal refusal = prologue.refused(answer.status(), answer.body());
                        return Future.failedFuture(refused(answer, trouble, refusal, now));
                    }
                    try {
                        StreamSource.Agreed agreed = prologue.answered(answer.body(), answer.headers(), now);
                        heard.accept(agreed.parsed(), answer.body());
                        String after = agreed.parsed().cursor();
                        return play(agreed.stream(), after == null ? cursor : after, asked + 1);
                    } catch (SourceException unreadable) {
                        return Future.failedFuture(unreadable);
                    }
                });
    }

    /** A refusal in the source's own words, if it has some; what {@code Retry-After} says goes before what the body says. */
    static FetchException refused(Fetched answer, Trouble trouble, @Nullable Refusal refusal, Instant now) {
        Duration order = NextPoll.retryAfter(answer.headers(), now);
        return refusal == null
                ? new FetchException(trouble, order, null)
                : new FetchException(refusal.trouble(), order == null ? refusal.pause() : order, null);
    }
}
