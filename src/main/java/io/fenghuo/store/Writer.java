package io.fenghuo.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It commits in groups: what is queued while a commit is on its way to the disk shares the next one, each work
 * in a savepoint of its own. Threadsafe.
 */
final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    /** No work waits longer than this for others to join its commit. */
    private static final long GROUP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Jdbi jdbi;
    private final Dialect dialect;
    private final Guard guard;
    private final Recent recent;
    private final BlockingQueue<Job<?>> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private boolean closed;
    private boolean failing;
    private @Nullable Link link;

    /** The connection with its statements. */
    private record Link(Handle handle, Prepared prepared) {}

    Writer(Jdbi jdbi, Dialect dialect, Guard guard, Recent recent) {
        this.jdbi = jdbi;
        this.dialect = dialect;
        this.guard = guard;
        this.recent = recent;
        try {
            connected();
        } catch (SQLException e) {
            throw new StoreException.Broken("cannot open the database: " + e.getMessage(), e);
        }
        this.thread = new Thread(this::run, "store-writer");
        thread.setDaemon(true);
        thread.start();
    }

    <T> CompletionStage<T> submit(Store.Work<T> work) {
        Job<T> job = new Job<>(work);
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(new StoreException.Broken("the store is closed", null));
            }
            queue.add(job);
        }
        return job.result;
    }

    private void run() {
        boolean open = true;
        while (open) {
            try {
                Job<?> first = next();
                open = !first.last();
                if (open) {
                    open = group(first);
                }
            } catch (InterruptedException e) {
                LOG.warn("the store's writer was interrupted and goes on: only close() ends it");
            }
        }
        disconnect();
    }

    /** What comes next; nothing at all when the guard must hear of us before something comes. */
    private Job<?> next() throws InterruptedException {
        Duration heartbeat = guard.heartbeat();
        Job<?> next = heartbeat == null ? queue.take() : queue.poll(heartbeat.toMillis(), TimeUnit.MILLISECONDS);
        return next == null ? new Job<>(tx -> true) : next;
    }

    /** Runs what is queued, from {@code first} on, in one transaction; false when the end was among it. */
    private boolean group(Job<?> first) {
        List<Job<?>> done = new ArrayList<>();
        boolean open = true;
        try {
            Link connected = connected();
            Connection connection = connected.handle().getConnection();
            dialect.begin(connection);
            guard.admit(connection);
            long start = System.nanoTime();
            Job<?> job = first;
            while (job != null && open) {
                done.add(job);
                job.run(connected, connection, recent);
                boolean full = done.size() >= dialect.worksPerCommit() || System.nanoTime() - start > GROUP_NANOS;
                job = full ? null : queue.poll();
                open = job == null || !job.last();
            }
            dialect.commit(connection);
            works();
        } catch (SQLException | RuntimeException | Error e) {
            StoreException failure = new StoreException.Broken("the database could not keep it: " + e.getMessage(), e);
            fails(done.size(), e);
            undo();
            if (done.isEmpty()) {
                done.add(first);
            }
            done.forEach(job -> job.fail(failure));
        }
        done.forEach(Job::complete);
        return open;
    }

    /** While the database is away, the first failure is told in full and the others in a line. */
    private void fails(int works, Throwable failure) {
        if (failing) {
            LOG.warn("a commit of {} works failed, none of them is kept: {}", works, failure.getMessage());
        } else {
            LOG.error("a commit of {} works failed; none of them is kept", works, failure);
        }
        failing = true;
    }

    private void works() {
        if (failing) {
            LOG.info("the database keeps what it is given again");
            failing = false;
        }
    }

    private Link connected() throws SQLException {
        Link present = link;
        if (present == null) {
            Handle handle = jdbi.open();
            try {
                guard.prepare(handle.getConnection());
            } catch (SQLException e) {
                handle.close();
                throw e;
            }
            present = new Link(handle, new Prepared(handle.getConnection()));
            link = present;
        }
        return present;
    }

    /** After a failed commit: the connection is clean again, or gone. */
    private void undo() {
        Link present = link;
        if (present == null) {
            return;
        }
        try {
            dialect.rollback(present.handle().getConnection());
        } catch (SQLException | RuntimeException e) {
            LOG.debug("rollback failed; the writer connects anew: {}", e.getMessage());
            disconnect();
        }
    }

    private void disconnect() {
        Link present = link;
        link = null;
        if (present != null) {
            try {
                present.handle().close();
            } catch (JdbiException e) {
                LOG.warn("closing the writer's connection failed: {}", e.getMessage());
            }
        }
    }

    /** Lets what is queued finish, then ends the thread. */
    @Override
    public void close() {
        synchronized (this) {
            if (!closed) {
                closed = true;
                queue.add(new Job<>(null));
            }
        }
        boolean interrupted = false;
        while (thread.isAlive() && Thread.currentThread() != thread) {
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

    /** One queued work; without a work it is the end of the queue. */
    private static final class Job<T> {
        private final Store.@Nullable Work<T> work;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private @Nullable T value;
        private @Nullable Throwable failure;

        Job(Store.@Nullable Work<T> work) {
            this.work = work;
        }

        boolean last() {
            return work == null;
        }

        /** @throws SQLException when not even the savepoint could be undone: the whole group is lost */
        void run(Link link, Connection connection, Recent recent) throws SQLException {
            Store.Work<T> present = work;
            if (present == null) {
                return;
            }
            Dialect.run(connection, "SAVEPOINT work");
            try {
                value = present.in(new HandleTx(link.handle(), recent, link.prepared()));
                Dialect.run(connection, "RELEASE SAVEPOINT work");
            } catch (Throwable e) {
                failure = e instanceof JdbiException || e instanceof SQLException
                        ? Sql.failure("the database refused", (Exception) e)
                        : e;
                undo(connection, failure);
            }
        }

        private static void undo(Connection connection, Throwable failure) throws SQLException {
            try {
                Dialect.run(connection, "ROLLBACK TO SAVEPOINT work");
                Dialect.run(connection, "RELEASE SAVEPOINT work");
            } catch (SQLException gone) {
                throw new SQLException("the whole transaction was lost after: " + failure.getMessage(), gone);
            }
        }

        void fail(Throwable why) {
            if (failure == null) {
                failure = why;
            }
        }

        void complete() {
            if (failure != null) {
                result.completeExceptionally(failure);
            } else {
                result.complete(value);
            }
        }
    }
}
