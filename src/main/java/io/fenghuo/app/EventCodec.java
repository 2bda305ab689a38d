package io.fenghuo.app;

import io.fenghuo.verticle.Tidings;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Hands listeners on the event bus an event as text, which is made only if there are any. Threadsafe. */
final class EventCodec implements MessageCodec<Tidings.Happening, String> {
    static final String NAME = "fenghuo.event";

    @Override
    public void encodeToWire(Buffer buffer, Tidings.Happening event) {
        throw new UnsupportedOperationException("events are published within one process");
    }

    @Override
    public String decodeFromWire(int position, Buffer buffer) {
        throw new UnsupportedOperationException("events are published within one process");
    }

    @Override
    public String transform(Tidings.Happening event) {
        return event.json();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
