package io.fenghuo.platform.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.platform.Caught;
import io.fenghuo.platform.Draft;
import io.fenghuo.platform.Entry;
import io.fenghuo.source.Headers;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.PostMapper;
import io.fenghuo.source.Refusal;
import io.fenghuo.source.Request;
import io.fenghuo.source.Source;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Comments of a video, newest first, with the answers that come along (commentThreads.list, one unit a call). The cursor is the page to go on with.
 * Immutable.
 */
final class CommentsSource implements Source {
    private static final String HEAD = "head";

    private final SourceSpec spec;
    private final PostMapper mapper;

    CommentsSource(SourceSpec spec, ZoneId zone) {
        this.spec = spec;
        this.mapper = new PostMapper(spec, zone, false);
    }

    @Override
    public Request request(@Nullable String cursor, Instant now) {
        return Calls.get(
                spec,
                "commentThreads",
                "part",
                "snippet,replies",
                "videoId",
                Entry.text(spec, "video"),
                "order",
                "time",
                "maxResults",
                "100",
                "textFormat",
                "plainText",
                "pageToken",
                cursor == null || cursor.equals(HEAD) ? "" : cursor);
    }

    @Override
    public Parsed parse(byte[] body, Headers headers, @Nullable String cursor, Instant now) throws SourceException {
        JsonNode root = Caught.tree(body);
        if (!root.path("items").isArray()) {
            throw new SourceException("youtube.answer", "items");
        }
        List<Post> posts = new ArrayList<>();
        for (JsonNode thread : root.path("items")) {
            add(thread.path("snippet").path("topLevelComment"), posts, now);
            thread.path("replies").path("comments").forEach(reply -> add(reply, posts, now));
        }
        String next = root.path("nextPageToken").asText("");
        return next.isEmpty() ? new Parsed(posts, HEAD) : new Parsed(posts, next, null, null, Parsed.Onward.WHILE_NEW);
    }

    @Override
    public String settled(@Nullable String cursor) {
        return HEAD;
    }

    @Override
    public @Nullable Refusal refused(int status, byte[] body) {
        return Calls.refused(status, body);
    }

    private void add(JsonNode comment, List<Post> posts, Instant now) {
        JsonNode snippet = comment.path("snippet");
        String video = Entry.text(spec, "video");
        String id = comment.path("id").asText("");
        Post post = new Draft()
                .put("id", id)
                .put(
                        "text",
                        snippet.path("textOriginal")
                                .asText(snippet.path("textDisplay").asText("")))
                .put("kind", Kind.COMMENT.name())
                .put("thread", "youtube " + video)
                .put("parent", snippet.path("parentId"))
                .put("author.id", snippet.path("authorChannelId").path("value"))
                .put("author.name", snippet.path("authorDisplayName"))
                .put("reach.likes", snippet.path("likeCount"))
                .put("publishedAt", snippet.path("publishedAt"))
                .put("url", "https://www.youtube.com/watch?v=" + video + "&lc=" + id)
                .post(mapper, now);
        if (post != null && !id.isEmpty()) {
            posts.add(post);
        }
    }
}
