package io.fenghuo.platform.kuaishou;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenghuo.model.Attachment;
import io.fenghuo.model.Post;
import io.fenghuo.model.Secret;
import io.fenghuo.platform.Access;
import io.fenghuo.platform.Caught;
import io.fenghuo.platform.Draft;
import io.fenghuo.platform.Entry;
import io.fenghuo.platform.Query;
import io.fenghuo.source.Headers;
import io.fenghuo.source.Limits;
import io.fenghuo.source.Manners;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.Polite;
import io.fenghuo.source.PostMapper;
import io.fenghuo.source.Request;
import io.fenghuo.source.Source;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.Trouble;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a shop's reviews by spans of time that overlap, each to its end whatever its order. A span too full for one read is halved until it is
 * not. Then the sub-comments of a few recent reviews are looked at, in turn.
 *
 * <p>The names of the answers' fields, and that times are milliseconds, are those of clients that run against the platform; the documentation
 * is behind a log-in. Nobody shows an answer of {@code open.subcomment.list.get} (public clients name the call and nothing of what it gives), so a sub-comment list that cannot be read is a remark at the
 * source and not a fault.
 */
final class KwaixiaodianReviews implements Source {
    static final String LIST = "open.comment.list.get";
    static final String SUB_LIST = "open.subcomment.list.get";
    /** The most reviews a call gives. */
    static final int PAGE = 20;
    /** A span that is this short is read whatever it holds. */
    private static final long SHORTEST_SPAN = 2_000;
    /** Reviews whose sub-comments are looked at. */
    private static final int RECENT = 100;

    private static final int ATTACHMENTS = 9;

    /** Ids are numbers that grow. */
    private static final Comparator<String> NEWEST_FIRST = Comparator.comparing(
                    (String asked) -> id(asked).length())
            .thenComparing(KwaixiaodianReviews::id)
            .reversed();

    private final SourceSpec spec;
    private final Access access;
    private final PostMapper mapper;
    private final String base;
    private final int pages;
    private final int subs;
    private final long overlap;
    private final long history;

    KwaixiaodianReviews(SourceSpec spec, ZoneId zone, Access access) {
        this.spec = spec;
        this.access = access;
        this.mapper = new PostMapper(spec, zone, false);
        this.base = Entry.base(spec, Kwaixiaodian.GATEWAY);
        this.pages = Manners.of(spec).pages();
        this.subs = Entry.number(spec, "sub-comments", Kwaixiaodian.SUB_COMMENTS);
        this.overlap = Entry.span(spec, "overlap", Kwaixiaodian.OVERLAP).toMillis();
        this.history = Manners.of(spec).history().toMillis();
    }

    @Override
    public Request request(@Nullable String cursor, Instant now) {
        KwaixiaodianCursor at = KwaixiaodianCursor.of(cursor);
        ObjectNode param = JsonNodeFactory.instance.objectNode();
        if (!at.queue().isEmpty()) {
            param.put("rootCommentId", id(at.queue().get(0)));
            param.put("offset", 0);
            param.put("limit", PAGE);
            return call(SUB_LIST, param, now);
        }
        KwaixiaodianCursor span = begun(at, now);
        param.put("createTimeFrom", span.from());
        param.put("createTimeTo", span.to());
        param.put("offset", span.offset());
        param.put("limit", PAGE);
        return call(LIST, param, now);
    }

