package io.fenghuo.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.incident.Contacts.Person;
import io.fenghuo.incident.Contacts.Rota;
import io.fenghuo.incident.Roster.Destination;
import io.fenghuo.incident.Roster.Line;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Notice.Manner;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is reached, by what, and what happens when nobody is. */
class RosterTest {
    private static final Instant AT = Timeline.time("10:00");
    private static final List<Line> LINES = List.of(
            new Line("app", "wecom-app", Set.of(), List.of("mail"), false),
            new Line("mail", "email", Set.of(), List.of(), false),
            new Line("night", "wecom-robot", Set.of(Severity.L1, Severity.L2), List.of(), false),
            new Line("all", "dingtalk", Set.of(Severity.values()), List.of(), false),
            new Line("call", "webhook", Set.of(), List.of(), true));
    private static final Contacts CONTACTS = new Contacts(
            Map.of(
                    "zhang", new Person("zhang", "张三", "z@example.com", null, null, Map.of("wecom", "zs"), List.of()),
                    "li", new Person("li", "李四", "l@example.com", null, null, Map.of(), List.of("mail", "gone")),
                    "chen", new Person("chen", "陈", null, null, null, Map.of(), List.of())),
            Map.of(
                    "duty", List.of(new Target(Target.Kind.ROTA, "main")),
                    "legal", List.of(Target.person("zhang")),
                    "pr", List.of(Target.person("chen")),
                    "admin", List.of(Target.person("li"))),
            Map.of("main", new Rota(Timeline.time("09:00"), Duration.ofHours(12), List.of("zhang", "li"))));
    private final Roster roster = new Roster(CONTACTS, LINES);

    private static Notice notice(Target to, Severity level, Manner manner, String... by) {
        return new Notice(
                "n-" + to,
                "i-1",
                "云朵家",
                level,
                NoticeReason.OPENED,
                Reason.of("opened"),
                to,
                manner,
                List.of(by),
                AT,
                false,
                null);
    }

    private List<Destination> ways(Notice notice, Instant at) {
        return roster.route(notice, false, at).destinations();
    }

    @Test
    void theRotaIsAskedAtTheMomentOfSending() {
        Notice notice = notice(Target.role("duty"), Severity.L2, Manner.CARD);
        assertThat(ways(notice, AT)).containsExactly(new Destination("app", "zhang", List.of("mail")));
        assertThat(ways(notice, Timeline.time("21:00"))).containsExactly(new Destination("mail", "li", List.of()));
        assertThat(ways(notice, Timeline.time("1 09:00")))
                .extracting(Destination::person)
                .containsExactly("zhang");
    }

    @Test
    void ringingUsesTheSpareChannelAndThePhone() {
        assertThat(ways(notice(Target.role("legal"), Severity.L1, Manner.RING, "phone"), AT))
                .extracting(Destination::channel)
                .containsExactly("app", "mail", "call");
    }

    @Test
    void namedChannelsTakeThePlaceOfOwnOnes() {
        assertThat(ways(notice(Target.role("legal"), Severity.L1, Manner.RING, "night"), AT))
                .containsExactly(new Destination("night", "zhang", List.of("app", "mail")));
    }

    @Test
    void groupsHearTheirGradesAndL3OnlyAsADigest() {
        assertThat(ways(notice(Target.GROUPS, Severity.L2, Manner.CARD), AT))
                .extracting(Destination::channel)
                .containsExactly("night", "all");
        assertThat(ways(notice(Target.GROUPS, Severity.L3, Manner.CARD), AT)).isEmpty();
        assertThat(ways(notice(Target.GROUPS, Severity.L3, Manner.DIGEST), AT))
                .extracting(Destination::channel)
                .containsExactly("all");
    }

    @Test
    void aRoleNobodyHasGoesToTheAdminAndSaysSo() {
        Roster.Route route = roster.route(notice(Target.role("brand"), Severity.L2, Manner.CARD), false, AT);
        assertThat(route.destinations()).extracting(Destination::person).containsExactly("li");
        assertThat(route.remarks()).extracting(Reason::code).containsExactly(Reasons.NOBODY);
        assertThat(ways(notice(Target.role("pr"), Severity.L2, Manner.CARD), AT))
                .as("a person without any channel")
                .extracting(Destination::person)
                .containsExactly("li");
        assertThat(ways(notice(Target.role("duty"), Severity.L2, Manner.CARD), Timeline.time("08:00")))
                .as("before the rota begins")
                .extracting(Destination::person)
                .containsExactly("li");
    }

    @Test
    void nobodyAtAllIsTheTerminal() {
        Roster empty = new Roster(Contacts.NONE, List.of());
        Roster.Route route = empty.route(notice(Target.role("duty"), Severity.L1, Manner.RING), false, AT);
        assertThat(route.destinations()).containsExactly(new Destination(Roster.TERMINAL, null, List.of()));
        assertThat(route.remarks()).extracting(Reason::code).containsExactly(Reasons.NOBODY, Reasons.TERMINAL_ONLY);
    }

    @Test
    void whoHasSeveralRolesIsToldOnceTheLoudest() {
        List<Roster.Route> routes = roster.route(
                List.of(
                        notice(Target.role("duty"), Severity.L2, Manner.CARD),
                        notice(Target.role("legal"), Severity.L2, Manner.RING),
                        notice(Target.GROUPS, Severity.L2, Manner.CARD)),
                false,
                AT);
        assertThat(routes.get(0).destinations()).isEmpty();
        assertThat(routes.get(1).destinations()).hasSize(2);
        assertThat(routes.get(2).destinations()).hasSize(2);
    }

    @Test
    void theDemoStaysAtHome() {
        Roster.Route route = roster.route(notice(Target.role("duty"), Severity.L1, Manner.RING), true, AT);
        assertThat(route.destinations()).extracting(Destination::channel).containsExactly(Roster.TERMINAL);
    }

    @Test
    void onCallSaysWhoIsOnAndWhoIsNext() {
        assertThat(OnCall.at(CONTACTS, AT))
                .contains(new OnCall("duty", List.of("zhang"), List.of("li"), Timeline.time("21:00")))
                .contains(new OnCall("legal", List.of("zhang"), List.of("zhang"), null));
        assertThat(OnCall.at(CONTACTS, Timeline.time("08:00")))
                .contains(new OnCall("duty", List.of(), List.of("zhang"), Timeline.time("09:00")));
    }
}
