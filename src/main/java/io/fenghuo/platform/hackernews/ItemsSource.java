package io.fenghuo.platform.hackernews;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.platform.Caught;
import io.fenghuo.platform.Draft;
import io.fenghuo.platform.Entry;
import io.fenghuo.platform.Marks;
import io.fenghuo.platform.Wanted;
import io.fenghuo.source.Conduct;
import io.fenghuo.source.Headers;
import io.fenghuo.source.HtmlText;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.PostMapper;
import io.fenghuo.source.Request;
import io.fenghuo.source.Source;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks the items one by one up to {@code maxitem} (github.com/HackerNews/API). A new item may be {@code null} for some seconds; it is asked for
 * again at the next reads and passed over after {@link #PATIENCE} of them. Immutable.
 */
final class ItemsSource implements Source {
    static final int PATIENCE = 5;

    private static final String VENDOR = "https://hacker-news.firebaseio.com";
    private static final Walk START = new Walk(0, 0, 0);

    private final SourceSpec spec;
    private final PostMapper mapper;
    private final Wanted wanted;

    /** Where the walk is: the next item, the last one there was, and how often the next was not there. */
    private record Walk(
            @JsonProperty("next") long next,
            @JsonProperty("max") long max,
            @JsonProperty("missed") int missed) {}

    ItemsSource(SourceSpec spec, ZoneId zone) {
        this.spec = spec;
        this.mapper = new PostMapper(spec, zone, false);
        this.wanted = new Wanted(spec);
    }

    @Override
    public Request request(@Nullable String cursor, Instant now) {
        Walk walk = Marks.read(cursor, Walk.class, START);
        String what = atHead(walk) ? "maxitem" : "item/" + walk.next();
        return new Request(Entry.base(spec, VENDOR) + "/v0/" + what + ".json", Map.of(), Conduct.of(spec), null);
    }

    @Override
    public Parsed parse(byte[] body, Headers headers, @Nullable String cursor, Instant now) throws SourceException {
        Walk walk = Marks.read(cursor, Walk.class, START);
        JsonNode answer = Caught.tree(body);
        if (atHead(walk)) {
            if (!answer.canConvertToLong()) {
                throw new SourceException("hackernews.maxitem");
            }
            long max = answer.asLong();
            // On the first run the newest item is where hearing begins.
            return parsed(List.of(), new Walk(walk.next() == 0 ? max : walk.next(), max, walk.missed()));
        }
        if (answer.isNull() && walk.missed() + 1 < PATIENCE) {
            return new Parsed(List.of(), Marks.text(new Walk(walk.next(), walk.max(), walk.missed() + 1)));
        }
        Post post = post(answer, now);
        return parsed(post == null ? List.of() : List.of(post), new Walk(walk.next() + 1, walk.max(), 0));
    }

    private static boolean atHead(Walk walk) {
        return walk.next() == 0 || walk.next() > walk.max();
    }

    private static Parsed parsed(List<Post> posts, Walk walk) {
        Parsed.Onward onward = atHead(walk) ? Parsed.Onward.NO : Parsed.Onward.ALWAYS;
        return new Parsed(posts, Marks.text(walk), null, null, onward);
    }

    private @Nullable Post post(JsonNode item, Instant now) {
        boolean gone = item.path("deleted").asBoolean() || item.path("dead").asBoolean();
        String text = (item.path("title").asText("") + "\n"
                        + HtmlText.of(item.path("text").asText("")))
                .strip();
        if (!item.isObject() || gone || !wanted.keeps(text, List.of())) {
            return null;
        }
        String id = item.path("id").asText("");
        String parent = item.path("parent").asText("");
        return new Draft()
                .put("id", id)
                .put("text", text)
                .put("kind", (parent.isEmpty() ? Kind.POST : Kind.COMMENT).name())
                .put("parent", parent)
                .put("author.id", item.path("by"))
                .put("author.name", item.path("by"))
                .put("publishedAt", item.path("time"))
                .put("reach.likes", item.path("score"))
                .put("reach.replies", item.path("descendants"))
                .put("url", "https://news.ycombinator.com/item?id=" + id)
                .post(mapper, now);
    }
}
