package io.fenghuo.platform.discord;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.platform.Draft;
import io.fenghuo.platform.Entry;
import io.fenghuo.platform.Marks;
import io.fenghuo.source.Conduct;
import io.fenghuo.source.Frame;
import io.fenghuo.source.JsonItems;
import io.fenghuo.source.Message;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.PostMapper;
import io.fenghuo.source.Request;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.StreamSource;
import io.fenghuo.source.Trouble;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The gateway, version 10 (discord.com/developers/docs/events/gateway): hello names the heartbeat's interval, identify or resume follows, and each
 * heartbeat carries the last sequence. Session, sequence and the address to resume at are the cursor, so that after a restart Discord gives again
 * what was said, as long as it still knows the session. Immutable.
 */
final class Gateway implements StreamSource {
    private static final String VENDOR = "wss://gateway.discord.gg";
    /** GUILD_MESSAGES and MESSAGE_CONTENT. */
    private static final int INTENTS = 1 << 9 | 1 << 15;
    /** Heartbeats are answered, about every 40 s. */
    private static final Duration IDLE = Duration.ofMinutes(2);

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Session NONE = new Session("", 0, "", 41_250);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SourceSpec spec;
    private final PostMapper mapper;
    private final List<String> channels;

    /** A session that can be resumed; its id is empty when there is none. */
    private record Session(
            @JsonProperty("id") String id,
            @JsonProperty("seq") long seq,
            @JsonProperty("url") String url,
            @JsonProperty("beat") long beat) {}

    Gateway(SourceSpec spec, ZoneId zone) {
        this.spec = spec;
        this.mapper = new PostMapper(spec, zone, false);
        this.channels = Entry.texts(spec, "channels");
    }

    @Override
    public Request open(@Nullable String cursor, Instant now) {
        Session session = session(cursor);
        String base = session.url().isEmpty() ? Entry.base(spec, VENDOR) : session.url();
        return new Request(base + "/?v=10&encoding=json", Map.of(), Conduct.of(spec), null);
    }

    @Override
    public Duration idle() {
        return IDLE;
    }

    @Override
    public boolean replays(@Nullable String cursor) {
        return !session(cursor).id().isEmpty();
    }

    @Override
    public Trouble closed(String why) {
        return switch (why) {
            case "4004" -> Trouble.of("discord.token", why);
            case "4013", "4014" -> Trouble.of("discord.intents", why);
            default -> Trouble.of("stream.closed", why);
        };
    }

    @Override
    public Parsed frame(Frame frame, @Nullable String cursor, Instant now) throws SourceException {
        return hear(frame, cursor, now).parsed();
    }

    @Override
    public Heard hear(Frame frame, @Nullable String cursor, Instant now) throws SourceException {
        JsonNode message = JsonItems.tree(frame.text());
        Session session = session(cursor);
        return switch (message.path("op").asInt(-1)) {
            case 0 -> dispatched(message, session, now);
            case 1 -> answer(session, beat(session));
            case 7 -> Heard.over(Trouble.of("discord.reconnect"), Marks.text(session));
            case 9 -> {
                boolean keeps = message.path("d").asBoolean();
                yield Heard.over(Trouble.of("discord.session"), Marks.text(keeps ? session : NONE));
            }
            case 10 -> {
                long interval = message.path("d").path("heartbeat_interval").asLong(NONE.beat());
                long beat = Math.max(SHORTEST.toMillis(), Math.min(interval, IDLE.toMillis() / 2));
                Session next = new Session(session.id(), session.seq(), session.url(), beat);
                yield answer(next, next.id().isEmpty() ? identify() : resume(next));
            }
            default -> new Heard(new Parsed(List.of(), cursor));
        };
    }

    private Heard dispatched(JsonNode message, Session before, Instant now) {
        JsonNode data = message.path("d");
        String what = message.path("t").asText("");
        boolean ready = what.equals("READY");
        String url = data.path("resume_gateway_url").asText("").replaceAll("/+$", "");
        Session session = new Session(
                ready ? data.path("session_id").asText("") : before.id(),
                message.path("s").asLong(before.seq()),
                ready ? isTheirs(url) ? url : "" : before.url(),
                before.beat());
        Post post = draft(what, data).put("kind", Kind.CHAT.name()).post(mapper, now);
        return new Heard(
                new Parsed(post == null ? List.of() : List.of(post), Marks.text(session)),
                List.of(),
                heartbeat(session),
                null);
    }

    private static Heard answer(Session session, Message message) {
        return new Heard(new Parsed(List.of(), Marks.text(session)), List.of(message), heartbeat(session), null);
    }

    private static Heartbeat heartbeat(Session session) {
        return new Heartbeat(Duration.ofMillis(session.beat()), beat(session));
    }

    private static Message beat(Session session) {
        ObjectNode beat = JSON.createObjectNode().put("op", 1);
        return Message.text((session.seq() == 0 ? beat.putNull("d") : beat.put("d", session.seq())).toString());
    }

    private Message identify() {
        ObjectNode identity = JSON.createObjectNode().put("op", 2);
        ObjectNode data = identity.putObject("d");
        data.put("token", Entry.text(spec, "token")).put("intents", INTENTS);
        data.putObject("properties")
                .put("os", "linux")
                .put("browser", "fenghuo")
                .put("device", "fenghuo");
        return Message.text(identity.toString());
    }

    private Message resume(Session session) {
        ObjectNode resume = JSON.createObjectNode().put("op", 6);
        resume.putObject("d")
                .put("token", Entry.text(spec, "token"))
                .put("session_id", session.id())
                .put("seq", session.seq());
        return Message.text(resume.toString());
    }

    /** The token goes there, so it has to be one of Discord's own. */
    private boolean isTheirs(String url) {
        try {
            URI uri = URI.create(url);
            String host = String.valueOf(uri.getHost());
            return spec.allowPrivate()
                    || ("wss".equals(uri.getScheme()) && (host.equals("discord.gg") || host.endsWith(".discord.gg")));
        } catch (IllegalArgumentException wrong) {
            return false;
        }
    }

    private Draft draft(String what, JsonNode data) {
        String channel = data.path("channel_id").asText("");
        boolean read = channels.isEmpty() || channels.contains(channel);
        String thread = "discord " + channel;
        if (read && what.equals("MESSAGE_DELETE")) {
            return Draft.deleted(data.path("id").asText(""), thread);
        }
        if (!read || (!what.equals("MESSAGE_CREATE") && !what.equals("MESSAGE_UPDATE"))) {
            return new Draft();
        }
        JsonNode author = data.path("author");
        return new Draft()
                .put("id", data.path("id"))
                .put("text", data.path("content"))
                .put("thread", thread)
                .put("parent", data.path("message_reference").path("message_id"))
                .put("role", author.path("bot").asBoolean() ? Role.SYSTEM.name() : null)
                .put("author.id", author.path("id"))
                .put(
                        "author.name",
                        author.path("global_name")
                                .asText(author.path("username").asText("")))
                .put("publishedAt", data.path("timestamp"))
                .put("attachments", data.path("attachments").path(0).path("url"))
                .put(
                        "url",
                        "https://discord.com/channels/" + data.path("guild_id").asText("@me") + "/" + channel + "/"
                                + data.path("id").asText(""))
                .attribute("edited", data.path("edited_timestamp"));
    }

    private static Session session(@Nullable String cursor) {
        Session session = Marks.read(cursor, Session.class, NONE);
        return session.id() == null || session.url() == null || session.beat() < SHORTEST.toMillis() ? NONE : session;
    }
}
