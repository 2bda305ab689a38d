package io.fenghuo.verticle;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A verticle that goes its rounds: the first a fixed time after the start, each further one as long after the end of the one before, whether
 * that went well or not. Confined to its event loop.
 */
public abstract class Rounds extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final Time time;
    private final Duration pause;
    private Runnable cancel = () -> {};
    private boolean stopped;

    public Rounds(Time time, Duration pause) {
        this.time = time;
        this.pause = pause;
    }

    /** One round. What fails or throws is logged, and the next round comes all the same. */
    public abstract Future<?> round();

    @Override
    public Future<?> start() {
        arm();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        cancel.run();
        return Future.succeededFuture();
    }

    private void arm() {
        if (!stopped) {
            cancel = time.after(pause, this::go);
        }
    }

    private void go() {
        Future.succeededFuture()
                .compose(now -> round())
                .onFailure(failure -> LOG.error(
                        "a round of {} failed; the next one comes in {}",
                        getClass().getSimpleName(),
                        pause,
                        failure))
                .onComplete(over -> arm());
    }
}
