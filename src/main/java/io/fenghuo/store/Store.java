package io.fenghuo.store;

import java.util.concurrent.CompletionStage;

/** The memory of the service. Threadsafe. */
public interface Store extends AutoCloseable {

    /**
     * Runs {@code work} inside a write transaction, on the store's own writer thread. Several works may share one commit; a work that
     * throws is undone alone. Each work runs once; when a commit fails, all that shared it fail and none is kept.
     *
     * @return completes, on the writer thread (hop off it before doing anything slow), with the work's result after the commit is on disk, or with what the work threw, or with {@link StoreException}
     */
    <T> CompletionStage<T> write(Work<T> work);

    /** Runs {@code work} over one consistent, read-only view. Blocks the caller; writing methods make it throw {@link StoreException}. */
    <T> T read(Work<T> work);

    @Override
    void close();

    /** Something to do inside one transaction. */
    @FunctionalInterface
    interface Work<T> {
        T in(Tx tx);
    }
}