    private Request call(String method, ObjectNode param, Instant now) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("method", method);
        parameters.put("param", param.toString());
        Map<String, Secret> headers = new HashMap<>(spec.headers());
        headers.putIfAbsent("Accept", Secret.of("application/json"));
        return access.get(Query.url(base + "/" + method.replace('.', '/'), parameters), headers, now);
    }

    private KwaixiaodianCursor begun(KwaixiaodianCursor at, Instant now) {
        if (at.walking()) {
            return at;
        }
        long end = now.toEpochMilli();
        long from = at.until() == 0 ? end - history : at.until() - overlap;
        return at.span(Math.min(from, end), end, end, 0);
    }

    @Override
    public Parsed parse(byte[] body, Headers headers, @Nullable String cursor, Instant now) throws SourceException {
        KwaixiaodianCursor at = KwaixiaodianCursor.of(cursor);
        JsonNode root = Caught.tree(body);
        KwaixiaodianFaults fault = KwaixiaodianFaults.of(root);
        if (!at.queue().isEmpty()) {
            return subComments(root, fault, at, now);
        }
        if (fault != null) {
            throw fault.exception(root);
        }
        JsonNode list = root.path("data").path("rootComment");
        if (!list.isArray() && !root.path("data").isObject()) {
            throw new SourceException("json.items", "/data/rootComment", list.getNodeType());
        }
        List<Post> posts = new ArrayList<>();
        Set<String> recent = new LinkedHashSet<>();
        for (JsonNode one : list) {
            Post post = review(one, null, Caught.text(one, "itemId"), now);
            if (post != null) {
                posts.add(post);
            }
            String id = Caught.text(one, "commentId");
            if (id != null && id.length() < 40) {
                recent.add(id + " " + Limits.cut(Limits.whole(String.valueOf(Caught.text(one, "itemId"))), 40));
            }
        }
        recent.addAll(at.recent());
        KwaixiaodianCursor after = begun(at, now)
                .recent(recent.stream()
                        .sorted(NEWEST_FIRST)
                        .limit(subs == 0 ? 0 : RECENT)
                        .toList());
        return next(after, list.size(), posts);
    }

    private Parsed next(KwaixiaodianCursor at, int found, List<Post> posts) {
        int offset = at.offset() + found;
        if (found >= PAGE) {
            boolean full = offset >= pages * PAGE && at.to() - at.from() > SHORTEST_SPAN;
            KwaixiaodianCursor on = full
                    ? at.span(at.from(), at.from() + (at.to() - at.from()) / 2, at.goal(), 0)
                    : at.span(at.from(), at.to(), at.goal(), offset);
            return on(posts, on);
        }
        if (at.to() < at.goal()) {
            return on(posts, at.done().span(at.to(), at.goal(), at.goal(), 0));
        }
        KwaixiaodianCursor done = at.done();
        int many = Math.min(subs, done.recent().size());
        if (many == 0) {
            return new Parsed(posts, done.text());
        }
        List<String> queue = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            queue.add(done.recent().get((done.turn() + i) % done.recent().size()));
        }
        return on(posts, done.queue(queue, (done.turn() + many) % done.recent().size()));
    }

    private static Parsed on(List<Post> posts, KwaixiaodianCursor cursor) {
        return new Parsed(posts, cursor.text(), null, null, Parsed.Onward.ALWAYS);
    }

    private Parsed subComments(JsonNode root, @Nullable KwaixiaodianFaults fault, KwaixiaodianCursor at, Instant now)
            throws SourceException {
        if (fault != null && fault != KwaixiaodianFaults.OTHER && fault != KwaixiaodianFaults.SCOPE) {
            throw fault.exception(root);
        }
        String asked = at.queue().get(0);
        String item = asked.substring(asked.indexOf(' ') + 1);
        List<Post> posts = new ArrayList<>();
        JsonNode data = root.path("data");
        JsonNode list = data.isArray() ? data : data.path("subComment");
        for (JsonNode one : list.isArray() ? list : data.path("rootComment")) {
            Post post = review(one, id(asked), item, now);
            if (post != null) {
                posts.add(post);
            }
        }
        KwaixiaodianCursor after = at.queue(at.queue().subList(1, at.queue().size()), at.turn());
        Trouble note = fault == null
                ? null
                : Trouble.of(
                        "kwaixiaodian.sub",
                        fault.exception(root).trouble().args().get(0));
        return new Parsed(
                posts, after.text(), null, note, after.queue().isEmpty() ? Parsed.Onward.NO : Parsed.Onward.ALWAYS);
    }

    private @Nullable Post review(JsonNode one, @Nullable String root, @Nullable String item, Instant now) {
        boolean shops =
                one.path("official").asBoolean() || one.path("sellerReply").asBoolean();
        Draft draft = new Draft()
                .put("id", Caught.text(one, "commentId", "subCommentId"))
                .put("text", one.path("content"))
                .put("kind", "review")
                .put("role", shops ? "agent" : "customer")
                .put("thread", "null".equals(item) ? null : item)
                .put("parent", root)
                .put("author.id", Caught.text(one, "buyerOpenId", "openId", "userId"))
                .put("author.name", Caught.text(one, "buyerNick", "nickName"))
                .put("rating", one.path("qualityScore"))
                .put("subject.shop", Polite.option(spec, "shop"))
                .put("subject.product", Caught.text(one, "itemTitle", "itemId"))
                .put("subject.order", one.path("orderId"))
                .put("publishedAt", one.path("createTime"));
        for (String score : List.of("serviceScore", "logisticsScore", "anonymous")) {
            draft.attribute(score, one.path(score));
        }
        Post post = Caught.text(one, "commentId", "subCommentId") == null ? null : draft.post(mapper, now);
        return post == null
                ? null
                : post.with().attachments(pictures(one.path("imageUrl"))).build();
    }

    private static List<Attachment> pictures(JsonNode urls) {
        List<Attachment> pictures = new ArrayList<>();
        for (JsonNode url : urls) {
            String kept = url.isTextual() ? Limits.url(url.asText()) : null;
            if (kept != null && kept.matches("https?://.*") && pictures.size() < ATTACHMENTS) {
                pictures.add(new Attachment(Limits.whole(kept), null));
            }
        }
        return pictures;
    }

    private static String id(String asked) {
        return asked.substring(0, asked.indexOf(' '));
    }

    @Override
    public @Nullable String settled(@Nullable String cursor) {
        return cursor == null ? null : KwaixiaodianCursor.of(cursor).settled().text();
    }

    @Override
    public String shown(String url) {
        return Query.bare(url);
    }
}
