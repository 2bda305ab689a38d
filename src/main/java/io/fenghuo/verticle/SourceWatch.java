package io.fenghuo.verticle;

import io.fenghuo.model.SourceStatus;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.store.Store;
import io.fenghuo.store.Tx;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices when a source falls silent and when it is heard again, and writes each into the journal, once, across restarts: events
 * {@code source.silent} and {@code source.heard}. Confined to its event loop.
 */
public final class SourceWatch extends Rounds {
    /** How often it looks. */
    static final Duration EVERY = Duration.ofSeconds(5);
    /** A source is called silent after this many of its own intervals without a read that worked. */
    private static final int SILENT_AFTER = 3;

    private final Store store;
    private final Time time;
    private final Supplier<List<SourceSpec>> sources;
    private final Chronicle chronicle;
    private final Consumer<Tidings> committed;

    /** A watch over the sources there are at each look; {@code committed} hears of what was written. */
    public SourceWatch(
            Store store,
            Time time,
            Supplier<List<SourceSpec>> sources,
            Chronicle chronicle,
            Consumer<Tidings> committed) {
        super(time, EVERY);
        this.store = store;
        this.time = time;
        this.sources = sources;
        this.chronicle = chronicle;
        this.committed = committed;
    }

    /** Whether a source fails, or has not been read for too long. */
    public static boolean silent(SourceSpec spec, SourceStatus status, Instant now) {
        if (status.errors() > 0) {
            return true;
        }
        Instant last = status.lastSuccess();
        Duration patience = spec.every().multipliedBy(SILENT_AFTER).plusMinutes(1);
        boolean polled = status.nextAt() != null;
        return polled && last != null && last.plus(patience).isBefore(now);
    }

    @Override
    Future<?> round() {
        Instant now = time.now();
        List<SourceSpec> present = sources.get();
        return vertx.executeBlocking(() -> store.read(tx -> turned(tx, present, now)), false)
                .compose(turned -> turned.isEmpty() ? Future.succeededFuture() : write(turned, now));
    }

    /** A source that has fallen silent, or was and is no more. */
    private record Turn(SourceStatus status, boolean silent) {}

    private static List<Turn> turned(Tx tx, List<SourceSpec> present, Instant now) {
        Map<String, SourceStatus> known = new HashMap<>();
        tx.sources().all().forEach(status -> known.put(status.source(), status));
        List<Turn> turned = new ArrayList<>();
        for (SourceSpec spec : present) {
            SourceStatus status = known.get(spec.id());
            if (status != null && silent(spec, status, now) != marked(tx, spec.id())) {
                turned.add(new Turn(status, !marked(tx, spec.id())));
            }
        }
        return turned;
    }

    private static boolean marked(Tx tx, String source) {
        return tx.journal()
                .setting(mark(source))
                .filter(since -> !since.isEmpty())
                .isPresent();
    }

    private static String mark(String source) {
        return "source.silent/" + source;
    }

    private Future<Void> write(List<Turn> turned, Instant now) {
        Tidings tidings = new Tidings();
        @Nullable Context own = context;
        return Future.fromCompletionStage(
                        store.write(tx -> {
                            turned.forEach(turn -> note(tx, turn, now, tidings));
                            return turned.size();
                        }),
                        own)
                .onSuccess(written -> committed.accept(tidings))
                .mapEmpty();
    }

    private void note(Tx tx, Turn turn, Instant now, Tidings tidings) {
        SourceStatus status = turn.status();
        tx.journal().saveSetting(mark(status.source()), turn.silent() ? now.toString() : "");
        Instant last = status.lastSuccess();
        JsonObject json = new JsonObject()
                .put("version", 1)
                .put("source", status.source())
                .put("type", status.type())
                .put("lastSuccess", last == null ? null : last.toString())
                .put("errors", status.errors())
                .put("problem", status.problem());
        chronicle.source(tx, turn.silent() ? "source.silent" : "source.heard", json.encode(), now, tidings);
    }
}
