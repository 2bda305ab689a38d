package io.fenghuo.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Action;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the figures of "Default ladder and noise", cell by cell; "Life of an incident" is with {@link NoiseTableTest}. */
class NoiseCellsTest {
    private static final List<String> EVERYBODY = List.of("zhang", "li", "wang", "zhao", "qian");
    private final Timeline day = new Timeline();

    private List<Notice> to(Target target) {
        return day.notices.stream().filter(one -> one.to().equals(target)).toList();
    }

    private List<String> none() {
        List<String> got = new ArrayList<>();
        EVERYBODY.forEach(one -> got.addAll(day.got(one)));
        return got;
    }

    // L1 红

    @Test
    void l1AtOnceRingsDutyLegalAndSupervisorBySpareChannelToo() {
        Incident incident = day.at("1 03:00").post(Severity.L1).send();
        for (String role : List.of(Roles.DUTY, Roles.LEGAL, Roles.SUPERVISOR)) {
            assertThat(to(Target.role(role))).singleElement().satisfies(one -> {
                assertThat(one.manner()).isEqualTo(Notice.Manner.RING);
                assertThat(one.reason()).isEqualTo(NoticeReason.OPENED);
            });
        }
        assertThat(to(Target.role(Roles.BRAND))).isEmpty();
        Roster roster = new Roster(
                Timeline.CONTACTS,
                List.of(
                        new Roster.Line("app", "wecom-app", java.util.Set.of(), List.of(), false),
                        new Roster.Line("mail", "email", java.util.Set.of(), List.of(), false)));
        assertThat(roster.route(to(Target.role(Roles.DUTY)).get(0), false, day.now())
                        .destinations())
                .extracting(Roster.Destination::channel)
                .containsExactly("app", "mail");
        assertThat(day.got("group")).containsExactly("03:00 opened");
        assertThat(incident.told()).contains("role:duty", "role:legal", "role:supervisor", "groups");
    }

    @Test
    void l1NotTakenDutyAtThreeFiveThenEveryFiveFifteenAndHourly() {
        day.at("10:00").post(Severity.L1).send();
        day.at("16:30");
        List<Long> minutes = to(Target.role(Roles.DUTY)).stream()
                .filter(one -> one.reason() == NoticeReason.PAGE)
                .map(one -> Duration.between(Timeline.time("10:00"), one.at()).toMinutes())
                .toList();
        assertThat(minutes)
                .containsExactly(
                        3L, 5L, 10L, 15L, 20L, 25L, 30L, 45L, 60L, 75L, 90L, 105L, 120L, 180L, 240L, 300L, 360L);
    }

    @Test
    void l1NotTakenLegalAndSupervisorAgainAtFiveAndFifteenByPhone() {
        day.at("10:00").post(Severity.L1).send();
        day.at("11:59");
        for (String role : List.of(Roles.LEGAL, Roles.SUPERVISOR)) {
            List<Notice> pages = to(Target.role(role)).stream()
                    .filter(one -> one.reason() == NoticeReason.PAGE)
                    .toList();
            assertThat(pages)
                    .extracting(one ->
                            Duration.between(Timeline.time("10:00"), one.at()).toMinutes())
                    .containsExactly(5L, 15L);
            assertThat(pages).allMatch(one -> one.by().equals(List.of(Roster.PHONE)));
        }
    }

    @Test
    void l1ThePhoneRingsFromThreeMinutesOnAndNotBefore() {
        day.at("10:00").post(Severity.L1).send();
        day.at("10:30");
        assertThat(to(Target.role(Roles.DUTY)))
                .allMatch(one -> one.by().contains(Roster.PHONE) == (one.reason() == NoticeReason.PAGE));
    }

    @Test
    void l1OwnedHearsRespondFiveGoldenThirtyAndTheMiss() {
        String id = day.at("10:00").post(Severity.L1).send().id();
        day.at("10:01").act(Action.Kind.TAKE, "zhang", id, null);
        for (int minute = 9; minute < 121; minute += 10) {
            day.until(Timeline.time("10:00").plusSeconds(60L * minute));
            day.act(Action.Kind.NOTE, "zhang", id, "在办 " + minute);
        }
        day.at("12:05");
        assertThat(day.got("zhang"))
                .containsExactly(
                        "10:00 opened", "10:10 warning respond", "11:30 warning golden", "12:00 missed golden");
        assertThat(day.got("wang")).as("a miss tells the supervisor once").contains("12:00 missed golden");
    }

    @Test
    void l1AnsweredRemindsEveryFourHoursUntilSettled() {
        String id = day.at("10:00").post(Severity.L1).send().id();
        day.at("10:05").act(Action.Kind.TAKE, "zhang", id, null);
        day.at("10:10").act(Action.Kind.ANSWER, "zhang", id, "已答复");
        day.quiet();
        assertThat(day.at("1 00:30").got("zhang"))
                .containsExactly("14:10 reminder", "18:10 reminder", "22:10 reminder");
        day.act(Action.Kind.SETTLE, "zhang", id, null);
        day.quiet();
        assertThat(day.at("2 00:00").got("zhang")).isEmpty();
    }

