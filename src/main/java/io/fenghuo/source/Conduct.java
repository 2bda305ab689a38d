package io.fenghuo.source;

import io.fenghuo.model.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a source is fetched beside what is asked for.
 *
 * @param robots whether the site's robots.txt decides (RFC 9309), at every hop
 * @param proxy the HTTP proxy to go through, {@code http://user:password@host:port}; {@link #DIRECT} = none; null = the house's, if any
 * @param grant how the access token it needs is got; null = none
 * @param bearer how that token is shown
 * @param held how long the answer may be waited for where the server holds requests until it has something to say; null = an answer is
 *     expected at once
 */
public record Conduct(
        boolean robots,
        @Nullable Secret proxy,
        @Nullable Grant grant,
        Bearer bearer,
        @Nullable Duration held) {
    /** No proxy, even when the house has one. */
    public static final String DIRECT = "none";
    /** Without robots.txt, through the house's proxy if there is one. */
    public static final Conduct USUAL = new Conduct(false, null);

    /** Without a grant. */
    public Conduct(boolean robots, @Nullable Secret proxy) {
        this(robots, proxy, null);
    }

    /** To a server that answers at once, with a token shown as RFC 6750 says. */
    public Conduct(boolean robots, @Nullable Secret proxy, @Nullable Grant grant) {
        this(robots, proxy, grant, Bearer.USUAL, null);
    }

    /** To a server that answers at once. */
    public Conduct(boolean robots, @Nullable Secret proxy, @Nullable Grant grant, Bearer bearer) {
        this(robots, proxy, grant, bearer, null);
    }

    /** The same to a server that holds requests for so long. */
    public Conduct held(Duration longest) {
        return new Conduct(robots, proxy, grant, bearer, longest);
    }

    /** What the entry of a source says. */
    public static Conduct of(SourceSpec spec) {
        return new Conduct(
                spec.type().equals("html") && Manners.of(spec).robotsReason() == null,
                spec.options().get("proxy") instanceof Secret proxy ? proxy : null,
                Grant.of(spec));
    }
}
