package io.fenghuo.verticle.watching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.config.Configuration;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Policy;
import io.fenghuo.incident.Roster;
import io.fenghuo.incident.Swap;
import io.fenghuo.match.Matcher;
import io.fenghuo.model.Action;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Incident;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import io.fenghuo.model.Target;
import io.fenghuo.store.Incidents;
import io.fenghuo.store.Journal;
import io.fenghuo.store.Outbox;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.HandTime;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.verticle.duty.Swapping;
import io.fenghuo.verticle.duty.Swaps;
import io.fenghuo.verticle.intake.Found;
import io.fenghuo.verticle.outbox.Parcel;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The auditor over a real store, in time moved by hand: alarms, the incident of our own, hand-over notes, swaps, quiet hours, assignment. */
class AuditVerticleTest {
    /** 20:00 in Shanghai. */
    private static final Instant NOW = Instant.parse("2026-06-18T12:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private final Store store = Stores.temporary();
    private final HandTime time = new HandTime(NOW);
    private volatile Rulebook rules = rules(contacts(List.of("zhang", "li"), List.of("admin")));
    private final Ids ids = new Ids(new Random(7));
    private final Chronicle chronicle = new Chronicle(ZoneId.of("Asia/Shanghai"), Reason::code);
    private final Desk desk = new Desk(ids, () -> rules, chronicle);
    private final AuditVerticle auditor =
            new AuditVerticle(desk, store, time, () -> rules, ids, Reason::toString, tidings -> {});

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        store.close();
    }

    private static Contacts.Person person(String id, Contacts.Availability availability) {
        return new Contacts.Person(id, id, null, null, null, Map.of(), List.of("app"), availability);
    }

    private static Contacts contacts(List<String> turn, List<String> admins) {
        return new Contacts(
                Map.of(
                        "zhang", person("zhang", Contacts.Availability.ALWAYS),
                        "li", person("li", Contacts.Availability.ALWAYS),
                        "admin", person("admin", Contacts.Availability.ALWAYS)),
                Map.of(
                        "duty", List.of(new Target(Target.Kind.ROTA, "main")),
                        "supervisor", List.of(Target.person("admin")),
                        "legal", List.of(Target.person("admin")),
                        "brand", List.of(Target.person("admin")),
                        "admin", admins.stream().map(Target::person).toList()),
                Map.of("main", new Contacts.Rota(NOW.minus(Duration.ofHours(11)), Duration.ofHours(12), turn)));
    }

    private static Rulebook rules(Contacts contacts) {
        List<ChannelSpec> channels = List.of(new ChannelSpec(
                "app", "wecom-robot", Set.of(), null, null, List.of(), List.of(), false, false, Map.of()));
        return new Rulebook(
                new Configuration("v", List.of(), List.of(), channels, Policy.defaults(), contacts),
                Matcher.compile(List.of()),
                Policy.defaults(),
                new Roster(contacts, List.of(new Roster.Line("app", "wecom-robot", Set.of(), List.of(), false))),
                Set.of());
    }

