package io.fenghuo.verticle;

import io.fenghuo.store.Store;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the clocks' word: fires deadlines as they fall due. The deadlines are rows in the store; this holds one timer, for the nearest, and
 * looks again at least every second, so that neither a restart nor a jump of the machine's clock loses one. Confined to its event loop.
 */
public final class IncidentVerticle extends VerticleBase {
    /** Deadlines fired in one transaction. */
    static final int AT_ONCE = 200;
    /** The longest time without looking. */
    static final Duration LONGEST = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(IncidentVerticle.class);

    private final Desk desk;
    private final Store store;
    private final Time time;
    private final Consumer<Tidings> committed;
    private @Nullable Runnable timer;
    private boolean stopped;

    public IncidentVerticle(Desk desk, Store store, Time time, Consumer<Tidings> committed) {
        this.desk = desk;
        this.store = store;
        this.time = time;
        this.committed = committed;
    }

    @Override
    public Future<?> start() {
        return fire();
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        cancel();
        return Future.succeededFuture();
    }

    private Future<Void> fire() {
        Tidings tidings = new Tidings();
        return Future.fromCompletionStage(
                        store.write(tx -> {
                            int fired = desk.fire(tx, time.now(), AT_ONCE, tidings);
                            Optional<Instant> next = tx.incidents().nextDue();
                            return new Round(fired, next);
                        }),
                        context)
                .onSuccess(round -> committed.accept(tidings))
                .onComplete(round -> arm(wait(round)), failure -> {
                    LOG.error("deadlines could not be fired; trying again", failure);
                    arm(LONGEST);
                })
                .mapEmpty();
    }

    private record Round(int fired, Optional<Instant> next) {}

    private Duration wait(Round round) {
        if (round.fired() == AT_ONCE) {
            return Duration.ZERO;
        }
        Duration wait = round.next().map(at -> Duration.between(time.now(), at)).orElse(LONGEST);
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private void arm(Duration delay) {
        cancel();
        if (!stopped) {
            timer = time.after(delay, this::fire);
        }
    }

    private void cancel() {
        if (timer != null) {
            timer.run();
            timer = null;
        }
    }
}
