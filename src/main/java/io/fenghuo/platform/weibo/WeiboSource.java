package io.fenghuo.platform.weibo;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
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
import io.fenghuo.source.Refusal;
import io.fenghuo.source.Request;
import io.fenghuo.source.Source;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.Trouble;
import java.time.Duration;
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
 * Reads several lists in turn, each from its newest entry back ({@code max_id}) to the greatest id that was read before ({@code since_id}). Every
 * ten minutes it asks {@code account/rate_limit_status}, which costs nothing, spreads the calls that are left, and asks for no list when
 * there are none.
 */
final class WeiboSource implements Source {
    private static final String RATE = "/account/rate_limit_status.json";
    /** What every version of the documentation allows. */
    static final int PAGE = 50;

    private static final long ASK_AGAIN = Duration.ofMinutes(10).toSeconds();

    private final SourceSpec spec;
    private final Access access;
    private final PostMapper mapper;
    private final String base;
    private final List<Lane> lanes;
    private final int pages;
    private final Duration history;
    private final boolean rated;
    private final @Nullable String own;

    /** A list: its name in the cursor, its path, the post whose comments it holds, the field of its entries. */
    private record Lane(String name, String path, @Nullable String status, String field) {}

    WeiboSource(SourceSpec spec, ZoneId zone, Access access) {
        this.spec = spec;
        this.access = access;
        this.mapper = new PostMapper(spec, zone, false);
        this.base = Entry.base(spec, Weibo.GATEWAY);
        this.lanes = lanes(spec);
        this.pages = Manners.of(spec).pages();
        this.history = Manners.of(spec).history();
        this.rated = !"false".equals(Polite.option(spec, "rate-status"));
        this.own = Polite.option(spec, "uid");
    }

    private static List<Lane> lanes(SourceSpec spec) {
        List<Lane> lanes = new ArrayList<>();
        List<?> statuses = Entry.list(spec, "statuses");
        List<?> read = Entry.list(spec, "read");
        for (Object one : read.isEmpty() && statuses.isEmpty() ? Weibo.WATCHED : read) {
            String name = String.valueOf(one);
            lanes.add(
                    switch (name) {
                        case "to-me" -> new Lane(name, "/comments/to_me.json", null, "comments");
                        case "mentions" -> new Lane(name, "/comments/mentions.json", null, "comments");
                        default -> new Lane(name, "/statuses/mentions.json", null, "statuses");
                    });
        }
        for (Object one : statuses) {
            String id = String.valueOf(one);
            lanes.add(new Lane(id, "/comments/show.json", id, "comments"));
        }
        return lanes;
    }

    private WeiboCursor cursor(@Nullable String text) {
        WeiboCursor at = WeiboCursor.of(text);
        return at.lane() >= 0 && at.lane() < lanes.size() ? at : at.settled();
    }

    @Override
    public Request request(@Nullable String cursor, Instant now) {
        WeiboCursor at = cursor(cursor);
        Map<String, String> parameters = new LinkedHashMap<>();
        if (wantsRate(at, now.getEpochSecond())) {
            return get(RATE, parameters, now);
        }
        Lane lane = lanes.get(at.lane());
        if (lane.status() != null) {
            parameters.put("id", lane.status());
        }
        long since = at.since().getOrDefault(lane.name(), 0L);
        if (since > 0) {
            parameters.put("since_id", String.valueOf(since));
        }
        if (at.max() > 0) {
            parameters.put("max_id", String.valueOf(at.max()));
        }
        parameters.put("count", String.valueOf(PAGE));
        return get(lane.path(), parameters, now);
    }

    private Request get(String path, Map<String, String> parameters, Instant now) {
        Map<String, Secret> headers = new HashMap<>(spec.headers());
        headers.putIfAbsent("Accept", Secret.of("application/json"));
        return access.get(Query.url(base + path, parameters), headers, now);
    }

