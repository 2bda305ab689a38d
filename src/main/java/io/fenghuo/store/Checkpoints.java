package io.fenghuo.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what is in SQLite's write-ahead log over into the database beside the {@link Writer}, which need not wait for it. SQLite's own
 * checkpoint, made within a commit, stays as the one that lets the log begin anew where commits never pause, and for the time this cannot
 * work. The modes are those of <a href="https://www.sqlite.org/pragma.html#pragma_wal_checkpoint">wal_checkpoint</a>; {@code NOOP} only
 * tells how long the log is.
 */
final class Checkpoints implements Guard, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

    /** Pages of the log that are worth a checkpoint; SQLite's own default. */
    private static final int ENOUGH = 1_000;
    /** Pages of the log, 32 MB, from which on commits carry over what is left. */
    private static final int TOO_MANY = 8_000;
    /** How long commits gather before the log is looked at. */
    private static final long GATHER_MILLIS = 50;

    private final DataSource database;
    private final Semaphore commits = new Semaphore(0);
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread;
    private boolean failing;

    Checkpoints(DataSource database) {
        this.database = database;
        this.thread = new Thread(this::run, "store-checkpoints");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void prepare(Connection connection) throws SQLException {
        Dialect.run(connection, "PRAGMA wal_autocheckpoint = " + TOO_MANY);
    }

    @Override
    public void admit(Connection connection) {
        if (commits.availablePermits() == 0) {
            commits.release();
        }
    }

    @Override
    public @Nullable Duration heartbeat() {
        return null;
    }

    private void run() {
        while (end.getCount() > 0) {
            try {
                commits.acquire();
                if (end.getCount() > 0) {
                    carry();
                }
            } catch (SQLException | RuntimeException e) {
                fails(e);
            } catch (InterruptedException e) {
                LOG.debug("checkpoints go on: only close() ends them");
            }
        }
    }

    /** Told once until it works again: the writer tells what matters. */
    private void fails(Exception why) {
        if (!failing) {
            LOG.warn("the log is not carried over into the database beside its commits: {}", why.getMessage());
        }
        failing = true;
    }

    /** Until it is closed, or the database fails. */
    private void carry() throws SQLException, InterruptedException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            while (gathered()) {
                if (left(statement, "NOOP") >= ENOUGH) {
                    left(statement, "PASSIVE");
                }
                failing = false;
                commits.acquire();
            }
        }
    }

    /** Lets more commits come; false when it is closed. */
    private boolean gathered() throws InterruptedException {
        boolean over = end.await(GATHER_MILLIS, TimeUnit.MILLISECONDS);
        commits.drainPermits();
        // Asked again: what was drained may have been the word to close.
        return !over && end.getCount() > 0;
    }

    /** Pages of the log that are not in the database yet, after a checkpoint of this mode. */
    private static int left(Statement statement, String mode) throws SQLException {
        try (ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
            return row.next() ? row.getInt("log") - row.getInt("checkpointed") : 0;
        }
    }

    @Override
    public void close() {
        end.countDown();
        commits.release();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
