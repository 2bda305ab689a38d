package io.fenghuo.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Action;
import io.fenghuo.model.Severity;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the figures of the manual: "Life of an incident, in notices per recipient". */
class NoiseTableTest {
    private final Timeline day = new Timeline();

    @Test
    void anL3ThatIsHandledIsOneLine() {
        String id = day.at("10:10").post(Severity.L3).send().id();
        day.at("10:40").act(Action.Kind.TAKE, "zhang", id, null);
        day.at("11:20").act(Action.Kind.ANSWER, "zhang", id, "已退款");
        day.at("1 11:20").act(Action.Kind.SETTLE, "zhang", id, null);
        assertThat(day.at("4 10:00").got("zhang")).containsExactly("11:00 opened (line)");
        assertThat(day.got("wang")).isEmpty();
        assertThat(day.got("group")).containsExactly("11:00 opened (line)");
    }

    @Test
    void anL3ThatIsIgnoredIsAtMostFour() {
        day.at("10:10").post(Severity.L3).send();
        day.at("5 10:00");
        assertThat(day.got("zhang")).containsExactly("11:00 opened (line)", "11:40 warning golden");
        assertThat(day.got("wang"))
                .containsExactly(
                        "13:00 missed (line) golden", "11:00 warning (line) settle", "11:00 missed (line) settle");
    }

