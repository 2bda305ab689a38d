package io.fenghuo.platform;

import io.fenghuo.model.Secret;
import io.fenghuo.source.Bearer;
import io.fenghuo.source.Conduct;
import io.fenghuo.source.Grant;
import io.fenghuo.source.Request;
import io.fenghuo.source.SourceSpec;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a request gets its access token: {@code access-token:}, which somebody replaces by hand, or one got with {@code refresh-token:}.
 * Immutable.
 */
public final class Access {
    private final @Nullable Secret fixed;
    private final Conduct conduct;
    private final Bearer bearer;

    private Access(@Nullable Secret fixed, Conduct conduct, Bearer bearer) {
        this.fixed = fixed;
        this.conduct = conduct;
        this.bearer = bearer;
    }

    /**
     * What an entry says.
     *
     * @param grant how a token is got when the entry has none of its own; null = it always has one
     */
    public static Access of(SourceSpec spec, @Nullable Grant grant, Bearer bearer) {
        Secret fixed = Entry.secret(spec, "access-token");
        Conduct usual = Conduct.of(spec);
        return new Access(
                fixed,
                fixed == null ? new Conduct(false, usual.proxy(), grant, bearer) : new Conduct(false, usual.proxy()),
                bearer);
    }

    /** A GET that shows the token, or will when it is sent. */
    public Request get(String url, Map<String, Secret> headers, Instant now) {
        Request plain = new Request(url, headers, conduct, null);
        return fixed == null ? plain : bearer.bear(plain, fixed, now);
    }
}
