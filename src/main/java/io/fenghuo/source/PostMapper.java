package io.fenghuo.source;

import io.fenghuo.model.Attachment;
import io.fenghuo.model.Author;
import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reach;
import io.fenghuo.model.Role;
import io.fenghuo.model.Subject;
import io.fenghuo.wire.Names;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes posts of what selectors and pointers caught, with the defaults of the contract and the limits of {@link Limits}. Threadsafe. */
public final class PostMapper {
    /** Keys of {@code map:} besides {@code attributes.ANY}. */
    public static final Set<String> FIELDS = Set.of(
            "id",
            "text",
            "kind",
            "thread",
            "parent",
            "session",
            "author",
            "author.id",
            "author.name",
            "author.followers",
            "author.tier",
            "role",
            "lang",
            "subject.brand",
            "subject.shop",
            "subject.product",
            "subject.order",
            "subject.host",
            "subject.campaign",
            "url",
            "rating",
            "reach.likes",
            "reach.replies",
            "reach.shares",
            "reach.views",
            "attachments",
            "publishedAt");

    private final SourceSpec spec;
    private final String client;
    private final ZoneId zone;
    private final @Nullable String thread;
    private final Set<String> extra = new TreeSet<>();

    /**
     * A mapper for one source.
     *
     * @param underUrl whether its posts stand under the source's URL when they name no thread
     */
    public PostMapper(SourceSpec spec, ZoneId zone, boolean underUrl) {
        this(spec, zone, underUrl, "");
    }

    /**
     * A mapper for what one of its clients brings.
     *
     * @param client goes into the ids of posts that have none of their own; empty = as if there were one client
     */
    PostMapper(SourceSpec spec, ZoneId zone, boolean underUrl, String client) {
        this.spec = spec;
        this.client = client;
        this.zone = zone;
        this.thread = spec.thread() != null ? spec.thread() : underUrl ? spec.url() : null;
        spec.map().keySet().stream()
                .filter(key -> key.startsWith("attributes."))
                .forEach(extra::add);
    }

    /** The post, or null when there is no text. {@code at} answers a key of {@link #FIELDS} with what was caught, or null. */
    public @Nullable Post map(Function<String, @Nullable String> at, Instant now) {
        String text = at.apply("text");
        if (text == null || text.isBlank()) {
            return null;
        }
        Author author = author(at);
        String when = at.apply("publishedAt");
        Moment moment = when == null ? null : Moment.parse(when, now, zone);
        String kept = Limits.whole(Limits.cut(text, Limits.TEXT));
        Map<String, String> attributes = attributes(at);
        if (when != null && moment == null) {
            attributes.put("publishedAt", tame(when, Limits.NAME));
        }
        if (kept.length() < text.length()) {
            attributes.put("truncated", String.valueOf(text.length()));
        }
        String under = at.apply("thread");
        return Post.builder(spec.id(), id(at.apply("id"), author, moment, kept), kept, now)
                .publishedAt(moment == null ? now : moment.at())
                .author(author)
                .kind(word(Kind.class, at.apply("kind"), spec.kind(), Kind.COMMENT))
                .role(word(Role.class, at.apply("role"), spec.role(), Role.CUSTOMER))
                .thread(under != null ? Limits.id(under) : thread)
                .parent(optional(at.apply("parent"), Limits.ID))
                .session(optional(at.apply("session"), Limits.ID))
                .lang(optional(at.apply("lang"), 35))
                .subject(subject(at))
                .url(Limits.url(at.apply("url")))
                .rating(Counts.stars(at.apply("rating")))
                .reach(reach(at))
                .attachments(attachments(at.apply("attachments")))
                .attributes(attributes)
                .build();
    }

    /** The source's own id; else a hash that stays the same as long as the author, an absolute time and the text do. */
    private String id(@Nullable String given, Author author, @Nullable Moment moment, String text) {
        if (given != null && !given.isBlank()) {
            return Limits.whole(Limits.id(given.strip()));
        }
        String who = Objects.requireNonNullElse(author.id(), Objects.requireNonNullElse(author.name(), ""));
        String when = moment != null && moment.absolute() ? moment.at().toString() : "";
        return "h-" + (client.isEmpty() ? Sha256.brief(who, when, text) : Sha256.brief(client, who, when, text));
    }

    private static Author author(Function<String, @Nullable String> at) {
        String name = at.apply("author.name");
        return new Author(
                optional(at.apply("author.id"), Limits.ID),
                optional(name == null ? at.apply("author") : name, Limits.NAME),
                Counts.count(at.apply("author.followers")),
                optional(at.apply("author.tier"), Limits.NAME));
    }

    private Subject subject(Function<String, @Nullable String> at) {
        String brand = optional(at.apply("subject.brand"), Limits.NAME);
        return new Subject(
                brand == null ? spec.brand() : brand,
                optional(at.apply("subject.shop"), Limits.NAME),
                optional(at.apply("subject.product"), Limits.NAME),
                optional(at.apply("subject.order"), Limits.NAME),
                optional(at.apply("subject.host"), Limits.NAME),
                optional(at.apply("subject.campaign"), Limits.NAME));
    }

    private static Reach reach(Function<String, @Nullable String> at) {
        return new Reach(
                Counts.count(at.apply("reach.likes")),
                Counts.count(at.apply("reach.replies")),
                Counts.count(at.apply("reach.shares")),
                Counts.count(at.apply("reach.views")));
    }

    private static List<Attachment> attachments(@Nullable String url) {
        String kept = Limits.url(url);
        return kept == null || kept.isBlank() ? List.of() : List.of(new Attachment(kept, null));
    }

    private Map<String, String> attributes(Function<String, @Nullable String> at) {
        Map<String, String> attributes = new HashMap<>();
        for (String key : extra) {
            String value = at.apply(key);
            if (value != null) {
                attributes.put(key.substring("attributes.".length()), tame(value, Limits.NAME));
            }
        }
        return attributes;
    }

    private static <E extends Enum<E>> E word(
            Class<E> type, @Nullable String caught, @Nullable String said, E otherwise) {
        return named(type, caught).or(() -> named(type, said)).orElse(otherwise);
    }

    /** The value behind its name on the wire, such as {@code order-note}; case does not matter. */
    static <E extends Enum<E>> Optional<E> named(Class<E> type, @Nullable String name) {
        return name == null ? Optional.empty() : Names.parse(type, name.strip().toLowerCase(Locale.ROOT));
    }

    private static @Nullable String optional(@Nullable String value, int limit) {
        return value == null || value.isBlank() ? null : tame(value.strip(), limit);
    }

    private static String tame(String value, int limit) {
        return Limits.whole(limit == Limits.ID ? Limits.id(value) : Limits.cut(value, limit));
    }
}
