package io.fenghuo.verticle.watching;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Ids;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Secret;
import io.fenghuo.model.State;
import io.fenghuo.source.Grant;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceTypes;
import io.fenghuo.source.Specs;
import io.fenghuo.store.Incidents;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.desk.Desk;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Weeks before the end of a token in moments: the incident of our own about it, over a real store. */
class ExpiryTest {
    private static final Instant START = Instant.parse("2026-05-31T16:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Store store = Stores.temporary();
    private final Rulebook rules = DeafIncidentTest.rules();
    private final Desk desk = new Desk(new Ids(new Random(7)), () -> rules, new Chronicle(ZONE, Reason::code));
    private final Expiry expiry = new Expiry(desk, Reason::toString, ZONE);
    private Instant now = START;

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void itIsToldFourteenDaysThreeDaysAndOnTheDay() {
        List<SourceSpec> shop = List.of(source(Map.of(), Map.of("expires", "2026-06-20")));
        assertThat(told(shop, 5)).as("until 15 days before").isZero();
        assertThat(told(shop, 1)).as("14 days before").isEqualTo(1);
        assertThat(incidents().get(0).family()).isEqualTo("监测源");
        assertThat(told(shop, 10)).as("until 4 days before").isZero();
        assertThat(told(shop, 1)).as("3 days before").isEqualTo(1);
        assertThat(told(shop, 2)).as("until the eve").isZero();
        assertThat(told(shop, 1)).as("on the day").isEqualTo(1);
        assertThat(told(shop, 3)).as("each day after").isEqualTo(3);
        assertThat(incidents()).hasSize(1);
        assertThat(told(List.of(source(Map.of(), Map.of("expires", "2026-12-31"))), 1))
                .isZero();
        assertThat(incidents().get(0).state()).isEqualTo(State.CLOSED);
    }

    @Test
    void aTokenSaysItsEndItself() {
        String token = jwt(
                "{\"sub\":\"shop\",\"exp\":" + START.plus(Duration.ofDays(2)).getEpochSecond() + "}");
        assertThat(told(List.of(source(Map.of("Authorization", Secret.of("Bearer " + token)), Map.of())), 1))
                .isEqualTo(1);
        assertThat(store.read(tx -> tx.journal().setting("own/expiring")).orElseThrow())
                .endsWith(" shop=2");
    }

    @Test
    void aTokenMayStandBehindAPrefix() {
        String token = jwt("{\"exp\":" + START.plus(Duration.ofDays(2)).getEpochSecond() + "}");
        assertThat(told(List.of(source(Map.of("X-Key", Secret.of("pat-" + token)), Map.of())), 1))
                .isEqualTo(1);
    }

    @Test
    void whatOnlyLooksLikeATokenSaysNothing() {
        List<String> odd = List.of(jwt("{\"exp\":\"soon\"}"), jwt("]"), "eyJhbGci.%%%.x", jwt("{\"exp\":1e300}"));
        for (String token : odd) {
            assertThat(told(List.of(source(Map.of("Authorization", Secret.of(token)), Map.of())), 1))
                    .isZero();
        }
    }

    @Test
    void aRefreshTokenEndsAsTheServerSaid() throws Exception {
        Map<String, Object> oauth = Map.of(
                "token-url",
                "https://auth.example/t",
                "client-id",
                "app",
                "client-secret",
                Secret.of("s"),
                "refresh-token",
                Secret.of("r"));
        SourceSpec spec = source(Map.of(), Map.of("oauth", oauth));
        assertThat(told(List.of(spec), 1)).isZero();
        store.write(tx -> {
                    tx.journal()
                            .saveSetting(
                                    Expiry.setting(Grant.of(spec)),
                                    now.plus(Duration.ofDays(3)).toString());
                    return 0;
                })
                .toCompletableFuture()
                .get();
        assertThat(told(List.of(spec), 1)).isEqualTo(1);
    }

    /** How often the administrators were told while so many days passed, looked at several times a day. */
    private int told(List<SourceSpec> sources, int days) {
        int told = 0;
        for (int look = 0; look < days * 4; look++) {
            long before = marks();
            if (store.read(tx -> expiry.changed(tx, sources, now))) {
                store.write(tx -> {
                            expiry.follow(tx, sources, now, new Tidings());
                            return 0;
                        })
                        .toCompletableFuture()
                        .join();
            }
            told += marks() > before ? 1 : 0;
            now = now.plus(Duration.ofHours(6));
        }
        return told;
    }

    /** What was opened or told so far. */
    private long marks() {
        long hour = now.getEpochSecond() / 3600;
        return incidents().size()
                + store.read(tx -> tx.outbox().notice("n-own-expiring-" + hour).isPresent() ? 1 : 0);
    }

    private List<Incident> incidents() {
        return store.read(tx -> tx.incidents().list(new Incidents.Query(false, false, 100)));
    }

    private static String jwt(String claims) {
        return "eyJhbGciOiJIUzI1NiJ9."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".c2ln";
    }

    private static SourceSpec source(Map<String, Secret> headers, Map<String, Object> options) {
        SourceSpec plain = Specs.of("json", "https://shop.example/1", Map.of("text", "/t"), options);
        SourceSpec spec = new SourceSpec(
                "shop",
                plain.type(),
                plain.url(),
                plain.every(),
                null,
                null,
                null,
                null,
                plain.map(),
                headers,
                options,
                false,
                null);
        assertThat(SourceTypes.builtIn().problems(spec)).isEmpty();
        return spec;
    }
}
