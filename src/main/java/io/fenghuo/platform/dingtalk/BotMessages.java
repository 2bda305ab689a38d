package io.fenghuo.platform.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.platform.Caught;
import io.fenghuo.platform.Draft;
import io.fenghuo.platform.Entry;
import io.fenghuo.source.PostMapper;
import io.fenghuo.source.SourceSpec;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Messages to a bot as posts (open.dingtalk.com/document/orgapp/receive-message). Conversations of type 2 are groups; single chats with the bot are
 * not read. What holds no words is named by its kind. Immutable.
 */
final class BotMessages {
    private static final String GROUP = "2";

    private final PostMapper mapper;
    private final List<String> chats;

    BotMessages(SourceSpec spec, ZoneId zone) {
        this.mapper = new PostMapper(spec, zone, false);
        this.chats = Entry.texts(spec, "chats");
    }

    /** The post; null when the group is not read, or nothing was said. */
    @Nullable
    Post post(JsonNode message, Instant now) {
        String chat = message.path("conversationId").asText("");
        String id = message.path("msgId").asText("");
        boolean read = chats.isEmpty() || chats.contains(chat);
        if (id.isEmpty()
                || !read
                || !message.path("conversationType").asText("").equals(GROUP)) {
            return null;
        }
        String type = message.path("msgtype").asText("");
        return new Draft()
                .put("id", id)
                .put("text", text(type, message))
                .put("kind", Kind.CHAT.name())
                .put("thread", "dingtalk " + chat)
                .put("author.id", Caught.text(message, "senderStaffId", "senderId"))
                .put("author.name", message.path("senderNick"))
                .put("publishedAt", message.path("createAt"))
                .attribute("chat", message.path("conversationTitle"))
                .attribute("msgtype", type)
                .post(mapper, now);
    }

    private static @Nullable String text(String type, JsonNode message) {
        JsonNode content = message.path("content");
        return switch (type) {
            case "" -> null;
            case "text" -> message.path("text").path("content").asText("").strip();
            case "richText" ->
                StreamSupport.stream(content.path("richText").spliterator(), false)
                        .map(piece -> piece.path("type").asText("").equals("picture")
                                ? "[图片]"
                                : piece.path("text").asText(""))
                        .collect(Collectors.joining())
                        .strip();
            case "picture" -> "[图片]";
            case "audio" -> ("[语音] " + content.path("recognition").asText("")).strip();
            case "video" -> "[视频]";
            case "file" -> ("[文件] " + content.path("fileName").asText("")).strip();
            default -> "[" + type + "]";
        };
    }
}
