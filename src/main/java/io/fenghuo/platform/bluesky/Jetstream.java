package io.fenghuo.platform.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.platform.Draft;
import io.fenghuo.platform.Entry;
import io.fenghuo.platform.Wanted;
import io.fenghuo.source.Conduct;
import io.fenghuo.source.Frame;
import io.fenghuo.source.JsonItems;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.PostMapper;
import io.fenghuo.source.Request;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.StreamSource;
import io.fenghuo.source.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Jetstream v2 (github.com/bluesky-social/jetstream): commits in one envelope each, resumed by sequence number. Given is at least once, the one of
 * the cursor among them. It looks back 36 hours and refuses an older cursor, so the cursor here is {@code SEQUENCE@SECONDS} and one older than
 * {@link #LOOK_BACK} is not sent. Nothing is ever sent to it, for that ends the connection. Immutable.
 */
final class Jetstream implements StreamSource {
    static final Duration LOOK_BACK = Duration.ofHours(35);

    private static final String VENDOR = "wss://jetstream.us-east.bsky.network";
    private static final String PATH =
            "/xrpc/network.bsky.jetstream.subscribeEvents?kinds=commit&collections=app.bsky.feed.post";
    private static final Duration IDLE = Duration.ofSeconds(90);

    private final SourceSpec spec;
    private final PostMapper mapper;
    private final Wanted wanted;

    Jetstream(SourceSpec spec, ZoneId zone) {
        this.spec = spec;
        this.mapper = new PostMapper(spec, zone, false);
        this.wanted = new Wanted(spec);
    }

    @Override
    public Request open(@Nullable String cursor, Instant now) {
        String from =
                resumes(cursor, now) && cursor != null ? "&cursor=" + cursor.substring(0, cursor.indexOf('@')) : "";
        return new Request(Entry.base(spec, VENDOR) + PATH + from, Map.of(), Conduct.of(spec), null);
    }

    private static boolean resumes(@Nullable String cursor, Instant now) {
        return cursor != null
                && cursor.matches("\\d{1,19}@\\d{1,11}")
                && Instant.ofEpochSecond(Long.parseLong(cursor.substring(cursor.indexOf('@') + 1)))
                        .isAfter(now.minus(LOOK_BACK));
    }

    @Override
    public Duration idle() {
        return IDLE;
    }

    @Override
    public boolean replays(@Nullable String cursor) {
        return cursor != null && cursor.contains("@");
    }

    @Override
    public Parsed frame(Frame frame, @Nullable String cursor, Instant now) throws SourceException {
        return hear(frame, cursor, now).parsed();
    }

    @Override
    public Heard hear(Frame frame, @Nullable String cursor, Instant now) throws SourceException {
        JsonNode message = JsonItems.tree(frame.text());
        if (message.path("$type").asText("").equals("error")) {
            String why = message.path("error").asText("");
            // The one cursor it does not take is not kept.
            return Heard.over(Trouble.of("bluesky.ended", why), why.equals("CursorTooOld") ? "" : cursor);
        }
        JsonNode payload = message.path("payload");
        if (!payload.path("seq").canConvertToLong() || !payload.path("seq").isIntegralNumber()) {
            return new Heard(new Parsed(List.of(), cursor));
        }
        Post post = post(payload, now);
        String after = payload.path("seq").asLong() + "@" + now.getEpochSecond();
        return new Heard(new Parsed(post == null ? List.of() : List.of(post), after));
    }

    private @Nullable Post post(JsonNode commit, Instant now) {
        JsonNode record = commit.path("record");
        List<String> languages = new ArrayList<>();
        record.path("langs").forEach(one -> languages.add(one.asText("")));
        String text = record.path("text").asText("");
        boolean said = commit.path("$type").asText("").endsWith("#commit")
                && commit.path("collection").asText("").equals("app.bsky.feed.post")
                && !commit.path("operation").asText("").equals("delete");
        if (!said || !wanted.keeps(text, languages)) {
            return null;
        }
        String who = commit.path("did").asText("");
        String key = commit.path("rkey").asText("");
        String root = id(record.path("reply").path("root"));
        String parent = id(record.path("reply").path("parent"));
        return new Draft()
                .put("id", who + "/" + key)
                .put("text", text)
                .put("kind", (parent == null ? Kind.POST : Kind.COMMENT).name())
                .put("thread", root)
                .put("parent", parent)
                .put("author.id", who)
                .put("lang", languages.isEmpty() ? null : languages.get(0))
                .put("publishedAt", commit.path("time"))
                .put("url", "https://bsky.app/profile/" + who + "/post/" + key)
                .post(mapper, now);
    }

    /** {@code at://DID/app.bsky.feed.post/KEY} as the id of a post. */
    private static @Nullable String id(JsonNode reference) {
        String[] parts = reference.path("uri").asText("").split("/", -1);
        return parts.length == 5 ? parts[2] + "/" + parts[4] : null;
    }
}
