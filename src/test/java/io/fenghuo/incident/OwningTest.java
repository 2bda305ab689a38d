package io.fenghuo.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenghuo.model.Action;
import io.fenghuo.model.Action.Kind;
import io.fenghuo.model.Clock.Phase;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Taking, giving back, expiry, reminders, and what may not be done. */
class OwningTest {
    private final Timeline day = new Timeline();

    @Test
    void takingEndsTheLadder() {
        day.at("10:00").post(Severity.L1).send();
        day.at("10:02").act(Kind.TAKE, "zhang", "i-1", null);
        assertThat(day.agenda("i-1")).noneMatch(d -> d.name().startsWith("ladder"));
        assertThat(day.incident("i-1").state()).isEqualTo(State.TAKEN);
        assertThat(day.story()).containsExactly("incident.opened", "incident.taken");
    }

    @Test
    void releaseBeginsTheLadderAnew() {
        day.at("10:00").post(Severity.L1).send();
        day.at("10:02").act(Kind.TAKE, "zhang", "i-1", null);
        day.at("10:04").quiet().act(Kind.RELEASE, "zhang", "i-1", null);
        assertThat(day.at("10:10").got("zhang"))
                .containsExactly("10:04 page", "10:07 page", "10:09 page", "10:10 warning respond");
        assertThat(Clockwork.runs(day.incident("i-1"), Clocks.ACKNOWLEDGE)).isFalse();
    }

    @Test
    void aTakingWithoutProgressExpires() {
        day.at("10:00").post(Severity.L1).send();
        day.at("10:02").act(Kind.TAKE, "zhang", "i-1", null);
        day.at("10:10").act(Kind.NOTE, "zhang", "i-1", "联系买家");
        day.act(Kind.NOTE, "li", "i-1", "别人的话不算");
        assertThat(day.at("10:24").incident("i-1").owner()).isEqualTo("zhang");
        day.at("10:25");
        assertThat(day.incident("i-1").owner()).isNull();
        assertThat(day.incident("i-1").state()).isEqualTo(State.OPEN);
        assertThat(day.got("zhang")).contains("10:25 expired");
        assertThat(day.got("li")).contains("10:25 expired");
        assertThat(day.at("10:28").got("zhang")).endsWith("10:28 page");
    }

    @Test
    void anAnsweredTakingNeverExpires() {
        day.at("10:00").post(Severity.L3).send();
        day.act(Kind.TAKE, "zhang", "i-1", null);
        day.at("10:30").act(Kind.ANSWER, "zhang", "i-1", "已回复");
        assertThat(day.at("1 10:00").incident("i-1").owner()).isEqualTo("zhang");
    }

    @Test
    void anL1AnsweredRemindsEveryFourHoursUntilSettled() {
        day.at("10:00").post(Severity.L1).send();
        day.at("10:01").act(Kind.TAKE, "zhang", "i-1", null);
        day.at("10:10").act(Kind.ANSWER, "zhang", "i-1", "声明");
        day.quiet().at("19:00");
        assertThat(day.got("zhang")).containsExactly("14:10 reminder", "18:10 reminder");
        day.act(Kind.SETTLE, "zhang", "i-1", null);
        assertThat(day.quiet().at("2 10:00").got("zhang")).isEmpty();
    }

    @Test
    void anL2AnsweredRemindsTwiceADayAndFindingsTakeTheirPlace() {
        day.at("20:00").post(Severity.L2).send();
        day.at("20:05").act(Kind.TAKE, "zhang", "i-1", null);
        day.at("20:10").act(Kind.ANSWER, "zhang", "i-1", "声明");
        day.quiet().at("2 21:00");
        // findings are due at 20:00 on day 2; the warning with 24 h left comes at 20:00 on day 1, with 6 h left at
        // 14:00 on day 2
        assertThat(day.got("zhang"))
                .containsExactly(
                        "09:00 reminder", "20:00 warning findings", "09:00 reminder", "14:00 warning findings");
        assertThat(day.got("wang")).containsExactly("20:00 missed findings");
        day.act(Kind.PUBLISH_FINDINGS, "zhang", "i-1", "结论");
        assertThat(day.quiet().at("4 10:00").got("zhang")).isEmpty();
    }

