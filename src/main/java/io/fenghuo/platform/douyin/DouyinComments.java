package io.fenghuo.platform.douyin;

import io.fenghuo.model.Secret;
import io.fenghuo.platform.Access;
import io.fenghuo.platform.Entry;
import io.fenghuo.source.Grant;
import io.fenghuo.source.Manners;
import io.fenghuo.source.Polite;
import io.fenghuo.source.Source;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceType;
import io.fenghuo.source.Trouble;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Comments under videos of an account that authorised the operator's mini-app, and the replies to them (developer.open-douyin.com, 小程序 › 视频
 * 评论数据 › 评论列表 and 评论回复列表; scope {@code ma.item.comment}). The access token is the account's (act.…, 15 days), not the app's client
 * token; it is refreshed with the account's refresh token, which keeps its own end after 30 days (刷新 access_token).
 */
public final class DouyinComments implements SourceType {
    static final String GATEWAY = "https://open.douyin.com";
    /** {@code POST /oauth/refresh_token/} takes client_key and no secret; its answer lies under {@code data}. */
    static final Grant.Dialect DIALECT = new Grant.Dialect("client_key", null, "/data");

    /** A comment becomes visible a while after it was written. */
    static final Duration OVERLAP = Duration.ofMinutes(10);

    static final int MOST_ITEMS = 50;

    /** Found by the service loader. */
    public DouyinComments() {}

    @Override
    public String word() {
        return "douyin-comments";
    }

    @Override
    public Way way() {
        return Way.POLL;
    }

    @Override
    public Keys keys() {
        return Keys.of(
                Keys.POLLED,
                List.of(
                        "client-key",
                        "open-id",
                        "items",
                        "refresh-token",
                        "access-token",
                        "replies",
                        "overlap",
                        "shop"),
                List.of("refresh-token", "access-token"));
    }

    @Override
    public List<Trouble> problems(SourceSpec spec) {
        List<Trouble> troubles = new ArrayList<>(Entry.problems(spec, List.of("open-id"), Entry.schemes(spec)));
        troubles.addAll(Manners.problems(spec));
        troubles.addAll(Entry.oneOf(spec, "refresh-token", "access-token"));
        if (Entry.secret(spec, "refresh-token") != null) {
            troubles.addAll(Entry.lacking(spec, List.of("client-key")));
        }
        List<?> items = Entry.list(spec, "items");
        if (items.isEmpty()
                || items.size() > MOST_ITEMS
                || items.stream().anyMatch(item -> Entry.part(item, "id") == null)) {
            troubles.add(Trouble.of("douyin.items", MOST_ITEMS));
        }
        troubles.addAll(Entry.choice(spec, "replies", List.of("true", "false")));
        troubles.addAll(Entry.span(spec, "overlap"));
        return troubles;
    }

    @Override
    public Source poll(SourceSpec spec, ZoneId zone) {
        Secret refresh = Entry.secret(spec, "refresh-token");
        Grant grant = refresh == null
                ? null
                : new Grant(
                        Entry.base(spec, GATEWAY) + "/oauth/refresh_token/",
                        Entry.text(spec, "client-key"),
                        Secret.of(Objects.requireNonNullElse(Polite.option(spec, "client-key"), "")),
                        refresh,
                        null,
                        false,
                        DIALECT);
        return new DouyinCommentSource(spec, Polite.zone(spec, zone), Access.of(spec, grant, DouyinFaults.BEARER));
    }
}
