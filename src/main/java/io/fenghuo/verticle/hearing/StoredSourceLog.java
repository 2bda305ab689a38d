package io.fenghuo.verticle.hearing;

import io.fenghuo.model.SourceGap;
import io.fenghuo.model.SourcePulse;
import io.fenghuo.model.SourceStatus;
import io.fenghuo.store.Store;
import io.fenghuo.store.Tx;
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
                        tx.sources().status(source).orElse(null),
                        tx.sources().pulse(source).orElse(null))),
                false);
    }

    @Override
    public void status(SourceStatus status) {
        keep(status.source(), tx -> tx.sources().saveStatus(status));
        listener.accept(status);
    }

    @Override
    public void pulse(SourcePulse pulse) {
        keep(pulse.source(), tx -> tx.sources().savePulse(pulse));
    }

    @Override
    public void gap(SourceGap gap) {
        keep(gap.source(), tx -> tx.sources().saveGap(gap));
    }

    @Override
    public Future<Boolean> burning(String source) {
        return vertx.executeBlocking(() -> store.read(tx -> tx.incidents().burning(source)), false);
    }

    private void keep(String source, Consumer<Tx> what) {
        store.write(tx -> {
                    what.accept(tx);
                    return source;
                })
                .whenComplete((kept, failure) -> {
                    if (failure != null) {
                        LOG.warn("status of source {} not stored: {}", source, failure.getMessage());
                    }
                });
    }
}
