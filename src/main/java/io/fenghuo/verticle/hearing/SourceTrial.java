package io.fenghuo.verticle.hearing;

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
import io.fenghuo.verticle.FetchException;
import io.fenghuo.verticle.Fetcher;
import io.fenghuo.verticle.Streams;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a source once and shows what it yields, storing nothing: {@code source try} and {@code doctor}. A polled source is fetched once, or a few
 * times where its first answers do not hold all there is to see, a mailbox or topic looked into; a stream is listened to until a few posts have
 * come or the patience is over. Threadsafe.
 */
public final class SourceTrial {
    private static final int ENOUGH = 20;
    private static final int PAGES = 8;

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
        return read(spec, patience, counts -> {});
    }

    /**
     * The same; of a polled source {@code caught} hears how often each key of its map caught something, also when nothing can be made of it.
     */
    public Future<Parsed> read(SourceSpec spec, Duration patience, Consumer<Map<String, Integer>> caught) {
        List<Trouble> problems = types.problems(spec);
        if (!problems.isEmpty()) {
            return Future.failedFuture(new FetchException(problems.get(0), null));
        }
        SourceType type = types.find(spec.type()).orElseThrow();
        return switch (type.way()) {
            case POLL -> poll(spec, type.poll(spec, zone), caught);
            case LISTEN -> listen(spec, type.listen(spec, zone), patience);
            case DRAW -> draw(spec);
            default -> Future.failedFuture(new FetchException(Trouble.of("trial.way", spec.type()), null));
        };
    }

    private Future<Parsed> poll(SourceSpec spec, Source source, Consumer<Map<String, Integer>> caught) {
        return poll(spec, source, null, new Gathered(List.of(), null, 0), caught)
                .map(all -> new Parsed(all.posts(), null, null, all.note()))
                .recover(failure -> Future.failedFuture(named(spec, failure)));
    }

    /** What some answers held together, and what looked wrong first. */
    private record Gathered(List<Post> posts, @Nullable Trouble note, int pages) {
        Gathered and(List<Post> found, @Nullable Trouble wrong) {
            List<Post> all = new ArrayList<>(posts);
            all.addAll(found);
            return new Gathered(all, note == null ? wrong : note, pages + 1);
        }
    }

    /**
     * One answer, and a few of those that belong to the same read: a token before it, the comments after the videos, the mentions after the
     * comments. What is held is asked for once, for asking on tells some servers that all before has been kept.
     */
    private Future<Gathered> poll(
            SourceSpec spec,
            Source source,
            @Nullable String cursor,
            Gathered before,
            Consumer<Map<String, Integer>> caught) {
        Instant now = ports.time().now();
        Request request = source.request(cursor, now);
        return ports.fetcher()
                .get(request, spec.allowPrivate())
                .compose(answer -> parsed(source, answer, cursor, now, caught))
                .compose(parsed -> {
                    Gathered all = before.and(parsed.posts(), parsed.note());
                    boolean more = parsed.onward() == Parsed.Onward.ALWAYS
                            && request.conduct().held() == null
                            && all.pages() < PAGES;
                    return more
                            ? poll(spec, source, parsed.cursor() == null ? cursor : parsed.cursor(), all, caught)
                            : Future.succeededFuture(all);
                })
                .recover(failure -> before.posts().isEmpty()
                        ? Future.failedFuture(failure)
                        : Future.succeededFuture(
                                before.and(List.of(), named(spec, failure).trouble())));
    }

    private Future<Parsed> parsed(
            Source source,
            Fetcher.Fetched answer,
            @Nullable String cursor,
            Instant now,
            Consumer<Map<String, Integer>> caught) {
        Trouble trouble = answer.trouble();
        if (trouble == null) {
            return vertx.executeBlocking(
                    () -> {
                        caught.accept(source.caught(answer.body(), answer.headers(), now));
                        return source.parse(answer.body(), answer.headers(), cursor, now);
                    },
                    false);
        }
        Parsed past = source.skipped(answer.status(), answer.body(), cursor, now);
        return past != null
                ? Future.succeededFuture(past)
                : Future.failedFuture(
                        Overture.refused(answer, trouble, source.refused(answer.status(), answer.body()), now));
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
