package io.fenghuo.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MannersTest {
    private static final Instant NOON = Instant.parse("2026-06-18T12:00:00Z");

    @Test
    void theWaitFollowsWhatHappensBetweenItsBounds() {
        Manners manners = Manners.of(html(Map.of("fastest", "15s", "slowest", "4m")));
        assertThat(manners.adaptive()).isTrue();
        Duration wait = Duration.ofSeconds(60);
        wait = manners.next(wait, true, false);
        assertThat(wait).isEqualTo(Duration.ofSeconds(30));
        wait = manners.next(manners.next(wait, true, false), true, false);
        assertThat(wait).isEqualTo(Duration.ofSeconds(15));
        for (int i = 0; i < 40; i++) {
            wait = manners.next(wait, false, false);
        }
        assertThat(wait).isEqualTo(Duration.ofMinutes(4));
        assertThat(manners.next(wait, false, true)).isEqualTo(Duration.ofSeconds(15));
        assertThat(Manners.of(html(Map.of())).adaptive()).isFalse();
        assertThat(Manners.of(html(Map.of())).next(Duration.ofSeconds(60), true, true))
                .isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void aQuotaLastsUntilMidnight() {
        Quota quota = new Quota(5, 10_000);
        Quota.Used used = null;
        for (int i = 0; i < 1_000; i++) {
            used = quota.spent(used, NOON, ZoneOffset.UTC);
        }
        assertThat(used).isEqualTo(new Quota.Used("2026-06-18", 5_000));
        assertThat(quota.pace(used, NOON, ZoneOffset.UTC)).isEqualTo(Duration.ofMillis(43_200));
        Quota.Used all = new Quota.Used("2026-06-18", 9_996);
        assertThat(quota.spentUp(all, NOON, ZoneOffset.UTC)).isTrue();
        assertThat(quota.pace(all, NOON, ZoneOffset.UTC)).isEqualTo(Duration.ofHours(12));
        assertThat(quota.spentUp(all, NOON.plus(Duration.ofHours(12)), ZoneOffset.UTC))
                .isFalse();
        assertThat(quota.spent(all, NOON.plus(Duration.ofHours(12)), ZoneOffset.UTC))
                .isEqualTo(new Quota.Used("2026-06-19", 5));
    }

    @Test
    void cookiesAreForOwnAndAuthorisedSitesOnly() {
        Map<String, Object> cookies = Map.of("sid", Secret.of("a1"));
        assertThat(codes(html(Map.of("cookies", cookies)))).containsExactly("spec.cookies-site");
        assertThat(codes(html(Map.of("cookies", cookies, "site", "any")))).containsExactly("spec.site");
        SourceSpec own = html(Map.of("cookies", cookies, "site", "own"));
        assertThat(codes(own)).isEmpty();
        Request request = SourceTypes.builtIn()
                .find("html")
                .orElseThrow()
                .poll(own, ZoneOffset.UTC)
                .request(null, NOON);
        assertThat(request.headers().get("Cookie").reveal()).isEqualTo("sid=a1");
        assertThat(request.conduct().robots()).isTrue();
        assertThat(codes(html(Map.of("cookies", Map.of("sid", Secret.of("a; b")), "site", "own"))))
                .containsExactly("spec.cookies");
    }

    @Test
    void robotsAreSetAsideOnlyWithAReason() {
        assertThat(codes(html(Map.of("robots", Map.of("ignore", true))))).containsExactly("spec.robots");
        SourceSpec spec = html(Map.of("robots", Map.of("ignore", true, "reason", "自家网站")));
        assertThat(codes(spec)).isEmpty();
        assertThat(Manners.of(spec).robotsReason()).isEqualTo("自家网站");
        assertThat(Conduct.of(spec).robots()).isFalse();
    }

    @Test
    void whatIsWrongIsNamed() {
        Map<String, Object> wrong = new HashMap<>();
        wrong.put("fastest", "2m");
        wrong.put("slowest", "10s");
        wrong.put("quota", Map.of("units", 0, "per-day", 10));
        wrong.put("proxy", Secret.of("socks5://h:1"));
        wrong.put("silence", "soon");
        wrong.put("canary", Map.of("marker", "x", "every", "1d"));
        assertThat(codes(html(wrong)))
                .containsExactlyInAnyOrder(
                        "spec.fastest", "spec.slowest", "spec.quota", "spec.proxy", "spec.silence", "spec.canary");
    }

    private static List<String> codes(SourceSpec spec) {
        return SourceTypes.builtIn().problems(spec).stream().map(Trouble::code).toList();
    }

    private static SourceSpec html(Map<String, Object> options) {
        return Specs.of("html", "https://forum.example/1", Map.of("item", "li"), options);
    }
}