    @Test
    void anL2OfFiveHundredCommentsIsFewToItsOwner() {
        String id = wave(List.of("12"));
        assertThat(day.incident(id).counts().authors()).isEqualTo(500);
        assertThat(day.got("zhang").size()).as("owner %s", day.got("zhang")).isLessThanOrEqualTo(8);
        for (String other : List.of("zhao", "wang", "li")) {
            assertThat(day.got(other).size()).as("%s %s", other, day.got(other)).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void anL2OfFiveHundredCommentsIsIgnoredInAtMostTen() {
        wave(List.of());
        for (String each : List.of("zhang", "zhao", "wang", "li")) {
            assertThat(day.got(each).size()).as("%s %s", each, day.got(each)).isLessThanOrEqualTo(10);
        }
    }

    /** The demo's wave: 37 people within a quarter of a minute are one raise and hardly more, to a group as to a person. */
    @Test
    void aSteepWaveFillsNoGroup() {
        Instant start = Timeline.time("10:00");
        String id = "";
        for (int i = 0; i < 37; i++) {
            id = day.until(start.plusMillis(440L * i)).post(Severity.L3).send().id();
        }
        assertThat(day.incident(id).counts().authors()).isEqualTo(37);
        day.at("10:40");
        assertThat(day.got("group")).containsExactly("10:00 raised", "10:00 growth", "10:30 growth");
        assertThat(day.got("zhang")).as("the reminder overtakes growth").containsExactly("10:00 raised", "10:10 page");
        assertThat(day.got("zhao")).containsExactly("10:00 raised", "10:30 growth");
        assertThat(day.got("wang")).containsExactly("10:15 page");
        assertThat(day.got("li")).isEmpty();
    }

    /** The same wave in somebody's hands: the owner hears of growth half an hour after the raise, others see their card edited. */
    @Test
    void aSteepWaveInSomebodysHandsIsOneMoreMessage() {
        Instant start = Timeline.time("10:00");
        for (int i = 0; i < 37; i++) {
            String id = day.until(start.plusMillis(440L * i))
                    .post(Severity.L3)
                    .send()
                    .id();
            if (i == 5) {
                day.act(Action.Kind.TAKE, "zhang", id, null);
            }
        }
        day.at("10:40");
        assertThat(day.got("zhang")).containsExactly("10:00 raised", "10:30 growth");
        assertThat(day.got("zhao")).containsExactly("10:00 raised");
        assertThat(day.got("wang")).isEmpty();
        assertThat(day.got("group")).containsExactly("10:00 raised", "10:00 growth", "10:30 growth");
    }

    /** 500 comments of 500 authors in 100 minutes, one each 12 seconds, from 10:00 on; then quiet until 12:00. */
    private String wave(List<String> takenAtMinute) {
        Instant start = Timeline.time("10:00");
        String id = "";
        for (int i = 0; i < 500; i++) {
            day.until(start.plusSeconds(12L * i));
            id = day.post(Severity.L3).send().id();
            if (!takenAtMinute.isEmpty() && i == Integer.parseInt(takenAtMinute.get(0)) * 5) {
                day.act(Action.Kind.TAKE, "zhang", id, null);
            }
            if (!takenAtMinute.isEmpty() && i % 200 == 199) {
                day.act(Action.Kind.NOTE, "zhang", id, "在查 " + i);
            }
        }
        day.until(start.plusSeconds(7200));
        return id;
    }

    @Test
    void anL1ThatIsTakenIsFewToEverybody() {
        String id = day.at("10:00").post(Severity.L1).send().id();
        day.at("10:02").act(Action.Kind.TAKE, "zhang", id, null);
        for (int minute = 10; minute < 130; minute += 10) {
            day.until(Timeline.time("10:00").plusSeconds(60L * minute));
            day.act(Action.Kind.NOTE, "zhang", id, "联系中 " + minute);
        }
        assertThat(day.got("zhang"))
                .containsExactly(
                        "10:00 opened", "10:10 warning respond", "11:30 warning golden", "12:00 missed golden");
        assertThat(day.got("wang")).containsExactly("10:00 opened", "10:15 missed respond", "12:00 missed golden");
        assertThat(day.got("li")).containsExactly("10:00 opened");
        assertThat(day.got("group")).containsExactly("10:00 opened");
    }

    @Test
    void anL1ThatIsIgnoredRingsDutyAtMostSixteenTimes() {
        day.at("10:00").post(Severity.L1).send();
        day.at("12:00");
        assertThat(day.got("zhang"))
                .containsExactly(
                        "10:00 opened",
                        "10:03 page",
                        "10:05 page",
                        "10:10 page",
                        "10:15 page",
                        "10:20 page",
                        "10:25 page",
                        "10:30 page",
                        "10:45 page",
                        "11:00 page",
                        "11:15 page",
                        "11:30 page",
                        "11:45 page",
                        "12:00 page");
        assertThat(day.at("14:30").got("zhang")).hasSize(16).endsWith("13:00 page", "14:00 page");
        assertThat(day.got("li").subList(0, 4))
                .containsExactly("10:00 opened", "10:05 page", "10:10 warning respond", "10:15 page");
    }

    /** At 5 and 15 minutes two steps of the ladder fall due, one for duty, one for legal and supervisor: one decision, one page each. */
    @Test
    void whoHasSeveralRolesIsPagedOnceAMinute() {
        Timeline one = new Timeline(Timeline.POLICY, Timeline.oneForAll("zhang"));
        one.at("10:00").post(Severity.L1).send();
        one.at("10:16");
        assertThat(one.got("zhang"))
                .containsExactly("10:00 opened", "10:03 page", "10:05 page", "10:10 page", "10:15 page");
        assertThat(one.sent.stream()
                        .filter(s -> s.to().equals("zhang") && s.at().equals(Timeline.time("10:05")))
                        .map(s -> s.notice().by()))
                .containsExactly(List.of(Roster.PHONE));
    }

    @Test
    void anL1FoundLateIsStillIgnoredInAtMostSixteen() {
        for (int minutes = 1; minutes < 130; minutes++) {
            Timeline other = new Timeline();
            other.at("10:00")
                    .post(Severity.L1)
                    .ago(java.time.Duration.ofMinutes(minutes))
                    .send();
            assertThat(other.at("12:00").got("zhang").size())
                    .as("%d %s", minutes, other.got("zhang"))
                    .isLessThanOrEqualTo(16);
        }
    }

    @Test
    void aSuspectedL1ThatIsIgnoredIsNotLouder() {
        day.at("10:00").post(Severity.L1).suspected().send();
        assertThat(day.at("12:00").got("zhang").size())
                .as("%s", day.got("zhang"))
                .isLessThanOrEqualTo(16);
    }
}
