package io.fenghuo.wire;

import io.fenghuo.model.Batch;
import io.fenghuo.model.Post;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a developer's verticle sends to {@code fenghuo.ingest}: {@code {"source":"…","posts":[…],"cursor":"…"}}. */
public final class BatchJson {
    /** Posts of one batch: {@value}. */
    public static final int MAX_POSTS = 10_000;

    private static final int MAX_CURSOR = 100_000;
    /** The source of what the service itself has to tell. */
    private static final String OURS = "fenghuo";

    private BatchJson() {}

    /**
     * Reads a batch; its posts belong to the batch's source, whatever they say, and must have ids.
     *
     * @throws WireException at the first fault
     */
    public static Batch parse(String json, Instant now) {
        Fields fields = Json.object(json, 1);
        String source = fields.id("source");
        if (source == null) {
            throw fields.missing("source");
        }
        if (source.equals(OURS)) {
            throw new WireException(1, "/source", WireException.Fault.BAD_NAME, source, "sources.yaml: id");
        }
        PostDefaults defaults = PostDefaults.strict(source, now);
        List<Post> posts = new ArrayList<>();
        for (Fields item : fields.objects("posts", MAX_POSTS)) {
            Post post = PostJson.post(item, posts.size() + 1L, defaults, new TreeMap<>());
            posts.add(
                    post.source().equals(source)
                            ? post
                            : post.with().source(source).build());
        }
        @Nullable String cursor = fields.text("cursor", MAX_CURSOR);
        return new Batch(source, posts, cursor, null, false);
    }
}
