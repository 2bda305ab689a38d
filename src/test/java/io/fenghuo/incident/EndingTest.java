package io.fenghuo.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenghuo.model.Action.Kind;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Closing and what it needs, merging, splitting, coming back. */
class EndingTest {
    private final Timeline day = new Timeline();

    @Test
    void anL3ClosesOnOneCause() {
        day.at("10:00").post(Severity.L3).send();
        assertThatThrownBy(() -> day.act(Kind.CLOSE, "zhang", "i-1", null))
                .isInstanceOfSatisfying(
                        Refusal.class, r -> assertThat(r.reason().args()).containsExactly("cause"));
        day.act(Kind.CLOSE, "zhang", "i-1", null, "cause", "物流");
        Incident i = day.incident("i-1");
        assertThat(i.state()).isEqualTo(State.CLOSED);
        assertThat(i.agenda()).isEmpty();
        assertThat(i.clocks()).noneMatch(Clockwork::running);
    }

    @Test
    void anL2ClosesOnTheFullForm() {
        day.at("10:00").post(Severity.L2).send();
        assertThatThrownBy(() -> day.act(Kind.CLOSE, "zhang", "i-1", null, "cause", "质量"))
                .isInstanceOfSatisfying(Refusal.class, r -> {
                    assertThat(r.why()).isEqualTo(Refusal.Why.INCOMPLETE);
                    assertThat(r.reason().args())
                            .containsExactly(
                                    "place",
                                    "measure",
                                    "measureOwner",
                                    "measureDue",
                                    "compensation",
                                    "answered",
                                    "lesson");
                });
        Incident i = day.act(
                        Kind.CLOSE,
                        "zhang",
                        "i-1",
                        "先查批次",
                        "cause",
                        "质量",
                        "measure",
                        "换供应商",
                        "measureOwner",
                        "li",
                        "measureDue",
                        "2026-07-01",
                        "answered",
                        "公告",
                        "place",
                        "甲厂",
                        "compensation",
                        "无")
                .incident();
        assertThat(i.closing()).isNotNull();
        assertThat(i.closing().measureDue()).isEqualTo(Timeline.time("13 18:00"));
        assertThat(i.closing().lesson()).isEqualTo("先查批次");
        assertThat(day.got("group")).containsExactly("10:00 opened", "10:00 closed");
    }

    @Test
    void whatHasEndedIsNotWoken() {
        day.at("10:00").post(Severity.L1).send();
        Incident ended = day.act(Kind.FALSE_ALARM, "zhang", "i-1", "广告").incident();
        for (var deadline :
                day.decide("i-1", new Event.Absorbed("i-9")).incident().agenda()) {
            assertThat(deadline).isNull();
        }
        assertThat(day.incident("i-1")).isSameAs(ended);
        assertThatThrownBy(() -> day.act(Kind.TAKE, "zhang", "i-1", null)).isInstanceOf(Refusal.class);
        assertThat(day.quiet().at("1 10:00").got("zhang")).isEmpty();
    }

    @Test
    void theSameMatterWithinFourteenDaysReopens() {
        day.at("10:00").post(Severity.L2).send();
        day.act(
                Kind.CLOSE,
                "zhang",
                "i-1",
                "x",
                "cause",
                "质量",
                "measure",
                "y",
                "measureOwner",
                "li",
                "measureDue",
                "2026-07-01",
                "answered",
                "公告",
                "place",
                "甲厂",
                "compensation",
                "无");
        day.quiet().at("10 10:00").post(Severity.L2).send();
        Incident i = day.incident("i-1");
        assertThat(i.has(Flag.REOPENED)).isTrue();
        assertThat(i.state()).isEqualTo(State.OPEN);
        assertThat(Clockwork.running(i, Clocks.GOLDEN, null).orElseThrow().due())
                .isEqualTo(Timeline.time("10 12:00"));
        assertThat(Clockwork.runs(i, Clocks.ACKNOWLEDGE)).isTrue();
        assertThat(day.at("10 10:10").got("zhang")).containsExactly("10:00 opened", "10:10 page");
        assertThat(day.story()).contains("incident.reopened");
        Timeline later = new Timeline();
        later.at("10:00").post(Severity.L3).send();
        later.act(Kind.CLOSE, "zhang", "i-1", null, "cause", "物流");
        later.at("15 10:00").post(Severity.L3).send();
        assertThat(later.incidents).hasSize(2);
    }

