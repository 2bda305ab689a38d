package io.fenghuo.verticle.flow;

import io.fenghuo.model.Batch;
import io.fenghuo.model.Post;
import io.fenghuo.store.Store;
import io.fenghuo.store.StoreException;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.Time;
import io.fenghuo.verticle.intake.Detection;
import io.fenghuo.verticle.intake.Intake;
import io.fenghuo.verticle.intake.Processing;
import io.fenghuo.verticle.intake.Ready;
import io.fenghuo.verticle.intake.Receipts;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets batches into the {@link Pipeline}: a few posts a transaction, off the event loop, no more at once than can be kept, and each request at
 * most once. Threadsafe.
 */
public final class Door implements Intake {
    /** Posts that may wait for the writer at once; beyond that a sender is asked to come back. */
    static final int MAX_WAITING = 20_000;
    /** Posts kept in one transaction, so that an alarm never waits for a large batch. */
    static final int AT_ONCE = 1_000;
    /** Posts read without leaving the caller's thread. */
    private static final int FEW = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    private final Pipeline pipeline;
    private final Store store;
    private final Time time;
    private final Consumer<Tidings> committed;
    private final Processing processing;
    private final Semaphore room = new Semaphore(MAX_WAITING);

    public Door(Pipeline pipeline, Store store, Time time, Consumer<Tidings> committed) {
        this(pipeline, store, time, committed, Processing.NONE);
    }

    /** A door behind which posts go through {@code processing} before they are matched. */
    public Door(Pipeline pipeline, Store store, Time time, Consumer<Tidings> committed, Processing processing) {
        this.processing = processing;
        this.pipeline = pipeline;
        this.store = store;
        this.time = time;
        this.committed = committed;
    }

    @Override
    public Future<Receipt> take(Batch batch) {
        return take(batch, null);
    }

    /**
     * As {@link #take(Batch)}, at most once for each key: the receipt is kept in the transaction of the last posts, and the same key with the
     * same content is answered by it and does nothing. Null = without a key.
     *
     * @return also failed with {@link KeyReused} when the key came before with other content
     */
    public Future<Receipt> take(Batch batch, @Nullable Once once) {
        int weight = Math.min(MAX_WAITING, Math.max(1, batch.posts().size()));
        if (!room.tryAcquire(weight)) {
            return Future.failedFuture(new Busy(1_000));
        }
        Entry entry = new Entry(parts(batch), once, 0, Receipt.NOTHING);
        return from(entry, ready(entry.part())).onComplete(done -> room.release(weight));
    }

    /** The first part carries the raw bytes, the last the cursor: it is saved when all before it is. */
    private static List<Batch> parts(Batch batch) {
        List<Post> posts = Detection.inOrder(batch.posts());
        List<Batch> parts = new ArrayList<>();
        for (int at = 0; at < posts.size() || parts.isEmpty(); at += AT_ONCE) {
            int end = Math.min(at + AT_ONCE, posts.size());
            parts.add(new Batch(
                    batch.source(),
                    posts.subList(at, end),
                    end == posts.size() ? batch.cursor() : null,
                    at == 0 ? batch.raw() : null,
                    batch.history()));
        }
        return parts;
    }

    /** A batch on its way in: the parts before {@code at} are kept and gave {@code sum}. */
    private record Entry(List<Batch> parts, @Nullable Once once, int at, Receipt sum) {
        Batch part() {
            return parts.get(at);
        }

        boolean last() {
            return at == parts.size() - 1;
        }
    }

    /** Keeps part after part; while one is on its way to the disk, the next is read. */
    private Future<Receipt> from(Entry entry, Future<List<Ready>> ready) {
        return ready.compose(posts -> {
            Future<Kept> kept = written(entry, posts);
            if (entry.last()) {
                return kept.map(Kept::sum);
            }
            Future<List<Ready>> next = ready(entry.parts().get(entry.at() + 1));
            return kept.compose(done -> done.answered()
                    ? Future.succeededFuture(done.sum())
                    : from(new Entry(entry.parts(), entry.once(), entry.at() + 1, done.sum()), next));
        });
    }

    private Future<List<Ready>> ready(Batch part) {
        return processed(part).compose(this::read);
    }

    private Future<Kept> written(Entry entry, List<Ready> posts) {
        return write(entry, posts, false).recover(failure -> {
            if (failure instanceof KeyReused) {
                return Future.failedFuture(failure);
            }
            if (failure instanceof StoreException.Broken) {
                LOG.warn("posts could not be kept; tried once more: {}", failure.getMessage());
            } else {
                LOG.warn("posts could not be kept together; each is tried apart", failure);
            }
            return write(entry, posts, true);
        });
    }

    private Future<Batch> processed(Batch part) {
        return part.posts().isEmpty()
                ? Future.succeededFuture(part)
                : processing
                        .process(part.posts())
                        .map(posts -> new Batch(part.source(), posts, part.cursor(), part.raw(), part.history()));
    }

    private Future<List<Ready>> read(Batch part) {
        Context context = Vertx.currentContext();
        if (part.posts().size() <= FEW) {
            return Future.succeededFuture(pipeline.read(part, time.now()));
        }
        return context == null
                ? Future.fromCompletionStage(CompletableFuture.supplyAsync(() -> pipeline.read(part, time.now())))
                : context.executeBlocking(() -> pipeline.read(part, time.now()), false);
    }

    /** What has been taken so far; {@code answered} = the request had been served before. */
    private record Kept(Receipt sum, boolean answered) {}

    private Future<Kept> write(Entry entry, List<Ready> posts, boolean apart) {
        Tidings tidings = new Tidings();
        CompletionStage<Kept> kept = store.write(tx -> keep(tx, entry, posts, apart, tidings));
        Context context = Vertx.currentContext();
        Future<Kept> future =
                context == null ? Future.fromCompletionStage(kept) : Future.fromCompletionStage(kept, context);
        return future.onSuccess(done -> committed.accept(tidings));
    }

    private Kept keep(Tx tx, Entry entry, List<Ready> posts, boolean apart, Tidings tidings) {
        Once once = entry.once();
        Receipt before = once == null ? null : Receipts.find(tx, once);
        if (before != null) {
            return new Kept(before, true);
        }
        Instant now = time.now();
        Receipt sum = entry.sum()
                .plus(
                        apart
                                ? pipeline.keepApart(tx, entry.part(), posts, now, tidings)
                                : pipeline.keep(tx, entry.part(), posts, now, tidings));
        if (once != null && entry.last()) {
            Receipts.keep(tx, once, sum, now);
        }
        return new Kept(sum, false);
    }
}
