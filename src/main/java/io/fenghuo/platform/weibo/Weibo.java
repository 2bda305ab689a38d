package io.fenghuo.platform.weibo;

import io.fenghuo.platform.Access;
import io.fenghuo.platform.Entry;
import io.fenghuo.source.Manners;
import io.fenghuo.source.Polite;
import io.fenghuo.source.Source;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceType;
import io.fenghuo.source.Trouble;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * What is said to and about an account of one's own at Weibo (open.weibo.com/wiki, 2/comments/to_me, 2/comments/mentions, 2/statuses/mentions,
 * 2/comments/show): comments it received, comments and posts that mention it, comments under posts that the entry names. An access token of a
 * tested app holds for days and of an approved one for a month or more; Weibo has no refresh token for it.
 */
public final class Weibo implements SourceType {
    static final String GATEWAY = "https://api.weibo.com/2";
    static final List<String> WATCHED = List.of("to-me", "mentions", "status-mentions");
    static final int MOST_STATUSES = 50;

    /** Found by the service loader. */
    public Weibo() {}

    @Override
    public String word() {
        return "weibo";
    }

    @Override
    public Way way() {
        return Way.POLL;
    }

    @Override
    public Keys keys() {
        return Keys.of(
                Keys.POLLED,
                List.of("access-token", "read", "statuses", "uid", "rate-status"),
                List.of("access-token"));
    }

    @Override
    public List<Trouble> problems(SourceSpec spec) {
        List<Trouble> troubles = new ArrayList<>(Entry.problems(spec, List.of("access-token"), Entry.schemes(spec)));
        troubles.addAll(Manners.problems(spec));
        List<?> read = Entry.list(spec, "read");
        List<?> statuses = Entry.list(spec, "statuses");
        for (Object one : read) {
            if (!WATCHED.contains(String.valueOf(one))) {
                troubles.add(Trouble.of("platform.choice", "read", String.join(" ", WATCHED), one));
            }
        }
        if (statuses.size() > MOST_STATUSES
                || !statuses.stream().allMatch(one -> String.valueOf(one).matches("\\d{1,18}"))) {
            troubles.add(Trouble.of("weibo.statuses", MOST_STATUSES));
        }
        troubles.addAll(Entry.choice(spec, "rate-status", List.of("true", "false")));
        return troubles;
    }

    @Override
    public Source poll(SourceSpec spec, ZoneId zone) {
        return new WeiboSource(spec, Polite.zone(spec, zone), Access.of(spec, null, WeiboFaults.BEARER));
    }
}
