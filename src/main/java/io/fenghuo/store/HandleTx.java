package io.fenghuo.store;

import java.sql.SQLException;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** A transaction over one open handle. */
record HandleTx(
        Handle handle,
        Posts posts,
        Incidents incidents,
        Outbox outbox,
        Sources sources,
        Journal journal,
        Persons persons,
        Evidence evidence,
        Aids aids,
        Casebook casebook,
        Customers customers,
        Pauses pauses,
        Attendances attendances)
        implements Tx {

    HandleTx(Handle handle, Recent recent, Prepared prepared) {
        this(handle, recent, new BulkRows(prepared));
    }

    private HandleTx(Handle handle, Recent recent, BulkRows bulk) {
        this(
                handle,
                new PostRows(handle, bulk),
                new IncidentRows(handle, recent, bulk),
                new OutboxRows(handle),
                new SourceRows(handle),
                new JournalRows(handle, bulk),
                new PersonRows(handle, recent, bulk),
                new EvidenceRows(handle),
                new AidRows(handle),
                new CasebookRows(handle),
                new CustomerRows(handle, bulk),
                new PauseRows(handle),
                new AttendanceRows(handle));
    }

    @Override
    public <T> T apart(Supplier<T> part) {
        step("SAVEPOINT apart");
        try {
            T done = part.get();
            step("RELEASE SAVEPOINT apart");
            return done;
        } catch (JdbiException refused) {
            undo();
            throw Sql.failure("the database refused", refused);
        } catch (RuntimeException | Error failure) {
            undo();
            throw failure;
        }
    }

    private void undo() {
        step("ROLLBACK TO SAVEPOINT apart");
        step("RELEASE SAVEPOINT apart");
    }

    private void step(String sql) {
        try {
            Dialect.run(handle.getConnection(), sql);
        } catch (SQLException gone) {
            throw new StoreException.Broken("the whole transaction is lost: " + gone.getMessage(), gone);
        }
    }
}
