package io.fenghuo.verticle;

import io.fenghuo.model.Post;
import io.fenghuo.source.Frame;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.Request;
import io.fenghuo.source.Source;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceType;
import io.fenghuo.source.SourceTypes;
import io.fenghuo.source.StreamSource;
import io.fenghuo.source.Trouble;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a source once and shows what it yields, storing nothing: {@code source try} and {@code doctor}. A polled source is fetched once,
 * a mailbox or topic looked into; a stream is listened to until a few posts have come or the patience is over. Threadsafe.
 */
public final class SourceTrial {
    private static final int ENOUGH = 20;
    private static final int PAGES = 5;

    private final Vertx vertx;
    private final SourceTypes types;
    private final SourcePorts ports;
    private final Inlets inlets;
    private final ZoneId zone;

    public SourceTrial(Vertx vertx, SourceTypes types, SourcePorts ports, Inlets inlets, ZoneId zone) {
        this.inlets = inlets;
        this.vertx = vertx;
        this.types = types;
        this.ports = ports;
        this.zone = zone;
    }

    /**
     * Reads it.
     *
     * @param patience how long a stream is listened to
     * @return what it yields, a note when something looks odd; failed with {@link FetchException} when it cannot be read
     */
    public Future<Parsed> read(SourceSpec spec, Duration patience) {
        List<Trouble> problems = types.problems(spec);
        if (!problems.isEmpty()) {
            return Future.failedFuture(new FetchException(problems.get(0), null));
        }
        SourceType type = types.find(spec.type()).orElseThrow();
        return switch (type.way()) {
            case POLL -> poll(spec, type.poll(spec, zone));
            case LISTEN -> listen(spec, type.listen(spec, zone), patience);
            case DRAW -> draw(spec);
            default -> Future.failedFuture(new FetchException(Trouble.of("trial.way", spec.type()), null));
        };
    }

    private Future<Parsed> poll(SourceSpec spec, Source source) {
        return poll(spec, source, null, 1).recover(failure -> Future.failedFuture(named(spec, failure)));
    }

    /** One page; the ones after it as long as they hold nothing to show, such as a token that had to be got first. */
    private Future<Parsed> poll(SourceSpec spec, Source source, @Nullable String cursor, int page) {
        Instant now = ports.time().now();
        return ports.fetcher()
                .get(source.request(cursor, now), spec.allowPrivate())
                .compose(answer -> {
                    Trouble trouble = answer.trouble();
                    return trouble != null
                            ? Future.failedFuture(Overture.refused(
                                    answer, trouble, source.refused(answer.status(), answer.body()), now))
                            : vertx.executeBlocking(
                                    () -> source.parse(answer.body(), answer.headers(), cursor, now), false);
                })
                .compose(parsed -> parsed.posts().isEmpty() && parsed.onward() == Parsed.Onward.ALWAYS && page < PAGES
                        ? poll(spec, source, parsed.cursor() == null ? cursor : parsed.cursor(), page + 1)
                        : Future.succeededFuture(parsed));
    }

    private Future<Parsed> draw(SourceSpec spec) {
        return vertx.executeBlocking(
                        () -> {
                            try (Inlet inlet = inlets.open(spec, true)) {
                                return drawn(inlet);
                            }
                        },
                        false)
                .recover(failure -> Future.failedFuture(named(spec, failure)));
    }

    private Parsed drawn(Inlet inlet) throws SourceException {
        List<Post> posts = new ArrayList<>();
        Inlet.Draught one = Inlet.Draught.none(null, true, null);
        for (int times = 0; times < ENOUGH && posts.size() < ENOUGH && (times == 0 || one.more()); times++) {
            one = inlet.next(one.cursor(), ports.time().now());
            posts.addAll(one.posts());
        }
        return new Parsed(posts, null, null, one.note());
    }

    private Future<Parsed> listen(SourceSpec spec, StreamSource source, Duration patience) {
        List<Post> missed = new ArrayList<>();
        return new Overture(ports, spec, (parsed, bytes) -> missed.addAll(parsed.posts()))
                .play(source, null)
                .compose(speaker -> listen(spec, new Ear(speaker, missed), patience))
                .recover(failure -> Future.failedFuture(named(spec, failure)));
    }

    private Future<Parsed> listen(SourceSpec spec, Ear ear, Duration patience) {
        return ports.streams()
                .open(ear.source.open(null, ports.time().now()), ear.source.framing(), spec.allowPrivate(), ear)
                .compose(connection -> {
                    ear.source.greeting(null, ports.time().now()).forEach(connection::send);
                    ear.connected.complete(connection);
                    Runnable cancel = ports.time().after(patience, ear::over);
                    return ear.done.future().compose(heard -> {
                        cancel.run();
                        connection.close();
                        Request farewell = ear.source.farewell(ports.time().now());
                        return farewell == null
                                ? Future.succeededFuture(heard)
                                : ports.fetcher()
                                        .get(farewell, spec.allowPrivate())
                                        .map(heard)
                                        .otherwise(heard);
                    });
                });
    }

    private static FetchException named(SourceSpec spec, Throwable failure) {
        Trouble trouble = failure instanceof SourceException unreadable
                ? unreadable.trouble()
                : FetchException.troubleOf(failure, Fetcher.host(Objects.requireNonNullElse(spec.url(), "")));
        return failure instanceof FetchException known ? known : new FetchException(trouble, failure);
    }

    /** Gathers what a stream says. */
    private final class Ear implements Streams.Listener {
        private final StreamSource source;
        private final List<Post> posts = new ArrayList<>();
        private final Promise<Parsed> done = Promise.promise();
        private final Promise<Streams.Connection> connected = Promise.promise();
        private long rubbish;
        private Trouble last = Trouble.of("trial.silent");

        Ear(StreamSource source, List<Post> missed) {
            this.source = source;
            this.posts.addAll(missed);
        }

        @Override
        public synchronized void frame(Frame frame) {
            try {
                StreamSource.Heard heard = source.hear(frame, null, ports.time().now());
                posts.addAll(heard.parsed().posts());
                connected.future().onSuccess(open -> heard.answers().forEach(open::send));
                if (posts.size() >= ENOUGH || heard.over() != null) {
                    over();
                }
            } catch (SourceException unreadable) {
                rubbish(unreadable.trouble());
            }
        }

        @Override
        public synchronized void rubbish(Trouble why) {
            rubbish++;
            last = Trouble.of("stream.rubbish", rubbish, ports.words().say(why));
        }

        @Override
        public synchronized void closed(String why) {
            over();
        }

        synchronized void over() {
            done.tryComplete(new Parsed(posts, null, null, posts.isEmpty() || rubbish > 0 ? last : null));
        }
    }
}
