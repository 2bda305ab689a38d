package io.fenghuo.store;

import org.jdbi.v3.core.Handle;

/** A transaction over one open handle. */
record HandleTx(Posts posts, Incidents incidents, Outbox outbox, Sources sources, Journal journal) implements Tx {

    HandleTx(Handle handle) {
        this(
                new PostRows(handle),
                new IncidentRows(handle),
                new OutboxRows(handle),
                new SourceRows(handle),
                new JournalRows(handle));
    }
}
