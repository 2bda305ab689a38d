package io.fenghuo.verticle.intake;

import io.fenghuo.model.Batch;
import io.vertx.core.Future;

/** The one door through which posts come in. Threadsafe. */
public interface Intake {

    /**
     * Stores a batch with everything that follows from it, in one transaction with its cursor.
     *
     * @return done after the commit; failed with {@link Busy} when the queue is full, and nothing was kept
     */
    Future<Receipt> take(Batch batch);

    /**
     * What makes a repeated request known.
     *
     * @param fingerprint of its content
     */
    record Once(String key, String fingerprint) {}

    /** An idempotency key that came before with other content. */
    final class KeyReused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        KeyReused() {
            super("this Idempotency-Key came before with other content");
        }
    }

    /**
     * What became of a batch.
     *
     * @param posts posts in it
     * @param stored posts that were new
     * @param edited posts whose text had changed
     * @param hits rules found in them
     */
    record Receipt(int posts, int stored, int edited, int hits) {
        /** Of no posts. */
        public static final Receipt NOTHING = new Receipt(0, 0, 0, 0);

        public Receipt plus(Receipt other) {
            return new Receipt(posts + other.posts, stored + other.stored, edited + other.edited, hits + other.hits);
        }
    }

    /** Too much at once: come back after {@code retryAfterMillis}. */
    final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final long retryAfterMillis;

        public Busy(long retryAfterMillis) {
            super("busy; retry in " + retryAfterMillis + " ms");
            this.retryAfterMillis = retryAfterMillis;
        }

        public long retryAfterMillis() {
            return retryAfterMillis;
        }
    }
}
