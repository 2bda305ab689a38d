package io.fenghuo.app.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Moments as people type them; it is Thursday, 2026-06-18 20:01. */
class MomentsTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = at("2026-06-18T20:01");

    private static Instant at(String text) {
        return LocalDateTime.parse(text).atZone(ZONE).toInstant();
    }

    @ParameterizedTest
    @CsvSource({
        "20:01, 2026-06-18T20:01",
        "今天 09:00, 2026-06-18T09:00",
        "明天 09:00, 2026-06-19T09:00",
        "后天09:30, 2026-06-20T09:30",
        "昨天 23:59, 2026-06-17T23:59",
        "周六 03:00, 2026-06-20T03:00",
        "周六凌晨3点, 2026-06-20T03:00",
        "星期日 8点半, 2026-06-21T08:30",
        "礼拜天晚上8点15分, 2026-06-21T20:15",
        "周四 19:00, 2026-06-25T19:00",
        "周四 21:00, 2026-06-18T21:00",
        "下周一 9点, 2026-06-22T09:00",
        "下周四下午3:05, 2026-06-25T15:05",
        "明天中午12点, 2026-06-19T12:00",
        "明天中午1点, 2026-06-19T13:00",
        "下午6点, 2026-06-18T18:00",
        "Sat 3:00, 2026-06-20T03:00",
        "2026-06-20 03:00, 2026-06-20T03:00"
    })
    void areUnderstood(String text, String expected) {
        assertThat(Moments.parse(text, NOW, ZONE)).contains(at(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "周八 03:00", "25:00", "周六 3", "半夜", "明天 9点70", "20:60"})
    void areNot(String text) {
        assertThat(Moments.parse(text, NOW, ZONE)).isEmpty();
    }

    @Test
    void exactOnesStay() {
        assertThat(Moments.parse("2026-06-18T20:01:05+08:00", NOW, ZONE)).contains(at("2026-06-18T20:01:05"));
    }
}
