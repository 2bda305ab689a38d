package io.fenghuo.app;

import io.fenghuo.app.inlet.HouseInlets;
import io.fenghuo.config.Configuration;
import io.fenghuo.model.Post;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceWords;
import io.fenghuo.verticle.FetchException;
import io.fenghuo.verticle.Fetcher;
import io.fenghuo.verticle.hearing.SourceLog;
import io.fenghuo.verticle.hearing.SourcePorts;
import io.fenghuo.verticle.hearing.SourceTrial;
import io.fenghuo.wire.PostJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads sources once, with the same code as the service, and keeps nothing but a refresh token that was replaced. Threadsafe; close it. */
public final class SourceProbe implements AutoCloseable {
    private static final Duration LISTENING = Duration.ofSeconds(15);

    private final Vertx vertx = Vertx.vertx();
    private final Plugins plugins;
    private final SourceTrial trial;
    private final SourceWords words;
    private final ZoneId zone;
    private final Settings settings;
    private final TrialTokens tokens;

    public SourceProbe(Settings settings) {
        this.settings = settings;
        this.zone = settings.environment().zone();
        this.words = new SourceWords(settings.environment().language());
        this.plugins = Plugins.load(settings.home().resolve("plugins"));
        AddressPolicy addresses = new PublicAddresses();
        SystemTime clock = new SystemTime();
        Egress egress = Egress.of(settings.environment());
        this.tokens = new TrialTokens(vertx, settings);
        HttpFetcher fetcher = new HttpFetcher(vertx, addresses, HttpFetcher.Limits.DEFAULT, egress, clock, tokens);
        SourcePorts ports = new SourcePorts(
                fetcher,
                new HttpStreams(vertx, addresses, clock, egress, fetcher.tokens()),
                batch -> Future.failedFuture(new UnsupportedOperationException("a trial keeps nothing")),
                new VertxTime(vertx, clock),
                new Forgetful(),
                words,
                new Random());
        this.trial =
                new SourceTrial(vertx, plugins.sources(), ports, HouseInlets.of(settings, fetcher, addresses), zone);
    }

    /**
     * What a source yields.
     *
     * @param posts as JSON, one a line
     * @param note why it cannot be read, or what is odd; null = nothing
     * @param caught how often each key of its map caught something, in one line; empty = it is not told
     */
    public record Yield(
            boolean readable, List<String> posts, @Nullable String note, String caught) {
        public Yield {
            posts = List.copyOf(posts);
        }
    }

    /**
     * What somebody asks to be read.
     *
     * @param target a URL, or the id of a configured source
     * @param type null = the source's own, or rss for a URL
     * @param map laid over the source's own
     */
    public record Wish(String target, @Nullable String type, Map<String, String> map, boolean allowPrivate) {
        public Wish {
            map = Map.copyOf(map);
        }
    }

    /**
     * Reads it once. Blocks.
     *
     * @throws StartRefused when it names a source and the files have errors or no such source
     */
    public Yield read(Wish wish) {
        return join(read(spec(wish)));
    }

    Future<Yield> read(SourceSpec spec) {
        Map<String, Integer> caught = Collections.synchronizedMap(new LinkedHashMap<>());
        return trial.read(spec, LISTENING, page -> page.forEach((key, count) -> caught.merge(key, count, Integer::sum)))
                .map(parsed -> gained(parsed, line(caught)))
                .recover(failure -> Future.succeededFuture(no(spec, failure, line(caught))));
    }

    private static String line(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue())
                .collect(Collectors.joining(", "));
    }

    private Yield gained(Parsed parsed, String caught) {
        List<String> posts = parsed.posts().stream()
                .map((Post post) -> PostJson.write(post, zone))
                .toList();
        String note = parsed.note() == null ? null : words.say(parsed.note());
        boolean silent = parsed.posts().isEmpty() && parsed.note() != null;
        return new Yield(!silent, posts, note, caught);
    }

    private Yield no(SourceSpec spec, Throwable failure, String caught) {
        String host = Fetcher.host(Objects.requireNonNullElse(spec.url(), ""));
        return new Yield(false, List.of(), words.say(FetchException.troubleOf(failure, host)), caught);
    }

    private SourceSpec spec(Wish wish) {
        if (wish.target().contains("://")) {
            String type = wish.type() == null ? guessed(wish.target()) : wish.type();
            return new SourceSpec(
                    "try",
                    type,
                    wish.target(),
                    SourceSpec.DEFAULT_EVERY,
                    null,
                    null,
                    null,
                    null,
                    wish.map(),
                    Map.of(),
                    Map.of(),
                    wish.allowPrivate(),
                    null);
        }
        SourceSpec known = configuration().sources().stream()
                .filter(one -> one.id().equals(wish.target()))
                .findFirst()
                .orElseThrow(() -> new StartRefused(List.of(
                        new TerminalWords(settings.environment().language()).say("try.unknown", wish.target()))));
        Map<String, String> map = new java.util.HashMap<>(known.map());
        map.putAll(wish.map());
        return new SourceSpec(
                known.id(),
                wish.type() == null ? known.type() : wish.type(),
                known.url(),
                known.every(),
                known.thread(),
                known.brand(),
                known.kind(),
                known.role(),
                map,
                known.headers(),
                known.options(),
                known.allowPrivate() || wish.allowPrivate(),
                known.backfill());
    }

    private static String guessed(String url) {
        return url.startsWith("ws://") || url.startsWith("wss://") ? "websocket" : "rss";
    }

    private Configuration configuration() {
        return Startup.load(
                Homes.open(settings.home(), settings.variables(), zone, plugins), new SystemTime().instant(), settings);
    }

    static <T> T join(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    /** Remembers nothing. */
    private static final class Forgetful implements SourceLog {
        @Override
        public Future<Memory> recall(String source) {
            return Future.succeededFuture(Memory.NONE);
        }

        @Override
        public void status(io.fenghuo.model.SourceStatus status) {
            // nothing is kept of a trial
        }
    }

    @Override
    public void close() {
        join(vertx.close());
        tokens.close();
        try {
            plugins.close();
        } catch (java.io.IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
