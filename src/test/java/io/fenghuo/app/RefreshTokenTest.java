package io.fenghuo.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fenghuo.model.Secret;
import io.fenghuo.source.Conduct;
import io.fenghuo.source.Grant;
import io.fenghuo.source.Headers;
import io.fenghuo.source.Request;
import io.fenghuo.source.Trouble;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.fenghuo.verticle.FetchException;
import io.fenghuo.verticle.Fetcher.Fetched;
import io.fenghuo.verticle.watching.Expiry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that gives each refresh token once: the newest outlives a restart, sealed, and so does the key's change. */
class RefreshTokenTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:00:00Z");
    private static final Conduct PLAIN = Conduct.USUAL;

    private final Vertx vertx = Vertx.vertx();
    private final Store store = Stores.temporary();
    private final Grant grant =
            new Grant("https://auth.example/token", "app", Secret.of("s"), Secret.of("r-configured"), null, false);
    private String valid = "r-configured";
    private final List<String> shown = new ArrayList<>();
    private boolean away;
    private int given;

    @AfterEach
    void close() {
        vertx.close().await();
        store.close();
    }

    @Test
    void theNewestOutlivesARestart() {
        assertThat(token("key-1")).isEqualTo("access-1");
        assertThat(token("key-1")).as("after a restart").isEqualTo("access-2");
        assertThat(token("key-2,key-1")).as("after a change of the key").isEqualTo("access-3");
        assertThat(token("key-2")).isEqualTo("access-4");
        assertThat(valid).isEqualTo("r-4");
    }

    @Test
    void itIsSealedInTheStoreAndItsEndIsKnown() {
        assertThat(token("key-1")).isEqualTo("access-1");
        String sealed = store.read(tx -> tx.journal().setting("oauth.refresh/" + grant.mark()))
                .orElseThrow();
        assertThat(sealed).doesNotContain("r-1").hasSizeGreaterThan(30);
        assertThat(new String(Base64.getDecoder().decode(sealed), UTF_8)).doesNotContain("r-1");
        String end =
                store.read(tx -> tx.journal().setting(Expiry.setting(grant))).orElseThrow();
        assertThat(end).isEqualTo("2026-07-18T12:00:00Z");
        assertThat(grant.mark()).doesNotContain("r-configured");
    }

    @Test
    void oneFromAnotherGrantOrUnderALostKeyIsNotBelieved() {
        assertThat(token("key-1")).isEqualTo("access-1");
        FetchException refused = catchThrowableOfType(FetchException.class, () -> token("key-3"));
        assertThat(refused.trouble().code()).isEqualTo("oauth.refused");
        Grant renewed = new Grant(grant.tokenUrl(), "app", Secret.of("s"), Secret.of("r-new"), null, false);
        valid = "r-new";
        assertThat(token("key-3", renewed))
                .as("a new one in the file counts at once")
                .isEqualTo("access-2");
    }

    @Test
    void oneThatIsRefusedGivesWayToTheConfiguredOne() {
        assertThat(token("key-1")).isEqualTo("access-1");
        valid = "r-configured";
        assertThat(token("key-1")).as("the operator renewed it over there").isEqualTo("access-2");
    }

    @Test
    void aGatewaysTroubleShowsNoSpentToken() {
        assertThat(token("key-1")).isEqualTo("access-1");
        away = true;
        FetchException refused = catchThrowableOfType(FetchException.class, () -> token("key-1"));
        assertThat(refused.trouble().code()).isEqualTo("oauth.refused");
        assertThat(shown).containsExactly("r-configured", "r-1");
        away = false;
        assertThat(token("key-1")).isEqualTo("access-2");
    }

    @Test
    void aTrialBesideTheServiceBorrowsAndSpendsNothing(@TempDir Path home) throws Exception {
        Settings settings = Settings.read(Map.of(), System.out, home);
        try (TrialTokens trial = new TrialTokens(vertx, settings)) {
            assertThat(token(trial)).as("before the first start").isEqualTo("access-1");
        }
        Store running = Startup.between(settings);
        try (TrialTokens trial = new TrialTokens(vertx, settings)) {
            Grant unread = new Grant(grant.tokenUrl(), "other", Secret.of("s"), Secret.of("r-other"), null, false);
            FetchException held = catchThrowableOfType(FetchException.class, () -> token(trial, unread));
            assertThat(held.trouble()).isEqualTo(Trouble.of("oauth.held", "auth.example"));
            TokenVault vault = new StoredTokens(vertx, running, Startup.keys(settings), new SecureRandom());
            assertThat(token(vault)).as("with what the trial kept").isEqualTo("access-2");
            assertThat(token(trial)).isEqualTo("access-2");
            assertThat(shown).containsExactly("r-configured", "r-1");
            String lent = running.read(tx -> tx.journal().setting("oauth.access/" + grant.mark()))
                    .orElseThrow();
            assertThat(lent).doesNotContain("access");
        } finally {
            running.close();
        }
    }

    @Test
    void aStoreThatCannotBeReadShowsNoToken(@TempDir Path home) throws Exception {
        Settings settings = Settings.read(Map.of(), System.out, home);
        Startup.between(settings).close();
        try (TrialTokens trial = new TrialTokens(vertx, settings)) {
            Files.writeString(settings.data().resolve("fenghuo.db"), "this is no database. ".repeat(100));
            FetchException refused = catchThrowableOfType(FetchException.class, () -> token(trial));
            assertThat(refused.trouble()).isEqualTo(Trouble.of("oauth.store", "auth.example"));
        }
        StoredTokens away = new StoredTokens(vertx, store, List.of(Secret.of("key-1")), new SecureRandom());
        store.close();
        FetchException unread = catchThrowableOfType(FetchException.class, () -> token(away));
        assertThat(unread.trouble().code()).isEqualTo("oauth.store");
        assertThat(shown).isEmpty();
    }

    private String token(String keys) {
        return token(keys, grant);
    }

    /** As a process does that has just started. */
    private String token(String keys, Grant which) {
        List<Secret> house =
                Pattern.compile(",").splitAsStream(keys).map(Secret::of).toList();
        return token(new StoredTokens(vertx, store, house, new SecureRandom()), which);
    }

    private String token(TokenVault vault) {
        return token(vault, grant);
    }

    private String token(TokenVault vault, Grant which) {
        return new Tokens((request, inside) -> Future.succeededFuture(answer(request)), () -> NOW, vault)
                .of(which, PLAIN, false)
                .await()
                .reveal();
    }

    private Fetched answer(Request request) {
        Matcher found =
                Pattern.compile("refresh_token=([^&]+)").matcher(request.body().reveal());
        assertThat(found.find()).isTrue();
        shown.add(URLDecoder.decode(found.group(1), UTF_8));
        if (away) {
            return answer(503, "<html>Service Unavailable</html>");
        }
        if (!shown.get(shown.size() - 1).equals(valid)) {
            return answer(400, "{\"error\":\"invalid_grant\"}");
        }
        valid = "r-" + ++given;
        return answer(
                200,
                "{\"access_token\":\"access-" + given + "\",\"expires_in\":3600,\"refresh_expires_in\":2592000,"
                        + "\"refresh_token\":\"" + valid + "\"}");
    }

    private Fetched answer(int status, String body) {
        return new Fetched(status, Headers.NONE, body.getBytes(UTF_8), grant.tokenUrl());
    }
}
