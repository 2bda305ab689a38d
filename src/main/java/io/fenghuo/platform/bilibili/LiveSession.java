package io.fenghuo.platform.bilibili;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.model.Post;
import io.fenghuo.platform.bilibili.Packets.Packet;
import io.fenghuo.source.Frame;
import io.fenghuo.source.JsonItems;
import io.fenghuo.source.Message;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.Request;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.StreamSource;
import io.fenghuo.source.Trouble;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A live room that was entered. It is kept by two heartbeats, one on the connection (within 30 s) and one call (every 20 s; a minute without it
 * ends the session: code 7003). Immutable.
 */
final class LiveSession implements StreamSource {
    private static final Duration EVERY = Duration.ofSeconds(20);
    /** Every heartbeat is answered, so three without an answer are a dead connection. */
    private static final Duration IDLE = Duration.ofSeconds(65);

    private final Calls calls;
    private final LiveMessages messages;
    private final String url;
    private final String auth;
    private final String game;

    /**
     * A session.
     *
     * @param game its id; empty when the app needs no heartbeat of it
     */
    LiveSession(Calls calls, LiveMessages messages, String url, String auth, String game) {
        this.calls = calls;
        this.messages = messages;
        this.url = url;
        this.auth = auth;
        this.game = game;
    }

    @Override
    public Request open(@Nullable String cursor, Instant now) {
        return calls.room(url);
    }

    @Override
    public List<Message> greeting(@Nullable String cursor, Instant now) {
        return List.of(Message.binary(Packets.write(Packets.AUTH, auth)));
    }

    @Override
    public Heartbeat heartbeat() {
        return new Heartbeat(EVERY, Message.binary(Packets.write(Packets.HEARTBEAT, "")));
    }

    @Override
    public Duration idle() {
        return IDLE;
    }

    @Override
    public @Nullable Errand errand() {
        return game.isEmpty() ? null : new Keeping();
    }

    @Override
    public @Nullable Request farewell(Instant now) {
        return game.isEmpty() ? null : calls.end(game, now);
    }

    @Override
    public Parsed frame(Frame frame, @Nullable String cursor, Instant now) throws SourceException {
        return hear(frame, cursor, now).parsed();
    }

    @Override
    public Heard hear(Frame frame, @Nullable String cursor, Instant now) throws SourceException {
        List<Post> posts = new ArrayList<>();
        Trouble over = null;
        Trouble note = null;
        for (Packet packet : packets(frame)) {
            if (packet.operation() == Packets.AUTH_REPLY) {
                int code = JsonItems.tree(packet.text()).path("code").asInt(-1);
                over = code == 0 ? over : Trouble.of("bilibili.auth", code);
            } else if (packet.operation() == Packets.MESSAGE) {
                try {
                    JsonNode message = JsonItems.tree(packet.text());
                    over = messages.ends(message, game) ? Trouble.of("bilibili.over", "INTERACTION_END", "") : over;
                    posts.addAll(messages.posts(message, now));
                } catch (SourceException unreadable) {
                    note = unreadable.trouble();
                }
            }
        }
        return new Heard(new Parsed(posts, null, null, note), List.of(), null, over);
    }

    @Override
    public String evidence(Frame frame) {
        try {
            return packets(frame).stream()
                    .filter(packet -> packet.operation() == Packets.MESSAGE)
                    .map(Packet::text)
                    .collect(Collectors.joining("\n"));
        } catch (SourceException neverAfterHear) {
            return "";
        }
    }

    private static List<Packet> packets(Frame frame) throws SourceException {
        byte[] bytes = frame.bytes();
        return Packets.read(bytes == null ? frame.text().getBytes(StandardCharsets.UTF_8) : bytes);
    }

    private final class Keeping implements Errand {
        @Override
        public Duration every() {
            return EVERY;
        }

        @Override
        public Request request(Instant now) {
            return calls.heartbeat(game, now);
        }

        @Override
        public @Nullable Trouble answered(byte[] body) {
            try {
                JsonNode answer = JsonItems.tree(new String(body, StandardCharsets.UTF_8));
                return answer.path("code").asInt() == 7003 ? Calls.refused(answer) : null;
            } catch (SourceException unreadable) {
                return null;
            }
        }
    }
}
