package io.fenghuo.platform.feishu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.platform.Caught;
import io.fenghuo.platform.Draft;
import io.fenghuo.platform.Entry;
import io.fenghuo.source.JsonItems;
import io.fenghuo.source.PostMapper;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Events as posts (open.feishu.cn: 接收消息 {@code im.message.receive_v1}, 撤回消息 {@code im.message.recalled_v1}, 接收消息内容结构). Single chats with the bot are not
 * read. {@code message_id} names a post, since an event may come again. What holds no words is named by its kind. Immutable.
 */
final class GroupMessages {
    private static final Pattern MENTION = Pattern.compile("@_user_\\d{1,4}");

    private final PostMapper mapper;
    private final List<String> chats;

    GroupMessages(SourceSpec spec, ZoneId zone) {
        this.mapper = new PostMapper(spec, zone, false);
        this.chats = Entry.texts(spec, "chats");
    }

    /** The post of an event; null when it is of another kind, from a group that is not read, or holds nothing. */
    @Nullable
    Post post(JsonNode root, Instant now) {
        JsonNode event = root.path("event");
        Draft draft = switch (root.path("header").path("event_type").asText("")) {
            case "im.message.receive_v1" -> said(event.path("message"), event.path("sender"));
            case "im.message.recalled_v1" -> recalled(event);
            default -> new Draft();
        };
        return draft.put("kind", Kind.CHAT.name()).post(mapper, now);
    }

    private Draft said(JsonNode message, JsonNode sender) {
        String id = message.path("message_id").asText("");
        if (id.isEmpty() || !message.path("chat_type").asText("").equals("group") || !isRead(message)) {
            return new Draft();
        }
        String topic = message.path("thread_id").asText("");
        String type = message.path("message_type").asText("");
        return new Draft()
                .put("id", id)
                .put("text", text(type, content(message), names(message)))
                .put("thread", thread(message) + (topic.isEmpty() ? "" : "/" + topic))
                .put("parent", message.path("parent_id"))
                .put("author.id", Caught.text(sender.path("sender_id"), "open_id", "user_id", "union_id"))
                .put("role", sender.path("sender_type").asText("user").equals("user") ? null : Role.SYSTEM.name())
                .put("publishedAt", message.path("create_time"))
                .attribute("msgtype", type);
    }

    private Draft recalled(JsonNode event) {
        String id = event.path("message_id").asText("");
        return id.isEmpty() || !isRead(event)
                ? new Draft()
                : Draft.deleted(id, thread(event)).put("publishedAt", event.path("recall_time"));
    }

    private boolean isRead(JsonNode of) {
        return chats.isEmpty() || chats.contains(of.path("chat_id").asText(""));
    }

    private static String thread(JsonNode of) {
        return "feishu " + of.path("chat_id").asText("");
    }

    /** The content, a JSON text within the JSON; missing when it is none. */
    private static JsonNode content(JsonNode message) {
        try {
            return JsonItems.tree(message.path("content").asText(""));
        } catch (SourceException unreadable) {
            return MissingNode.getInstance();
        }
    }

    private static Map<String, String> names(JsonNode message) {
        Map<String, String> names = new HashMap<>();
        for (JsonNode mention : message.path("mentions")) {
            names.put(mention.path("key").asText(""), mention.path("name").asText(""));
        }
        return names;
    }

    private static @Nullable String text(String type, JsonNode content, Map<String, String> names) {
        return switch (type) {
            case "" -> null;
            case "text" -> named(content.path("text").asText(""), names);
            case "post" -> rich(content, names);
            case "image" -> "[图片]";
            case "file", "folder" -> ("[文件] " + content.path("file_name").asText("")).strip();
            case "audio" -> "[语音]";
            case "media" -> "[视频]";
            case "sticker" -> "[表情]";
            case "share_chat" -> "[群名片]";
            case "share_user" -> "[名片]";
            case "location" -> ("[位置] " + content.path("name").asText("")).strip();
            case "merge_forward" -> "[合并转发]";
            case "vote" -> ("[投票] " + content.path("topic").asText("")).strip();
            case "todo" -> ("[任务] " + rich(content.path("summary"), names)).strip();
            case "interactive" -> ("[卡片] " + content.path("title").asText("")).strip();
            default -> "[" + type + "]";
        };
    }

    /** The paragraphs of 富文本, each a list of tagged pieces. */
    private static String rich(JsonNode content, Map<String, String> names) {
        String title = content.path("title").asText("");
        String lines = StreamSupport.stream(content.path("content").spliterator(), false)
                .map(line -> StreamSupport.stream(line.spliterator(), false)
                        .map(piece -> piece(piece, names))
                        .collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
        return (title + "\n" + lines).strip();
    }

    private static String piece(JsonNode piece, Map<String, String> names) {
        return switch (piece.path("tag").asText("")) {
            case "img" -> "[图片]";
            case "media" -> "[视频]";
            case "emotion" -> "[" + piece.path("emoji_type").asText("") + "]";
            case "at" -> {
                String key = piece.path("user_id").asText("");
                String name = piece.path("user_name").asText("");
                yield name.isEmpty() ? named(key, names) : "@" + name;
            }
            default -> piece.path("text").asText("");
        };
    }

    /** The text with names in the place of {@code @_user_1}. */
    private static String named(String text, Map<String, String> names) {
        return MENTION.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        names.getOrDefault(found.group(), "").isEmpty()
                                ? found.group()
                                : "@" + names.get(found.group())))
                .replace("@_all", "@所有人");
    }
}