    private void deploy() throws Exception {
        vertx.deployVerticle(auditor).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /** Lets the auditor look once, fires what is due before it. */
    private void minute() throws Exception {
        Instant looked = auditor.state().at();
        time.step();
        await().pollInterval(Duration.ofMillis(2))
                .until(() -> !auditor.state().at().equals(looked) && time.waiting() > 0);
    }

    private <T> T write(Function<io.fenghuo.store.Tx, T> work) throws Exception {
        return store.write(work::apply).toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private <T> T read(Function<io.fenghuo.store.Tx, T> work) {
        return store.read(work::apply);
    }

    private String kept(String setting) {
        return read(tx -> tx.journal().setting(setting).orElse(""));
    }

    private List<Journal.Line> journal() {
        return read(tx -> tx.journal().after(0, 10));
    }

    private String open(String thread, Severity level) throws Exception {
        Post post = Post.builder("shop", thread, "骗子 " + thread, time.now())
                .thread(thread)
                .receivedAt(time.now())
                .build();
        Hit hit = new Hit(
                post.id(),
                "shop",
                "云朵家",
                "y",
                "r",
                "欺诈",
                level,
                false,
                "欺诈",
                MatchMode.FOLDED,
                List.of(),
                Hit.Effects.NONE);
        write(tx -> desk.receive(tx, new Found(post, List.of(hit), 0), false, time.now(), new Tidings()));
        return incidents().stream()
                .filter(one -> one.key().contains(thread))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private List<Incident> incidents() {
        return read(tx -> tx.incidents().list(new Incidents.Query(false, true, 100)));
    }

    private List<Notice> told(String code) {
        return read(tx -> {
            List<Notice> found = new ArrayList<>();
            for (Delivery one : tx.outbox().list(null, 1_000)) {
                Notice notice = tx.outbox().notice(one.notice()).orElseThrow();
                if (notice.why().code().startsWith(code)) {
                    found.add(notice);
                }
            }
            return found;
        });
    }

    @Test
    void isContentWhileEverythingHasANextStepAndAlarmsOnceAnHourOtherwise() throws Exception {
        deploy();
        assertThat(auditor.content()).as("it has not looked yet").isFalse();
        String id = open("a", Severity.L2);
        minute();
        assertThat(auditor.content()).isTrue();
        assertThat(kept(AuditVerticle.SETTING)).contains("\"content\":true", "\"open\":1");
        // nobody fires deadlines here: from 10:15 on the reminder is overdue
        for (int i = 0; i < 16; i++) {
            minute();
        }
        assertThat(auditor.content()).isFalse();
        assertThat(told("audit")).hasSize(1);
        assertThat(told("audit").get(0).why().args()).contains(id, "audit.overdue");
        for (int i = 0; i < 58; i++) {
            minute();
        }
        assertThat(told("audit")).hasSize(1);
        minute();
        minute();
        assertThat(told("audit")).hasSize(2);
        write(tx -> {
            tx.outbox()
                    .list(Delivery.Status.PENDING, 100)
                    .forEach(one -> tx.outbox()
                            .update(Parcel.changed(
                                    one, Delivery.Status.DELIVERED, 1, one.notBefore(), time.now(), null)));
            return desk.fire(tx, time.now(), 100, new Tidings());
        });
        minute();
        assertThat(auditor.content()).isTrue();
        assertThat(kept("audit.alarm")).isEmpty();
    }

    @Test
    void aStuckDeliveryIsAnAlarm() throws Exception {
        deploy();
        open("a", Severity.L3);
        write(tx -> {
            tx.outbox()
                    .list(null, 10)
                    .forEach(one -> tx.outbox()
                            .update(Parcel.changed(
                                    one, Delivery.Status.PENDING, 0, NOW.minus(Duration.ofHours(1)), null, null)));
            return 0;
        });
        minute();
        assertThat(auditor.state().tally())
                .extracting(Outbox.Tally::balanced, Outbox.Tally::stuck)
                .containsExactly(true, 1L);
        assertThat(told("audit.stuck")).hasSize(1);
    }

    @Test
    void nobodyReachableIsOneIncidentHoweverOftenAndEndsByItself() throws Exception {
        deploy();
        rules = rules(contacts(List.of(), List.of("admin")));
        minute();
        minute();
        Incident own = incidents().get(0);
        assertThat(incidents()).hasSize(1);
        assertThat(own.brand()).isEqualTo("烽火");
        assertThat(own.category()).isEqualTo("系统");
        assertThat(own.level()).isEqualTo(Severity.L2);
        List<String> ways = read(tx -> tx.outbox().ofIncident(own.id()).stream()
                .map(one -> one.person() + "@" + one.channel())
                .toList());
        assertThat(ways).contains("admin@app", "null@terminal");
        write(tx -> {
            tx.outbox().dead("app", "gone");
            return 0;
        });
        minute();
        minute();
        assertThat(incidents()).as("it is worse now, and still one").hasSize(1);
        assertThat(read(tx -> tx.incidents().timeline(own.id())).stream()
                        .filter(line -> "note".equals(line.entry().facts().get("action")))
                        .count())
                .isEqualTo(1);
        rules = rules(contacts(List.of("zhang", "li"), List.of("admin")));
        write(tx -> {
            tx.outbox().dead("app", null);
            return 0;
        });
        minute();
        assertThat(incidents().get(0).state()).isEqualTo(State.CLOSED);
        minute();
        assertThat(incidents()).hasSize(1);
        rules = rules(contacts(List.of(), List.of("admin")));
        minute();
        assertThat(incidents().stream().filter(one -> !one.state().ended()))
                .as("again")
                .hasSize(1);
    }

    @Test
    void whoComesOnGetsOneDigestOfWhatIsOpenAndNothingWhenNothingIs() throws Exception {
        deploy();
        minute();
        open("a", Severity.L2);
        open("b", Severity.L3);
        write(tx -> desk.act(
                tx,
                incidents().get(0).id(),
                new Action(Action.Kind.TAKE, "zhang", "console", time.now(), null, null, List.of(), Map.of()),
                time.now(),
                new Tidings()));
        for (int i = 0; i < 58; i++) {
            minute();
        }
        assertThat(told("shift")).isEmpty();
        minute();
        minute();
        assertThat(told("shift"))
                .hasSize(2)
                .allMatch(one -> one.to().equals(Target.person("li")) && one.manner() == Notice.Manner.DIGEST);
        assertThat(told("shift.clock").get(0).why().args()).startsWith("zhang");
        minute();
        assertThat(told("shift")).hasSize(2);
        List<Instant> goes = read(tx -> tx.outbox().list(null, 100).stream()
                .filter(one -> "li".equals(one.person()))
                .map(Delivery::notBefore)
                .distinct()
                .toList());
        assertThat(goes).as("one message").hasSize(1);
    }

    @Test
    void aSwapIsKeptWithWhoDidItAndBothAreTold() throws Exception {
        Swap swap = new Swap("w-1", "main", NOW, NOW.plus(Duration.ofMinutes(30)), "li", "zhang", "link", NOW);
        List<Swap> all = write(tx -> new Swapping(tx, rules, ids, NOW).keep(swap, chronicle, new Tidings()));
        assertThat(all).containsExactly(swap);
        List<Swap> kept = read(Swaps::all);
        assertThat(kept).containsExactly(swap);
        assertThat(told("swap.on")).extracting(Notice::to).containsExactly(Target.person("li"));
        assertThat(told("swap.off")).extracting(Notice::to).containsExactly(Target.person("zhang"));
        assertThat(journal())
                .anyMatch(line ->
                        line.type().equals("rota.swapped") && line.json().contains("\"by\":\"zhang\""));
    }

    @Test
    void quietHoursHoldAnL2UntilTheyAreOverAndNeverAnL1() throws Exception {
        Contacts.Availability quiet = new Contacts.Availability(
                new io.fenghuo.incident.Window(LocalTime.of(19, 0), LocalTime.of(7, 0)), null, List.of());
        Contacts plain = contacts(List.of("zhang"), List.of("admin"));
        Map<String, Contacts.Person> people = new java.util.HashMap<>(plain.people());
        people.put("zhang", person("zhang", quiet));
        rules = rules(new Contacts(people, plain.roles(), plain.rotas()));
        open("a", Severity.L2);
        assertThat(goes("zhang")).containsExactly(Instant.parse("2026-06-18T23:00:00Z"));
        open("b", Severity.L1);
        assertThat(goes("zhang")).contains(NOW);
    }

    private List<Instant> goes(String person) {
        return read(tx -> tx.outbox().list(null, 100).stream()
                .filter(one -> person.equals(one.person()))
                .map(Delivery::notBefore)
                .toList());
    }

    @Test
    void byLoadAnL2GoesToOneAndTheTimelineSaysWhy() throws Exception {
        Contacts plain = contacts(List.of("zhang"), List.of("admin"));
        Map<String, List<Target>> roles = new java.util.HashMap<>(plain.roles());
        roles.put("duty", List.of(Target.person("zhang"), Target.person("li")));
        rules = rules(new Contacts(plain.people(), roles, Map.of(), Set.of("duty")));
        String first = open("a", Severity.L2);
        String second = open("b", Severity.L2);
        assertThat(readers(first)).contains("zhang").doesNotContain("li");
        assertThat(readers(second)).contains("li").doesNotContain("zhang");
        assertThat(read(tx -> tx.incidents().timeline(second)).stream()
                        .filter(line -> line.entry().event().equals("assigned"))
                        .map(line -> line.entry().facts()))
                .singleElement()
                .satisfies(
                        facts -> assertThat(facts).containsEntry("person", "li").containsEntry("load", "li=0 zhang=1"));
        write(tx -> desk.fire(tx, NOW.plus(Duration.ofMinutes(10)), 100, new Tidings()));
        assertThat(readers(first))
                .as("nobody took it: everybody of the role is paged")
                .contains("zhang", "li");
        assertThat(readers(open("c", Severity.L1))).as("an L1 goes to all").contains("zhang", "li");
    }

    private List<String> readers(String incident) {
        return read(tx -> tx.outbox().ofIncident(incident).stream()
                .map(one -> String.valueOf(one.person()))
                .distinct()
                .toList());
    }
}