    private boolean wantsRate(WeiboCursor at, long now) {
        boolean known = at.left() >= 0 && now < at.reset();
        boolean enough = !known || at.left() > 1;
        return rated && at.resting() && (now >= at.asked() + ASK_AGAIN || (!enough && now > at.asked()));
    }

    @Override
    public Parsed parse(byte[] body, Headers headers, @Nullable String cursor, Instant now) throws SourceException {
        WeiboCursor at = cursor(cursor);
        JsonNode root = Caught.tree(body);
        WeiboFaults fault = WeiboFaults.of(root);
        if (fault != null) {
            Parsed past = skip(root, fault, at, now);
            if (past != null) {
                return past;
            }
            throw new SourceException(fault.trouble(root), fault.pause);
        }
        if (root.has("remaining_user_hits") || root.has("remaining_ip_hits")) {
            return allowance(root, at, now);
        }
        Lane lane = lanes.get(at.lane());
        JsonNode list = root.path(lane.field());
        // Without a comment an account's list is the empty list, and with none left it may be missing.
        if (!list.isArray() && !list.isMissingNode()) {
            throw new SourceException("json.items", "/" + lane.field(), list.getNodeType());
        }
        if (list.isMissingNode() && !root.has("total_number") && !root.isArray()) {
            throw new SourceException("json.items", "/" + lane.field(), list.getNodeType());
        }
        return entries(list, lane, at.spent(), now);
    }

    private Parsed entries(JsonNode list, Lane lane, WeiboCursor at, Instant now) {
        List<Post> posts = new ArrayList<>();
        long since = at.since().getOrDefault(lane.name(), 0L);
        long greatest = at.greatest();
        long smallest = Long.MAX_VALUE;
        boolean reached = false;
        for (JsonNode one : list) {
            long id = id(one);
            if (id <= 0) {
                continue;
            }
            greatest = Math.max(greatest, id);
            smallest = Math.min(smallest, id);
            Post post = lane.field().equals("statuses") ? status(one, now) : comment(one, lane, now);
            if (post != null) {
                posts.add(post);
                reached |= post.publishedAt().isBefore(now.minus(history));
            }
        }
        boolean older = smallest < Long.MAX_VALUE && smallest - 1 > since && !(since == 0 && reached);
        boolean cut = older && at.walked() + 1 >= pages;
        boolean broke = older && !cut && at.left() >= 0 && at.left() <= 1 && now.getEpochSecond() < at.reset();
        if (broke) {
            return new Parsed(posts, at.settled().text(), rest(at, now), rate(at));
        }
        WeiboCursor after =
                older && !cut ? at.on(smallest - 1, greatest) : at.done(lane.name(), greatest, lanes.size());
        return parsed(posts, after, cut ? Trouble.of("platform.depth", pages) : null, now);
    }

    private Parsed parsed(List<Post> posts, WeiboCursor after, @Nullable Trouble note, Instant now) {
        return after.resting()
                ? new Parsed(posts, after.text(), spread(after, now), note)
                : new Parsed(posts, after.text(), null, note, Parsed.Onward.ALWAYS);
    }

    private Parsed allowance(JsonNode root, WeiboCursor before, Instant now) {
        long remaining = Math.min(
                root.path("remaining_user_hits").asLong(Long.MAX_VALUE),
                root.path("remaining_ip_hits").asLong(Long.MAX_VALUE));
        WeiboCursor at = before.allowance(
                now.getEpochSecond(),
                Math.max(0, remaining),
                root.path("reset_time_in_seconds").asLong(3_600));
        return at.left() <= 1
                ? new Parsed(List.of(), at.text(), rest(at, now), rate(at))
                : new Parsed(List.of(), at.text(), null, null, Parsed.Onward.ALWAYS);
    }

    private static Duration rest(WeiboCursor at, Instant now) {
        return Duration.ofSeconds(Math.max(1, at.reset() - now.getEpochSecond()));
    }

    private static Trouble rate(WeiboCursor at) {
        return Trouble.of("weibo.rest", at.left());
    }

