package io.fenghuo.platform.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.model.Post;
import io.fenghuo.model.Secret;
import io.fenghuo.platform.Caught;
import io.fenghuo.platform.Entry;
import io.fenghuo.source.Conduct;
import io.fenghuo.source.Frame;
import io.fenghuo.source.Headers;
import io.fenghuo.source.JsonItems;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.PostMapper;
import io.fenghuo.source.Refusal;
import io.fenghuo.source.Request;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.StreamSource;
import io.fenghuo.source.Trouble;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stream of server-sent events (docs.joinmastodon.org/methods/streaming) that cannot be resumed, so that before each connection what was
 * missed is read from the timeline by {@code min_id}. The server says first where its streams are. The cursor is the greatest id of a status.
 * Immutable.
 */
final class MastodonStream implements StreamSource {
    private static final int PAGE = 40;
    /** The server sends a comment every 15 s or so. */
    private static final Duration IDLE = Duration.ofSeconds(90);

    private final SourceSpec spec;
    private final PostMapper mapper;
    private final @Nullable String streaming;
    private final boolean caughtUp;

    private MastodonStream(SourceSpec spec, PostMapper mapper, @Nullable String streaming, boolean caughtUp) {
        this.spec = spec;
        this.mapper = mapper;
        this.streaming = streaming;
        this.caughtUp = caughtUp;
    }

    static MastodonStream of(SourceSpec spec, ZoneId zone) {
        return new MastodonStream(spec, new PostMapper(spec, zone, false), null, false);
    }

    @Override
    public @Nullable Prologue prologue(@Nullable String cursor, Instant now) {
        return streaming == null ? new Where() : caughtUp ? null : new Missed(cursor);
    }

    @Override
    public Request open(@Nullable String cursor, Instant now) {
        String tag = Entry.text(spec, "hashtag");
        String path = tag.isEmpty()
                ? "/api/v1/streaming/public" + (local() ? "/local" : "")
                : "/api/v1/streaming/hashtag?tag=" + encoded(tag);
        return new Request(streaming + path, headers("text/event-stream"), Conduct.of(spec), null);
    }

    /** Between the last page of the timeline and the opening of the stream something may have been posted. */
    @Override
    public StreamSource sequel() {
        return new MastodonStream(spec, mapper, streaming, false);
    }

    @Override
    public Framing framing() {
        return Framing.EVENTS;
    }

    @Override
    public boolean replays(@Nullable String cursor) {
        return cursor != null;
    }

    @Override
    public Duration idle() {
        return IDLE;
    }

    @Override
    public Parsed frame(Frame frame, @Nullable String cursor, Instant now) throws SourceException {
        if (!"update".equals(frame.type()) && !"status.update".equals(frame.type())) {
            return new Parsed(List.of(), cursor);
        }
        JsonNode status = JsonItems.tree(frame.text());
        Post post = Statuses.post(status, mapper, now);
        return new Parsed(post == null ? List.of() : List.of(post), later(cursor, status));
    }

    private boolean local() {
        return Entry.text(spec, "timeline").equals("local");
    }

    private Map<String, Secret> headers(String accept) {
        Map<String, Secret> headers = new HashMap<>();
        headers.put("Accept", Secret.of(accept));
        headers.put("Authorization", Secret.of("Bearer " + Entry.text(spec, "token")));
        return headers;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value.startsWith("#") ? value.substring(1) : value, StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    /** The greater of two ids: they are numbers without a bound (docs.joinmastodon.org/api/guidelines/#id). */
    static @Nullable String later(@Nullable String cursor, JsonNode status) {
        String id = status.path("id").asText("");
        boolean known = cursor == null
                || id.length() > cursor.length()
                || (id.length() == cursor.length() && id.compareTo(cursor) > 0);
        return id.matches("\\d{1,40}") && known ? id : cursor;
    }

    /** Where the server's streams are. */
    private final class Where implements Prologue {
        @Override
        public Request request() {
            return new Request(
                    Entry.base(spec, "") + "/api/v2/instance",
                    Map.of("Accept", Secret.of("application/json")),
                    Conduct.of(spec),
                    null);
        }

        @Override
        public Agreed answered(byte[] body, Headers headers, Instant now) throws SourceException {
            String said = Caught.tree(body)
                    .path("configuration")
                    .path("urls")
                    .path("streaming")
                    .asText("");
            String base = said.isEmpty()
                    ? Entry.base(spec, "")
                    : said.replaceFirst("^ws", "http").replaceAll("/+$", "");
            if (!base.startsWith("https://") && !(spec.allowPrivate() && base.startsWith("http://"))) {
                // The token must not go out in the open.
                throw new SourceException("mastodon.streaming", said);
            }
            return new Agreed(new MastodonStream(spec, mapper, base, false), new Parsed(List.of(), null));
        }
    }

    /** What was posted since; on the first run the newest, to know where to go on. */
    private final class Missed implements Prologue {
        private final @Nullable String since;

        Missed(@Nullable String since) {
            this.since = since;
        }

        @Override
        public Request request() {
            String tag = Entry.text(spec, "hashtag");
            String path = tag.isEmpty()
                    ? "/api/v1/timelines/public?local=" + local() + "&"
                    : "/api/v1/timelines/tag/" + encoded(tag) + "?";
            String from = since == null ? "" : "&min_id=" + since;
            return new Request(
                    Entry.base(spec, "") + path + "limit=" + PAGE + from,
                    headers("application/json"),
                    Conduct.of(spec),
                    null);
        }

        @Override
        public Agreed answered(byte[] body, Headers headers, Instant now) throws SourceException {
            JsonNode list = Caught.tree(body);
            if (!list.isArray()) {
                throw new SourceException("mastodon.timeline");
            }
            List<Post> posts = new ArrayList<>();
            String cursor = since;
            for (JsonNode status : list) {
                Post post = Statuses.post(status, mapper, now);
                if (post != null) {
                    posts.add(post);
                }
                cursor = later(cursor, status);
            }
            Collections.reverse(posts);
            boolean more = since != null && list.size() >= PAGE && !since.equals(cursor);
            return new Agreed(new MastodonStream(spec, mapper, streaming, !more), new Parsed(posts, cursor));
        }

        @Override
        public @Nullable Refusal refused(int status, byte[] body) {
            return status == 401 || status == 403 ? new Refusal(Trouble.of("mastodon.token", status), null) : null;
        }
    }
}
