package io.fenghuo.app;

import static org.awaitility.Awaitility.await;

import io.fenghuo.store.Store;
import io.fenghuo.verticle.HandTime;
import io.fenghuo.verticle.Sender;
import io.fenghuo.verticle.Time;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Time that moves when the test says so; what falls due runs where it was planned. It never moves while anything it knows of is under way: see
 * {@link #vertx()}, {@link #watched(Store)} and {@link #watched(Sender)}.
 */
final class SteppedTime implements Time {
    private final HandTime hand;
    private final Set<Context> contexts = ConcurrentHashMap.newKeySet();
    /** Whatever was begun: plans, sendings, readings and writings of the store. */
    private final AtomicLong begun = new AtomicLong();

    private final AtomicInteger sending = new AtomicInteger();
    private long calm = -1;

    SteppedTime(Instant now) {
        hand = new HandTime(now);
    }

    /** With one worker: what is given to it later is done later, so that it can be known when what it was given is done. */
    static Vertx vertx() {
        return Vertx.vertx(new VertxOptions().setWorkerPoolSize(1));
    }

    @Override
    public Instant now() {
        return hand.now();
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        Context own = Vertx.currentContext();
        begun.incrementAndGet();
        if (own == null) {
            return hand.after(delay, task);
        }
        contexts.add(own);
        return hand.after(delay, () -> {
            try {
                own.runOnContext(go -> task.run());
            } catch (RejectedExecutionException gone) {
                contexts.remove(own);
            }
        });
    }

    /** How often anything was begun. */
    long begun() {
        return begun.get();
    }

    /** The same store; time waits for what is asked of it. */
    Store watched(Store store) {
        return new Store() {
            @Override
            public <T> CompletionStage<T> write(Work<T> work) {
                begun.incrementAndGet();
                return store.write(work);
            }

            @Override
            public <T> T read(Work<T> work) {
                begun.incrementAndGet();
                return store.read(work);
            }

            @Override
            public void close() {
                store.close();
            }
        };
    }

    /** The same sender; time waits for its replies, so that nobody's patience ends by it. */
    Sender watched(Sender sender) {
        return (outgoing, spec) -> {
            begun.incrementAndGet();
            sending.incrementAndGet();
            return sender.send(outgoing, spec).onComplete(replied -> sending.decrementAndGet());
        };
    }

    /** Moves on to what falls due next and lets it do its work, until nothing new is begun. {@code store} is the one behind. */
    void step(Vertx vertx, Store store) throws Exception {
        if (begun.get() != calm) {
            settle(vertx, store);
        }
        hand.stepIfAny();
        settle(vertx, store);
    }

    /** Two rounds in which everybody had a turn and began nothing. */
    private void settle(Vertx vertx, Store store) throws Exception {
        for (int still = 0; still < 2; still++) {
            if (sending.get() > 0) {
                await().pollInterval(Duration.ofMillis(5)).until(() -> sending.get() == 0);
            }
            long before = begun.get();
            everybody(vertx);
            turn(done -> vertx.executeBlocking(() -> 0).onComplete(any -> done.run()));
            House.done(store.write(tx -> 0));
            everybody(vertx);
            if (begun.get() != before || sending.get() > 0) {
                still = -1;
            }
            calm = before;
        }
    }

    private void everybody(Vertx vertx) throws Exception {
        for (Context one : contexts) {
            if (one.owner() == vertx) {
                turn(done -> one.runOnContext(go -> done.run()));
            }
        }
    }

    private static void turn(Consumer<Runnable> room) throws Exception {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        room.accept(() -> turn.complete(null));
        turn.get(60, TimeUnit.SECONDS);
    }
}
