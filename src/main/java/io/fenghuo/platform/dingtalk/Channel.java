package io.fenghuo.platform.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenghuo.model.Post;
import io.fenghuo.source.Frame;
import io.fenghuo.source.JsonItems;
import io.fenghuo.source.Message;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.Request;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.StreamSource;
import io.fenghuo.source.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection (open-dingtalk.github.io/developerpedia/docs/learn/stream/protocol, 消息类型): JSON messages, each answered under its
 * {@code messageId}. {@code ping} wants its {@code opaque} back; {@code disconnect} says that the other side goes after ten seconds of silence. An
 * app may have several connections; each message goes to one of them. Messages of bots are delivered once, acknowledged or not (常见问题 there),
 * so what was said while nobody listened is a gap, and the next connection is to stand before this one ends. Immutable.
 */
final class Channel implements StreamSource {
    static final String BOT = "/v1.0/im/bot/messages/get";
    /** A ping of ours beside theirs, as the vendor's Python SDK does; two without an answer end the connection. */
    private static final Heartbeat PING = new Heartbeat(Duration.ofMinutes(1), Message.ping());

    private static final int OK = 200;
    private static final int UNKNOWN_TOPIC = 404;

    private final Request opening;
    private final BotMessages messages;
    private final StreamSource next;

    /**
     * A connection.
     *
     * @param opening how it is made
     * @param next makes the one after it
     */
    Channel(Request opening, BotMessages messages, StreamSource next) {
        this.opening = opening;
        this.messages = messages;
        this.next = next;
    }

    @Override
    public Request open(@Nullable String cursor, Instant now) {
        return opening;
    }

    @Override
    public Heartbeat heartbeat() {
        return PING;
    }

    @Override
    public Parsed frame(Frame frame, @Nullable String cursor, Instant now) throws SourceException {
        return hear(frame, cursor, now).parsed();
    }

    @Override
    public Heard hear(Frame frame, @Nullable String cursor, Instant now) throws SourceException {
        JsonNode message = JsonItems.tree(frame.text());
        String topic = message.path("headers").path("topic").asText("");
        return switch (message.path("type").asText("")) {
            case "SYSTEM" ->
                switch (topic) {
                    case "disconnect" -> new Heard(new Parsed(List.of(), null), List.of(), List.of(), null, null, next);
                    case "ping" -> answered(message, OK, message.path("data").asText(""), null, null);
                    default -> answered(message, UNKNOWN_TOPIC, "", null, null);
                };
            case "CALLBACK" ->
                topic.equals(BOT) ? said(message, now) : answered(message, UNKNOWN_TOPIC, "", null, null);
            default -> answered(message, UNKNOWN_TOPIC, "", null, null);
        };
    }

    private Heard said(JsonNode message, Instant now) {
        Post post = null;
        Trouble note = null;
        try {
            post = messages.post(data(message), now);
        } catch (SourceException unreadable) {
            note = unreadable.trouble();
        }
        return answered(message, OK, "{\"response\": null}", post, note);
    }

    /** The message as it came, without the address by which anybody could write into the group. */
    @Override
    public String evidence(Frame frame) {
        try {
            JsonNode message = JsonItems.tree(frame.text());
            JsonNode data = data(message);
            if (message instanceof ObjectNode whole && data instanceof ObjectNode said) {
                said.remove(List.of("sessionWebhook", "sessionWebhookExpiredTime"));
                return whole.put("data", said.toString()).toString();
            }
        } catch (SourceException neverAfterHear) {
            return "";
        }
        return "";
    }

    private static JsonNode data(JsonNode message) throws SourceException {
        return JsonItems.tree(message.path("data").asText(""));
    }

    private static Heard answered(
            JsonNode message, int code, String data, @Nullable Post post, @Nullable Trouble note) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("code", code);
        answer.putObject("headers")
                .put("contentType", "application/json")
                .put("messageId", message.path("headers").path("messageId").asText(""));
        answer.put("message", code == OK ? "OK" : "unknown topic").put("data", data);
        Message said = Message.text(answer.toString());
        return new Heard(
                new Parsed(post == null ? List.of() : List.of(post), null, null, note),
                post == null ? List.of(said) : List.of(),
                post == null ? List.of() : List.of(said),
                null,
                null);
    }
}
