package io.fenghuo.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Post} part by part. Not threadsafe. */
public final class PostBuilder {
    private String id;
    private String source;
    private String text;
    private Instant publishedAt;
    private Instant receivedAt;
    private Kind kind = Kind.COMMENT;
    private @Nullable String thread;
    private @Nullable String parent;
    private @Nullable String session;
    private Author author = Author.UNKNOWN;
    private Role role = Role.CUSTOMER;
    private @Nullable String lang;
    private Subject subject = Subject.UNKNOWN;
    private @Nullable String url;
    private @Nullable Integer rating;
    private Reach reach = Reach.UNKNOWN;
    private List<Attachment> attachments = List.of();
    private Map<String, String> attributes = Map.of();
    private @Nullable String raw;

    PostBuilder(String source, String id, String text, Instant at) {
        this.source = source;
        this.id = id;
        this.text = text;
        this.publishedAt = at;
        this.receivedAt = at;
    }

    PostBuilder(Post post) {
        this(post.source(), post.id(), post.text(), post.publishedAt());
        receivedAt = post.receivedAt();
        kind = post.kind();
        thread = post.thread();
        parent = post.parent();
        session = post.session();
        author = post.author();
        role = post.role();
        lang = post.lang();
        subject = post.subject();
        url = post.url();
        rating = post.rating();
        reach = post.reach();
        attachments = post.attachments();
        attributes = post.attributes();
        raw = post.raw();
    }

    public PostBuilder id(String value) {
        id = value;
        return this;
    }

    public PostBuilder source(String value) {
        source = value;
        return this;
    }

    public PostBuilder text(String value) {
        text = value;
        return this;
    }

    public PostBuilder kind(Kind value) {
        kind = value;
        return this;
    }

    public PostBuilder thread(@Nullable String value) {
        thread = value;
        return this;
    }

    public PostBuilder parent(@Nullable String value) {
        parent = value;
        return this;
    }

    public PostBuilder session(@Nullable String value) {
        session = value;
        return this;
    }

    public PostBuilder author(Author value) {
        author = value;
        return this;
    }

    public PostBuilder role(Role value) {
        role = value;
        return this;
    }

    public PostBuilder lang(@Nullable String value) {
        lang = value;
        return this;
    }

    public PostBuilder subject(Subject value) {
        subject = value;
        return this;
    }

    public PostBuilder url(@Nullable String value) {
        url = value;
        return this;
    }

    public PostBuilder rating(@Nullable Integer value) {
        rating = value;
        return this;
    }

    public PostBuilder reach(Reach value) {
        reach = value;
        return this;
    }

    public PostBuilder attachments(List<Attachment> value) {
        attachments = value;
        return this;
    }

    public PostBuilder publishedAt(Instant value) {
        publishedAt = value;
        return this;
    }

    public PostBuilder receivedAt(Instant value) {
        receivedAt = value;
        return this;
    }

    public PostBuilder attributes(Map<String, String> value) {
        attributes = value;
        return this;
    }

    public PostBuilder raw(@Nullable String value) {
        raw = value;
        return this;
    }

    /** The post; its thread is its own id when none was given. */
    public Post build() {
        return new Post(
                id,
                source,
                kind,
                thread == null ? id : thread,
                parent,
                session,
                author,
                role,
                text,
                lang,
                subject,
                url,
                rating,
                reach,
                attachments,
                publishedAt,
                receivedAt,
                attributes,
                raw);
    }
}
