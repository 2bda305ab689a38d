package io.fenghuo.store;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears how a database that has something in it is brought to this program's schema: with many posts that takes minutes, and a start that
 * says nothing looks dead. Called on the thread that opens the store, {@link #lasts} on another.
 */
public interface Upgrading {
    /** Tells the log, in warnings: a command that happens to find an older database takes longer than usual. */
    Upgrading LOGGED = new Logged(LoggerFactory.getLogger(Upgrading.class));

    /**
     * It is about to begin.
     *
     * @param migrations what will be done, as {@code 3 name}, oldest first
     * @param bytes the size of the database before
     */
    void begins(List<String> migrations, long bytes);

    /** It is still going on; said every half minute. */
    void lasts(Duration since);

    /**
     * Another process is at it, and this one waits until it has finished or is gone; said once.
     *
     * @param who as the database knows it: {@code fenghuo of 10.0.0.2, process 123 of the database}
     */
    void waits(String who);

    /**
     * It is over.
     *
     * @param bytes the size of the database after
     */
    void done(Duration took, long bytes);

    /** See {@link #LOGGED}. */
    record Logged(Logger log) implements Upgrading {
        @Override
        public void begins(List<String> migrations, long bytes) {
            log.warn("the database is brought up to date: {}; it has {}", String.join(", ", migrations), size(bytes));
        }

        @Override
        public void lasts(Duration since) {
            log.warn("the database is being brought up to date, since {} s", since.toSeconds());
        }

        @Override
        public void waits(String who) {
            log.warn("waiting until the database is brought up to date by {}", who);
        }

        @Override
        public void done(Duration took, long bytes) {
            log.warn("the database is up to date after {} s and has {}", took.toSeconds(), size(bytes));
        }

        private static String size(long bytes) {
            return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
        }
    }
}
