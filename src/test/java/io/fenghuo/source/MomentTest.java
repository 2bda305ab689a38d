package io.fenghuo.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    /** 2026-06-18 00:30 in Shanghai, still the 17th in UTC. */
    private static final Instant NOW = Instant.parse("2026-06-17T16:30:00Z");

    @ParameterizedTest
    @CsvSource({
        "去年, 2025-06-17T16:30:00Z, false",
        "去年12月3日 08:00, 2025-12-03T00:00:00Z, false",
        "3天前, 2026-06-14T16:30:00Z, false",
        "2个月前, 2026-04-18T16:30:00Z, false",
        "1年前, 2025-06-17T16:30:00Z, false",
        "3 months ago, 2026-03-19T16:30:00Z, false",
        "发布于 3分钟前, 2026-06-17T16:27:00Z, false",
        "昨天 21:05 · 广东, 2026-06-17T13:05:00Z, false",
        "12-03 08:00, 2025-12-03T00:00:00Z, false",
        "1781784000, 2026-06-17T16:30:00Z, true",
        "1781712000, 2026-06-17T16:00:00Z, true",
        "1781712000.5, 2026-06-17T16:00:00.500Z, true",
        "1781712000123, 2026-06-17T16:00:00.123Z, true",
        "1781712000123456, 2026-06-17T16:00:00.123456Z, true",
        "1781712000123456789, 2026-06-17T16:00:00.123456Z, true",
        "2026-06-17T23:00:00+08:00, 2026-06-17T15:00:00Z, true",
        "2026-06-17T15:00:00Z, 2026-06-17T15:00:00Z, true",
        "2026-06-17T23:00:00, 2026-06-17T15:00:00Z, true",
        "2026-06-17T23:00:00+0800, 2026-06-17T15:00:00Z, true",
        "Wed Jun 17 23:00:00 +0800 2026, 2026-06-17T15:00:00Z, true",
        "'Wed, 17 Jun 2026 15:00:00 GMT', 2026-06-17T15:00:00Z, true",
        "2026-06-17 23:00, 2026-06-17T15:00:00Z, true",
        "2026/6/17 23:00:05, 2026-06-17T15:00:05Z, true",
        "2026年6月17日 23:00, 2026-06-17T15:00:00Z, true",
        "2026-06-17, 2026-06-16T16:00:00Z, true",
        "06-17 23:00, 2026-06-17T15:00:00Z, false",
        "6月17日, 2026-06-16T16:00:00Z, false",
        "12-31 23:00, 2025-12-31T15:00:00Z, false",
        "刚刚, 2026-06-17T16:30:00Z, false",
        "just now, 2026-06-17T16:30:00Z, false",
        "30秒前, 2026-06-17T16:29:30Z, false",
        "3分钟前, 2026-06-17T16:27:00Z, false",
        "半小时前, 2026-06-17T16:00:00Z, false",
        "2 hours ago, 2026-06-17T14:30:00Z, false",
        "an hour ago, 2026-06-17T15:30:00Z, false",
        "2天前, 2026-06-15T16:30:00Z, false",
        "昨天 21:05, 2026-06-17T13:05:00Z, false",
        "前天 21:05, 2026-06-16T13:05:00Z, false",
        "今天 00:10, 2026-06-17T16:10:00Z, false",
        "00:10, 2026-06-17T16:10:00Z, false",
        "2099-01-01 00:00, 2026-06-17T16:30:00Z, true",
    })
    void timesAsPagesWriteThem(String text, Instant at, boolean absolute) {
        assertThat(Moment.parse(text, NOW, SHANGHAI)).isEqualTo(new Moment(at, absolute));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "改天", "13月40日", "25:99", "12", "99999999999999999999", "2026-13-01", "来自江苏"})
    void noTimeIsNull(String text) {
        assertThat(Moment.parse(text, NOW, SHANGHAI)).isNull();
    }
}
