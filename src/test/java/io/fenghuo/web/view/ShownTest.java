package io.fenghuo.web.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Clock;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Hit;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Telling TELLING = (reason, locale, name) -> io.fenghuo.channel.Words.of(locale.getLanguage())
            .sentence(io.fenghuo.channel.Words.named(reason, name))
            .orElse(null);
    private final Words zh = Words.of(Locale.CHINESE, ZoneId.of("Asia/Shanghai"), TELLING);
    private final Words en = Words.of(Locale.ENGLISH, ZoneId.of("Asia/Shanghai"), TELLING);

    @Test
    void whatEscapingLeavesIsTakenAwayOneForOne() {
        String hostile = "a\u001b[31m\u202Eb\uD800c\u0000\u2066\uFFFF😀\n\t";
        String shown = Harmless.text(hostile);
        assertThat(shown)
                .isEqualTo("a\uFFFD[31m\uFFFDb\uFFFDc\uFFFD\uFFFD\uFFFD😀\n\t")
                .hasSameSizeAs(hostile);
    }

    @Test
    void aLineIsShortAndWhole() {
        assertThat(Harmless.line("a\n b\u2028c", 10)).isEqualTo("a b\uFFFDc");
        assertThat(Harmless.line("😀😀😀", 3)).isEqualTo("😀…");
        assertThat(Harmless.line("x".repeat(100_000), 5)).isEqualTo("xxxxx…");
        assertThat(Harmless.line(null, 5)).isEmpty();
    }

    @Test
    void aRowWhosePlaceALaterOneTookSaysWhich() {
        Delivery row = new Delivery(
                "d-1",
                "n-1",
                "i-1",
                "app",
                "zhang",
                Delivery.Status.DROPPED,
                0,
                NOW,
                null,
                null,
                "PAUSED p-1 -> d-2",
                NOW);
        DeliveryView shown = DeliveryView.of(row, null, "d-2", zh, id -> "张三", NOW);
        assertThat(shown.stateName()).isEqualTo("已撤下");
        assertThat(shown.reply()).isEqualTo("暂停期间同一事件又有新通知，由 d-2 一并告知");
        assertThat(DeliveryView.of(row, null, "d-2", en, id -> "Zhang", NOW).reply())
                .contains("d-2 tells both")
                .doesNotContain("PAUSED");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "javascript:alert(1)",
                "data:text/html,x",
                "//evil.example",
                "http://",
                "https:///x",
                "http://a b",
                "https://a\u202Eb",
                "http://\\evil",
                "ftp://a",
                " https://a",
                "https://a\"onclick=b",
                "http://@a"
            })
    void onlyPlainWebAddressesBecomeLinks(String url) {
        assertThat(Harmless.link(url)).isNull();
    }

    @Test
    void aWebAddressStays() {
        assertThat(Harmless.link("HTTPS://shop.example/评论?id=1#x")).isEqualTo("HTTPS://shop.example/评论?id=1#x");
    }

    private static Hit hit(Span... spans) {
        return new Hit(
                "p",
                "s",
                "b",
                "w",
                "r",
                "f",
                Severity.L3,
                false,
                "c",
                MatchMode.FOLDED,
                List.of(spans),
                Hit.Effects.NONE);
    }

    private static String drawn(List<Piece> pieces) {
        return pieces.stream()
                .map(piece -> piece.marked() ? "[" + piece.text() + "]" : piece.text())
                .collect(Collectors.joining());
    }

    @Test
    void matchesAreMarkedInTheOriginalText() {
        Hit one = hit(new Span(2, 5, "骗子", "騙.子", List.of()));
        Hit two = hit(new Span(4, 7, "子!", "子!!", List.of()), new Span(90, 95, "x", "x", List.of()));
        assertThat(drawn(Piece.of("真是騙.子!!", List.of(one, two)))).isEqualTo("真是[騙.子][!!]");
        assertThat(drawn(Piece.of("平静", List.of()))).isEqualTo("平静");
    }

    @Test
    void aLongTextIsCutAroundItsFirstMatch() {
        String text = "长".repeat(50_000) + "毁容" + "长".repeat(50_000);
        String shown = drawn(Piece.of(text, List.of(hit(new Span(50_000, 50_002, "毁容", "毁容", List.of())))));
        assertThat(shown).startsWith("…长").contains("[毁容]").endsWith("长…");
        assertThat(shown.length()).isLessThan(Piece.SHOWN + 10);
    }

    @ParameterizedTest
    @CsvSource({
        "PT7S, 0:07",
        "PT4M7S, 4:07",
        "PT1H20M, 1:20:00",
        "PT-90S, 1:30",
        "PT51H4M, 2 天 03:04",
        "PT-498698H, 20779 天"
    })
    void counters(String duration, String shown) {
        assertThat(zh.counter(Duration.parse(duration))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, 60, ok",
        "RUNNING, 91, soon",
        "RUNNING, 120, missed",
        "MISSED, 130, missed",
        "PAUSED, 10, paused",
        "STOPPED, 10, stopped"
    })
    void aClockTurnsColourWithItsLastQuarter(Clock.Phase phase, long minutes, String colour) {
        Instant start = NOW.minus(Duration.ofMinutes(minutes));
        Clock clock = new Clock("golden", null, start, start.plus(Duration.ofHours(2)), phase, null);
        assertThat(Countdown.of(clock, null, zh, NOW).phase()).isEqualTo(colour);
    }

    @Test
    void timeIsSaidInTheZoneAndWithTheDayWhenNotToday() {
        assertThat(zh.when(NOW, NOW)).isEqualTo("20:00:00");
        assertThat(zh.deadline(NOW.plus(Duration.ofHours(5)), NOW)).isEqualTo("11-23 01:00");
    }

    @Test
    void reasonsAndRefusalsAreSentences() {
        assertThat(zh.reason(Reason.of("crowd", 37, 30))).isEqualTo("37 人在 30 分内提到");
        assertThat(en.reason(Reason.of("crowd", 37, 30))).isEqualTo("37 people within 30 min");
        assertThat(zh.reason(Reason.of("raised.by", "li", "L3", "L2"), id -> id.equals("li") ? "李四" : id))
                .isEqualTo("李四将其由三级升为二级");
        assertThat(zh.reason(Reason.of("page", 3))).isEqualTo("3 分仍无人接手");
        assertThat(zh.reason(Reason.of("warning", "respond", 4, 0))).isEqualTo("首次回应时限只剩 4 分");
        assertThat(en.reason(Reason.of("warning", "respond", 4, 0))).contains("only 4 min left");
        assertThat(zh.reason(Reason.of("confirmed", "time"))).isEqualTo("疑似一级已确认：到时自动");
        assertThat(zh.reason(Reason.of("new.code", "a", "b"))).isEqualTo("new.code a b");
        assertThat(zh.reason(Reason.of("warning", "respond"))).isEqualTo("warning respond");
        assertThat(zh.refusal(Reason.of("missing", "cause", "lesson"), id -> id))
                .isEqualTo("还缺：责任环节、一句话教训");
        assertThat(zh.refusal(Reason.of("other_owner", "zhang"), id -> "张三")).isEqualTo("已由 张三 接手。");
        assertThat(zh.refusal(Reason.of("请先接手"), id -> id)).isEqualTo("请先接手");
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages", "desks", "drills", "help"})
    void bothLanguagesSayTheSameThings(String name) {
        ResourceBundle.Control exact =
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        ResourceBundle chinese = ResourceBundle.getBundle("io.fenghuo.web." + name, Locale.CHINESE, exact);
        try (var in = Words.class.getResourceAsStream("/io/fenghuo/web/" + name + "_en.properties")) {
            var english = new java.util.Properties();
            english.load(new java.io.InputStreamReader(in, java.nio.charset.StandardCharsets.UTF_8));
            assertThat(english.stringPropertyNames()).isEqualTo(chinese.keySet());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
