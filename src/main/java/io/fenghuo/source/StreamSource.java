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

    /** How to connect, resuming where {@code cursor} left off if the protocol can. */
    Request open(@Nullable String cursor, Instant now);

    /** What is spoken over the connection; unless said, ws(s) opens a WebSocket and http(s) an event stream. */
    default Framing framing() {
        return Framing.BY_SCHEME;
    }

    /**
     * Messages to send once connected, in this order; WebSocket only.
     *
     * @param cursor where the connection resumes; null on the first run
     */
    default List<Message> greeting(@Nullable String cursor, Instant now) {
        return List.of();
    }

    /** What to send while connected so that the other side keeps the connection; null = nothing. WebSocket only. */
    default @Nullable Heartbeat heartbeat() {
        return null;
    }

    /** What to send back at once when this message came, such as the answer to a ping in words; null = nothing. WebSocket only. */
    default @Nullable Message reply(Frame frame) {
        return null;
    }

    /**
     * After how long without any message the connection counts as dead; null = never. Of an event stream or of lines, anything that comes
     * counts, so comments and empty lines do.
     */
    default @Nullable Duration idle() {
        return null;
    }

    /** Whether a connection opened with {@code cursor} is given again what was said since; if not, what was missed is shown as a gap. */
    default boolean replays(@Nullable String cursor) {
        return false;
    }

    /**
     * Reads one message: no post, one or several.
     *
     * @throws SourceException when the message is rubbish; the stream goes on
     */
    Parsed frame(Frame frame, @Nullable String cursor, Instant now) throws SourceException;

    /** A message sent again and again. */
    record Heartbeat(Duration every, Message message) {
        public Heartbeat(Duration every, String text) {
            this(every, Message.text(text));
        }
    }

    /** What is spoken over a connection. */
    enum Framing {
        BY_SCHEME,
        WEBSOCKET,
        /** Server-sent events (WHATWG HTML §9.2). */
        EVENTS,
        /** A line for each message, without an end. */
        LINES
    }
}
