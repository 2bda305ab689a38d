package io.fenghuo.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ResourceBundle;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WordsTest {
    private static final Channel TERMINAL = Channels.builtIn().type("terminal").orElseThrow();
    private final Words zh = Words.of("zh");
    private final Words en = Words.of("en-GB");

    @Test
    void bothLanguagesSayTheSame() {
        ResourceBundle.Control control =
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        ResourceBundle chinese =
                ResourceBundle.getBundle("io.fenghuo.channel.messages", java.util.Locale.CHINESE, control);
        ResourceBundle english =
                ResourceBundle.getBundle("io.fenghuo.channel.messages", java.util.Locale.ENGLISH, control);
        TreeSet<String> own = new TreeSet<>(chinese.keySet());
        own.removeIf(key -> !english.getString(key).equals(chinese.getString(key))
                || key.matches("followup.line|headline|from|item.*|clock.line|button|state.owner|.*also"));
        assertThat(own)
                .as("keys English does not have")
                .allMatch(key -> !english.getString(key).matches(".*\\p{IsHan}.*"));
    }

    @ParameterizedTest
    @EnumSource(NoticeReason.class)
    void everyReasonIsSaidInBothLanguages(NoticeReason reason) {
        for (String lang : new String[] {"zh", "en"}) {
            Message m = Samples.message("假货", "假货", "x");
            m = Samples.message(
                    m.incident(),
                    Samples.notice(reason, Reason.of("no-such-code", "a", 7), Notice.Manner.CARD),
                    m.excerpts(),
                    0);
            Message told = lang.equals("en") ? Samples.english(m) : m;
            String said = Samples.body(
                    TERMINAL.render(told, Samples.spec("terminal"), Samples.NOW).get(0));
            assertThat(said).contains(Words.of(lang).get("notice." + reason)).contains("no-such-code(a, 7)");
            assertThat(said).doesNotContain("notice.").doesNotContain("reason.");
            assertThat(Words.of(lang).has("notice." + reason)).isTrue();
            if (lang.equals("en")) {
                assertThat(said.replace("云朵家", "").replace("人身安全", "").replace("假货", ""))
                        .doesNotContainPattern("\\p{IsHan}");
            }
        }
    }

    @Test
    void codesOfTheIncidentRoomAreSentences() {
        assertThat(zh.reason(Reason.of("warning", "golden", 30, 0))).isEqualTo("黄金处置时间只剩 30 分");
        assertThat(zh.reason(Reason.of("page", 3, "golden:80", "respond:missed")))
                .isEqualTo("3 分仍无人接手；黄金处置时间剩 80 分，首次回应时限已超时");
        assertThat(zh.reason(Reason.of("raised", "L3", "L2", "crowd"))).isEqualTo("由三级升为二级");
        assertThat(zh.reason(Reason.of("growth.authors", 37, 12))).isEqualTo("12 → 37 人");
        assertThat(zh.reason(Reason.of("crowd", 5, 30))).isEqualTo("5 人在 30 分内提到");
        assertThat(en.reason(Reason.of("missed", "settle", 0, ""))).isEqualTo("Settle was missed");
        assertThat(zh.reason(Reason.of("warning"))).as("too few arguments").isEqualTo("原因：warning");
    }

    @ParameterizedTest
    @CsvSource({
        "PT40S,不到 1 分",
        "PT80M,80 分",
        "PT2H,2 小时",
        "PT3H20M,3 小时 20 分",
        "PT47H,47 小时",
        "PT75H,3 天 3 小时",
        "PT-12M,12 分"
    })
    void timeAsPeopleSayIt(Duration time, String said) {
        assertThat(zh.span(time)).isEqualTo(said);
    }

    @Test
    void aDeadlineOfAnotherDaySaysTheDay() {
        Instant tomorrow = Samples.NOW.plus(Duration.ofHours(13));
        assertThat(zh.moment(tomorrow, Samples.NOW, Samples.ZONE)).isEqualTo("6月19日 09:15");
        assertThat(zh.moment(Samples.NOW, Samples.NOW, Samples.ZONE)).isEqualTo("20:15");
    }

    @Test
    void adminMessagesBringTheCure() {
        Notice notice = new Notice(
                "n",
                null,
                "",
                io.fenghuo.model.Severity.L2,
                NoticeReason.ADMIN,
                Reason.of("channel.dead", "night-group", "errcode 93000", "cure.key"),
                io.fenghuo.model.Target.role("admin"),
                Notice.Manner.CARD,
                java.util.List.of(),
                Samples.NOW,
                false,
                null);
        Message base = Samples.message("x", "x", "x");
        Message admin = Samples.unlinked(new Message(
                "d",
                notice,
                null,
                null,
                java.util.List.of(),
                base.recipient(),
                base.links(),
                0,
                Samples.ZONE,
                false,
                java.util.List.of()));
        String said = Samples.body(
                TERMINAL.render(admin, Samples.spec("terminal"), Samples.NOW).get(0));
        assertThat(said).contains("渠道“night-group”已失效：errcode 93000", "机器人可能已被移除");
    }
}
