package io.fenghuo.source;

import io.fenghuo.model.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an access token is got (OAuth 2.0, RFC 6749): by client credentials (§4.4), or with a refresh token (§6). It goes into {@code
 * Authorization: Bearer} (RFC 6750 §2.1).
 *
 * @param refresh the refresh token; null = client credentials
 * @param scope null = what the server gives by itself
 * @param basic whether the client names itself by HTTP Basic (§2.3.1) instead of in the body
 * @param dialect the names in use there
 */
public record Grant(
        String tokenUrl,
        String client,
        Secret secret,
        @Nullable Secret refresh,
        @Nullable String scope,
        boolean basic,
        Dialect dialect) {

    /** A grant in the names of the RFC. */
    public Grant(
            String tokenUrl,
            String client,
            Secret secret,
            @Nullable Secret refresh,
            @Nullable String scope,
            boolean basic) {
        this(tokenUrl, client, secret, refresh, scope, basic, Dialect.USUAL);
    }

    /**
     * What a token endpoint calls things.
     *
     * @param client the parameter that holds the client's id
     * @param secret the parameter that holds its secret; null = it is not sent
     * @param answer a JSON Pointer to the object that holds {@code access_token}; empty = the answer itself
     */
    public record Dialect(String client, @Nullable String secret, String answer) {
        /** The names of RFC 6749. */
        public static final Dialect USUAL = new Dialect("client_id", "client_secret", "");
    }

    /** What this grant is known by; it gives nothing of its secrets away. Another refresh token in the file is another grant. */
    public String mark() {
        return Sha256.hex(String.join("\n", tokenUrl, client, secret.reveal(), refresh == null ? "" : refresh.reveal())
                        .getBytes(StandardCharsets.UTF_8))
                .substring(0, 32);
    }

    /** What {@code oauth:} of an entry without problems says; null = nothing. */
    public static @Nullable Grant of(SourceSpec spec) {
        if (!(spec.options().get("oauth") instanceof Map<?, ?> oauth)) {
            return null;
        }
        Object refresh = oauth.get("refresh-token");
        return new Grant(
                String.valueOf(oauth.get("token-url")),
                String.valueOf(oauth.get("client-id")),
                Secret.of(Manners.revealed(oauth.get("client-secret"))),
                refresh == null ? null : Secret.of(Manners.revealed(refresh)),
                oauth.get("scope") == null ? null : String.valueOf(oauth.get("scope")),
                "basic".equals(String.valueOf(oauth.get("style"))));
    }

    static List<Trouble> problems(SourceSpec spec) {
        Object said = spec.options().get("oauth");
        if (said == null) {
            return List.of();
        }
        boolean sound = said instanceof Map<?, ?> oauth
                && oauth.get("client-id") != null
                && oauth.get("client-secret") != null
                && isUrl(String.valueOf(oauth.get("token-url")), spec.allowPrivate())
                && List.of("null", "body", "basic").contains(String.valueOf(oauth.get("style")))
                && List.of("token-url", "client-id", "client-secret", "refresh-token", "scope", "style")
                        .containsAll(oauth.keySet());
        return sound ? List.of() : List.of(Trouble.of("spec.oauth"));
    }

    /** Secrets go there: over TLS only, but for what is our own. */
    private static boolean isUrl(String url, boolean plain) {
        try {
            URI uri = URI.create(url);
            return uri.getHost() != null
                    && ("https".equalsIgnoreCase(uri.getScheme())
                            || (plain && "http".equalsIgnoreCase(uri.getScheme())));
        } catch (IllegalArgumentException wrong) {
            return false;
        }
    }
}
