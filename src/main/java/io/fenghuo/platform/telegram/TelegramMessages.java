package io.fenghuo.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.platform.Draft;
import io.fenghuo.platform.Entry;
import io.fenghuo.source.PostMapper;
import io.fenghuo.source.SourceSpec;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Updates as posts (core.telegram.org/bots/api#update): messages of groups, posts of channels and comments below them; an edited one has the id
 * of the first, so that it counts as an edit. Immutable.
 */
final class TelegramMessages {
    private static final List<String> KINDS =
            List.of("message", "edited_message", "channel_post", "edited_channel_post");

    private final PostMapper mapper;
    private final Set<String> chats;

    TelegramMessages(SourceSpec spec, ZoneId zone) {
        this.mapper = new PostMapper(spec, zone, false);
        this.chats = Entry.texts(spec, "chats").stream()
                .map(TelegramMessages::named)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The post of an update; null when it holds no words, or comes from a chat that is not read. */
    @Nullable
    Post post(JsonNode update, Instant now) {
        String kind = KINDS.stream().filter(update::has).findFirst().orElse("");
        JsonNode message = update.path(kind);
        JsonNode chat = message.path("chat");
        if (kind.isEmpty() || !message.has("message_id") || !isRead(chat)) {
            return null;
        }
        boolean channel = kind.endsWith("channel_post");
        JsonNode from = message.has("sender_chat") ? message.path("sender_chat") : message.path("from");
        JsonNode answered = message.path("reply_to_message");
        String text = message.path("text").asText(message.path("caption").asText(""));
        return new Draft()
                .put("id", id(chat, message))
                .put(
                        "text",
                        text.isBlank() ? message.path("sticker").path("emoji").asText("") : text)
                .put("thread", thread(chat, message))
                .put("parent", answered.has("message_id") ? id(chat, answered) : null)
                .put("kind", (channel ? Kind.POST : isComment(answered) ? Kind.COMMENT : Kind.CHAT).name())
                .put("role", from.path("is_bot").asBoolean() ? Role.SYSTEM.name() : null)
                .put("author.id", from.path("id"))
                .put("author.name", name(channel ? chat : from))
                .put("lang", from.path("language_code"))
                .put("publishedAt", message.path("date"))
                .put("url", url(chat, message))
                .attribute("edited", message.path("edit_date"))
                .attribute("chat", name(chat))
                .post(mapper, now);
    }

    private boolean isRead(JsonNode chat) {
        return chats.isEmpty()
                || Stream.of("id", "username")
                        .map(field -> named(chat.path(field).asText("")))
                        .anyMatch(chats::contains);
    }

    /** A channel's post stands in its discussion group as an automatic forward, and comments answer that. */
    private static boolean isComment(JsonNode answered) {
        return answered.path("is_automatic_forward").asBoolean();
    }

    private static String id(JsonNode chat, JsonNode message) {
        return chat.path("id").asText() + "/" + message.path("message_id").asText();
    }

    private static String thread(JsonNode chat, JsonNode message) {
        String topic = message.path("message_thread_id").asText("");
        return "telegram " + chat.path("id").asText() + (topic.isEmpty() ? "" : "/" + topic);
    }

    private static String name(JsonNode who) {
        return Stream.of("title", "first_name", "last_name")
                .map(field -> who.path(field).asText(""))
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(" "));
    }

    private static @Nullable String url(JsonNode chat, JsonNode message) {
        String name = chat.path("username").asText("");
        return name.matches("[A-Za-z0-9_]{1,64}")
                ? "https://t.me/" + name + "/" + message.path("message_id").asText()
                : null;
    }

    private static String named(String chat) {
        String plain = chat.startsWith("@") ? chat.substring(1) : chat;
        return plain.toLowerCase(Locale.ROOT);
    }
}