    /** The wait with which the calls that are left last until there are more. */
    private @Nullable Duration spread(WeiboCursor at, Instant now) {
        long rest = at.reset() - now.getEpochSecond();
        return at.left() < 0 || rest <= 0
                ? null
                : Duration.ofSeconds(rest / Math.max(1, at.left() / (lanes.size() + 1)));
    }

    @Override
    public @Nullable Refusal refused(int status, byte[] body) {
        try {
            JsonNode root = Caught.tree(body);
            WeiboFaults fault = WeiboFaults.of(root);
            return fault == null ? null : new Refusal(fault.trouble(root), fault.pause);
        } catch (SourceException none) {
            return null;
        }
    }

    @Override
    public @Nullable Parsed skipped(int status, byte[] body, @Nullable String cursor, Instant now) {
        try {
            JsonNode root = Caught.tree(body);
            WeiboFaults fault = WeiboFaults.of(root);
            return fault == null ? null : skip(root, fault, cursor(cursor), now);
        } catch (SourceException none) {
            return null;
        }
    }

    /** A post that is gone, or a rate that may not be asked for, does not keep the other lists from being read. */
    private @Nullable Parsed skip(JsonNode root, WeiboFaults fault, WeiboCursor at, Instant now) {
        if (fault != WeiboFaults.TOKEN
                && Objects.requireNonNullElse(Caught.text(root, "request"), "").endsWith(RATE)) {
            WeiboCursor after = at.allowance(now.getEpochSecond(), -1, 0);
            return new Parsed(List.of(), after.text(), null, null, Parsed.Onward.ALWAYS);
        }
        Lane lane = lanes.get(at.lane());
        return fault == WeiboFaults.GONE && lane.status() != null
                ? parsed(List.of(), at.spent().done(lane.name(), 0, lanes.size()), fault.trouble(root), now)
                : null;
    }

    private @Nullable Post comment(JsonNode one, Lane lane, Instant now) {
        JsonNode under = one.path("status");
        String status = Caught.text(under, "idstr", "id", "mid");
        Draft draft = written(one)
                .put("kind", "comment")
                .put("thread", status == null ? lane.status() : status)
                .put("parent", Caught.text(one.path("reply_comment"), "idstr", "id"))
                .put("url", WeiboLinks.status(under));
        return draft.post(mapper, now);
    }

    private @Nullable Post status(JsonNode one, Instant now) {
        String id = Caught.text(one, "idstr", "id");
        Draft draft = written(one)
                .put("kind", "post")
                .put("thread", id)
                .put("parent", Caught.text(one.path("retweeted_status"), "idstr", "id"))
                .put("url", WeiboLinks.status(one))
                .put("reach.likes", one.path("attitudes_count"))
                .put("reach.replies", one.path("comments_count"))
                .put("reach.shares", one.path("reposts_count"));
        return draft.post(mapper, now);
    }

    private Draft written(JsonNode one) {
        JsonNode user = one.path("user");
        String uid = Caught.text(user, "idstr", "id");
        return new Draft()
                .put("id", Caught.text(one, "idstr", "id"))
                .put("text", one.path("text"))
                .put("role", uid != null && uid.equals(own) ? Role.AGENT : Role.CUSTOMER)
                .put("author.id", uid)
                .put("author.name", Caught.text(user, "screen_name", "name"))
                .put("author.followers", user.path("followers_count"))
                .put("author.tier", user.path("verified").asBoolean() ? "verified" : null)
                .put("publishedAt", one.path("created_at"));
    }

    private static long id(JsonNode one) {
        String id = Objects.requireNonNullElse(Caught.text(one, "idstr", "id"), "");
        return id.matches("\\d{1,18}") ? Long.parseLong(id) : 0;
    }

    @Override
    public @Nullable String settled(@Nullable String cursor) {
        return cursor == null ? null : WeiboCursor.of(cursor).settled().text();
    }

    @Override
    public String shown(String url) {
        return Query.bare(url);
    }
}
