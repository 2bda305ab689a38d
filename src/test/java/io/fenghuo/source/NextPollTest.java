package io.fenghuo.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextPollTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:00:00Z");
    private static final RandomGenerator NO_CHANCE = () -> 0L;
    private static final RandomGenerator ALL_CHANCE = () -> -1L;

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "60, -, -, -, 60",
                "0, -, -, -, 1",
                "60, -, max-age=30, -, 60",
                "60, -, 'public, max-age=120', -, 120",
                "60, -, max-age=86400, -, 300",
                "60, -, 'no-cache, max-age=120', -, 60",
                "60, -, s-maxage=200, -, 60",
                "60, -, -, 180, 180",
                "60, -, -, 86400, 300",
                "600, -, max-age=86400, 86400, 600",
                "60, 90, -, -, 90",
                "60, 86400, -, -, 3600",
                "7200, 10, -, -, 7200",
                "60, 'Thu, 18 Jun 2026 12:02:00 GMT', -, -, 120",
                "60, 'Thu, 18 Jun 2026 11:00:00 GMT', -, -, 60",
                "60, soon, max-age=soon, -, 60",
            })
    void afterSuccess(long every, String retryAfter, String cacheControl, Long ttl, long seconds) {
        Map<String, List<String>> headers = new TreeMap<>();
        if (retryAfter != null) {
            headers.put("Retry-After", List.of(retryAfter));
        }
        if (cacheControl != null) {
            headers.put("cache-control", List.of(cacheControl));
        }
        Duration hint = ttl == null ? null : Duration.ofSeconds(ttl);
        assertThat(NextPoll.afterSuccess(Duration.ofSeconds(every), Headers.of(headers), hint, NOW, NO_CHANCE))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "60, 1, -, 60",
                "60, 2, -, 120",
                "60, 4, -, 480",
                "60, 5, -, 900",
                "60, 1000000, -, 900",
                "1, 3, -, 4",
                "7200, 9, -, 7200",
                "60, 1, 300, 300",
                "60, 1, 86400, 3600",
            })
    void afterFailure(long every, int errors, Long order, long seconds) {
        Duration asked = order == null ? null : Duration.ofSeconds(order);
        assertThat(NextPoll.afterFailure(Duration.ofSeconds(every), errors, asked, NO_CHANCE))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void chanceAddsATenthAtMost() {
        Duration wait = NextPoll.afterSuccess(Duration.ofSeconds(60), Headers.NONE, null, NOW, ALL_CHANCE);
        assertThat(wait).isBetween(Duration.ofMillis(65_900), Duration.ofSeconds(66));
    }
}
