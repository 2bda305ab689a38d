package io.fenghuo.app;

import io.fenghuo.store.Store;
import io.fenghuo.verticle.HandTime;
import io.fenghuo.verticle.Time;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Time that moves when the test says so; what falls due runs where it was planned. */
final class SteppedTime implements Time {
    private final HandTime hand;

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
        return hand.after(delay, own == null ? task : () -> own.runOnContext(go -> task.run()));
    }

    /** Moves on to what falls due next and lets it do its work. */
    void step(Vertx vertx, Store store) throws Exception {
        if (hand.waiting() > 0) {
            hand.step();
        }
        for (int i = 0; i < 3; i++) {
            CompletableFuture<Void> turn = new CompletableFuture<>();
            vertx.executeBlocking(() -> 0).onComplete(done -> turn.complete(null));
            turn.get(60, TimeUnit.SECONDS);
            House.done(store.write(tx -> 0));
        }
    }
}
