package io.fenghuo.platform.douyin;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.model.Post;
import io.fenghuo.model.Secret;
import io.fenghuo.platform.Access;
import io.fenghuo.platform.Caught;
import io.fenghuo.platform.Draft;
import io.fenghuo.platform.Entry;
import io.fenghuo.platform.Query;
import io.fenghuo.source.Headers;
import io.fenghuo.source.Manners;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.Polite;
import io.fenghuo.source.PostMapper;
import io.fenghuo.source.Request;
import io.fenghuo.source.Sha256;
import io.fenghuo.source.Source;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.Trouble;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads each video's comments from the newest ({@code sort_type=time}) back to where the last read began, and the replies of those comments
 * among them whose number of replies has changed.
 */
final class DouyinCommentSource implements Source {
    static final String LIST = "/api/apps/v1/item/list_comment/";
    static final String REPLIES = "/api/apps/v1/item/list_comment_reply/";
    /** The most a page may hold. */
    static final int PAGE = 50;

    private static final int REPLY_PAGES = 5;
    /** Comments of one page whose replies are read at once; the others' are at the next read. */
    private static final int QUEUE = 20;

    private final SourceSpec spec;
    private final Access access;
    private final PostMapper mapper;
    private final String base;
    private final List<?> items;
    private final boolean replies;
    private final int pages;
    private final long overlap;
    private final long history;

    DouyinCommentSource(SourceSpec spec, ZoneId zone, Access access) {
        this.spec = spec;
        this.access = access;
        this.mapper = new PostMapper(spec, zone, false);
        this.base = Entry.base(spec, DouyinComments.GATEWAY);
        this.items = List.copyOf(Entry.list(spec, "items"));
        this.replies = !"false".equals(Polite.option(spec, "replies"));
        this.pages = Manners.of(spec).pages();
        this.overlap = Entry.span(spec, "overlap", DouyinComments.OVERLAP).toSeconds();
        this.history = Manners.of(spec).history().toSeconds();
    }

    private DouyinCursor cursor(@Nullable String text) {
        DouyinCursor at = DouyinCursor.of(text);
        return at.item() >= 0 && at.item() < items.size() ? at : at.settled();
    }

    private Object item(DouyinCursor at) {
        return items.get(at.item());
    }

    private static String video(Object item) {
        return Objects.requireNonNull(Entry.part(item, "id"), "checked before");
    }

    @Override
    public Request request(@Nullable String cursor, Instant now) {
        DouyinCursor at = cursor(cursor);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("open_id", Entry.text(spec, "open-id"));
        String path = LIST;
        long page = at.page();
        if (at.queue().isEmpty()) {
            parameters.put("item_id", video(item(at)));
        } else {
            Waiting first = Waiting.of(at.queue().get(0));
            path = REPLIES;
            page = at.replyPage();
            parameters.put("item_id", video(items.get(Math.min(first.item(), items.size() - 1))));
            parameters.put("comment_id", first.comment());
        }
        parameters.put("cursor", String.valueOf(page));
        parameters.put("count", String.valueOf(PAGE));
        parameters.put("sort_type", "time");
        Map<String, Secret> headers = new HashMap<>(spec.headers());
        headers.put("Content-Type", Secret.of("application/json"));
        return access.get(Query.url(base + path, parameters), headers, now);
    }

    @Override
    public Parsed parse(byte[] body, Headers headers, @Nullable String cursor, Instant now) throws SourceException {
        DouyinCursor at = cursor(cursor);
        JsonNode root = Caught.tree(body);
        DouyinFaults fault = DouyinFaults.of(root);
        boolean replying = !at.queue().isEmpty();
        if (fault != null && !(replying && fault == DouyinFaults.OTHER)) {
            throw fault.exception(root);
        }
        JsonNode data = root.path("data");
        if (fault == null
                && !data.path("list").isArray()
                && data.path("has_more").asBoolean()) {
            throw new SourceException(
                    "json.items", "/data/list", data.path("list").getNodeType());
        }
        return replying ? replies(root, fault, at, now) : comments(data, at, now);
    }

