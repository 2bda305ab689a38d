package io.fenghuo.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A store over two sets of connections: one that writes, some that read. */
final class JdbcStore implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcStore.class);

    private final Jdbi readers;
    private final Dialect dialect;
    private final @Nullable Writer writer;
    private final Recent recent;
    private final Deque<AutoCloseable> onClose = new ArrayDeque<>();

    /** A store without a writer refuses to write. */
    JdbcStore(Jdbi readers, Dialect dialect, @Nullable Writer writer, Recent recent) {
        this.readers = readers;
        this.dialect = dialect;
        this.writer = writer;
        this.recent = recent;
    }

    /** Closed after the store, the last given first. */
    JdbcStore onClose(AutoCloseable resource) {
        onClose.push(resource);
        return this;
    }

    /** Closed after all others. */
    JdbcStore lastly(AutoCloseable resource) {
        onClose.addLast(resource);
        return this;
    }

    @Override
    public <T> CompletionStage<T> write(Work<T> work) {
        return writer == null
                ? CompletableFuture.failedFuture(new StoreException("the store was opened for reading only"))
                : writer.submit(work);
    }

    @Override
    public <T> T read(Work<T> work) {
        try (Handle handle = readers.open()) {
            Connection connection = handle.getConnection();
            dialect.beginRead(connection);
            try (Prepared prepared = new Prepared(connection)) {
                return work.in(new HandleTx(handle, recent, prepared));
            } finally {
                dialect.rollback(connection);
            }
        } catch (SQLException | JdbiException e) {
            throw Sql.failure("the database could not be read", e);
        }
    }

    @Override
    public void close() {
        if (writer != null) {
            writer.close();
        }
        while (!onClose.isEmpty()) {
            try {
                onClose.pop().close();
            } catch (Exception e) {
                LOG.warn("closing the store: {}", e.getMessage(), e);
            }
        }
    }
}
