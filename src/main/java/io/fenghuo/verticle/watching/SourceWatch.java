package io.fenghuo.verticle.watching;

import io.fenghuo.model.Reason;
import io.fenghuo.model.SourceStatus;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.store.Store;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.Rounds;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.Time;
import io.fenghuo.verticle.hearing.Hearing;
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
 * {@code source.silent} and {@code source.heard}. It also writes down where the operator set a robots.txt aside. Confined to its event loop.
 */
public final class SourceWatch extends Rounds {
    /** How often it looks. */
    static final Duration EVERY = Duration.ofSeconds(5);

    private final Store store;
    private final Time time;
    private final Supplier<List<SourceSpec>> sources;
    private final Chronicle chronicle;
    private final Consumer<Tidings> committed;
    private final @Nullable Deafness deafness;
    private final @Nullable Expiry expiry;

    /** A watch over the sources there are at each look; {@code committed} hears of what was written. */
    public SourceWatch(
            Store store,
            Time time,
            Supplier<List<SourceSpec>> sources,
            Chronicle chronicle,
            Consumer<Tidings> committed) {
        this(store, time, sources, chronicle, committed, null, null);
    }

    /** One that also keeps the incident of the sources that are not heard. */
    SourceWatch(
            Store store,
            Time time,
            Supplier<List<SourceSpec>> sources,
            Chronicle chronicle,
            Consumer<Tidings> committed,
            Deafness deafness) {
        this(store, time, sources, chronicle, committed, deafness, null);
    }

    /** One that also keeps the incidents of the sources that are not heard, and of credentials that end. */
    public SourceWatch(
            Store store,
            Time time,
            Supplier<List<SourceSpec>> sources,
            Chronicle chronicle,
            Consumer<Tidings> committed,
            @Nullable Deafness deafness,
            @Nullable Expiry expiry) {
        super(time, EVERY);
        this.expiry = expiry;
        this.deafness = deafness;
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
        Instant next = status.nextAt();
        // One that waits for tomorrow's quota, or as its site asked, is not late.
        return last != null
                && next != null
                && last.plus(Hearing.patience(spec)).isBefore(now)
                && next.plus(Hearing.patience(spec)).isBefore(now);
    }

    /** Why a source counts as deaf; null = it is heard. A fault of its clock alone is none. */
    public static @Nullable Reason deaf(SourceSpec spec, SourceStatus status, Instant now) {
        Reason why = Deafness.of(spec, status, now);
        return why == null || why.code().equals(Deafness.WRONG_CLOCK) ? null : why;
    }

    @Override
    public Future<?> round() {
        Instant now = time.now();
        List<SourceSpec> present = sources.get();
        return vertx.executeBlocking(() -> store.read(tx -> seen(tx, present, now)), false)
                .compose(seen -> seen.nothing() ? Future.succeededFuture() : write(seen, now));
    }

    /**
     * What one look found.
     *
     * @param deaf null = nothing about it has to be written
     * @param asides robots.txt set aside since, or no longer
     * @param ending the sources, if something about the end of their credentials has to be written
     */
    private record Seen(
            List<Turn> turned,
            @Nullable List<Reason> deaf,
            List<RobotsAside> asides,
            @Nullable List<SourceSpec> ending) {
        boolean nothing() {
            return turned.isEmpty() && deaf == null && asides.isEmpty() && ending == null;
        }
    }

    private Seen seen(Tx tx, List<SourceSpec> present, Instant now) {
        Map<String, SourceStatus> known = new HashMap<>();
        tx.sources().all().forEach(status -> known.put(status.source(), status));
        List<Reason> deaf = new ArrayList<>();
        for (SourceSpec spec : present) {
            SourceStatus status = known.get(spec.id());
            Reason why = status == null ? null : Deafness.of(spec, status, now);
            if (why != null && (deafness == null || !deafness.leaves(tx, spec.id()))) {
                deaf.add(why);
            }
        }
        return new Seen(
                turned(tx, present, known, now),
                deafness != null && Deafness.changed(tx, deaf, now) ? deaf : null,
                RobotsAside.changed(tx, present),
                expiry != null && expiry.changed(tx, present, now) ? present : null);
    }

    /** A source that has fallen silent, or was and is no more. */
    private record Turn(SourceStatus status, boolean silent) {}

    private static List<Turn> turned(Tx tx, List<SourceSpec> present, Map<String, SourceStatus> known, Instant now) {
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

    private Future<Void> write(Seen seen, Instant now) {
        Tidings tidings = new Tidings();
        @Nullable Context own = context;
        return Future.fromCompletionStage(
                        store.write(tx -> {
                            seen.turned().forEach(turn -> note(tx, turn, now, tidings));
                            seen.asides().forEach(aside -> aside.note(tx, chronicle, now, tidings));
                            if (deafness != null && seen.deaf() != null) {
                                deafness.follow(tx, seen.deaf(), now, tidings);
                            }
                            if (expiry != null && seen.ending() != null) {
                                expiry.follow(tx, seen.ending(), now, tidings);
                            }
                            return seen.turned().size();
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
