package io.fenghuo.verticle;

import io.fenghuo.incident.Correlation;
import io.fenghuo.model.Batch;
import io.fenghuo.model.Post;
import io.fenghuo.store.Store;
import io.fenghuo.store.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The main flow, the folder list read aloud: a batch from a <b>source</b> is <b>normalised</b> and <b>matched</b>, <b>graded</b>, filed
 * under <b>incidents</b>, and what people must be told lies in the outbox of the <b>channels</b> when its one transaction commits. Threadsafe.
 */
public final class Pipeline implements Intake {
    /** Posts that may wait for the writer at once; beyond that a sender is asked to come back. */
    static final int MAX_WAITING = 20_000;

    private final Detection detection;
    private final Desk desk;
    private final Store store;
    private final Time time;
    private final Supplier<Rulebook> rules;
    private final Consumer<Tidings> committed;
    private final Semaphore room = new Semaphore(MAX_WAITING);

    public Pipeline(Desk desk, Store store, Time time, Supplier<Rulebook> rules, Consumer<Tidings> committed) {
        this.detection = new Detection(() -> rules.get().matcher());
        this.desk = desk;
        this.store = store;
        this.time = time;
        this.rules = rules;
        this.committed = committed;
    }

    @Override
    public Future<Receipt> take(Batch batch) {
        return take(batch, null);
    }

    /**
     * As {@link #take(Batch)}, at most once for each key: the receipt is kept in the same transaction, and the same key with the same content is answered
     * by it and does nothing. Null = without a key.
     *
     * @return also failed with {@link KeyReused} when the key came before with other content
     */
    public Future<Receipt> take(Batch batch, @Nullable Once once) {
        int weight = Math.min(MAX_WAITING, Math.max(1, batch.posts().size()));
        if (!room.tryAcquire(weight)) {
            return Future.failedFuture(new Busy(1_000));
        }
        Tidings tidings = new Tidings();
        List<Found> found = detection.read(batch.posts());
        return Future.fromCompletionStage(store.write(tx -> {
                    Receipt before = once == null ? null : Receipts.find(tx, once);
                    return before != null ? before : keep(tx, batch, once, found, tidings);
                }))
                .onSuccess(receipt -> committed.accept(tidings))
                .onComplete(done -> room.release(weight));
    }

    /** The same within the caller's transaction, at the time it is now. */
    Receipt take(Tx tx, Batch batch, Tidings tidings) {
        return keep(tx, batch, null, detection.read(batch.posts()), tidings);
    }

    private Receipt keep(Tx tx, Batch batch, @Nullable Once once, List<Found> found, Tidings tidings) {
        Instant now = time.now();
        if (batch.raw() != null) {
            tx.posts().saveRaw(batch.raw());
        }
        Receipt receipt = new Receipt(0, 0, 0, 0);
        for (Found one : found) {
            receipt = receipt.plus(desk.receive(tx, one, isHistory(batch, one.post(), now), now, tidings));
        }
        if (batch.cursor() != null) {
            tx.sources().saveCursor(batch.source(), batch.cursor());
        }
        if (once != null) {
            Receipts.keep(tx, once, receipt, now);
        }
        return receipt;
    }

    private boolean isHistory(Batch batch, Post post, Instant now) {
        return Correlation.history(post, batch.history(), false, rules.get().policy(), now);
    }
}
