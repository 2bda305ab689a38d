package io.fenghuo.verticle.hearing;

import io.fenghuo.model.Post;
import io.fenghuo.model.Raw;
import io.fenghuo.source.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a stream said and has not handed over yet, with the messages it came in. Confined to the stream's context. */
final class Basket {
    /** Posts from which on it is full. */
    static final int HIGH_WATER = 2_000;
    /** Characters of messages from which on it is full. */
    static final int HIGH_TIDE = 4_000_000;

    private final List<Post> posts = new ArrayList<>();
    private final StringBuilder frames = new StringBuilder();

    void add(List<Post> more, String frame) {
        posts.addAll(more);
        frames.append(frame).append('\n');
    }

    int size() {
        return posts.size();
    }

    boolean isEmpty() {
        return posts.isEmpty();
    }

    boolean isFull() {
        return posts.size() >= HIGH_WATER || frames.length() >= HIGH_TIDE;
    }

    /** What is in it; nothing is left. */
    Content take(String source, String url, Instant now) {
        byte[] bytes = frames.toString().getBytes(StandardCharsets.UTF_8);
        Raw raw = new Raw(Sha256.hex(bytes), source, url, "", bytes, now);
        Content content = new Content(raw.behind(posts), raw);
        posts.clear();
        frames.setLength(0);
        return content;
    }

    /** Posts and the bytes they were read from. */
    record Content(List<Post> posts, Raw raw) {}
}