    // L2 橙

    @Test
    void l2AtOnceOneCardToDutyAndBrand() {
        day.at("10:00").post(Severity.L2).send();
        assertThat(day.got("zhang")).containsExactly("10:00 opened");
        assertThat(day.got("zhao")).containsExactly("10:00 opened");
        assertThat(day.got("wang")).isEmpty();
        assertThat(day.got("li")).isEmpty();
        assertThat(to(Target.role(Roles.DUTY)).get(0).manner()).isEqualTo(Notice.Manner.CARD);
    }

    @Test
    void l2NotTakenReminderAtTenSupervisorAtFifteenThenEveryThirty() {
        day.at("10:00").post(Severity.L2).send();
        day.at("11:59");
        assertThat(day.got("zhang"))
                .containsExactly(
                        "10:00 opened", "10:10 page", "10:45 page", "11:00 warning golden", "11:15 page", "11:45 page");
        assertThat(day.got("wang")).startsWith("10:15 page", "10:45 page").contains("11:15 page", "11:45 page");
    }

    @Test
    void l2OwnedGoldenAtSixtyAndTwentyOnlyUntilAnswered() {
        String id = day.at("10:00").post(Severity.L2).send().id();
        day.at("10:05").act(Action.Kind.TAKE, "zhang", id, null);
        day.at("10:55").act(Action.Kind.NOTE, "zhang", id, "在办");
        assertThat(day.at("11:45").got("zhang"))
                .containsExactly("10:00 opened", "11:00 warning golden", "11:40 warning golden");
        Timeline other = new Timeline();
        String answered = other.at("10:00").post(Severity.L2).send().id();
        other.at("10:05").act(Action.Kind.TAKE, "zhang", answered, null);
        other.at("10:30").act(Action.Kind.ANSWER, "zhang", answered, "已答复");
        assertThat(other.at("13:00").got("zhang")).containsExactly("10:00 opened");
    }

    @Test
    void l2FindingsAtTwentyFourAndSixHoursLeft() {
        String id = day.at("12:00").post(Severity.L2).send().id();
        day.at("12:05").act(Action.Kind.TAKE, "zhang", id, null);
        day.at("12:10").act(Action.Kind.ANSWER, "zhang", id, "已答复");
        day.quiet();
        List<String> got = day.at("2 11:00").got("zhang");
        assertThat(got.stream().filter(one -> one.contains("findings")))
                .as("24 h left at noon; 6 h left at 06:00 waits for 09:00: %s", got)
                .containsExactly("12:00 warning findings", "09:00 warning findings");
        assertThat(got.stream().filter(one -> one.contains("reminder")))
                .as("at 09:00 and 17:00, replaced by a findings warning within 3 h: %s", got)
                .containsExactly("17:00 reminder", "17:00 reminder");
    }

    // L3 黄

    @Test
    void l3IsALineOfTheHourlyDigestFromNineToTwentyTwo() {
        for (String[] each : List.of(
                new String[] {"09:10", "10:00"},
                new String[] {"15:59", "16:00"},
                new String[] {"21:30", "22:00"},
                new String[] {"22:10", "08:30"},
                new String[] {"03:00", "08:30"})) {
            Timeline one = new Timeline();
            one.until(Timeline.time("1 " + each[0]));
            one.post(Severity.L3).send();
            assertThat(one.at("2 09:30").got("zhang").get(0)).as(each[0]).isEqualTo(each[1] + " opened (line)");
        }
    }

    @Test
    void l3OnePersonalMessageWithThirtyMinutesOfGoldenLeftAndTheMissInTheSupervisorsDigest() {
        day.at("10:10").post(Severity.L3).send();
        day.at("13:30");
        assertThat(day.got("zhang")).containsExactly("11:00 opened (line)", "11:40 warning golden");
        assertThat(day.got("wang")).containsExactly("13:00 missed (line) golden");
    }

    @Test
    void l3SettleWithTwentyFourHoursLeftToTheOwner() {
        String id = day.at("10:10").post(Severity.L3).send().id();
        day.at("10:20").act(Action.Kind.TAKE, "zhang", id, null);
        day.at("10:30").act(Action.Kind.ANSWER, "zhang", id, "已答复");
        day.quiet();
        assertThat(day.at("2 12:00").got("zhang")).contains("10:10 warning settle");
    }

    @Test
    void l3AtNightSaysNothingPersonalAndTellsInTheMorning() {
        day.at("21:45").post(Severity.L3).send();
        day.at("1 08:29");
        assertThat(none()).containsExactly("22:00 opened (line)");
        day.at("1 08:30");
        assertThat(day.got("zhang")).hasSize(2).last().asString().contains("08:30 warning (line) golden");
        assertThat(day.got("wang")).containsExactly("08:30 missed (line) golden");
    }

