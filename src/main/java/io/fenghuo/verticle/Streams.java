package io.fenghuo.verticle;

import io.fenghuo.source.Frame;
import io.fenghuo.source.Request;
import io.fenghuo.source.Trouble;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Opens WebSockets (ws, wss) and event streams (http, https). Threadsafe. */
public interface Streams {

    /**
     * Connects; from then on {@code listener} is called on the caller's context.
     *
     * @return the open connection; failed with {@link FetchException}
     */
    Future<Connection> open(Request request, boolean allowPrivate, Listener listener);

    /** Hears a connection. */
    interface Listener {
        void frame(Frame frame);

        /** A message that is no text, or too large. */
        void rubbish(Trouble why);

        /** Called once, whoever ended it. */
        void closed(String why);
    }

    /** An open connection. */
    interface Connection {
        /** Sends a message; does nothing on an event stream. */
        void send(Frame message);

        /** Stops reading, so that the other side has to wait; what was read before may still arrive. */
        void pause();

        void resume();

        void close();

        /** How long the server wants us to wait before reconnecting; null = it did not say. */
        @Nullable
        Duration retry();
    }
}
