package io.fenghuo.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenghuo.model.Secret;
import io.fenghuo.source.Conduct;
import io.fenghuo.source.Grant;
import io.fenghuo.source.Request;
import io.fenghuo.source.Trouble;
import io.fenghuo.verticle.FetchException;
import io.fenghuo.verticle.Fetcher;
import io.fenghuo.verticle.Fetcher.Fetched;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens, got once and kept in memory until a minute before they end; several sources with one grant share one. A refresh token that
 * the server replaces (RFC 6749 §6) is used from then on, and kept in a {@link TokenVault} before the access token it came with is used; one
 * from there that is refused gives way to the configured one, once. Threadsafe.
 */
final class Tokens {
    private static final Duration BEFORE_END = Duration.ofSeconds(60);
    /** Without {@code expires_in} (§5.1 only recommends it). */
    private static final long USUAL_SECONDS = 3_600;

    private static final String REFUSED = "oauth.refused";
    /** Of Keycloak, of GitHub and most others, of Kuaishou; none stands in RFC 6749. */
    private static final List<String> REFRESH_ENDS =
            List.of("refresh_expires_in", "refresh_token_expires_in", "re_expires_in");

    /** Characters; the header that carries one is refused by most servers long before. */
    private static final int LONGEST = 16_000;

    private static final long FAR = 100L * 365 * 86_400;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final BiFunction<Request, Boolean, Future<Fetched>> fetch;
    private final InstantSource clock;
    private final TokenVault vault;
    private final Map<Grant, Kept> kept = new HashMap<>();

    private record Kept(Future<Secret> token, Instant until) {}

    Tokens(BiFunction<Request, Boolean, Future<Fetched>> fetch, InstantSource clock, TokenVault vault) {
        this.vault = vault;
        this.fetch = fetch;
        this.clock = clock;
    }

    /** The token to show now; failed with {@link FetchException} when there is none to be had. */
    Future<Secret> of(Grant grant, Conduct conduct, boolean allowPrivate) {
        synchronized (kept) {
            Kept known = kept.get(grant);
            if (known != null
                    && known.until().isAfter(clock.instant())
                    && !known.token().failed()) {
                return known.token();
            }
            Future<Secret> asked = ask(grant, conduct, allowPrivate);
            // Until it is answered everybody waits for the same answer.
            kept.put(grant, new Kept(asked, clock.instant().plusSeconds(60)));
            return asked;
        }
    }

    /** It was refused: the next one asks anew. */
    void drop(Grant grant, Secret token) {
        synchronized (kept) {
            Kept known = kept.get(grant);
            if (known != null
                    && known.token().succeeded()
                    && known.token().result().equals(token)) {
                kept.remove(grant);
            }
        }
    }

    private Future<Secret> ask(Grant grant, Conduct conduct, boolean allowPrivate) {
        Secret said = grant.refresh();
        if (said == null) {
            return ask(grant, null, conduct, allowPrivate);
        }
        return vault.borrow(grant, clock.instant())
                .otherwise(Optional.empty())
                .compose(lent -> lent.isPresent()
                        ? Future.succeededFuture(borrowed(grant, lent.get()))
                        : refreshed(grant, said, conduct, allowPrivate));
    }

    private Secret borrowed(Grant grant, TokenVault.Lent lent) {
        synchronized (kept) {
            kept.put(grant, new Kept(Future.succeededFuture(lent.token()), lent.until()));
        }
        return lent.token();
    }

    /** Where it cannot be known whether the configured token was replaced, it is not shown: it may be spent, see {@link #isNo}. */
    private Future<Secret> refreshed(Grant grant, Secret said, Conduct conduct, boolean allowPrivate) {
        return vault.recall(grant)
                .recover(failure -> Future.failedFuture(
                        failure instanceof FetchException
                                ? failure
                                : new FetchException(
                                        Trouble.of("oauth.store", Fetcher.host(grant.tokenUrl())), failure)))
                .compose(newer -> newer.isEmpty()
                        ? ask(grant, said, conduct, allowPrivate)
                        : ask(grant, newer.get(), conduct, allowPrivate)
                                .recover(refused -> refused instanceof FetchException known && isNo(known.trouble())
                                        ? ask(grant, said, conduct, allowPrivate)
                                        : Future.failedFuture(refused)));
    }

