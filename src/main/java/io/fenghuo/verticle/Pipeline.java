package io.fenghuo.verticle;

import io.fenghuo.incident.Correlation;
import io.fenghuo.model.Batch;
import io.fenghuo.model.Post;
import io.fenghuo.store.Store;
import io.fenghuo.store.Tx;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main flow, the folder list read aloud: a batch from a <b>source</b> is <b>normalised</b> and <b>matched</b>, <b>graded</b>, filed
 * under <b>incidents</b>, and what people must be told lies in the outbox of the <b>channels</b> when its transaction commits. Threadsafe.
 */
public final class Pipeline implements Intake {
    /** Posts that may wait for the writer at once; beyond that a sender is asked to come back. */
    static final int MAX_WAITING = 20_000;

    /** Posts kept in one transaction. */
    static final int AT_ONCE = 500;
    /** Posts read without leaving the caller's thread. */
    private static final int FEW = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

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
        List<Post> posts = Detection.inOrder(batch.posts());
        return from(new Sitting(batch, once, posts, 0, new Receipt(0, 0, 0, 0)))
                .onComplete(done -> room.release(weight));
    }

    /** A batch that is being taken: {@code posts} from {@code at} on are still to come, those before it are kept and gave {@code sum}. */
    private record Sitting(Batch batch, @Nullable Once once, List<Post> posts, int at, Receipt sum) {
        int end() {
            return Math.min(at + AT_ONCE, posts.size());
        }

        boolean last() {
            return end() == posts.size();
        }
    }

    /**
     * Some posts a transaction, so that an alarm never waits for a large batch; cursor and receipt come with the last. One that fails is tried
     * again with each post apart.
     */
    private Future<Receipt> from(Sitting sitting) {
        return read(sitting.posts().subList(sitting.at(), sitting.end()))
                .compose(found -> keep(sitting, found, false).recover(failure -> {
                    if (failure instanceof KeyReused) {
                        return Future.failedFuture(failure);
                    }
                    LOG.warn("posts could not be kept together; each is tried apart", failure);
                    return keep(sitting, found, true);
                }))
                .compose(kept -> kept.answered() || sitting.last()
                        ? Future.succeededFuture(kept.sum())
                        : from(new Sitting(
                                sitting.batch(), sitting.once(), sitting.posts(), sitting.end(), kept.sum())));
    }

    /** Few posts are read here and now, many away from the event loop. */
    private Future<List<Found>> read(List<Post> posts) {
        Context context = Vertx.currentContext();
        if (posts.size() <= FEW) {
            return Future.succeededFuture(detection.read(posts));
        }
        return context == null
                ? Future.fromCompletionStage(CompletableFuture.supplyAsync(() -> detection.read(posts)))
                : context.executeBlocking(() -> detection.read(posts), false);
    }

    /** What has been taken so far; {@code answered} = the request had been served before. */
    private record Kept(Receipt sum, boolean answered) {}

    private Future<Kept> keep(Sitting sitting, List<Found> found, boolean apart) {
        Tidings tidings = new Tidings();
        CompletionStage<Kept> kept = store.write(tx -> keep(tx, sitting, found, apart, tidings));
        Context context = Vertx.currentContext();
        Future<Kept> future =
                context == null ? Future.fromCompletionStage(kept) : Future.fromCompletionStage(kept, context);
        return future.onSuccess(done -> committed.accept(tidings));
    }

    private Kept keep(Tx tx, Sitting sitting, List<Found> found, boolean apart, Tidings tidings) {
        Instant now = time.now();
        Batch batch = sitting.batch();
        Once once = sitting.once();
        Receipt before = once == null ? null : Receipts.find(tx, once);
        if (before != null) {
            return new Kept(before, true);
        }
        if (batch.raw() != null && sitting.at() == 0) {
            tx.posts().saveRaw(batch.raw());
        }
        Receipt receipt = sitting.sum();
        for (Found one : found) {
            boolean history = isHistory(batch, one.post(), now);
            receipt = receipt.plus(
                    apart
                            ? desk.receiveApart(tx, one, history, now, tidings)
                            : desk.receive(tx, one, history, now, tidings));
        }
        if (batch.cursor() != null && sitting.last()) {
            tx.sources().saveCursor(batch.source(), batch.cursor());
        }
        if (once != null && sitting.last()) {
            Receipts.keep(tx, once, receipt, now);
        }
        return new Kept(receipt, false);
    }

    private boolean isHistory(Batch batch, Post post, Instant now) {
        return Correlation.history(post, batch.history(), false, rules.get().policy(), now);
    }
}
