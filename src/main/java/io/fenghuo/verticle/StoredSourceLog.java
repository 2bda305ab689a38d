package io.fenghuo.verticle;

import io.fenghuo.model.SourceStatus;
import io.fenghuo.store.Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers sources in the store, and tells who listens (the board). Threadsafe. */
public final class StoredSourceLog implements SourceLog {
    private static final Logger LOG = LoggerFactory.getLogger(StoredSourceLog.class);

    private final Vertx vertx;
    private final Store store;
    private final Consumer<SourceStatus> listener;

    public StoredSourceLog(Vertx vertx, Store store, Consumer<SourceStatus> listener) {
        this.vertx = vertx;
        this.store = store;
        this.listener = listener;
    }

    @Override
    public Future<Memory> recall(String source) {
        return vertx.executeBlocking(
                () -> store.read(tx -> new Memory(
                        tx.sources().cursor(source).orElse(null),
                        tx.sources().all().stream()
                                .filter(status -> status.source().equals(source))
                                .findFirst()
                                .orElse(null))),
                false);
    }

    @Override
    public void status(SourceStatus status) {
        store.write(tx -> {
                    tx.sources().saveStatus(status);
                    return status;
                })
                .whenComplete((kept, failure) -> {
                    if (failure != null) {
                        LOG.warn("status of source {} not stored: {}", status.source(), failure.getMessage());
                    }
                });
        listener.accept(status);
    }
}
