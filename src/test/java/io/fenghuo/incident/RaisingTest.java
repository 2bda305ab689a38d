package io.fenghuo.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenghuo.model.Action.Kind;
import io.fenghuo.model.Clock;
import io.fenghuo.model.Clock.Phase;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Crowds, suspicion, raising and lowering. */
class RaisingTest {
    private final Timeline day = new Timeline();

    private static Clock golden(Incident incident) {
        return Clockwork.running(incident, Clocks.GOLDEN, null)
                .orElseThrow(() -> new AssertionError(incident.clocks().toString()));
    }

    @Test
    void aCrowdAcrossIncidentsIsOneL2AndTheOldestKeepsItsClocks() {
        for (int i = 0; i < 5; i++) {
            day.at("10:0" + i).post(Severity.L3).of("蜜桃面膜").in("video-" + i).send();
        }
        Incident first = day.incident("i-1");
        assertThat(first.level()).isEqualTo(Severity.L2);
        assertThat(first.counts()).isEqualTo(new Incident.Counts(5, 5));
        assertThat(golden(first).due()).isEqualTo(Timeline.time("12:00"));
        assertThat(first.cases()).hasSize(5);
        assertThat(first.clocks().stream().filter(c -> c.clock().equals(Clocks.SETTLE) && c.state() == Phase.RUNNING))
                .hasSize(5);
        assertThat(day.incident("i-4").state()).isEqualTo(State.MERGED);
        assertThat(day.incident("i-4").agenda()).isEmpty();
        assertThat(day.at("11:05").got("zhang"))
                .as("the L3 lines were dropped")
                .startsWith("10:04 raised")
                .noneMatch(s -> s.contains("line"));
        assertThat(day.got("group")).containsExactly("10:04 raised");
    }

    @Test
    void aCrowdOfOneAuthorIsNone() {
        for (int i = 0; i < 9; i++) {
            day.at("10:0" + i).post(Severity.L3).by("u1").send();
        }
        assertThat(day.incident("i-1").level()).isEqualTo(Severity.L3);
    }

    @Test
    void customersAnsweredBeforeARaiseDoNotMakeItMissed() {
        day.at("10:00").post(Severity.L3).by("u1").send();
        day.act(Kind.ANSWER, "zhang", "i-1", "已回复");
        for (int i = 0; i < 5; i++) {
            day.at("14:0" + i).post(Severity.L3).send();
        }
        assertThat(day.incident("i-1").level()).isEqualTo(Severity.L2);
        assertThat(golden(day.incident("i-1")).due()).isEqualTo(Timeline.time("16:00"));
    }

    @Test
    void aSuspicionRingsDutyOnlyAndIsConfirmedAfterFiveMinutes() {
        Incident i = day.at("10:00").post(Severity.L1).suspected().send();
        assertThat(i.flags()).containsExactly(Flag.SUSPECTED);
        assertThat(day.at("10:04").got("zhang")).containsExactly("10:00 opened");
        assertThat(day.got("li")).isEmpty();
        assertThat(Clockwork.runs(day.incident("i-1"), Clocks.RESPOND)).isFalse();
        day.at("10:05");
        assertThat(day.incident("i-1").flags()).isEmpty();
        assertThat(day.got("li")).containsExactly("10:05 raised");
        assertThat(Clockwork.running(day.incident("i-1"), Clocks.RESPOND, null))
                .hasValueSatisfying(c -> assertThat(c.due()).isEqualTo(Timeline.time("10:20")));
        assertThat(day.story()).contains("incident.raised");
    }

    @Test
    void takingASuspicionDecidesNothing() {
        day.at("10:00").post(Severity.L1).suspected().send();
        day.at("10:01").act(Kind.TAKE, "zhang", "i-1", null);
        assertThat(day.incident("i-1").has(Flag.SUSPECTED)).isTrue();
        day.at("10:06");
        assertThat(day.incident("i-1").has(Flag.SUSPECTED)).isFalse();
        assertThat(day.got("zhang")).containsExactly("10:00 opened", "10:05 raised");
        assertThat(day.got("wang")).containsExactly("10:05 raised");
        assertThat(Clockwork.runs(day.incident("i-1"), Clocks.ACKNOWLEDGE)).isFalse();
    }

    @Test
    void aSecondHitConfirmsButNotOneOfTheSamePost() {
        day.at("10:00").post(Severity.L1).suspected().send();
        day.at("10:01").post(Severity.L1).suspected().send();
        assertThat(day.incident("i-1").has(Flag.SUSPECTED)).isFalse();
    }

    @Test
    void aSuspicionCanBeRejected() {
        day.at("10:00").post(Severity.L1).suspected().send();
        day.at("10:01").act(Kind.LOWER, "zhang", "i-1", "是剧情", "level", "L3");
        assertThat(day.incident("i-1").level()).isEqualTo(Severity.L3);
        day.quiet().at("10:30");
        assertThat(day.got("zhang")).isEmpty();
        assertThat(Clockwork.runs(day.incident("i-1"), Clocks.SETTLE)).isTrue();
    }

