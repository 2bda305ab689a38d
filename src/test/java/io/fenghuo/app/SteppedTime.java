package io.fenghuo.app;

import io.fenghuo.store.Store;
import io.fenghuo.verticle.HandTime;
import io.fenghuo.verticle.Time;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Time that moves when the test says so; what falls due runs where it was planned. */
final class SteppedTime implements Time {
    private final HandTime hand;
    private final Set<Context> contexts = ConcurrentHashMap.newKeySet();
    private final AtomicLong plans = new AtomicLong();

    SteppedTime(Instant now) {
        hand = new HandTime(now);
    }

    @Override
    public Instant now() {
        return hand.now();
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        Context own = Vertx.currentContext();
        plans.incrementAndGet();
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

    /** Moves on to what falls due next and lets it do its work: until nothing new is planned for three rounds. */
    void step(Vertx vertx, Store store) throws Exception {
        hand.stepIfAny();
        long before = plans.get();
        for (int still = 0; still < 3; still++) {
            for (Context one : contexts) {
                if (one.owner() == vertx) {
                    turn(done -> one.runOnContext(go -> done.run()));
                }
            }
            turn(done -> vertx.executeBlocking(() -> 0).onComplete(any -> done.run()));
            House.done(store.write(tx -> 0));
            if (plans.get() != before) {
                before = plans.get();
                still = -1;
            }
        }
    }

    private static void turn(Consumer<Runnable> room) throws Exception {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        room.accept(() -> turn.complete(null));
        turn.get(60, TimeUnit.SECONDS);
    }
}
