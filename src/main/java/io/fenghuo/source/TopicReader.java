package io.fenghuo.source;

import io.fenghuo.model.Post;
import io.fenghuo.wire.PostDefaults;
import io.fenghuo.wire.PostJson;
import io.fenghuo.wire.WireException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** Makes posts of the records of a topic: a post as {@code POST /api/posts} takes it, or what {@code map:} finds in a JSON text. Threadsafe. */
public final class TopicReader {
    private final SourceSpec spec;
    private final ZoneId zone;

    /** @param house of times that name no zone */
    public TopicReader(SourceSpec spec, ZoneId house) {
        this.spec = spec;
        this.zone = Polite.zone(spec, house);
    }

    /**
     * The posts in one record; none when {@code map:} finds no text.
     *
     * @param name what is the same whenever this record is read; the id of a post that brings none
     * @param written when the record was written
     * @throws SourceException when it cannot be read
     */
    public List<Post> read(byte[] value, String name, Instant written, Instant now) throws SourceException {
        String text = Decoding.text(value, "application/json; charset=utf-8");
        Instant at = written.isAfter(now) ? now : written;
        if (!spec.map().isEmpty()) {
            List<Post> posts = new JsonItems(spec, zone).read(text, now).posts();
            return spec.map().containsKey("publishedAt")
                    ? posts
                    : posts.stream()
                            .map(post -> post.with().publishedAt(at).build())
                            .toList();
        }
        try {
            PostDefaults defaults = SourceDefaults.of(spec, at).withIds(line -> name);
            Post post = PostJson.readLine(text.strip(), 1, defaults);
            return List.of(SourceDefaults.own(post.with().receivedAt(now).build(), spec, now));
        } catch (WireException wrong) {
            throw new SourceException("kafka.record", wrong.getMessage());
        }
    }
}