    /**
     * Whether the server itself said no to this token. A gateway's trouble says nothing of it, and a server that sees a spent one again may
     * revoke them all (RFC 9700 §4.14.2).
     */
    private static boolean isNo(Trouble trouble) {
        return trouble.code().equals(REFUSED)
                && trouble.args().get(1).matches("200|400|401|403")
                && !trouble.args().get(2).isEmpty();
    }

    private Future<Secret> ask(Grant grant, @Nullable Secret refresh, Conduct conduct, boolean allowPrivate) {
        Map<String, String> form = new LinkedHashMap<>();
        Grant.Dialect dialect = grant.dialect();
        form.put("grant_type", refresh == null ? "client_credentials" : "refresh_token");
        if (refresh != null) {
            form.put("refresh_token", refresh.reveal());
        }
        if (grant.scope() != null) {
            form.put("scope", grant.scope());
        }
        Map<String, Secret> headers = new HashMap<>();
        headers.put("Content-Type", Secret.of("application/x-www-form-urlencoded"));
        headers.put("Accept", Secret.of("application/json"));
        if (grant.basic()) {
            String pair = encoded(grant.client()) + ":" + encoded(grant.secret().reveal());
            headers.put(
                    "Authorization",
                    Secret.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))));
        } else {
            form.put(dialect.client(), grant.client());
            if (dialect.secret() != null) {
                form.put(dialect.secret(), grant.secret().reveal());
            }
        }
        String body = form.entrySet().stream()
                .map(one -> one.getKey() + "=" + encoded(one.getValue()))
                .collect(Collectors.joining("&"));
        Conduct plain = new Conduct(false, conduct.proxy());
        return fetch.apply(new Request(grant.tokenUrl(), headers, plain, Secret.of(body)), allowPrivate)
                .compose(answer -> keep(grant, answer));
    }

    private Future<Secret> keep(Grant grant, Fetched answer) {
        String host = Fetcher.host(grant.tokenUrl());
        JsonNode root;
        try {
            root = JSON.readTree(answer.body());
        } catch (JsonProcessingException none) {
            throw new FetchException(Trouble.of(REFUSED, host, answer.status(), ""), null);
        } catch (java.io.IOException none) {
            throw new FetchException(Trouble.of(REFUSED, host, answer.status(), ""), none);
        }
        JsonNode said = root.at(grant.dialect().answer());
        String token = said.path("access_token").asText("");
        if (answer.status() / 100 != 2 || !isToken(token)) {
            throw new FetchException(Trouble.of(REFUSED, host, answer.status(), why(root, said)), null);
        }
        long seconds = Math.min(said.path("expires_in").asLong(USUAL_SECONDS), FAR);
        Instant until = clock.instant()
                .plusSeconds(Math.max(1, seconds))
                .minus(seconds > 2 * BEFORE_END.toSeconds() ? BEFORE_END : Duration.ZERO);
        Secret secret = Secret.of(token);
        synchronized (kept) {
            kept.put(grant, new Kept(Future.succeededFuture(secret), until));
        }
        if (grant.refresh() != null) {
            vault.lend(grant, new TokenVault.Lent(secret, until));
        }
        JsonNode newer = said.path("refresh_token");
        return newer.isTextual() && isToken(newer.asText()) && grant.refresh() != null
                ? vault.keep(grant, Secret.of(newer.asText()), ends(said)).map(secret)
                : Future.succeededFuture(secret);
    }

    /** What a header and a form can hold (RFC 6749, appendix A.12 and A.17), as long as any server's is. */
    private static boolean isToken(String said) {
        return !said.isEmpty() && said.length() <= LONGEST && said.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    /** When the refresh token ends, by the names servers have for it; null = it is not said. */
    private @Nullable Instant ends(JsonNode said) {
        for (String name : REFRESH_ENDS) {
            long seconds = said.path(name).asLong(0);
            if (seconds > 0) {
                return clock.instant().plusSeconds(Math.min(seconds, FAR));
            }
        }
        return null;
    }

    /** The error in the words of the RFC or, where there are none, of the platform. */
    private static String why(JsonNode root, JsonNode said) {
        return Stream.of("error", "error_code", "result", "error_msg", "error_description", "description")
                .map(name -> said.has(name) ? said.path(name) : root.path(name))
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asText)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
