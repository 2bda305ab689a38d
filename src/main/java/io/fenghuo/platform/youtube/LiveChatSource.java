package io.fenghuo.platform.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.model.Post;
import io.fenghuo.platform.Caught;
import io.fenghuo.platform.Entry;
import io.fenghuo.source.Headers;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.Refusal;
import io.fenghuo.source.Request;
import io.fenghuo.source.Source;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chat of a live stream (liveChatMessages.list, five units a call). The next call comes no earlier than {@code pollingIntervalMillis}; the
 * cursor is the page it asks for. Immutable.
 */
final class LiveChatSource implements Source {
    private final SourceSpec spec;
    private final ChatItems items;

    LiveChatSource(SourceSpec spec, ZoneId zone) {
        this.spec = spec;
        this.items = new ChatItems(spec, Entry.text(spec, "live"), zone);
    }

    @Override
    public Request request(@Nullable String cursor, Instant now) {
        return Calls.get(
                spec,
                "liveChat/messages",
                "liveChatId",
                Entry.text(spec, "live"),
                "part",
                "id,snippet,authorDetails",
                "maxResults",
                "2000",
                "pageToken",
                cursor == null ? "" : cursor);
    }

    @Override
    public Parsed parse(byte[] body, Headers headers, @Nullable String cursor, Instant now) throws SourceException {
        JsonNode root = Caught.tree(body);
        List<Post> posts = items.posts(root, now);
        String next = root.path("nextPageToken").asText("");
        boolean over = root.path("offlineAt").isTextual();
        return new Parsed(
                posts,
                next.isEmpty() ? cursor : next,
                Duration.ofMillis(Math.max(0, root.path("pollingIntervalMillis").asLong())),
                over ? Trouble.of("youtube.gone", 200, "offlineAt") : null);
    }

    /** A page that is no longer known is given up for the newest one. */
    @Override
    public @Nullable String settled(@Nullable String cursor) {
        return null;
    }

    @Override
    public @Nullable Refusal refused(int status, byte[] body) {
        return Calls.refused(status, body);
    }
}
