package io.fenghuo.verticle;

import io.fenghuo.source.Frame;
import io.fenghuo.source.Message;
import io.fenghuo.source.Request;
import io.fenghuo.source.StreamSource.Framing;
import io.fenghuo.source.Trouble;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Opens WebSockets (ws, wss), event streams and endless bodies of lines (http, https). Threadsafe. */
public interface Streams {
    /** Why a connection was closed whose other side did not answer pings any more. */
    String SILENT = "no answer to ping";

    /**
     * Connects; from then on {@code listener} is called on the caller's context.
     *
     * @return the open connection; failed with {@link FetchException}
     */
    Future<Connection> open(Request request, Framing framing, boolean allowPrivate, Listener listener);

    /** Hears a connection. */
    interface Listener {
        void frame(Frame frame);

        /** Something came, perhaps no message: a comment, an empty line, the answer to a ping. */
        default void alive() {}

        /** A message that is too large. */
        void rubbish(Trouble why);

        /** Called once, whoever ended it. */
        void closed(String why);
    }

    /** An open connection. */
    interface Connection {
        /** Sends a message; does nothing but on a WebSocket. */
        void send(Message message);

        /** Stops reading, so that the other side has to wait; what was read before may still arrive. */
        void pause();

        void resume();

        void close();

        /** How long the server wants us to wait before reconnecting; null = it did not say. */
        @Nullable
        Duration retry();
    }
}
