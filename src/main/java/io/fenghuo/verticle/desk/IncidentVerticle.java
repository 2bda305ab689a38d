package io.fenghuo.verticle.desk;

import io.fenghuo.store.Store;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.Time;
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
        return fire().otherwiseEmpty();
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        cancel();
        return Future.succeededFuture();
    }

    private Future<Void> fire() {
        return round(false)
                .recover(failure -> {
                    LOG.warn("deadlines could not be fired together; each is tried apart", failure);
                    return round(true);
                })
                .onComplete(round -> arm(wait(round)), failure -> {
                    LOG.error("deadlines could not be fired; trying again", failure);
                    arm(LONGEST);
                })
                .mapEmpty();
    }

    private Future<Round> round(boolean apart) {
        Tidings tidings = new Tidings();
        return Future.fromCompletionStage(
                        store.write(tx -> {
                            Instant now = time.now();
                            int fired = apart
                                    ? desk.fireApart(tx, now, AT_ONCE, tidings)
                                    : desk.fire(tx, now, AT_ONCE, tidings);
                            return new Round(fired, tx.incidents().nextDue());
                        }),
                        context)
                .onSuccess(round -> committed.accept(tidings));
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
