package io.fenghuo.app.importing;

import io.fenghuo.model.Passing;
import io.fenghuo.web.Console;
import io.fenghuo.web.Ingest;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Stores posts and waits for it: as long as the service is busy, and for a while when it can keep nothing. Called on one thread, stopped on any. */
final class Keeper {
    /** How long nothing may be kept before it is left to a person to go on. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Function<Ingest, Future<Console.Receipt>> into;
    private final InstantSource clock;
    private final CountDownLatch stop = new CountDownLatch(1);

    Keeper(Function<Ingest, Future<Console.Receipt>> into, InstantSource clock) {
        this.into = into;
        this.clock = clock;
    }

    /** It cannot go on now. */
    static final class Halted extends Exception {
        private static final long serialVersionUID = 1L;
        private final boolean stopping;

        Halted(boolean stopping, Throwable cause) {
            super(cause);
            this.stopping = stopping;
        }

        /** Whether that is because the service stops. */
        boolean stopping() {
            return stopping;
        }
    }

    void stop() {
        stop.countDown();
    }

    /** Ends here when the service stops. */
    void pause() throws Halted {
        sleep(Duration.ZERO);
    }

    Console.Receipt keep(Ingest ingest) throws Halted {
        Instant until = clock.instant().plus(PATIENCE);
        Ingest asked = ingest;
        while (true) {
            try {
                return wait(into.apply(asked));
            } catch (ExecutionException failed) {
                Throwable why = failed.getCause();
                if (why instanceof Console.KeyReused) {
                    // Another version wrote the same rows otherwise; their ids keep them single.
                    asked = unkeyed(ingest);
                } else if (why instanceof Console.Busy busy) {
                    until = clock.instant().plus(PATIENCE);
                    sleep(Duration.ofMillis(Math.max(LOOK.toMillis(), busy.retryAfterMillis())));
                } else if ((why instanceof Console.Unkept || why instanceof Passing)
                        && clock.instant().isBefore(until)) {
                    sleep(AGAIN);
                } else {
                    throw new Halted(false, failed);
                }
            }
        }
    }

    private static Ingest unkeyed(Ingest ingest) {
        return new Ingest(
                ingest.source(),
                ingest.posts(),
                null,
                ingest.fingerprint(),
                ingest.body(),
                ingest.origin(),
                ingest.evidence(),
                ingest.history());
    }

    private Console.Receipt wait(Future<Console.Receipt> future) throws ExecutionException, Halted {
        while (true) {
            try {
                return future.toCompletionStage().toCompletableFuture().get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                sleep(Duration.ZERO);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new Halted(true, interrupted);
            }
        }
    }

    private void sleep(Duration most) throws Halted {
        try {
            if (stop.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Halted(true, new InterruptedException("the service stops"));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Halted(true, interrupted);
        }
    }
}
