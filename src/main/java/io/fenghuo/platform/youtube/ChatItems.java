package io.fenghuo.platform.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.platform.Draft;
import io.fenghuo.source.PostMapper;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Messages of a live chat as posts (developers.google.com/youtube/v3/live/docs/liveChatMessages). Immutable. */
final class ChatItems {
    private final PostMapper mapper;
    private final String thread;

    /**
     * Messages of one chat.
     *
     * @param live what their thread is named by
     */
    ChatItems(SourceSpec spec, String live, ZoneId zone) {
        this.mapper = new PostMapper(spec, zone, false);
        this.thread = "youtube live " + live;
    }

    /**
     * The posts of one answer.
     *
     * @throws SourceException when it has no items
     */
    List<Post> posts(JsonNode root, Instant now) throws SourceException {
        if (!root.path("items").isArray()) {
            throw new SourceException("youtube.answer", "items");
        }
        List<Post> posts = new ArrayList<>();
        for (JsonNode item : root.path("items")) {
            Post post = draft(item).put("kind", Kind.CHAT.name()).post(mapper, now);
            if (post != null) {
                posts.add(post);
            }
        }
        return posts;
    }

    private Draft draft(JsonNode item) {
        JsonNode snippet = item.path("snippet");
        JsonNode author = item.path("authorDetails");
        if (snippet.path("type").asText("").equals("messageDeletedEvent")) {
            return Draft.deleted(
                    snippet.path("messageDeletedDetails")
                            .path("deletedMessageId")
                            .asText(""),
                    thread);
        }
        JsonNode paid = snippet.path("superChatDetails");
        return new Draft()
                .put("id", item.path("id"))
                .put(
                        "text",
                        paid.path("userComment")
                                .asText(snippet.path("displayMessage").asText("")))
                .put("thread", thread)
                .put("role", author.path("isChatOwner").asBoolean() ? Role.HOST.name() : null)
                .put("author.id", author.path("channelId"))
                .put("author.name", author.path("displayName"))
                .put("publishedAt", snippet.path("publishedAt"))
                .attribute("paid", paid.path("amountDisplayString"));
    }
}
