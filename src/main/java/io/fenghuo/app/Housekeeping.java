package io.fenghuo.app;

import io.fenghuo.evidence.EvidencePolicy;
import io.fenghuo.store.Store;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets what has been kept long enough: raw bytes after 72 h, posts after 30 days, posts with a hit after a year, events after 30 days, the evidence of
 * ended incidents after the time of their grade, the single attempts of deliveries after 90 days, pauses a year after their end. */
final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration RAW = Duration.ofDays(3);
    private static final Duration POSTS = Duration.ofDays(30);
    private static final Duration HIT_POSTS = Duration.ofDays(365);
    private static final Duration ATTEMPTS = Duration.ofDays(90);
    private static final Duration PAUSES = Duration.ofDays(365);
    private static final int INCIDENTS = 100;
    private static final Duration EVENTS = Duration.ofDays(30);

    private final Store store;
    private final InstantSource clock;
    private final Supplier<EvidencePolicy> evidence;

    Housekeeping(Store store, InstantSource clock) {
        this(store, clock, () -> EvidencePolicy.DEFAULT);
    }

    Housekeeping(Store store, InstantSource clock, Supplier<EvidencePolicy> evidence) {
        this.evidence = evidence;
        this.store = store;
        this.clock = clock;
    }

    /** Begins; ends with {@code vertx}. */
    static void every(
            Duration interval, Vertx vertx, Store store, InstantSource clock, Supplier<EvidencePolicy> evidence) {
        Housekeeping housekeeping = new Housekeeping(store, clock, evidence);
        vertx.setPeriodic(interval.toMillis(), tick -> housekeeping.tidy());
    }

    /** Forgets everything that is due, a little in each transaction, so that an alarm gets in between. */
    CompletionStage<Integer> tidy() {
        Instant now = clock.instant();
        return round(now, 0).whenComplete((gone, failure) -> {
            if (failure != null) {
                LOG.warn("housekeeping failed; it is tried again in an hour", failure);
            } else if (gone > 0) {
                LOG.info("housekeeping: {} rows forgotten", gone);
            }
        });
    }

    private CompletionStage<Integer> round(Instant now, int before) {
        return store.write(tx -> tx.posts().forgetRaw(now.minus(RAW))
                        + tx.journal().forget(now.minus(EVENTS))
                        + tx.outbox().forgetAttempts(now.minus(ATTEMPTS))
                        + tx.pauses().forget(now.minus(PAUSES))
                        + tx.posts().prune(now.minus(POSTS), now.minus(HIT_POSTS))
                        + tx.evidence().expire(evidence.get().keep(), now, INCIDENTS))
                .thenCompose(gone -> gone == 0 ? CompletableFuture.completedFuture(before) : round(now, before + gone));
    }
}
