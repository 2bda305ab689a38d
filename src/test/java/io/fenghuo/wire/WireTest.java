package io.fenghuo.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenghuo.model.Action;
import io.fenghuo.model.Batch;
import io.fenghuo.model.Clock;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Incident;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Span;
import io.fenghuo.model.State;
import io.fenghuo.model.Target;
import io.fenghuo.model.TimelineEntry;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The shapes of the contract, letter by letter. */
class WireTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = Instant.parse("2026-06-18T12:01:05Z");
    private static final Hit HIT = new Hit(
            "c-981",
            "shop-live",
            "云朵家",
            "yunduo",
            "fraud",
            "欺诈",
            Severity.L3,
            false,
            "欺诈",
            MatchMode.TOLERANT,
            List.of(new Span(3, 6, "骗子", "騙.子", List.of("variant", "separator"))),
            Hit.Effects.NONE);
    private static final String HIT_JSON =
            "{\"post\":\"c-981\",\"source\":\"shop-live\",\"brand\":\"云朵家\",\"watchlist\":\"yunduo\",\"rule\":\"fraud\",\"family\":\"欺诈\","
                    + "\"level\":\"L3\",\"suspected\":false,\"category\":\"欺诈\",\"match\":\"tolerant\","
                    + "\"spans\":[{\"start\":3,\"end\":6,\"keyword\":\"骗子\",\"text\":\"騙.子\",\"via\":[\"variant\",\"separator\"]}]}";

    @Test
    void hit() {
        assertThat(HitJson.write(HIT)).isEqualTo(HIT_JSON);
    }

    @Test
    void incident() {
        Incident incident = new Incident(
                "i-1",
                "云朵家",
                "欺诈",
                "欺诈",
                "video-77",
                null,
                "骗子",
                Severity.L2,
                State.FALSE_ALARM,
                Set.of(Flag.REOPENED, Flag.WAITING),
                null,
                NOW,
                NOW,
                NOW,
                new Incident.Counts(37, 31),
                List.of(new Clock("golden", null, NOW, NOW.plusSeconds(7200), Clock.Phase.RUNNING, null)),
                List.of(),
                List.of(Reason.of("crowd", 31, "30m")),
                List.of(),
                List.of(),
                new Incident.Ladder(null, 0, null, null, null, 0, null, Set.of()),
                "p",
                Hit.Effects.NONE,
                null,
                12);
        assertThat(IncidentJson.write(incident, ZONE, r -> String.join(" authors in ", r.args())))
                .isEqualTo(
                        "{\"id\":\"i-1\",\"brand\":\"云朵家\",\"family\":\"欺诈\",\"key\":\"video-77\",\"title\":\"骗子\","
                                + "\"level\":\"L2\",\"state\":\"false_alarm\",\"flags\":[\"waiting\",\"reopened\"],\"owner\":null,"
                                + "\"exposure\":\"2026-06-18T20:01:05+08:00\",\"openedAt\":\"2026-06-18T20:01:05+08:00\","
                                + "\"counts\":{\"posts\":37,\"authors\":31},\"clocks\":[{\"clock\":\"golden\","
                                + "\"startedAt\":\"2026-06-18T20:01:05+08:00\",\"due\":\"2026-06-18T22:01:05+08:00\","
                                + "\"state\":\"running\",\"stoppedAt\":null}],\"reasons\":[\"31 authors in 30m\"],\"version\":12}");
    }

    @Test
    void actionThereAndBack() {
        String json =
                "{\"action\":\"publish_findings\",\"by\":\"zhang\",\"at\":\"2026-06-18T20:01:05+08:00\",\"version\":12,"
                        + "\"text\":\"已召回\",\"case\":[\"u1\",\"u2\"],\"externalRef\":\"T-889\",\"link\":\"https://x.example\"}";
        ActionJson.Parsed parsed = ActionJson.parse(json, 1, null, "api", NOW);
        Action action = parsed.action();
        assertThat(action.kind()).isEqualTo(Action.Kind.PUBLISH_FINDINGS);
        assertThat(action.fields())
                .containsOnly(Map.entry("externalRef", "T-889"), Map.entry("link", "https://x.example"));
        assertThat(action.customers()).containsExactly("u1", "u2");
        assertThat(ActionJson.parse(ActionJson.write(action, ZONE), 1, null, "api", NOW)
                        .action())
                .isEqualTo(action);
    }

    @Test
    void aFieldAnActionDoesNotKnowIsRefusedWithThoseItKnows() {
        assertThatThrownBy(() -> ActionJson.parse("{\"action\":\"wait\",\"for\":\"1s\"}", 1, "li", "cli", NOW))
                .hasMessageContaining("for")
                .hasMessageContaining("until")
                .hasMessageContaining("externalRef");
        assertThatThrownBy(() -> ActionJson.parse("{\"action\":\"take\",\"until\":\"PT1H\"}", 1, "li", "cli", NOW))
                .hasMessageContaining("until");
    }

    @Test
    void actionLinesOfSimulateNameTheirIncidentOrPost() {
        ActionJson.Parsed parsed =
                ActionJson.parse("{\"action\":\"answer\",\"post\":\"c-1\",\"case\":\"u1\"}", 4, "li", "cli", NOW);
        assertThat(parsed.post()).isEqualTo("c-1");
        assertThat(parsed.incident()).isNull();
        assertThat(parsed.action().by()).isEqualTo("li");
        assertThat(parsed.action().at()).isEqualTo(NOW);
        assertThat(parsed.action().customers()).containsExactly("u1");
        assertThatThrownBy(() -> ActionJson.parse("{\"action\":\"dance\"}", 4, "li", "cli", NOW))
                .hasMessageContaining("第 4 行 /action")
                .hasMessageContaining("false_alarm");
        assertThatThrownBy(() -> ActionJson.parse("{\"action\":\"take\"}", 1, null, "cli", NOW))
                .hasMessageContaining("/by");
    }

    @Test
    void noticeAndItsAnswer() {
        Notice notice = new Notice(
                "n-1",
                "i-1",
                "云朵家",
                Severity.L1,
                NoticeReason.HAND_OVER,
                Reason.of("threat"),
                Target.role("duty"),
                Notice.Manner.RING,
                List.of("phone"),
                NOW,
                false,
                "hand_over");
        NoticeJson.Letter letter = new NoticeJson.Letter("d-1", "zhang", "标题", "正文", null);
        assertThat(NoticeJson.write(notice, letter, ZONE, Reason::code))
                .isEqualTo(
                        "{\"id\":\"n-1\",\"incident\":\"i-1\",\"brand\":\"云朵家\",\"level\":\"L1\",\"reason\":\"hand_over\",\"why\":\"threat\","
                                + "\"to\":\"role:duty\",\"manner\":\"ring\",\"by\":[\"phone\"],\"at\":\"2026-06-18T20:01:05+08:00\",\"late\":false,"
                                + "\"clock\":\"hand_over\",\"idempotencyKey\":\"d-1\",\"person\":\"zhang\",\"title\":\"标题\",\"text\":\"正文\"}");
        assertThat(OutcomeJson.parse("{\"outcome\":\"delivered\",\"reason\":\"ok\"}", NOW))
                .isEqualTo(Outcome.delivered("ok"));
        assertThat(OutcomeJson.parse("{\"outcome\":\"throttled\"}", NOW).until())
                .isEqualTo(NOW.plusSeconds(60));
        assertThatThrownBy(() -> OutcomeJson.parse("{\"outcome\":\"fine\"}", NOW))
                .isInstanceOf(WireException.class);
    }

    @Test
    void explain() {
        ExplainJson.Explain explain = new ExplainJson.Explain(
                "騙",
                "骗",
                List.of(new ExplainJson.Step(0, "騙", "骗", "variant")),
                List.of(HIT),
                List.of(new ExplainJson.NearMiss("x", "NOT")),
                new ExplainJson.Graded(Severity.L1, false, List.of("为什么")),
                List.of(new ExplainJson.Would("role:duty", null, NOW, "opened")),
                List.of(new ExplainJson.Due("golden", NOW)));
        assertThat(ExplainJson.write(explain, ZONE))
                .isEqualTo(
                        "{\"text\":\"騙\",\"folded\":\"骗\",\"steps\":[{\"at\":0,\"from\":\"騙\",\"to\":\"骗\",\"via\":\"variant\"}],"
                                + "\"hits\":[" + HIT_JSON + "],\"nearMisses\":[{\"rule\":\"x\",\"why\":\"NOT\"}],"
                                + "\"grade\":{\"level\":\"L1\",\"reasons\":[\"为什么\"]},"
                                + "\"would\":[{\"tell\":\"role:duty\",\"channel\":null,\"at\":\"2026-06-18T20:01:05+08:00\",\"why\":\"opened\"}],"
                                + "\"clocks\":[{\"clock\":\"golden\",\"due\":\"2026-06-18T20:01:05+08:00\"}]}");
    }

    @Test
    void timelineAndEvents() {
        String at = "{\"at\":\"2026-06-18T20:01:05+08:00\",\"event\":";
        TimelineEntry entry = new TimelineEntry(
                "i-1", NOW, "clock.missed", "system", "service", Map.of("clock", "golden", "event", "no"), Map.of());
        assertThat(TimelineJson.entry(entry, ZONE))
                .isEqualTo(
                        at
                                + "\"clock.missed\",\"incident\":\"i-1\",\"actor\":\"system\",\"clock\":\"golden\",\"via\":\"service\"}");
        assertThat(TimelineJson.hit(NOW, "i-1", HIT, ZONE))
                .isEqualTo(at + "\"hit\",\"incident\":\"i-1\"," + HIT_JSON.substring(1));
        assertThat(TimelineJson.notice(NOW, null, new TimelineJson.Told("zhang", "mail", "opened", "x"), ZONE))
                .isEqualTo(
                        at + "\"notice\",\"to\":\"zhang\",\"channel\":\"mail\",\"reason\":\"opened\",\"text\":\"x\"}");
        assertThat(EventJson.write(12, "incident.opened", NOW, "{\"a\":1}", ZONE))
                .isEqualTo(
                        "{\"version\":1,\"seq\":12,\"type\":\"incident.opened\",\"at\":\"2026-06-18T20:01:05+08:00\",\"data\":{\"a\":1}}");
    }

    @Test
    void aBatchSpeaksForItsOwnSourceOnly() {
        Batch batch = BatchJson.parse(
                "{\"source\":\"crm\",\"cursor\":\"7\",\"posts\":[{\"id\":1,\"text\":\"a\",\"source\":\"other\"}]}",
                NOW);
        assertThat(batch.cursor()).isEqualTo("7");
        assertThat(batch.posts())
                .singleElement()
                .satisfies(post -> assertThat(post.source()).isEqualTo("crm"));
        assertThatThrownBy(() -> BatchJson.parse("{\"source\":\"crm\",\"posts\":[{\"text\":\"a\"}]}", NOW))
                .hasMessageContaining("/posts/0/id");
    }
}
