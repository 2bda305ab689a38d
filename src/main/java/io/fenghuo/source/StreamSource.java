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

    /** What has to be asked before each connection; null = nothing. */
    default @Nullable Prologue prologue(@Nullable String cursor, Instant now) {
        return null;
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

    /** What to ask beside the connection so that the other side keeps it; null = nothing. */
    default @Nullable Errand errand() {
        return null;
    }

    /** What to ask when the connection is over, whoever ended it; its answer does not matter. Null = nothing. */
    default @Nullable Request farewell(Instant now) {
        return null;
    }

    /**
     * After how long without any message the connection counts as dead; null = never. Of an event stream or of lines, anything that comes
     * counts, so comments and empty lines do.
     */
    default @Nullable Duration idle() {
        return null;
    }

    /**
     * What a connection that was refused means, and where to go on; null = what its status says.
     *
     * @param body the beginning of what was said with it
     */
    default @Nullable Heard refused(int status, byte[] body, @Nullable String cursor) {
        return null;
    }

    /**
     * Whose prologue is asked once the connection stands, for what was said between the last question before it and its opening; null = nothing
     * is missing then.
     */
    default @Nullable StreamSource sequel() {
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

    /**
     * Reads one message and says what else it asks for: what {@link #frame} finds unless the protocol talks back.
     *
     * @throws SourceException when the message is rubbish; the stream goes on
     */
    default Heard hear(Frame frame, @Nullable String cursor, Instant now) throws SourceException {
        Message reply = reply(frame);
        if (reply == null) {
            return new Heard(frame(frame, cursor, now));
        }
        Parsed said;
        try {
            said = frame(frame, cursor, now);
        } catch (SourceException onlyAsked) {
            said = new Parsed(List.of(), null);
        }
        return new Heard(said, List.of(reply), null, null);
    }

    /** What a message that held posts is kept as, for whoever doubts them. */
    default String evidence(Frame frame) {
        return frame.kept();
    }

    /** What the end of a connection means, {@code why} being the code of the WebSocket's close or {@code EOF}. */
    default Trouble closed(String why) {
        return Trouble.of("stream.closed", why);
    }

    /** A message sent again and again. */
    record Heartbeat(Duration every, Message message) {
        public Heartbeat(Duration every, String text) {
            this(every, Message.text(text));
        }
    }

    /**
     * What one message asks for.
     *
     * @param answers to send now, in this order
     * @param receipts to send once its posts are kept, and those before them, in this order; those that a broken connection was owed are not
     *     sent at all, so that the other side delivers again
     * @param heartbeat takes the place of the former one; null = as before
     * @param over why the connection has to be made anew; null = it goes on
     * @param next the other side is about to end the connection: it is heard on until this one's stands, and a while longer, so that what is
     *     said meanwhile may come over both; null = it goes on
     */
    record Heard(
            Parsed parsed,
            List<Message> answers,
            List<Message> receipts,
            @Nullable Heartbeat heartbeat,
            @Nullable Trouble over,
            @Nullable StreamSource next) {
        public Heard {
            answers = List.copyOf(answers);
            receipts = List.copyOf(receipts);
        }

        /** One after which the connection is not about to end. */
        public Heard(
                Parsed parsed,
                List<Message> answers,
                List<Message> receipts,
                @Nullable Heartbeat heartbeat,
                @Nullable Trouble over) {
            this(parsed, answers, receipts, heartbeat, over, null);
        }

        /** One that owes no receipt. */
        public Heard(Parsed parsed, List<Message> answers, @Nullable Heartbeat heartbeat, @Nullable Trouble over) {
            this(parsed, answers, List.of(), heartbeat, over);
        }

        /** Posts, or none, and nothing else. */
        public Heard(Parsed parsed) {
            this(parsed, List.of(), null, null);
        }

        /** The connection has to be made anew, going on at {@code cursor}. */
        public static Heard over(Trouble why, @Nullable String cursor) {
            return new Heard(new Parsed(List.of(), cursor), List.of(), null, why);
        }
    }

    /** A question before a connection, or right after it was made: for its address, or for what was missed since the last one. */
    interface Prologue {
        Request request();

        /**
         * Reads a successful (2xx) answer.
         *
         * @throws SourceException when there is to be no connection; it is tried again later
         */
        Agreed answered(byte[] body, Headers headers, Instant now) throws SourceException;

        /** What a refusal means; null = what its status says. */
        default @Nullable Refusal refused(int status, byte[] body) {
            return null;
        }
    }

    /**
     * What came of a question before a connection.
     *
     * @param stream speaks for this one connection; a prologue of its own is asked next
     * @param parsed posts that were missed, and where to go on
     */
    record Agreed(StreamSource stream, Parsed parsed) {}

    /** A question beside a connection. */
    interface Errand {
        Duration every();

        Request request(Instant now);

        /** Why the connection has to be made anew after this successful (2xx) answer; null = it goes on. */
        @Nullable
        Trouble answered(byte[] body);
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
