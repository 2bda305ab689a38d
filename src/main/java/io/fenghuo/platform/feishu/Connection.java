package io.fenghuo.platform.feishu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenghuo.model.Post;
import io.fenghuo.platform.Caught;
import io.fenghuo.source.Frame;
import io.fenghuo.source.Message;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.Request;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.StreamSource;
import io.fenghuo.source.Trouble;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection (larksuite/oapi-sdk-go, {@code ws/client.go}): binary messages, each an {@link Envelope}. Pings are answered by pongs, which may
 * bring another interval; events come whole or in parts and are acknowledged by the same envelope with {@code {"code":200}}. What is not
 * acknowledged within 3 s is delivered again after 15 s, 5 min, 1 h and 6 h (事件概述, 推送周期和频次). Threadsafe.
 */
final class Connection implements StreamSource {
    private static final int CONTROL = 0;
    private static final int DATA = 1;
    private static final byte[] TAKEN = "{\"code\":200}".getBytes(StandardCharsets.UTF_8);
    /** How many pings may stay without an answer before the connection counts as dead. */
    private static final int PATIENCE = 3;

    private final Request opening;
    private final int service;
    private final Duration ping;
    private final GroupMessages messages;
    private final Parts parts = new Parts();

    Connection(Request opening, int service, Duration ping, GroupMessages messages) {
        this.opening = opening;
        this.service = service;
        this.ping = ping;
        this.messages = messages;
    }

    @Override
    public Request open(@Nullable String cursor, Instant now) {
        return opening;
    }

    @Override
    public List<Message> greeting(@Nullable String cursor, Instant now) {
        return List.of(ping());
    }

    @Override
    public Heartbeat heartbeat() {
        return new Heartbeat(ping, ping());
    }

    @Override
    public Duration idle() {
        return ping.multipliedBy(PATIENCE);
    }

    @Override
    public Parsed frame(Frame frame, @Nullable String cursor, Instant now) throws SourceException {
        return hear(frame, cursor, now).parsed();
    }

    @Override
    public Heard hear(Frame frame, @Nullable String cursor, Instant now) throws SourceException {
        Envelope envelope = Envelope.read(frame.data());
        return switch (envelope.method()) {
            case CONTROL -> control(envelope);
            case DATA -> data(envelope, now);
            default -> nothing(null);
        };
    }

    /** The event as text, without the token by which deliveries to a webhook are proved. */
    @Override
    public String evidence(Frame frame) {
        try {
            byte[] event = parts.whole(Envelope.read(frame.data()));
            JsonNode root = Caught.tree(event == null ? new byte[0] : event);
            if (root.path("header") instanceof ObjectNode header) {
                header.remove("token");
            }
            return root.toString();
        } catch (SourceException neverAfterHear) {
            return "";
        }
    }

    private Heard control(Envelope envelope) throws SourceException {
        byte[] config = envelope.payload();
        if (!envelope.header("type").equals("pong") || config == null || config.length == 0) {
            return nothing(null);
        }
        Duration asked = LongConnection.ping(Caught.tree(config), ping);
        // The patience stays that of the first interval, so a later one may not outlast it.
        Duration longest = idle().dividedBy(2);
        return nothing(new Heartbeat(asked.compareTo(longest) > 0 ? longest : asked, ping()));
    }

    private Heard data(Envelope envelope, Instant now) throws SourceException {
        if (!envelope.header("type").equals("event")) {
            return nothing(null);
        }
        byte[] event = parts.take(envelope, now);
        if (event == null) {
            return nothing(null);
        }
        Post post = null;
        Trouble note = null;
        try {
            post = messages.post(Caught.tree(event), now);
        } catch (SourceException unreadable) {
            // Delivered again it would be the same.
            note = unreadable.trouble();
        }
        Message taken = Message.binary(envelope.answer(TAKEN).write());
        return new Heard(
                new Parsed(post == null ? List.of() : List.of(post), null, null, note),
                List.of(),
                List.of(taken),
                null,
                null);
    }

    private static Heard nothing(@Nullable Heartbeat heartbeat) {
        return new Heard(new Parsed(List.of(), null), List.of(), heartbeat, null);
    }

    private Message ping() {
        return Message.binary(Envelope.of(service, CONTROL, "type", "ping").write());
    }
}
