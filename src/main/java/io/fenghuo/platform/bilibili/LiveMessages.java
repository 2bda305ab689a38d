package io.fenghuo.platform.bilibili;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.platform.Draft;
import io.fenghuo.source.PostMapper;
import io.fenghuo.source.SourceSpec;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is said in a live room, as posts (open-live.bilibili.com, 长连CMD): bullet chats, paid messages and their withdrawal, gifts that carry
 * words, and when the stream began and ended. Likes, entries and memberships say nothing. Immutable.
 */
final class LiveMessages {
    private static final String PREFIX = "LIVE_OPEN_PLATFORM_";

    private final PostMapper mapper;
    private final @Nullable String host;

    LiveMessages(SourceSpec spec, ZoneId zone) {
        this(new PostMapper(spec, zone, false), null);
    }

    private LiveMessages(PostMapper mapper, @Nullable String host) {
        this.mapper = mapper;
        this.host = host;
    }

    /** The same in the room of this {@code anchor_info}. */
    LiveMessages of(JsonNode anchor) {
        String id = anchor.path("open_id").asText("");
        return new LiveMessages(mapper, id.isEmpty() ? null : id);
    }

    /** Whether the message says that the session {@code game} is over. */
    boolean ends(JsonNode message, String game) {
        return command(message).equals("INTERACTION_END")
                && message.path("data").path("game_id").asText("").equals(game);
    }

    List<Post> posts(JsonNode message, Instant now) {
        JsonNode data = message.path("data");
        List<Draft> drafts = new ArrayList<>();
        switch (command(message)) {
            case "DM", "DM_MIRROR" -> drafts.add(chat(data));
            case "SUPER_CHAT" ->
                drafts.add(said(data)
                        .put("id", "sc-" + data.path("message_id").asText())
                        .put("text", data.path("message"))
                        .attribute("paid", data.path("rmb")));
            case "SUPER_CHAT_DEL" ->
                data.path("message_ids").forEach(id -> drafts.add(Draft.deleted("sc-" + id.asText(), room(data))));
            case "SEND_GIFT" ->
                drafts.add(said(data).put("text", data.path("message")).attribute("gift", data.path("gift_name")));
            case "LIVE_START" -> drafts.add(told(data, "直播开始: "));
            case "LIVE_END" -> drafts.add(told(data, "直播结束: "));
            default -> {}
        }
        return drafts.stream()
                .map(draft -> draft.put("kind", Kind.CHAT.name()).post(mapper, now))
                .filter(Objects::nonNull)
                .toList();
    }

    private Draft chat(JsonNode data) {
        Draft draft = said(data).put("text", data.path("msg"));
        if (data.path("dm_type").asInt() == 1) {
            draft.put("attachments", data.path("emoji_img_url"));
        }
        if (data.path("is_mirror").asBoolean()) {
            draft.attribute("mirror", "true");
        }
        return draft.attribute("answers", data.path("reply_open_id"));
    }

    private Draft said(JsonNode data) {
        int guard = data.path("guard_level").asInt();
        String who = data.path("open_id").asText("");
        return new Draft()
                .put("id", data.path("msg_id"))
                .put("thread", room(data))
                .put("author.id", who)
                .put("author.name", data.path("uname"))
                .put(
                        "author.tier",
                        guard >= 1 && guard <= 3 ? List.of("总督", "提督", "舰长").get(guard - 1) : null)
                .put("publishedAt", data.path("timestamp"))
                .put("role", who.equals(host) ? Role.HOST.name() : null);
    }

    private static Draft told(JsonNode data, String what) {
        return new Draft()
                .put(
                        "id",
                        what.substring(0, 4) + room(data) + "-"
                                + data.path("timestamp").asText())
                .put("thread", room(data))
                .put("text", what + data.path("title").asText(""))
                .put("publishedAt", data.path("timestamp"))
                .put("role", Role.SYSTEM);
    }

    private static @Nullable String room(JsonNode data) {
        String room = data.path("room_id").asText("");
        return room.isEmpty() ? null : "bilibili-live-" + room;
    }

    private static String command(JsonNode message) {
        String command = message.path("cmd").asText("");
        int end = command.indexOf(':');
        String bare = end < 0 ? command : command.substring(0, end);
        return bare.startsWith(PREFIX) ? bare.substring(PREFIX.length()) : "";
    }
}
