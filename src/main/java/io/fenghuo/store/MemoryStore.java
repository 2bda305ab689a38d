package io.fenghuo.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A store in the memory of the process, for what is only tried out: it does what the others do, keeps nothing, and needs no time for it.
 * Works take turns, reading ones too: a work must not wait for another. Its timelines are chained like the others', over commitments
 * without salt: there is nobody to prove anything to.
 */
final class MemoryStore implements Store {
    private static final int SECONDS_TO_END = 30;

    private final ReentrantLock turn = new ReentrantLock(true);
    private final Undo undo = new Undo();
    private final MemoryTx tx = new MemoryTx(undo);
    private final ExecutorService writer = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "memory-writer");
        thread.setDaemon(true);
        return thread;
    });

    @Override
    public <T> CompletionStage<T> write(Work<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            writer.execute(() -> {
                try {
                    result.complete(inTurn(work, true));
                } catch (Throwable failure) {
                    result.completeExceptionally(failure);
                }
            });
        } catch (java.util.concurrent.RejectedExecutionException closed) {
            result.completeExceptionally(new StoreException.Broken("the store is closed", closed));
        }
        return result;
    }

    @Override
    public <T> T read(Work<T> work) {
        return inTurn(work, false);
    }

    private <T> T inTurn(Work<T> work, boolean writing) {
        turn.lock();
        try {
            undo.begin(writing);
            return work.in(tx);
        } catch (RuntimeException | Error failure) {
            undo.back(0);
            throw failure;
        } finally {
            undo.begin(false);
            turn.unlock();
        }
    }

    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
                throw new StoreException("a work on the store in memory does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