    @Test
    void aRaiseWhileTakenTellsOwnerAndNewRolesOnceWithoutAcknowledge() {
        day.at("10:00").post(Severity.L2).send();
        day.at("10:05").act(Kind.TAKE, "zhang", "i-1", null);
        day.quiet().at("10:06").post(Severity.L1).rule("harm").send();
        Incident i = day.at("10:12").incident("i-1");
        assertThat(i.level()).isEqualTo(Severity.L1);
        assertThat(i.owner()).isEqualTo("zhang");
        assertThat(day.got("zhang")).containsExactly("10:06 raised");
        assertThat(day.got("li")).containsExactly("10:06 raised");
        assertThat(day.got("wang")).containsExactly("10:06 raised");
        assertThat(day.got("zhao")).isEmpty();
        assertThat(Clockwork.runs(i, Clocks.ACKNOWLEDGE)).isFalse();
        assertThat(golden(i).due()).as("never restarted").isEqualTo(Timeline.time("12:00"));
        assertThat(Clockwork.runs(i, Clocks.FINDINGS)).as("no clock is lost").isTrue();
    }

    @Test
    void anL1AfterAnAnswerWantsAnAnswerOfItsOwn() {
        day.at("10:00").post(Severity.L2).send();
        day.act(Kind.ANSWER, "zhang", "i-1", "说明");
        day.at("10:06").post(Severity.L1).rule("harm").send();
        assertThat(day.incident("i-1").state()).isEqualTo(State.TAKEN);
        assertThat(Clockwork.runs(day.incident("i-1"), Clocks.RESPOND)).isTrue();
        assertThat(Clockwork.runs(day.incident("i-1"), Clocks.GOLDEN)).isFalse();
    }

    @Test
    void afterLoweringOnlyANewKindOfReasonRaises() {
        day.at("10:00").post(Severity.L1).rule("harm").send();
        day.act(Kind.TAKE, "zhang", "i-1", null);
        assertThatThrownBy(() -> day.act(Kind.LOWER, "zhang", "i-1", null, "level", "L2"))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.why()).isEqualTo(Refusal.Why.INCOMPLETE));
        day.act(Kind.LOWER, "zhang", "i-1", "转述他人", "level", "L2");
        day.at("10:10").post(Severity.L1).rule("harm").send();
        assertThat(day.incident("i-1").level()).isEqualTo(Severity.L2);
        day.at("10:11").post(Severity.L1).rule("fire").send();
        assertThat(day.incident("i-1").level()).isEqualTo(Severity.L1);
        assertThat(day.story()).contains("incident.lowered", "incident.raised");
    }

    @Test
    void growthIsToldAtMultiplesAndNeverSoon() {
        Policy p = Timeline.POLICY;
        assertThat(Growth.threshold(p, 5, 5)).isEqualTo(10);
        assertThat(Growth.threshold(p, 5, 10)).isEqualTo(25);
        assertThat(Growth.threshold(p, 5, 49)).isEqualTo(50);
        assertThat(Growth.threshold(p, 5, 50)).isEqualTo(500);
        assertThat(Growth.threshold(p, 5, 600)).isEqualTo(5000);
        day.at("10:00").post(Severity.L2).send();
        day.at("10:01").act(Kind.TAKE, "zhang", "i-1", null);
        day.quiet().at("10:05").post(Severity.L2).send();
        assertThat(day.got("zhang")).isEmpty();
        assertThat(day.at("10:40").got("zhang")).containsExactly("10:30 growth");
        assertThat(day.got("group")).containsExactly("10:05 growth");
    }

    @Test
    void aNewPlatformIsToldAtOnce() {
        day.at("10:00").post(Severity.L2).send();
        day.at("10:01").act(Kind.TAKE, "zhang", "i-1", null);
        day.quiet().at("10:05").post(Severity.L2).from("weibo").send();
        assertThat(day.got("zhang")).containsExactly("10:05 growth");
    }

    @Test
    void theRulesOwnerStandsForTheBrand() {
        day.at("10:00").post(Severity.L2).owner("person:li").send();
        assertThat(day.got("li")).containsExactly("10:00 opened");
        assertThat(day.got("zhao")).isEmpty();
        day.quiet().post(Severity.L1).owner("person:qian").in("x").send();
        assertThat(day.got("qian")).as("beside the ladder").containsExactly("10:00 opened");
    }

    @Test
    void aRaiseNeverBirthsAMissedClock() {
        day.at("10:00").post(Severity.L3).send();
        day.at("4 10:00");
        Incident before = day.incident("i-1");
        day.act(Kind.RAISE, "wang", "i-1", "复盘", "level", "L2");
        Incident i = day.incident("i-1");
        assertThat(i.clocks().stream().filter(c -> c.state() == Phase.MISSED && c.customer() == null))
                .allMatch(c -> c.clock().equals(Clocks.GOLDEN));
        assertThat(i.version()).isEqualTo(before.version() + 1);
        assertThat(Duration.between(
                        day.now(),
                        Clockwork.running(i, Clocks.FINDINGS, null)
                                .orElseThrow()
                                .due()))
                .isEqualTo(Duration.ofHours(48));
    }
}
