package io.fenghuo.verticle.hearing;

import io.fenghuo.model.Batch;
import io.fenghuo.source.Trouble;
import io.fenghuo.verticle.intake.Intake;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Brings a batch through the door, however often it takes: a busy intake is asked again when it says, a failing one with growing patience.
 * What was read is never thrown away. Confined to its verticle.
 */
final class Courier {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LAST = Duration.ofSeconds(30);

    private final SourcePorts ports;
    private final Context context;
    private final Consumer<Trouble> remark;
    private boolean stopped;

    Courier(SourcePorts ports, Context context, Consumer<Trouble> remark) {
        this.ports = ports;
        this.context = context;
        this.remark = remark;
    }

    /** Done when the batch is durable; never fails, and never ends once {@link #stop}ped. */
    Future<Intake.Receipt> deliver(Batch batch) {
        Promise<Intake.Receipt> done = Promise.promise();
        attempt(batch, FIRST, done);
        return done.future();
    }

    void stop() {
        stopped = true;
    }

    private void attempt(Batch batch, Duration patience, Promise<Intake.Receipt> done) {
        if (stopped) {
            return;
        }
        Future<Intake.Receipt> taken;
        try {
            taken = ports.intake().take(batch);
        } catch (RuntimeException refused) {
            taken = Future.failedFuture(refused);
        }
        taken.onComplete(result -> context.runOnContext(hop -> {
            if (result.succeeded()) {
                done.complete(result.result());
            } else if (result.cause() instanceof Intake.Busy busy) {
                later(Duration.ofMillis(Math.max(1, busy.retryAfterMillis())), () -> attempt(batch, FIRST, done));
            } else {
                remark.accept(Trouble.of(
                        "intake.failed", String.valueOf(result.cause().getMessage())));
                Duration longer = patience.multipliedBy(2);
                later(patience, () -> attempt(batch, longer.compareTo(LAST) > 0 ? LAST : longer, done));
            }
        }));
    }

    private void later(Duration delay, Runnable task) {
        ports.time().after(delay, () -> context.runOnContext(hop -> task.run()));
    }
}
