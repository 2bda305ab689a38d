package io.fenghuo.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.incident.Contacts.Absence;
import io.fenghuo.incident.Contacts.Availability;
import io.fenghuo.incident.Contacts.Handing;
import io.fenghuo.incident.Contacts.Person;
import io.fenghuo.incident.Contacts.Rota;
import io.fenghuo.incident.Contacts.StandIn;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rotas by the clock, standing in, being away, gaps, swaps and quiet hours. 2026-06-15 is a Monday. */
class ShiftsTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Set<DayOfWeek> WORKING = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

    private static Instant at(String text) {
        return LocalDateTime.parse("2026-06-" + text).atZone(ZONE).toInstant();
    }

    private static Rota clocked(Set<DayOfWeek> days, List<StandIn> overrides) {
        return new Rota(
                at("15T09:00"),
                Duration.ofDays(1),
                List.of("zhang", "li", "wang"),
                new Handing(ZONE, List.of(LocalTime.of(21, 0), LocalTime.of(9, 0)), days),
                overrides,
                List.of());
    }

    private static Person person(String id, Availability availability) {
        return new Person(id, id, id + "@example.com", null, null, Map.of(), List.of(), availability);
    }

    private static Contacts contacts(Rota rota, Person... people) {
        Map<String, Person> all = new java.util.HashMap<>();
        for (String id : List.of("zhang", "li", "wang")) {
            all.put(id, person(id, Availability.ALWAYS));
        }
        for (Person one : people) {
            all.put(one.id(), one);
        }
        return new Contacts(all, Map.of("duty", List.of(new Target(Target.Kind.ROTA, "main"))), Map.of("main", rota));
    }

    @Test
    void shiftsChangeAtNineAndTwentyOne() {
        Rota rota = clocked(Set.of(), List.of());
        assertThat(Shifts.on(rota, at("15T08:59"))).isNull();
        assertThat(Shifts.on(rota, at("15T09:00"))).isEqualTo("zhang");
        assertThat(Shifts.on(rota, at("15T20:59:59"))).isEqualTo("zhang");
        assertThat(Shifts.on(rota, at("15T21:00"))).isEqualTo("li");
        assertThat(Shifts.on(rota, at("16T03:00"))).isEqualTo("li");
        assertThat(Shifts.on(rota, at("16T09:00"))).isEqualTo("wang");
        assertThat(Shifts.on(rota, at("16T21:00"))).isEqualTo("zhang");
        assertThat(Shifts.changesAt(rota, at("16T03:00"))).isEqualTo(at("16T09:00"));
    }

    @Test
    void onWorkingDaysOnlyTheTurnGoesOnAfterTheWeekend() {
        Rota rota = clocked(WORKING, List.of());
        assertThat(Shifts.on(rota, at("19T10:00"))).as("Friday, the 9th shift").isEqualTo("wang");
        assertThat(Shifts.on(rota, at("19T22:00"))).isEqualTo("zhang");
        assertThat(Shifts.on(rota, at("20T08:59"))).as("until Saturday morning").isEqualTo("zhang");
        assertThat(Shifts.on(rota, at("20T09:00"))).isNull();
        assertThat(Shifts.on(rota, at("22T09:00"))).isEqualTo("li");
        for (int week = 0; week < 200; week++) {
            Instant monday = at("22T10:00").plus(Duration.ofDays(7L * week));
            assertThat(Shifts.on(rota, monday))
                    .isEqualTo(List.of("zhang", "li", "wang").get((10 * week + 10) % 3));
        }
    }

    @Test
    void aGapIsNamedFromTo() {
        Contacts contacts = contacts(clocked(WORKING, List.of()));
        assertThat(Gaps.first(contacts, Target.role("duty"), at("15T09:00"), at("30T09:00")))
                .isEqualTo(new Gaps.Gap(at("20T09:00"), at("22T09:00")));
        Contacts covered = contacts(clocked(WORKING, List.of(new StandIn(at("20T09:00"), at("22T09:00"), "li"))));
        assertThat(Gaps.first(covered, Target.role("duty"), at("15T09:00"), at("26T09:00")))
                .isNull();
    }

    @Test
    void whoIsAwayIsStoodInForOrLeavesAGap() {
        Absence week = new Absence(at("15T00:00"), at("17T00:00"));
        Contacts deputised = contacts(
                clocked(Set.of(), List.of()),
                person("zhang", new Availability(null, "chen", List.of(week))),
                person("chen", Availability.ALWAYS));
        assertThat(OnCall.persons(deputised, Target.role("duty"), at("15T10:00")))
                .containsExactly("chen");
        assertThat(OnCall.persons(deputised, Target.person("zhang"), at("15T10:00")))
                .containsExactly("chen");
        assertThat(OnCall.persons(deputised, Target.person("zhang"), at("17T10:00")))
                .containsExactly("zhang");
        Contacts alone =
                contacts(clocked(Set.of(), List.of()), person("zhang", new Availability(null, null, List.of(week))));
        assertThat(OnCall.persons(alone, Target.role("duty"), at("15T10:00"))).isEmpty();
        assertThat(Gaps.first(alone, Target.role("duty"), at("15T09:00"), at("30T09:00")))
                .isEqualTo(new Gaps.Gap(at("15T09:00"), at("15T21:00")));
        Contacts circle = contacts(
                clocked(Set.of(), List.of()),
                person("zhang", new Availability(null, "li", List.of(week))),
                person("li", new Availability(null, "zhang", List.of(week))));
        assertThat(OnCall.persons(circle, Target.person("zhang"), at("15T10:00")))
                .isEmpty();
    }

    @Test
    void swapsComeBeforeOverrides() {
        Contacts contacts = contacts(clocked(Set.of(), List.of(new StandIn(at("16T09:00"), at("16T21:00"), "li"))));
        Swap swap = new Swap("w-1", "main", at("16T12:00"), at("16T18:00"), "zhang", "zhang", "link", at("15T12:00"));
        Contacts swapped = contacts.withSwaps(List.of(swap));
        assertThat(OnCall.persons(swapped, Target.role("duty"), at("16T10:00"))).containsExactly("li");
        assertThat(OnCall.persons(swapped, Target.role("duty"), at("16T13:00"))).containsExactly("zhang");
        assertThat(OnCall.persons(swapped, Target.role("duty"), at("16T18:00"))).containsExactly("li");
        assertThat(swapped.withSwaps(List.of())).isEqualTo(contacts);
        assertThat(Shifts.changesAt(swapped.rotas().get("main"), at("16T10:00")))
                .isEqualTo(at("16T12:00"));
    }

    @Test
    void whatMayBeSwapped() {
        Contacts contacts = contacts(clocked(Set.of(), List.of()));
        Instant now = at("15T08:00");
        assertThat(refusal(contacts, "none", "15T09:00", "15T21:00", "li", null, now))
                .isEqualTo("swap.rota");
        assertThat(refusal(contacts, "main", "15T09:00", "15T21:00", "chen", null, now))
                .isEqualTo("swap.person");
        assertThat(refusal(contacts, "main", "15T21:00", "15T09:00", "li", null, now))
                .isEqualTo("swap.time");
        assertThat(refusal(contacts, "main", "15T09:00", "15T21:00", "zhang", null, now))
                .isEqualTo("swap.same");
        assertThat(refusal(contacts, "main", "15T09:00", "15T21:00", "li", "wang", now))
                .isEqualTo("swap.own");
        assertThat(refusal(contacts, "main", "15T09:00", "15T21:00", "li", "li", now))
                .isEqualTo("");
        assertThat(refusal(contacts, "main", "15T09:00", "15T21:00", "li", "zhang", now))
                .isEqualTo("");
        assertThat(refusal(contacts, "main", "15T09:00", "15T21:00", "li", null, at("15T21:00")))
                .isEqualTo("swap.time");
    }

    private static String refusal(
            Contacts contacts, String rota, String from, String to, String person, String own, Instant now) {
        Reason refusal = SwapCheck.refusal(contacts, rota, at(from), at(to), person, own, now);
        return refusal == null ? "" : refusal.code();
    }

    @Test
    void quietHoursNeverHoldAnL1() {
        Person quiet = person(
                "zhang", new Availability(new Window(LocalTime.of(23, 0), LocalTime.of(7, 30)), null, List.of()));
        assertThat(Quiet.after(quiet, notice(Severity.L2), ZONE, at("16T01:00")))
                .isEqualTo(at("16T07:30"));
        assertThat(Quiet.after(quiet, notice(Severity.L2), ZONE, at("15T23:00")))
                .isEqualTo(at("16T07:30"));
        assertThat(Quiet.after(quiet, notice(Severity.L2), ZONE, at("15T22:59")))
                .isEqualTo(at("15T22:59"));
        assertThat(Quiet.after(quiet, notice(Severity.L1), ZONE, at("16T01:00")))
                .isEqualTo(at("16T01:00"));
        assertThat(Quiet.after(null, notice(Severity.L2), ZONE, at("16T01:00"))).isEqualTo(at("16T01:00"));
    }

    private static Notice notice(Severity level) {
        return new Notice(
                "n",
                "i",
                "b",
                level,
                NoticeReason.PAGE,
                Reason.of("page", 10),
                Target.person("zhang"),
                Notice.Manner.CARD,
                List.of(),
                Instant.EPOCH,
                false,
                null);
    }
}
