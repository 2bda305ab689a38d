package io.fenghuo.verticle.hearing;

import io.fenghuo.model.Batch;
import io.fenghuo.model.Post;
import io.fenghuo.source.Sha256;
import io.fenghuo.source.SourceDefaults;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.Trouble;
import io.fenghuo.verticle.FetchException;
import io.fenghuo.verticle.hearing.LineFeed.Chunk;
import io.fenghuo.wire.PostDefaults;
import io.fenghuo.wire.PostJson;
import io.fenghuo.wire.WireException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Follows a file of posts: JSON (one a line) or plain text, line by line as it grows; or standard input until it ends. A line without an id
 * is named by a hash of its number and text, and of how often the file was replaced. A line that cannot be read is counted and shown, the others go on.
 */
public final class FileVerticle extends VerticleBase {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SourceSpec spec;
    private final LineFeed feed;
    private final SourcePorts ports;
    private final SourceHealth health;
    private @Nullable Courier courier;
    private @Nullable WorkerExecutor reader;
    private @Nullable String cursor;
    private Runnable cancel = () -> {};
    private boolean history;
    private boolean stopped;
    private long badLines;
    private @Nullable Trouble badLine;

    private FileVerticle(SourceSpec spec, LineFeed feed, SourcePorts ports) {
        this.spec = spec;
        this.feed = feed;
        this.ports = ports;
        this.health = new SourceHealth(spec, ports);
    }

    /** Follows the file that the spec's {@code path} (or {@code url}) names, relative to {@code home}; {@code -} reads {@code in}. */
    public static FileVerticle of(SourceSpec spec, Path home, InputStream in, SourcePorts ports) {
        Object path = spec.options().get("path");
        String name = path == null ? Objects.requireNonNullElse(spec.url(), "-") : path.toString();
        Object encoding = spec.options().get("encoding");
        String charset = encoding == null ? null : encoding.toString();
        return new FileVerticle(
                spec,
                name.equals("-") ? new InputLines(in, charset) : new FollowedFile(home.resolve(name), charset),
                ports);
    }

    @Override
    public Future<?> start() {
        courier = new Courier(ports, context, health::remarks);
        // Standard input may keep its reader waiting for days.
        reader = vertx.createSharedWorkerExecutor("lines-" + spec.id(), 1, 7, TimeUnit.DAYS);
        return ports.log().recall(spec.id()).onSuccess(memory -> {
            cursor = memory.cursor();
            history = cursor == null && !"alert".equals(spec.backfill());
            health.restore(memory);
            look();
        });
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        cancel.run();
        if (courier != null) {
            courier.stop();
        }
        return reader == null ? Future.succeededFuture() : reader.close();
    }

    private void look() {
        if (stopped || reader == null) {
            return;
        }
        String before = cursor;
        reader.executeBlocking(() -> feed.next(before), true)
                .onComplete(result -> context.runOnContext(hop -> {
                    if (stopped) {
                        return;
                    }
                    if (result.succeeded()) {
                        hand(result.result());
                    } else {
                        failed(result.cause());
                    }
                }));
    }

    private void hand(Chunk chunk) {
        if (chunk.lines().isEmpty()) {
            handed(chunk);
            return;
        }
        Batch batch = new Batch(spec.id(), posts(chunk), chunk.cursor(), null, history);
        Objects.requireNonNull(courier, "set in start").deliver(batch).onSuccess(receipt -> {
            cursor = chunk.cursor();
            health.received(receipt, batch.posts(), ports.time().now());
            handed(chunk);
        });
    }

    private void handed(Chunk chunk) {
        boolean next = !chunk.more() && !chunk.end();
        // A file keeps what was written while nobody read it.
        health.continuous();
        health.works(ports.time().now(), badLine, next ? ports.time().now().plus(spec.every()) : null);
        if (chunk.more()) {
            look();
        } else {
            // What is there at the first look is history; what is appended later is not.
            history = false;
            if (next) {
                plan(spec.every());
            }
        }
    }

    private List<Post> posts(Chunk chunk) {
        List<Post> posts = new ArrayList<>();
        Instant now = ports.time().now();
        PostDefaults defaults = SourceDefaults.of(spec, now);
        long number = chunk.first();
        for (String line : chunk.lines()) {
            if (!line.isBlank()) {
                // The same line in the next file of this name is another post.
                String file = chunk.turn() == 0 ? "" : chunk.turn() + ":";
                PostDefaults named = defaults.withIds(n -> "l-"
                        + Sha256.hex((file + n + ":" + line).getBytes(StandardCharsets.UTF_8))
                                .substring(0, 20));
                add(line, number, named, posts);
            }
            number++;
        }
        return posts;
    }

    private void add(String line, long number, PostDefaults defaults, List<Post> posts) {
        try {
            boolean json = line.stripLeading().startsWith("{");
            Post post = json ? PostJson.readLine(line, number, defaults) : PostJson.plain(line, number, defaults);
            posts.add(SourceDefaults.own(post, spec, defaults.now()));
        } catch (WireException unreadable) {
            badLines++;
            badLine = Trouble.of("file.lines", badLines, unreadable.line(), unreadable.getMessage());
        }
    }

    private void failed(Throwable failure) {
        health.fails(
                failure instanceof SourceException known
                        ? known.trouble()
                        : FetchException.troubleOf(failure, spec.id()));
        Duration wait = spec.every().compareTo(PATIENCE) > 0 ? PATIENCE : spec.every();
        health.retriesAt(ports.time().now().plus(wait));
        plan(wait);
    }

    private void plan(Duration wait) {
        cancel = ports.time().after(wait, () -> context.runOnContext(hop -> look()));
    }
}
