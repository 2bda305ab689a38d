package io.fenghuo.verticle.watching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.config.Configuration;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Policy;
import io.fenghuo.incident.Roster;
import io.fenghuo.match.Matcher;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.SourceStatus;
import io.fenghuo.model.State;
import io.fenghuo.model.Target;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceWords;
import io.fenghuo.source.Specs;
import io.fenghuo.store.Incidents;
import io.fenghuo.store.Journal;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.HandTime;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.verticle.hearing.PushVerticle;
import io.fenghuo.verticle.hearing.SourceCalls;
import io.fenghuo.verticle.hearing.SourcePorts;
import io.fenghuo.verticle.hearing.StoredSourceLog;
import io.fenghuo.verticle.intake.Intake;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hours of deafness in moments: the incident of our own about sources that are not heard, over a real store. */
class DeafIncidentTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private final Store store = Stores.temporary();
    private final HandTime time = new HandTime(NOW);
    private final Rulebook rules = rules();
    private final Chronicle chronicle = new Chronicle(ZoneId.of("Asia/Shanghai"), Reason::code);
    private final Desk desk = new Desk(new Ids(new Random(7)), () -> rules, chronicle);
    private volatile List<SourceSpec> sources = List.of(source("shop", Map.of()), source("forum", Map.of()));

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        store.close();
    }

    @Test
    void oneIncidentForAllToldAgainUntilMended() throws Exception {
        vertx.deployVerticle(new SourceWatch(
                        store, time, () -> sources, chronicle, told -> {}, new Deafness(desk, Reason::toString)))
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        status("shop", 3, NOW.minus(Duration.ofMinutes(4)), null);
        look();
        assertThat(incidents()).as("four minutes are no deafness yet").isEmpty();
        pass(Duration.ofMinutes(2));
        Incident own = incidents().get(0);
        assertThat(own.brand()).isEqualTo("烽火");
        assertThat(own.family()).isEqualTo("监测源");
        assertThat(own.level()).isEqualTo(Severity.L2);
        status("forum", 0, null, NOW);
        look();
        assertThat(incidents()).hasSize(1);
        assertThat(notes(own)).isEqualTo(1);
        pass(Duration.ofMinutes(58));
        assertThat(reminders()).isZero();
        pass(Duration.ofMinutes(2));
        assertThat(reminders()).isEqualTo(1);
        pass(Duration.ofHours(9));
        assertThat(reminders()).as("hourly for four hours, then every four").isEqualTo(4L);
        status("shop", 0, null, null);
        status("forum", 0, null, null);
        look();
        look();
        assertThat(incidents().get(0).state()).isEqualTo(State.CLOSED);
        pass(Duration.ofMinutes(10));
        assertThat(incidents()).hasSize(1);
    }

    @Test
    void whatTheIncidentOfPlugInsTellsIsNotToldTwice() throws Exception {
        Set<String> ailing = ConcurrentHashMap.newKeySet();
        ailing.add("shop");
        deploy(new SourceWatch(
                store,
                time,
                () -> sources,
                chronicle,
                told -> {},
                new Deafness(desk, Reason::toString, ailing::contains)));
        status("shop", 3, NOW.minus(Duration.ofHours(4)), null);
        pass(Duration.ofMinutes(1));
        assertThat(incidents()).as("the other incident knows the cause").isEmpty();
        ailing.clear();
        look();
        look();
        assertThat(incidents()).as("it runs, and is not heard all the same").hasSize(1);
        ailing.add("shop");
        pass(Duration.ofMinutes(1));
        assertThat(incidents().get(0).state()).as("not heard again yet").isEqualTo(State.OPEN);
        assertThat(incidents()).hasSize(1);
    }

    @Test
    void silenceBeyondThreeTimesWhatIsUsualOfAPushedSourceIsOneToo() throws Exception {
        SourceSpec push = new SourceSpec(
                "crm",
                "push",
                null,
                Duration.ofSeconds(60),
                null,
                null,
                null,
                null,
                Map.of(),
                Map.of(),
                Map.of(),
                false,
                null);
        sources = List.of(push);
        SourceCalls calls = new SourceCalls();
        deploy(new PushVerticle(push, ports(calls)));
        for (int hour = 0; hour < 26; hour++) {
            time.sleep(Duration.ofMinutes(59).plusSeconds(59));
            brings(calls, hour);
        }
        Instant last = time.now().minus(PushVerticle.GATHERED);
        await().until(() -> known("crm")
                .map(SourceStatus::quietAt)
                .filter(last.plus(Duration.ofHours(3))::equals)
                .isPresent());
        deploy(new SourceWatch(
                store, time, () -> sources, chronicle, told -> {}, new Deafness(desk, Reason::toString)));
        time.sleep(Duration.between(time.now(), last.plus(Duration.ofHours(3))).minus(SourceWatch.EVERY));
        look();
        assertThat(incidents())
                .as("three times the usual silence is not over yet")
                .isEmpty();
        look();
        look();
        Incident own = incidents().get(0);
        assertThat(own.family()).isEqualTo("监测源");
        List<Post> said = store.read(tx -> tx.incidents().posts(own.id(), 9));
        assertThat(said)
                .singleElement()
                .satisfies(post -> assertThat(post.text()).contains("source.quiet, args=[crm, 3:00, 1:00]"));
        calls.tell("crm", brought(26));
        await().until(() -> time.waiting() == 2);
        time.step();
        await().until(() -> known("crm")
                .map(SourceStatus::quietAt)
                .filter(time.now()::isBefore)
                .isPresent());
        look();
        look();
        assertThat(incidents().get(0).state()).isEqualTo(State.CLOSED);
    }

    private void brings(SourceCalls calls, int post) {
        calls.tell("crm", brought(post));
        await().pollInterval(Duration.ofMillis(2)).until(() -> time.waiting() == 1);
        time.step();
        Instant told = time.now();
        await().pollInterval(Duration.ofMillis(2))
                .until(() -> known("crm")
                        .map(SourceStatus::lastSuccess)
                        .filter(told::equals)
                        .isPresent());
    }

    private SourceCalls.Call brought(int post) {
        return new SourceCalls.Call.Brought(
                new Intake.Receipt(1, 1, 0, 0),
                List.of(Post.builder("crm", "p" + post, "好", time.now()).build()));
    }

    private Optional<SourceStatus> known(String source) {
        return store.read(tx -> tx.sources().status(source));
    }

    private SourcePorts ports(SourceCalls calls) {
        return new SourcePorts(
                (request, allowPrivate) -> Future.failedFuture("nothing is fetched"),
                null,
                batch -> Future.failedFuture("nothing is taken in"),
                time,
                new StoredSourceLog(vertx, store, status -> {}),
                new SourceWords(Locale.SIMPLIFIED_CHINESE),
                () -> 0L,
                calls);
    }

    private void deploy(Deployable verticle) throws Exception {
        vertx.deployVerticle(verticle).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void settingRobotsAsideIsWrittenDownOnceAndSoIsItsEnd() throws Exception {
        sources = List.of(source("shop", Map.of("robots", Map.of("ignore", true, "reason", "自家网站"))));
        vertx.deployVerticle(new SourceWatch(store, time, () -> sources, chronicle, told -> {}))
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        look();
        look();
        sources = List.of(source("shop", Map.of()));
        look();
        look();
        List<Journal.Line> lines = store.read(tx -> tx.journal().after(0, 10));
        assertThat(lines)
                .extracting(Journal.Line::type)
                .containsExactly("source.robots.ignored", "source.robots.obeyed");
        assertThat(lines.get(0).json()).contains("自家网站").contains("forum.example");
    }

    private void pass(Duration span) throws Exception {
        Instant until = time.now().plus(span);
        while (time.now().isBefore(until)) {
            look();
        }
    }

    private void look() throws Exception {
        time.step();
        await().pollInterval(Duration.ofMillis(1)).until(() -> time.waiting() > 0);
    }

    private void status(String source, int errors, @Nullable Instant last, @Nullable Instant quietAt) throws Exception {
        // One that works is read again and again while time passes.
        Instant success = last == null ? NOW.plus(Duration.ofDays(1)) : last;
        store.write(tx -> {
                    tx.sources()
                            .saveStatus(new SourceStatus(
                                    source,
                                    "html",
                                    errors == 0,
                                    success,
                                    NOW,
                                    errors,
                                    errors == 0 ? null : "HTTP 503",
                                    NOW.plus(Duration.ofDays(1)),
                                    9,
                                    null,
                                    Duration.ofHours(1),
                                    quietAt,
                                    null,
                                    null));
                    return 0;
                })
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    private List<Incident> incidents() {
        return store.read(tx -> tx.incidents().list(new Incidents.Query(false, false, 100)));
    }

    private long notes(Incident own) {
        return store.read(tx -> tx.incidents().timeline(own.id()).stream()
                .filter(line -> "note".equals(line.entry().facts().get("action")))
                .count());
    }

    private long reminders() {
        long from = NOW.getEpochSecond() / 3600;
        return store.read(tx -> java.util.stream.LongStream.rangeClosed(from, from + 24)
                .filter(hour -> tx.outbox().notice("n-own-deaf-" + hour).isPresent())
                .count());
    }

    private static SourceSpec source(String id, Map<String, Object> options) {
        SourceSpec plain = Specs.of("html", "https://forum.example/1", Map.of("item", "li"), options);
        return new SourceSpec(
                id,
                plain.type(),
                plain.url(),
                plain.every(),
                null,
                null,
                null,
                null,
                plain.map(),
                Map.of(),
                options,
                false,
                null);
    }

    static Rulebook rules() {
        Contacts contacts = new Contacts(
                Map.of(
                        "admin",
                        new Contacts.Person(
                                "admin",
                                "admin",
                                null,
                                null,
                                null,
                                Map.of(),
                                List.of("app"),
                                Contacts.Availability.ALWAYS)),
                Map.of("admin", List.of(Target.person("admin"))),
                Map.of());
        List<ChannelSpec> channels = List.of(new ChannelSpec(
                "app", "wecom-robot", Set.of(), null, null, List.of(), List.of(), false, false, Map.of()));
        return new Rulebook(
                new Configuration("v", List.of(), List.of(), channels, Policy.defaults(), contacts),
                Matcher.compile(List.of()),
                Policy.defaults(),
                new Roster(contacts, List.of(new Roster.Line("app", "wecom-robot", Set.of(), List.of(), false))),
                Set.of());
    }
}