    private Parsed comments(JsonNode data, DouyinCursor at, Instant now) {
        Object item = item(at);
        String key = Sha256.brief(video(item)).substring(0, 10);
        List<Post> posts = new ArrayList<>();
        List<String> queue = new ArrayList<>();
        long oldest = Long.MAX_VALUE;
        long newest = at.pending();
        for (JsonNode one : data.path("list")) {
            Post post = comment(one, item, null, now);
            if (post != null) {
                posts.add(post);
            }
            // What is pinned stands first whatever its age.
            if (!one.path("top").asBoolean() && one.path("create_time").canConvertToLong()) {
                long time = one.path("create_time").asLong();
                oldest = Math.min(oldest, time);
                newest = Math.max(newest, Math.min(time, now.getEpochSecond()));
            }
            Waiting waiting = new Waiting(
                    at.item(),
                    one.path("reply_comment_total").asLong(),
                    Objects.requireNonNullElse(Caught.text(one, "comment_id"), ""));
            if (replies && waiting.wanted(at.totals()) && queue.size() < QUEUE) {
                queue.add(waiting.text());
            }
        }
        Long until = at.until().get(key);
        long bound = until == null ? now.getEpochSecond() - history : until - overlap;
        long next = data.path("cursor").asLong();
        boolean older = data.path("has_more").asBoolean() && next > at.page() && oldest >= bound;
        boolean cut = older && at.walked() + 1 >= pages;
        DouyinCursor after = older && !cut ? at.on(next, newest, queue) : at.done(key, newest, items.size(), queue);
        return parsed(posts, after, cut ? Trouble.of("platform.depth", pages) : null);
    }

    private Parsed replies(JsonNode root, @Nullable DouyinFaults fault, DouyinCursor at, Instant now) {
        Waiting first = Waiting.of(at.queue().get(0));
        Object item = items.get(Math.min(first.item(), items.size() - 1));
        JsonNode data = root.path("data");
        List<Post> posts = new ArrayList<>();
        for (JsonNode one : data.path("list")) {
            Post post = comment(one, item, first.comment(), now);
            if (post != null) {
                posts.add(post);
            }
        }
        long next = data.path("cursor").asLong();
        boolean more = fault == null
                && data.path("has_more").asBoolean()
                && next > at.replyPage()
                && at.replyWalked() + 1 < REPLY_PAGES;
        DouyinCursor after = more ? at.replies(next) : at.replied(first.key(), first.total());
        return parsed(posts, after, fault == null ? null : fault.trouble(root));
    }

    private static Parsed parsed(List<Post> posts, DouyinCursor after, @Nullable Trouble note) {
        return new Parsed(posts, after.text(), null, note, after.resting() ? Parsed.Onward.NO : Parsed.Onward.ALWAYS);
    }

    private @Nullable Post comment(JsonNode one, Object item, @Nullable String root, Instant now) {
        String id = Caught.text(one, "comment_id");
        Draft draft = new Draft()
                .put("id", id)
                .put("text", one.path("content"))
                .put("thread", video(item))
                .put("parent", root)
                .put("url", Entry.part(item, "url"))
                .put("author.id", one.path("comment_user_id"))
                .put("author.name", one.path("nick_name"))
                .put("subject.shop", Polite.option(spec, "shop"))
                .put("subject.product", Entry.part(item, "product"))
                .put("reach.likes", one.path("digg_count"))
                .put("reach.replies", one.path("reply_comment_total"))
                .put("publishedAt", one.path("create_time"));
        return id == null ? null : draft.post(mapper, now);
    }

    @Override
    public @Nullable String settled(@Nullable String cursor) {
        return cursor == null ? null : DouyinCursor.of(cursor).settled().text();
    }

    @Override
    public String shown(String url) {
        return Query.bare(url);
    }

    /** A comment whose replies are to be read: under which video, how many it has, its id. */
    private record Waiting(int item, long total, String comment) {
        private static final int LONGEST = 300;

        static Waiting of(String text) {
            String[] parts = text.split(" ", 3);
            try {
                return new Waiting(Math.max(0, Integer.parseInt(parts[0])), Long.parseLong(parts[1]), parts[2]);
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException garbled) {
                return new Waiting(0, 0, "");
            }
        }

        String text() {
            return item + " " + total + " " + comment;
        }

        String key() {
            return Sha256.brief(comment).substring(0, 10);
        }

        boolean wanted(Map<String, Long> totals) {
            Long known = totals.get(key());
            return total > 0 && !comment.isEmpty() && comment.length() <= LONGEST && (known == null || known != total);
        }
    }
}
