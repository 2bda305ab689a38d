package io.fenghuo.platform.kuaishou;

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
 * Reviews of a shop of one's own at Kwaixiaodian (快手小店), and what follows under them: later additions of the buyer and answers of the
 * shop. The shop authorises the operator's app with the scope {@code merchant_comment}
 * (open.kwaixiaodian.com, 开发指南 › 授权说明 and API调用说明; API open.comment.list.get and open.subcomment.list.get).
 */
public final class Kwaixiaodian implements SourceType {
    /** The gateway of the documentation. */
    static final String GATEWAY = "https://openapi.kwaixiaodian.com";
    /** Its token endpoint calls the client app_id and app_secret; a refresh token that was used is worthless five minutes later. */
    static final Grant.Dialect DIALECT = new Grant.Dialect("app_id", "app_secret", "");

    /** How many sub-comment lists one read asks for unless the entry says otherwise: a test account has 2,000 calls a day. */
    static final int SUB_COMMENTS = 3;
    /** A review becomes visible a while after it was written. */
    static final Duration OVERLAP = Duration.ofMinutes(10);

    /** Found by the service loader. */
    public Kwaixiaodian() {}

    @Override
    public String word() {
        return "kwaixiaodian";
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
                        "app-key",
                        "app-secret",
                        "sign-secret",
                        "refresh-token",
                        "access-token",
                        "sign-method",
                        "sub-comments",
                        "overlap",
                        "shop"),
                List.of("app-secret", "sign-secret", "refresh-token", "access-token"));
    }

    @Override
    public List<Trouble> problems(SourceSpec spec) {
        List<Trouble> troubles =
                new ArrayList<>(Entry.problems(spec, List.of("app-key", "sign-secret"), Entry.schemes(spec)));
        troubles.addAll(Manners.problems(spec));
        troubles.addAll(Entry.oneOf(spec, "refresh-token", "access-token"));
        if (Entry.secret(spec, "refresh-token") != null) {
            troubles.addAll(Entry.lacking(spec, List.of("app-secret")));
        }
        troubles.addAll(Entry.choice(spec, "sign-method", KwaixiaodianSigning.METHODS));
        troubles.addAll(Entry.number(spec, "sub-comments", 0, 20));
        troubles.addAll(Entry.span(spec, "overlap"));
        return troubles;
    }

    @Override
    public Source poll(SourceSpec spec, ZoneId zone) {
        return new KwaixiaodianReviews(spec, Polite.zone(spec, zone), access(spec));
    }

    private static Access access(SourceSpec spec) {
        KwaixiaodianSigning signing = new KwaixiaodianSigning(
                Entry.text(spec, "app-key"),
                Secret.of(Entry.text(spec, "sign-secret")),
                Objects.requireNonNullElse(Polite.option(spec, "sign-method"), KwaixiaodianSigning.HMAC));
        Secret refresh = Entry.secret(spec, "refresh-token");
        Grant grant = refresh == null
                ? null
                : new Grant(
                        Entry.base(spec, GATEWAY) + "/oauth2/refresh_token",
                        Entry.text(spec, "app-key"),
                        Secret.of(Entry.text(spec, "app-secret")),
                        refresh,
                        null,
                        false,
                        DIALECT);
        return Access.of(spec, grant, signing);
    }
}