    @Test
    void aRaiseRemovesTheUnsentLine() {
        String id = day.at("10:10").post(Severity.L3).send().id();
        day.at("10:20").act(Action.Kind.RAISE, "wang", id, "扩散", "level", "L2");
        assertThat(day.at("11:05").got("zhang"))
                .doesNotContain("11:00 opened (line)")
                .contains("10:20 raised");
    }

    // riding, growth, groups, limits

    @Test
    void warningsRideOnALadderStepThatIsNear() {
        day.at("10:00").post(Severity.L1).ago(Duration.ofMinutes(78)).send();
        day.at("10:13");
        assertThat(day.got("zhang"))
                .as("golden has 30 min left at 10:12; the page of 10:15 is within 3 min")
                .containsExactly("10:00 opened", "10:03 page", "10:05 page", "10:10 page");
        day.at("10:15");
        assertThat(to(Target.role(Roles.DUTY)))
                .filteredOn(one -> one.at().equals(Timeline.time("10:15")))
                .singleElement()
                .satisfies(one -> assertThat(one.why().args()).anyMatch(arg -> arg.startsWith("golden:")));
    }

    @Test
    void growthIsToldAtTwiceFiveAndTenTimesAndEachTenTimesAfter() {
        String id = day.at("10:00").post(Severity.L2).send().id();
        day.at("10:01").act(Action.Kind.TAKE, "zhang", id, null);
        List<Integer> told = new ArrayList<>();
        Instant start = Timeline.time("10:40");
        for (int i = 2; i <= 120; i++) {
            day.until(start.plus(Duration.ofMinutes(31L * (i - 2))));
            day.act(Action.Kind.NOTE, "zhang", id, "在办 " + i);
            day.post(Severity.L2).in("video-77").send();
        }
        day.notices.stream()
                .filter(one -> one.reason() == NoticeReason.GROWTH
                        && one.manner() == Notice.Manner.CARD
                        && one.to().equals(Target.person("zhang")))
                .forEach(one -> told.add(Integer.parseInt(one.why().args().get(0))));
        assertThat(told).containsExactly(2, 5, 10, 100);
        assertThat(to(Target.role(Roles.BRAND)))
                .filteredOn(one -> one.reason() == NoticeReason.GROWTH)
                .isNotEmpty()
                .allMatch(one -> one.manner() == Notice.Manner.EDIT);
    }

    @Test
    void growthWaitsHalfAnHourButANewPlatformDoesNot() {
        String id = day.at("10:00").post(Severity.L2).send().id();
        day.at("10:01").act(Action.Kind.TAKE, "zhang", id, null);
        day.at("10:05").post(Severity.L2).send();
        assertThat(day.at("10:29").got("zhang")).containsExactly("10:00 opened");
        assertThat(day.at("10:30").got("zhang")).containsExactly("10:00 opened", "10:30 growth");
        day.at("10:35").post(Severity.L2).from("weibo").send();
        assertThat(day.got("zhang")).containsExactly("10:00 opened", "10:30 growth", "10:35 growth");
    }

    @Test
    void groupsHearOpeningRaiseGrowthAndCloseOnceEach() {
        String id = day.at("10:00").post(Severity.L2).send().id();
        day.at("10:05").act(Action.Kind.TAKE, "zhang", id, null);
        day.at("10:40").post(Severity.L2).send();
        day.at("11:00").act(Action.Kind.RAISE, "wang", id, "媒体来电", "level", "L1");
        day.at("11:10").act(Action.Kind.ANSWER, "zhang", id, "已答复");
        day.at("11:20")
                .act(
                        Action.Kind.CLOSE,
                        "zhang",
                        id,
                        null,
                        "cause",
                        "质量",
                        "place",
                        "三号线",
                        "compensation",
                        "退款",
                        "measure",
                        "下架",
                        "measureOwner",
                        "li",
                        "measureDue",
                        "2026-07-01",
                        "answered",
                        "已道歉",
                        "lesson",
                        "先查批次");
        day.at("13:00");
        assertThat(day.got("group")).containsExactly("10:00 opened", "10:40 growth", "11:00 raised", "11:20 closed");
    }

    @Test
    void aSuspectedL1RingsDutyOnlyUntilItIsConfirmed() {
        day.at("10:00").post(Severity.L1).suspected().send();
        day.at("10:04");
        assertThat(day.got("zhang")).containsExactly("10:00 opened");
        assertThat(day.got("li")).isEmpty();
        assertThat(day.got("group")).isEmpty();
        assertThat(day.at("10:05").got("li")).hasSize(1);
    }

    @Test
    void tenMessagesAShiftThenOneDigestAndTheAdminKnows() {
        for (int i = 0; i < 14; i++) {
            day.until(Timeline.time("10:00").plusSeconds(30L * i));
            day.post(Severity.L2).in("thread-" + i).of("p" + i).send();
        }
        assertThat(day.at("10:09").got("zhang")).hasSize(10);
        assertThat(day.at("11:00").got("zhang").stream().filter(one -> one.equals("11:00 opened")))
                .as("the four beyond the budget are lines of one digest")
                .hasSize(4);
    }
}
