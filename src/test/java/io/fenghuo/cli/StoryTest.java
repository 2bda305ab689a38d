package io.fenghuo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What happened is told in words and local times, in both languages. */
class StoryTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static String line(Locale language, String json) throws JsonProcessingException {
        return new Story(language, ZONE).line(new ObjectMapper().readTree(json));
    }

    @Test
    void noticesSayWhomHowAndWhy() throws JsonProcessingException {
        String json = """
                {"at":"2026-06-18T02:00:00Z","event":"notice","incident":"i-1","actor":"system","manner":"RING","notice":"n-1",
                 "reason":"TAKEN","remarks":"","to":"role:duty","via":"service","ways":"li@mail","why":"opened"}""";
        assertThat(line(Locale.CHINESE, json)).isEqualTo("通知 · 方式 响铃 · 原因 已接手 · 至 值班 · 送往 li@mail");
        assertThat(line(Locale.ENGLISH, json)).isEqualTo("Notice · manner rings · reason taken · to duty · by li@mail");
    }

    @Test
    void actionsSayWhoAndFromWhere() throws JsonProcessingException {
        String json = """
                {"at":"2026-06-18T02:00:00Z","event":"incident.taken","action":"take","incident":"i-1","actor":"zhang","via":"cli"}""";
        assertThat(line(Locale.CHINESE, json)).isEqualTo("接手  zhang (命令行)");
        assertThat(line(Locale.ENGLISH, json)).isEqualTo("Take  zhang (command line)");
    }

    @Test
    void momentsAreLocalAndCodesAreWords() throws JsonProcessingException {
        String json = """
                {"event":"clock.promised","actor":"kf","clock":"promised","due":"2026-06-18T17:19:30Z","text":"2小时内","via":"service"}""";
        assertThat(line(Locale.CHINESE, json))
                .contains("承诺时限", "截止 06-19 01:19:30")
                .doesNotContain("promised", "Z");
        String opened = """
                {"event":"incident.opened","actor":"system","exposure":"2026-06-18T02:00:00Z","family":"欺诈","key":"t","level":"L1",
                 "suspected":"false","via":"service"}""";
        assertThat(line(Locale.CHINESE, opened)).isEqualTo("立案 · 曝光 06-18 10:00:00 · 归类 欺诈 · 级别 一级");
    }

    @Test
    void strangersWordsStayOnTheirLine() throws JsonProcessingException {
        String json =
                "{\"event\":\"action\",\"action\":\"note\",\"actor\":\"zh\\u001b[31m\",\"text\":\"a\\nb\\u202e\"}";
        assertThat(line(Locale.CHINESE, json)).doesNotContain("\u001b", "\n", "\u202e");
    }
}
