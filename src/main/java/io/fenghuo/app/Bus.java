package io.fenghuo.app;

import io.fenghuo.model.SourceStatus;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.Tidings;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what has been committed: on the event bus, to the open pages, and to those who must act upon it. Always from an event loop, never
 * from the store's writer. Threadsafe.
 */
final class Bus implements Consumer<Tidings> {
    private static final Logger LOG = LoggerFactory.getLogger(Bus.class);

    private static final DeliveryOptions AS_EVENT = new DeliveryOptions().setCodecName(EventCodec.NAME);

    private final Vertx vertx;
    private final List<Consumer<Tidings>> listeners = new CopyOnWriteArrayList<>();

    Bus(Vertx vertx) {
        this.vertx = vertx;
        vertx.eventBus().registerCodec(new EventCodec());
    }

    /** Calls {@code listener} after every commit from now on; the result ends it. */
    Runnable listen(Consumer<Tidings> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** A source did well or badly: anyone who listens may look. */
    void source(SourceStatus status) {
        vertx.eventBus()
                .publish(
                        Chronicle.SOURCES,
                        new JsonObject()
                                .put("version", 1)
                                .put("source", status.source())
                                .put("connected", status.connected())
                                .put("errors", status.errors())
                                .put("problem", status.problem()));
    }

    @Override
    public void accept(Tidings tidings) {
        vertx.runOnContext(hop -> {
            tidings.happenings().forEach(one -> vertx.eventBus().publish(one.address(), one, AS_EVENT));
            listeners.forEach(listener -> tell(listener, tidings));
        });
    }

    /** A listener that fails keeps nobody else from hearing. */
    private static void tell(Consumer<Tidings> listener, Tidings tidings) {
        try {
            listener.accept(tidings);
        } catch (RuntimeException failure) {
            LOG.error("a listener to what was committed failed", failure);
        }
    }
}