    @Test
    void aFindingsWarningAtNightWaitsForTheMorning() {
        day.at("23:30").post(Severity.L2).send();
        day.act(Kind.TAKE, "zhang", "i-1", null);
        day.act(Kind.ANSWER, "zhang", "i-1", "声明");
        day.quiet().at("2 16:00");
        assertThat(day.got("zhang")).containsExactly("09:00 reminder", "17:00 reminder", "09:00 warning findings");
    }

    @Test
    void handingOverTellsTheNewOwner() {
        day.at("10:00").post(Severity.L2).send();
        assertThatThrownBy(() -> day.act(Kind.HANDOVER, "zhang", "i-1", null, "to", "li"))
                .isInstanceOf(Refusal.class);
        day.act(Kind.TAKE, "zhang", "i-1", null);
        day.act(Kind.HANDOVER, "zhang", "i-1", "你来", "to", "li");
        assertThat(day.incident("i-1").owner()).isEqualTo("li");
        assertThat(day.got("li")).containsExactly("10:00 hand_over");
    }

    @Test
    void theSameActionAgainChangesNothing() {
        day.at("10:00").post(Severity.L2).send();
        Incident taken = day.act(Kind.TAKE, "zhang", "i-1", null).incident();
        Decision again = day.act(Kind.TAKE, "zhang", "i-1", null);
        assertThat(again.incident()).isSameAs(taken);
        assertThat(again.entries()).isEmpty();
        Incident noted = day.act(Kind.NOTE, "zhang", "i-1", "x").incident();
        assertThat(day.at("10:01").act(Kind.NOTE, "zhang", "i-1", "x").incident())
                .isSameAs(noted);
        assertThat(day.at("11:30").act(Kind.NOTE, "zhang", "i-1", "x").incident())
                .isNotSameAs(noted);
    }

    @Test
    void whatSomebodyElseHasCannotBeTaken() {
        day.at("10:00").post(Severity.L2).send();
        day.act(Kind.TAKE, "zhang", "i-1", null);
        assertThatThrownBy(() -> day.act(Kind.TAKE, "li", "i-1", null)).isInstanceOfSatisfying(Refusal.class, r -> {
            assertThat(r.why()).isEqualTo(Refusal.Why.STATE);
            assertThat(r.reason().args()).containsExactly("zhang");
        });
    }

    @Test
    void anOldVersionIsRefused() {
        Incident seen = day.at("10:00").post(Severity.L2).send();
        day.post(Severity.L2).send();
        Action stale = new Action(Kind.TAKE, "zhang", "link", day.now(), seen.version(), null, List.of(), Map.of());
        assertThatThrownBy(() -> day.act(stale, "i-1"))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.why()).isEqualTo(Refusal.Why.STALE));
    }

    @Test
    void aSnoozeRestsTheLadderButNotTheClocks() {
        day.at("10:00").post(Severity.L2).send();
        day.act(Kind.SNOOZE, "zhang", "i-1", null, "until", "2026-06-18T12:30");
        assertThat(day.at("12:29").got("zhang"))
                .containsExactly("10:00 opened", "11:00 warning golden", "11:40 warning golden", "12:00 missed golden");
        assertThat(day.quiet().at("12:40").got("zhang")).containsExactly("12:30 page", "12:40 page");
    }

    @Test
    void waitingRestsSettleUntilTheCustomerWrites() {
        day.at("10:00").post(Severity.L3).by("u1").send();
        day.act(Kind.TAKE, "zhang", "i-1", null);
        day.at("10:30").act(Kind.ANSWER, "zhang", "i-1", "请补充照片");
        day.at("11:00").act(Kind.WAIT, "zhang", "i-1", null, "until", "2026-06-20T11:00");
        assertThat(settle().state()).isEqualTo(Phase.PAUSED);
        day.at("1 09:00").post(Severity.L3).by("u1").send();
        assertThat(settle().state()).isEqualTo(Phase.RUNNING);
        assertThat(settle().due()).isEqualTo(Timeline.time("4 08:00"));
        assertThat(day.incident("i-1").flags()).isEmpty();
    }

    private io.fenghuo.model.Clock settle() {
        return Clockwork.running(day.incident("i-1"), Clocks.SETTLE, "u1").orElseThrow();
    }
}
