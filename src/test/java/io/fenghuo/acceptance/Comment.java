package io.fenghuo.acceptance;

import io.fenghuo.model.Author;
import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reach;
import io.fenghuo.model.Role;
import io.fenghuo.model.Subject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What somebody writes; who and where unless said otherwise: another customer each, under the video v-1 of the shop. */
final class Comment {
    private final String text;
    private @Nullable String id;
    private @Nullable String author;
    private @Nullable String name;
    private @Nullable Long followers;
    private @Nullable String tier;
    private String thread = "v-1";
    private String source = "shop";
    private @Nullable String product;
    private @Nullable String host;
    private @Nullable String order;
    private Reach reach = Reach.UNKNOWN;
    private @Nullable String parent;
    private @Nullable String published;
    private Role role = Role.CUSTOMER;
    private Kind kind = Kind.COMMENT;
    private final Map<String, String> attributes = new HashMap<>();

    Comment(String text) {
        this.text = text;
    }

    Comment id(String value) {
        id = value;
        return this;
    }

    Comment by(String value) {
        author = value;
        return this;
    }

    Comment named(String value) {
        name = value;
        return this;
    }

    Comment followers(long value) {
        followers = value;
        return this;
    }

    Comment tier(String value) {
        tier = value;
        return this;
    }

    Comment under(String value) {
        thread = value;
        return this;
    }

    Comment from(String value) {
        source = value;
        return this;
    }

    Comment of(String value) {
        product = value;
        return this;
    }

    Comment host(String value) {
        host = value;
        return this;
    }

    Comment order(String value) {
        order = value;
        return this;
    }

    Comment shared(long times) {
        reach = new Reach(null, null, times, null);
        return this;
    }

    Comment liked(long times) {
        reach = new Reach(times, null, null, null);
        return this;
    }

    Comment to(String post) {
        parent = post;
        return this;
    }

    Comment published(String time) {
        published = time;
        return this;
    }

    Comment role(Role value) {
        role = value;
        return this;
    }

    Comment kind(Kind value) {
        kind = value;
        return this;
    }

    Comment attribute(String name, String value) {
        attributes.put(name, value);
        return this;
    }

    Post post(long serial, Instant now) {
        return Post.builder(
                        source, id == null ? "c-" + serial : id, text, published == null ? now : Play.time(published))
                .author(new Author(author == null ? "u-" + serial : author, name, followers, tier))
                .thread(thread)
                .parent(parent)
                .role(role)
                .kind(kind)
                .subject(new Subject(null, null, product, order, host, null))
                .reach(reach)
                .attributes(attributes)
                .receivedAt(now)
                .build();
    }
}
