package io.fenghuo.verticle;

import io.fenghuo.model.Post;
import io.fenghuo.source.Frame;
import io.fenghuo.source.Parsed;
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

/**
 * Reads a source once and shows what it yields, storing nothing: {@code source try} and {@code doctor}. A polled source is fetched once,
 * a mailbox or topic looked into; a stream is listened to until a few posts have come or the patience is over. Threadsafe.
 */
public final class SourceTrial {
    private static final int ENOUGH = 20;

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
        Instant now = ports.time().now();
        return ports.fetcher()
                .get(source.request(null, now), spec.allowPrivate())
                .compose(answer -> {
                    Trouble trouble = answer.trouble();
                    return trouble != null
                            ? Future.failedFuture(new FetchException(trouble, null))
                            : vertx.executeBlocking(
                                    () -> source.parse(answer.body(), answer.headers(), null, now), false);
                })
                .recover(failure -> Future.failedFuture(named(spec, failure)));
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
        Ear ear = new Ear(source);
        return ports.streams()
                .open(source.open(null, ports.time().now()), spec.allowPrivate(), ear)
                .compose(connection -> {
                    source.greeting().forEach(connection::send);
                    Runnable cancel = ports.time().after(patience, ear::over);
                    return ear.done.future().onComplete(heard -> {
                        cancel.run();
                        connection.close();
                    });
                })
                .recover(failure -> Future.failedFuture(named(spec, failure)));
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
        private long rubbish;
        private Trouble last = Trouble.of("trial.silent");

        Ear(StreamSource source) {
            this.source = source;
        }

        @Override
        public synchronized void frame(Frame frame) {
            try {
                posts.addAll(source.frame(frame, null, ports.time().now()).posts());
                if (posts.size() >= ENOUGH) {
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
