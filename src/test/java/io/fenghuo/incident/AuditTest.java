package io.fenghuo.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Action;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The auditor's eye, whom nobody can reach, who gets it by load, and the hand-over note. */
class AuditTest {
    private final Timeline day = new Timeline();

    private List<Audit.Finding> audit() {
        return Audit.of(List.copyOf(day.incidents.values()), day.now());
    }

    @Test
    void whateverHappensToItAnOpenIncidentHasANextStepOrAReason() {
        String l1 = day.at("10:00").post(Severity.L1).in("a").send().id();
        String l2 = day.post(Severity.L2).in("b").send().id();
        day.post(Severity.L3).in("c").send();
        day.post(Severity.L1).suspected().in("d").send();
        day.at("10:30").act(Action.Kind.TAKE, "zhang", l1, null);
        day.act(Action.Kind.ANSWER, "zhang", l1, "已答复");
        day.act(Action.Kind.SNOOZE, "zhang", l2, null, "until", "2026-06-18T20:00:00+08:00");
        for (int hour = 11; hour < 24; hour++) {
            day.at(hour + ":00");
            assertThat(audit()).as("%d:00", hour).isEmpty();
        }
        day.act(Action.Kind.SETTLE, "zhang", l1, null);
        for (int later = 1; later < 10; later++) {
            day.at(later + " 12:00");
            assertThat(audit()).as("day %d", later).isEmpty();
        }
    }

    @Test
    void aLostAgendaIsFound() {
        Incident incident = day.at("10:00").post(Severity.L2).send();
        Incident lost = incident.with().agenda(List.of()).build();
        assertThat(Audit.of(List.of(lost), day.now()))
                .extracting(Audit.Finding::fault)
                .containsExactly(Audit.Fault.NOTHING_NEXT, Audit.Fault.CLOCK_LOST);
    }

    @Test
    void whatFellDueLongAgoIsFound() {
        Incident incident = day.at("10:00").post(Severity.L2).send();
        assertThat(Audit.of(List.of(incident), Timeline.time("10:14"))).isEmpty();
        assertThat(Audit.of(List.of(incident), Timeline.time("10:16")))
                .containsExactly(new Audit.Finding(incident.id(), Audit.Fault.OVERDUE, "ladder:1"));
    }

    @Test
    void rolesWithoutPeopleAndPeopleWithoutAChannel() {
        Contacts contacts = new Contacts(
                Timeline.CONTACTS.people(),
                Map.of("duty", List.of(Target.person("zhang")), "pr", List.of(), "legal", List.of(Target.person("li"))),
                Map.of());
        Set<String> dead = new java.util.HashSet<>();
        List<String> found = new ArrayList<>();
        Reachability.of(
                        contacts,
                        Policy.defaults(),
                        person -> person.equals("li") ? List.of("mail") : List.of("app", "mail"),
                        dead::contains,
                        day.now())
                .forEach(one -> found.add(one.target() + " " + one.why()));
        assertThat(found).containsExactly("role:pr NOBODY", "role:supervisor NOBODY", "role:brand NOBODY");
        dead.add("mail");
        assertThat(Reachability.of(
                        contacts,
                        Policy.defaults(),
                        person -> person.equals("li") ? List.of("mail") : List.of("app", "mail"),
                        dead::contains,
                        day.now()))
                .contains(new Reachability.Trouble(Target.role("legal"), Reachability.Why.NO_WAY))
                .doesNotContain(new Reachability.Trouble(Target.role("duty"), Reachability.Why.NO_WAY));
        assertThat(Reachability.of(Contacts.NONE, Policy.defaults(), p -> List.of(), dead::contains, day.now()))
                .isEmpty();
    }

    @Test
    void byLoadItGoesToWhoHasFewest() {
        Incident one = day.at("10:00").post(Severity.L3).in("a").send();
        Incident two = day.post(Severity.L3).in("b").send();
        Incident given = two.with().told(List.of("role:duty", "person:li")).build();
        Incident owned = one.with().owner("zhang").build();
        Map<String, Integer> load = Assignment.load(List.of(owned, given), List.of("zhang", "li", "wang"));
        assertThat(load).isEqualTo(Map.of("zhang", 1, "li", 1, "wang", 0));
        assertThat(Assignment.choose(one, List.of("zhang", "li", "wang"), load))
                .isEqualTo(new Assignment.Choice("wang", false));
        assertThat(Assignment.choose(given, List.of("zhang", "li", "wang"), load))
                .as("it stays with whom it was given to")
                .isEqualTo(new Assignment.Choice("li", true));
        assertThat(Assignment.choose(one, List.of("zhang", "li"), Map.of()))
                .as("of equals the first")
                .isEqualTo(new Assignment.Choice("zhang", false));
        assertThat(Assignment.choose(one, List.of(), Map.of()).person()).isNull();
    }

    @Test
    void theNoteSaysWhatTheNextShiftMustKnow() {
        String early = day.at("10:00").post(Severity.L3).in("a").send().id();
        day.post(Severity.L2).in("b").send();
        String ended = day.post(Severity.L3).in("c").send().id();
        day.at("11:00").act(Action.Kind.TAKE, "zhang", early, null);
        day.act(Action.Kind.FALSE_ALARM, "zhang", ended, "误判");
        HandOver note = HandOver.write(
                List.copyOf(day.incidents.values()),
                incident -> incident.id().equals(early)
                        ? List.of(new HandOver.Deed("take", "zhang", Timeline.time("11:00")))
                        : List.of(),
                Timeline.time("09:00"),
                day.now(),
                day.now().plus(Duration.ofHours(12)));
        assertThat(note.lines()).extracting(line -> line.incident().level()).containsExactly(Severity.L2, Severity.L3);
        assertThat(note.lines().get(1).next().clock()).isEqualTo("golden");
        assertThat(note.lines().get(1).due()).hasSize(1);
        assertThat(note.lines().get(1).done()).hasSize(1);
        assertThat(note.ended()).extracting(Incident::id).containsExactly(ended);
    }
}
