package io.fenghuo.platform.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.model.Post;
import io.fenghuo.source.Frame;
import io.fenghuo.source.JsonItems;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.Refusal;
import io.fenghuo.source.Request;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.StreamSource;
import io.fenghuo.source.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chat of a live stream as an endless answer (liveChatMessages.streamList, five units a connection): one answer after another, each with the
 * token to go on by, which is the cursor. The vendor's guide shows gRPC; its discovery document has the method as {@code GET
 * youtube/v3/liveChat/messages/stream}, too, and says nothing of what stands between the answers, so that they are read as elements of an array or
 * one behind another. Speaks for one connection. Threadsafe.
 */
final class LiveChatStream implements StreamSource {
    /** A chat may be quiet, but a connection that is dead says nothing either. */
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final SourceSpec spec;
    private final String chat;
    private final ChatItems items;
    private final JsonPieces pieces = new JsonPieces();
    private String evidence = "";

    LiveChatStream(SourceSpec spec, String chat, ChatItems items) {
        this.spec = spec;
        this.chat = chat;
        this.items = items;
    }

    @Override
    public Request open(@Nullable String cursor, Instant now) {
        return Calls.get(
                spec,
                "liveChat/messages/stream",
                "liveChatId",
                chat,
                "part",
                "id,snippet,authorDetails",
                "maxResults",
                "2000",
                "prettyPrint",
                "false",
                "pageToken",
                token(cursor));
    }

    /** Where this chat was left off; empty when the mark is of another broadcast's. */
    private String token(@Nullable String cursor) {
        return cursor != null && cursor.startsWith(chat + " ") ? cursor.substring(chat.length() + 1) : "";
    }

    @Override
    public Framing framing() {
        return Framing.LINES;
    }

    @Override
    public Duration idle() {
        return IDLE;
    }

    @Override
    public boolean replays(@Nullable String cursor) {
        return !token(cursor).isEmpty();
    }

    /** A token that is no longer known ({@code invalidPageToken}, 400) is given up: what is asked next begins with the recent history. */
    @Override
    public @Nullable Heard refused(int status, byte[] body, @Nullable String cursor) {
        Refusal refusal = Calls.refused(status, body);
        if (refusal == null) {
            return null;
        }
        boolean spent = refusal.trouble().code().equals(Calls.SPENT_TOKEN);
        return Heard.over(refusal.trouble(), spent && replays(cursor) ? "" : cursor);
    }

    @Override
    public Parsed frame(Frame frame, @Nullable String cursor, Instant now) throws SourceException {
        return hear(frame, cursor, now).parsed();
    }

    @Override
    public synchronized Heard hear(Frame frame, @Nullable String cursor, Instant now) throws SourceException {
        List<Post> posts = new ArrayList<>();
        String next = cursor;
        Trouble note = null;
        Trouble over = null;
        List<String> answers = pieces.feed(frame.text());
        for (String answer : answers) {
            try {
                JsonNode root = JsonItems.tree(answer);
                posts.addAll(items.posts(root, now));
                String token = root.path("nextPageToken").asText("");
                next = token.isEmpty() ? next : chat + " " + token;
                over = root.path("offlineAt").isTextual() ? Trouble.of("youtube.gone", 200, "offlineAt") : over;
            } catch (SourceException unreadable) {
                note = unreadable.trouble();
            }
        }
        evidence = String.join("\n", answers);
        return new Heard(new Parsed(posts, next, null, note), List.of(), null, over);
    }

    /** The answers that the line completed. */
    @Override
    public synchronized String evidence(Frame frame) {
        return evidence;
    }
}