    @Test
    void aPersonReopensWhatWasClosedByMistake() {
        day.at("10:00").post(Severity.L3).by("u1").send();
        day.act(Kind.CLOSE, "zhang", "i-1", null, "cause", "物流");
        day.at("10:30").act(Kind.REOPEN, "zhang", "i-1", null);
        assertThat(Clockwork.running(day.incident("i-1"), Clocks.SETTLE, "u1")
                        .orElseThrow()
                        .due())
                .isEqualTo(Timeline.time("3 10:00"));
        assertThat(Clockwork.running(day.incident("i-1"), Clocks.GOLDEN, "u1")
                        .orElseThrow()
                        .due())
                .isEqualTo(Timeline.time("12:00"));
    }

    @Test
    void eachCustomerOfAnL3HasClocksOfTheirOwn() {
        day.at("10:00").post(Severity.L3).by("u1").send();
        day.at("11:10").post(Severity.L3).by("u2").send();
        day.act(Kind.TAKE, "zhang", "i-1", null);
        act(Kind.ANSWER, "u1");
        assertThat(day.incident("i-1").state()).isEqualTo(State.TAKEN);
        assertThat(Clockwork.runs(day.incident("i-1"), Clocks.GOLDEN)).isTrue();
        act(Kind.ANSWER, "u2");
        assertThat(day.incident("i-1").state()).isEqualTo(State.ANSWERED);
        assertThat(Clockwork.runs(day.incident("i-1"), Clocks.GOLDEN)).isFalse();
        act(Kind.SETTLE, "u1");
        assertThat(day.incident("i-1").state()).isEqualTo(State.ANSWERED);
        day.at("12:00").post(Severity.L3).by("u3").send();
        assertThat(day.incident("i-1").state()).isEqualTo(State.TAKEN);
        act(Kind.SETTLE);
        assertThat(day.incident("i-1").state()).isEqualTo(State.SETTLED);
        assertThat(day.incident("i-1").clocks()).noneMatch(Clockwork::running);
        assertThatThrownBy(() -> act(Kind.ANSWER, "nobody")).isInstanceOf(Refusal.class);
    }

    private void act(Kind kind, String... customers) {
        day.act(
                new io.fenghuo.model.Action(
                        kind, "zhang", "console", day.now(), null, "好", List.of(customers), Map.of()),
                "i-1");
    }

    @Test
    void aPersonMergesAndTheClocksGoAlong() {
        day.at("10:00").post(Severity.L3).by("u1").in("a").send();
        day.at("10:30").post(Severity.L3).by("u2").in("b").send();
        day.act(Kind.MERGE, "zhang", "i-2", null, "into", "i-1");
        assertThat(day.incident("i-2").state()).isEqualTo(State.MERGED);
        Incident i = day.incident("i-1");
        assertThat(i.counts()).isEqualTo(new Incident.Counts(2, 2));
        assertThat(Clockwork.running(i, Clocks.GOLDEN, "u2").orElseThrow().due())
                .isEqualTo(Timeline.time("12:30"));
        assertThat(i.agenda()).anyMatch(d -> d.name().equals("miss:settle@u2"));
    }

    @Test
    void aPersonSplitsAndTheClocksGoAlong() {
        day.at("10:00").post(Severity.L3).by("u1").send();
        day.at("10:30").post(Severity.L3).by("u2").send();
        Incident before = day.incident("i-1");
        act(Kind.SPLIT, "u2");
        Decision off = day.decider.decide(
                null,
                new Event.SplitOff("i-7", before, List.of("u2"), "二", new Incident.Counts(1, 1), "zhang", "console"),
                day.policy,
                day.now());
        assertThat(day.incident("i-1").cases()).hasSize(1);
        assertThat(Clockwork.runs(day.incident("i-1"), Clocks.GOLDEN)).isTrue();
        assertThat(Clockwork.running(off.incident(), Clocks.GOLDEN, "u2")
                        .orElseThrow()
                        .due())
                .isEqualTo(Timeline.time("12:30"));
        assertThat(off.incident().version()).isEqualTo(1);
        assertThat(off.incident().openedAt()).isEqualTo(day.now());
    }
}
