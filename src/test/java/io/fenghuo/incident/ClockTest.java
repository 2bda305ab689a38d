package io.fenghuo.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Action.Kind;
import io.fenghuo.model.Clock;
import io.fenghuo.model.Clock.Phase;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Severity;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When clocks start, warn, stop and are missed. */
class ClockTest {
    private final Timeline day = new Timeline();

    private static Clock clock(Incident incident, String id) {
        return incident.clocks().stream()
                .filter(c -> c.clock().equals(id))
                .reduce((a, b) -> b)
                .orElseThrow(() -> new AssertionError("no clock " + id + " in " + incident.clocks()));
    }

    @Test
    void goldenRunsFromExposureNotFromFinding() {
        Incident i =
                day.at("20:40").post(Severity.L2).ago(Duration.ofMinutes(40)).send();
        assertThat(clock(i, Clocks.GOLDEN).startedAt()).isEqualTo(Timeline.time("20:00"));
        assertThat(clock(i, Clocks.GOLDEN).due()).isEqualTo(Timeline.time("22:00"));
    }

    @Test
    void aPostFromTheFutureCountsAsNow() {
        Incident i =
                day.at("20:40").post(Severity.L2).ago(Duration.ofMinutes(-40)).send();
        assertThat(i.exposure()).isEqualTo(Timeline.time("20:40"));
    }

    @Test
    void warningsInThePastAreSkipped() {
        day.at("10:00").post(Severity.L2).ago(Duration.ofMinutes(70)).send();
        String id = "i-1";
        day.at("10:01").act(Kind.TAKE, "zhang", id, null);
        assertThat(day.at("10:50").got("zhang")).containsExactly("10:00 opened", "10:30 warning golden");
        assertThat(day.got("wang")).containsExactly("10:50 missed golden");
    }

    @Test
    void aPostFoundAfterGoldenAlertsAtOnceAsMissed() {
        Incident i = day.at("10:00").post(Severity.L2).ago(Duration.ofHours(3)).send();
        assertThat(clock(i, Clocks.GOLDEN).state()).isEqualTo(Phase.MISSED);
        assertThat(day.got("zhang")).containsExactly("10:00 opened golden");
        assertThat(day.notices.get(0).why().code()).isEqualTo(Reasons.OPENED_MISSED);
        assertThat(day.story()).contains("clock.missed");
    }

    @Test
    void anL3FoundLateWaitsForTheDigest() {
        day.at("10:10").post(Severity.L3).ago(Duration.ofHours(3)).send();
        assertThat(day.got("zhang")).isEmpty();
        assertThat(day.at("12:00").got("zhang")).containsExactly("11:00 opened (line) golden");
        assertThat(day.got("wang")).containsExactly("11:00 missed (line) golden");
    }

    @Test
    void anEarlierPostMovesGoldenForward() {
        day.at("10:00").post(Severity.L2).send();
        Incident i =
                day.at("10:10").post(Severity.L2).ago(Duration.ofMinutes(90)).send();
        assertThat(clock(i, Clocks.GOLDEN).due()).isEqualTo(Timeline.time("10:40"));
    }

    @Test
    void acknowledgeIsMissedWithoutAMessageOfItsOwn() {
        day.at("10:00").post(Severity.L2).send();
        day.at("10:20");
        assertThat(clock(day.incident("i-1"), Clocks.ACKNOWLEDGE).state()).isEqualTo(Phase.MISSED);
        assertThat(day.got("zhang")).containsExactly("10:00 opened", "10:10 page");
        assertThat(day.got("wang")).containsExactly("10:15 page");
    }

    @Test
    void aWarningRidesOnALadderStepThatIsNear() {
        day.at("10:00").post(Severity.L2).ago(Duration.ofMinutes(25)).send();
        day.at("10:50");
        // 60 minutes left falls on 10:35, the step at 10:45 carries it; the others told hear it then
        assertThat(day.got("zhang")).containsExactly("10:00 opened", "10:10 page", "10:45 page");
        assertThat(day.got("zhao")).containsExactly("10:00 opened", "10:45 warning golden");
        assertThat(day.notices.stream().map(n -> n.why().args())).anyMatch(a -> a.contains("golden:50"));
    }

    @Test
    void aLateEntryStopsAClockThatCountedAsMissed() {
        day.at("10:00").post(Severity.L2).send();
        day.at("12:30");
        assertThat(clock(day.incident("i-1"), Clocks.GOLDEN).state()).isEqualTo(Phase.MISSED);
        Instant past = Timeline.time("11:50");
        day.act(
                new io.fenghuo.model.Action(
                        Kind.ANSWER, "zhang", "console", past, null, "已说明", java.util.List.of(), java.util.Map.of()),
                "i-1");
        assertThat(clock(day.incident("i-1"), Clocks.GOLDEN).state()).isEqualTo(Phase.STOPPED);
        assertThat(day.entries.get(day.entries.size() - 1).facts()).containsEntry("late", "true");
    }

    @Test
    void afterAStopOfTheServiceOnlyTheLatestIsSentAndMarkedLate() {
        day.at("10:00").post(Severity.L2).send();
        day.act(Kind.TAKE, "zhang", "i-1", null);
        day.act(Kind.ANSWER, "zhang", "i-1", "声明");
        day.quiet().down("2 09:30");
        assertThat(day.got("zhang")).containsExactly("09:30 warning findings late");
    }

    @Test
    void missedRepeatsAreSentOnce() {
        day.at("10:00").post(Severity.L1).send();
        day.quiet().down("10:19");
        assertThat(day.got("zhang")).containsExactly("10:19 page late");
        assertThat(day.got("li")).containsExactly("10:19 page late");
        assertThat(day.at("10:20").got("zhang")).endsWith("10:20 page");
    }

    @Test
    void categoriesBringClocksOfTheirOwn() {
        Policy own = new Policy(
                "",
                Timeline.POLICY.zone(),
                Timeline.POLICY.golden(),
                Timeline.POLICY.window(),
                Timeline.POLICY.crowd(),
                Timeline.POLICY.correlate(),
                Timeline.POLICY.levels(),
                java.util.Map.of(
                        "欺诈",
                        java.util.Map.of(
                                "department",
                                Allowance.of(Duration.ofHours(24)),
                                "golden",
                                Allowance.of(Duration.ofHours(1)))),
                Timeline.POLICY.noise());
        Timeline other = new Timeline(own.identified());
        Incident i = other.at("10:00").post(Severity.L2).send();
        assertThat(clock(i, Clocks.GOLDEN).due()).isEqualTo(Timeline.time("11:00"));
        assertThat(clock(i, "department").due()).isEqualTo(Timeline.time("1 10:00"));
        other.act(Kind.NOTE, "zhang", "i-1", "技术已回", "clock", "department");
        assertThat(clock(other.incident("i-1"), "department").state()).isEqualTo(Phase.STOPPED);
    }

    @Test
    void aPromiseEnteredByHandIsAClock() {
        day.at("10:00").post(Severity.L3).send();
        day.act(Kind.TAKE, "zhang", "i-1", null);
        day.act(Kind.NOTE, "zhang", "i-1", "今天18点前答复", "promised", "2026-06-18T18:00");
        assertThat(clock(day.incident("i-1"), Clocks.PROMISED).due()).isEqualTo(Timeline.time("18:00"));
        day.at("11:00").act(Kind.ANSWER, "zhang", "i-1", "好了");
        assertThat(clock(day.incident("i-1"), Clocks.PROMISED).state()).isEqualTo(Phase.STOPPED);
    }
}
