package io.fenghuo.platform.wecom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenghuo.model.Post;
import io.fenghuo.model.Secret;
import io.fenghuo.platform.Entry;
import io.fenghuo.source.Conduct;
import io.fenghuo.source.Headers;
import io.fenghuo.source.JsonItems;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.Request;
import io.fenghuo.source.Source;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fetches messages by cursor (developer.work.weixin.qq.com, document 94670 读取消息, {@code kf/sync_msg}). The access token is got first ({@code
 * gettoken}) and kept in memory only. A call with the token of a callback, valid for 10 minutes, is free; of those without one only 10 a minute
 * are allowed, of which {@link #SPARING} are used.
 */
final class KfSource implements Source {
    static final int SPARING = 8;

    private static final String VENDOR = "https://qyapi.weixin.qq.com";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int LIMIT = 1_000;
    /** Longest cursor there is, in bytes. */
    private static final int CURSOR = 64;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SourceSpec spec;
    private final KfMessages messages;
    private final Deque<Instant> calls = new ArrayDeque<>();
    private @Nullable Secret access;
    private Instant accessUntil = Instant.MIN;
    private Instant accessSince = Instant.MIN;
    private boolean asked;
    private boolean nudged;

    KfSource(SourceSpec spec, ZoneId zone) {
        this.spec = spec;
        this.messages = new KfMessages(spec, zone);
    }

    @Override
    public Request request(@Nullable String cursor, Instant now) {
        return request(cursor, null, now);
    }

    @Override
    public synchronized Request request(@Nullable String cursor, @Nullable String nudge, Instant now) {
        String base = Entry.base(spec, VENDOR) + "/cgi-bin/";
        Secret token = access;
        asked = token == null || !now.isBefore(accessUntil);
        if (token == null || asked) {
            String url = base + "gettoken?corpid=" + encoded(Entry.text(spec, "corpid")) + "&corpsecret="
                    + encoded(Entry.text(spec, "secret"));
            return new Request(url, Map.of(), Conduct.of(spec), null);
        }
        nudged = nudge != null;
        if (!nudged) {
            calls.add(now);
        }
        ObjectNode body = JSON.createObjectNode().put("cursor", cursor == null ? "" : cursor);
        if (nudge != null) {
            body.put("token", nudge);
        }
        body.put("limit", LIMIT).put("voice_format", 0);
        String account = Entry.text(spec, "kfid");
        if (!account.isEmpty()) {
            body.put("open_kfid", account);
        }
        return new Request(
                base + "kf/sync_msg?access_token=" + encoded(token.reveal()),
                Map.of("Content-Type", Secret.of("application/json")),
                Conduct.of(spec),
                Secret.of(body.toString()));
    }

    @Override
    public synchronized Parsed parse(byte[] body, Headers headers, @Nullable String cursor, Instant now)
            throws SourceException {
        JsonNode root = JsonItems.tree(new String(body, StandardCharsets.UTF_8));
        int code = root.path("errcode").asInt(0);
        if (isTokens(code) && !asked && now.isAfter(accessSince.plusSeconds(10))) {
            // It may end early, when somebody else got another.
            access = null;
            return again();
        }
        if (code != 0) {
            access = isTokens(code) ? null : access;
            throw refused(code, root.path("errmsg").asText(""));
        }
        if (asked) {
            return keep(root, now);
        }
        if (!root.path("next_cursor").isTextual() && !root.path("msg_list").isArray()) {
            throw new SourceException("wecom.answer", "msg_list");
        }
        List<Post> posts = new ArrayList<>();
        root.path("msg_list").forEach(message -> posts.addAll(messages.posts(message, now)));
        String next = root.path("next_cursor").asText("");
        boolean fits = !next.isEmpty() && next.getBytes(StandardCharsets.UTF_8).length <= CURSOR;
        boolean more = root.path("has_more").asInt() == 1 && fits && !next.equals(cursor) && mayAsk(now);
        return new Parsed(posts, fits ? next : cursor, null, null, more ? Parsed.Onward.ALWAYS : Parsed.Onward.NO);
    }

    @Override
    public String shown(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    /** Whether another call may follow at once. */
    private boolean mayAsk(Instant now) {
        while (!calls.isEmpty() && calls.peekFirst().isBefore(now.minus(MINUTE))) {
            calls.removeFirst();
        }
        return nudged || calls.size() < SPARING;
    }

    private Parsed keep(JsonNode root, Instant now) throws SourceException {
        String token = root.path("access_token").asText("");
        if (token.isEmpty()) {
            throw new SourceException("wecom.answer", "access_token");
        }
        // A minute early, so that it does not end on the way.
        long seconds = Math.max(60, root.path("expires_in").asLong(7_200) - 60);
        access = Secret.of(token);
        accessSince = now;
        accessUntil = now.plusSeconds(seconds);
        return again();
    }

    private static Parsed again() {
        return new Parsed(List.of(), null, null, null, Parsed.Onward.ALWAYS);
    }

    private static boolean isTokens(int code) {
        return code == 40014 || code == 42001 || code == 41001;
    }

    private static SourceException refused(int code, String said) {
        String word = switch (code) {
            case 40013, 40001, 40091 -> "wecom.credentials";
            case 45009, 45033 -> "wecom.rate";
            case 60020 -> "wecom.address";
            case 48002, 60011, 60030, 95000, 95011, 95012 -> "wecom.permission";
            // What WeCom says with it is "invalid msg token".
            case 95007 -> "wecom.token";
            default -> "wecom.refused";
        };
        return new SourceException(word, code, said);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
