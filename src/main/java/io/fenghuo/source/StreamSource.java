package io.fenghuo.source;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source that keeps a connection open and is told. Connecting, resuming, heartbeats and back-off are done by whoever calls it.
 * Implementations do no I/O, read no clock and are threadsafe; the cursor obeys the rules of {@link Source}.
 */
public interface StreamSource {

    /** How to connect, resuming where {@code cursor} left off if the protocol can. ws(s) opens a WebSocket, http(s) an event stream. */
    Request open(@Nullable String cursor, Instant now);

    /** Text messages to send once connected, in this order; WebSocket only. */
    default List<String> greeting() {
        return List.of();
    }

    /** What to send while connected so that the other side keeps the connection; null = nothing. WebSocket only. */
    default @Nullable Heartbeat heartbeat() {
        return null;
    }

    /** After how long without any message the connection counts as dead; null = never. */
    default @Nullable Duration idle() {
        return null;
    }

    /**
     * Reads one message: no post, one or several.
     *
     * @throws SourceException when the message is rubbish; the stream goes on
     */
    Parsed frame(Frame frame, @Nullable String cursor, Instant now) throws SourceException;

    /** A text sent again and again. */
    record Heartbeat(Duration every, String text) {}
}
