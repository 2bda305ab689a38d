package io.fenghuo.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.incident.Policy.Extra;
import io.fenghuo.incident.Policy.Level;
import io.fenghuo.incident.Policy.Only;
import io.fenghuo.incident.Policy.Step;
import io.fenghuo.incident.Policy.Unless;
import io.fenghuo.model.Action;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Conditions of ladder steps, in simulated time. */
class LadderStepsTest {
    private static final Target DUTY = Target.role(Roles.DUTY);
    private static final Target LEGAL = Target.role(Roles.LEGAL);
    private static final Target HOOK = Target.channel("app");
    private static final Step FIRST = step(Duration.ZERO, null, Unless.TAKEN, DUTY, Only.ALWAYS, Extra.NONE);

    private static Step step(Duration after, Duration every, Unless unless, Target tell, Only only, Extra extra) {
        return new Step(after, every, null, unless, List.of(tell), List.of(), only, extra);
    }

    private static Timeline with(Severity severity, Step... steps) {
        Policy shipped = Policy.defaults();
        Level level = shipped.level(severity);
        Map<Severity, Level> levels = new EnumMap<>(shipped.levels());
        levels.put(
                severity,
                new Level(
                        level.name(),
                        Map.of(),
                        Map.of(),
                        List.of(steps),
                        level.takeExpires(),
                        level.reminder(),
                        level.reminderAt()));
        return new Timeline(new Policy(
                        "",
                        shipped.zone(),
                        shipped.golden(),
                        shipped.window(),
                        shipped.crowd(),
                        shipped.correlate(),
                        levels,
                        shipped.categories(),
                        shipped.noise())
                .identified());
    }

    @Test
    void hoursOfTheDayAreLookedAtWhenTheStepsTimeComes() {
        Only night = new Only(new Window(LocalTime.of(22, 0), LocalTime.of(8, 0)), 0, 0);
        Step[] steps = {FIRST, step(Duration.ofMinutes(30), null, Unless.TAKEN, LEGAL, night, Extra.NONE)};
        Timeline evening = with(Severity.L2, steps);
        evening.at("21:45").post(Severity.L2).send();
        assertThat(evening.at("23:00").got("li")).containsExactly("22:15 page");
        Timeline day = with(Severity.L2, steps);
        day.at("12:00").post(Severity.L2).send();
        assertThat(day.at("13:00").got("li")).isEmpty();
    }

    @Test
    void aStepAtOnceCanBeForTheNightOnly() {
        Only night = new Only(new Window(LocalTime.of(22, 0), LocalTime.of(8, 0)), 0, 0);
        Timeline day = with(Severity.L2, FIRST, step(Duration.ZERO, null, Unless.TAKEN, LEGAL, night, Extra.NONE));
        day.at("12:00").post(Severity.L2).send();
        assertThat(day.got("li")).isEmpty();
        day.at("23:00").post(Severity.L2).in("other").send();
        assertThat(day.got("li")).containsExactly("23:00 opened");
    }

    @Test
    void aCrowdIsWaitedForAndToldOnce() {
        Only crowd = new Only(null, 8, 1);
        Timeline day = with(
                Severity.L2,
                FIRST,
                step(Duration.ofMinutes(5), Duration.ofMinutes(5), Unless.NEVER, LEGAL, crowd, Extra.NONE));
        day.at("10:00").post(Severity.L2).send();
        day.at("10:12");
        assertThat(day.got("li")).isEmpty();
        for (int i = 0; i < 7; i++) {
            day.post(Severity.L2).send();
        }
        assertThat(day.at("11:00").got("li")).containsExactly("10:15 page");
    }

    @Test
    void noMoreOftenThanItSays() {
        Timeline day = with(
                Severity.L2,
                FIRST,
                step(
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(10),
                        Unless.TAKEN,
                        LEGAL,
                        new Only(null, 0, 3),
                        Extra.NONE));
        day.at("10:00").post(Severity.L2).send();
        assertThat(day.at("11:50").got("li")).containsExactly("10:10 page", "10:20 page", "10:30 page");
    }

    @Test
    void afterAStopOfTheServiceTheLatestCountsOnce() {
        Timeline day = with(
                Severity.L2,
                FIRST,
                step(
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(10),
                        Unless.TAKEN,
                        LEGAL,
                        new Only(null, 0, 2),
                        Extra.NONE));
        day.at("10:00").post(Severity.L2).send();
        day.down("10:45");
        assertThat(day.at("11:50").got("li")).containsExactly("10:45 page late", "10:50 page");
    }

    @Test
    void aProgramIsAskedOnceWhateverTheGradeAndNotWhenTaken() {
        Extra cut = new Extra(List.of("mail"), "cut-live-room");
        Step ask = step(Duration.ofMinutes(10), null, Unless.TAKEN, HOOK, Only.ALWAYS, cut);
        Timeline day = with(Severity.L3, FIRST, ask);
        String id = day.at("10:00").post(Severity.L3).send().id();
        day.at("12:30");
        List<Notice> asked =
                day.notices.stream().filter(one -> one.to().equals(HOOK)).toList();
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).by()).containsExactly("spare:mail", "ask:cut-live-room");
        assertThat(asked.get(0).manner()).isEqualTo(Notice.Manner.CARD);
        Timeline taken = with(Severity.L3, FIRST, ask);
        taken.at("10:00").post(Severity.L3).send();
        taken.at("10:05").act(Action.Kind.TAKE, "zhang", id, null);
        taken.at("12:30");
        assertThat(taken.notices).noneMatch(one -> one.to().equals(HOOK));
    }

    @Test
    void aStepMayGoOnUntilItIsAnswered() {
        Timeline day = with(
                Severity.L2,
                FIRST,
                step(Duration.ofMinutes(20), null, Unless.ANSWERED, LEGAL, Only.ALWAYS, Extra.NONE));
        String id = day.at("10:00").post(Severity.L2).send().id();
        day.at("10:05").act(Action.Kind.TAKE, "zhang", id, null);
        assertThat(day.at("10:30").got("li")).containsExactly("10:20 page");
        day.act(Action.Kind.ANSWER, "zhang", id, "已答复");
        String other = day.at("11:00").post(Severity.L2).in("other").send().id();
        day.at("11:05").act(Action.Kind.TAKE, "zhang", other, null);
        day.at("11:10").act(Action.Kind.ANSWER, "zhang", other, "已答复");
        assertThat(day.at("11:50").got("li")).containsExactly("10:20 page");
    }
}
