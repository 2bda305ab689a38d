package io.fenghuo.verticle.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenghuo.config.Configuration;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Policy;
import io.fenghuo.incident.Roster;
import io.fenghuo.match.Expression;
import io.fenghuo.match.Matcher;
import io.fenghuo.match.Rule;
import io.fenghuo.match.Watchlist;
import io.fenghuo.model.Action;
import io.fenghuo.model.Author;
import io.fenghuo.model.Batch;
import io.fenghuo.model.Clock;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.model.Severity;
import io.fenghuo.model.TimelineEntry;
import io.fenghuo.store.Incidents;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.flow.Pipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every deadline fires exactly once over a real SQLite file: across restarts, crashes and jumps of the clock. */
class DeadlinesOnceTest {
    private static final Instant NOON = Instant.parse("2026-06-18T04:00:00Z");

    @TempDir
    Path folder;

    private Store store;
    private final Rulebook rules = rules();
    private final Desk desk = new Desk(
            new Ids(new Random(7)), () -> rules, new Chronicle(rules.policy().zone(), reason -> reason.code()));
    private final Pipeline pipeline = new Pipeline(desk, () -> rules);

    private static Rulebook rules() {
        List<Watchlist> lists = List.of(new Watchlist(
                "own",
                "云朵家",
                null,
                List.of(
                        Rule.builder("skin", Severity.L1, "人身安全", Expression.parse("红肿"))
                                .build(),
                        Rule.builder("bad", Severity.L2, "质量", Expression.parse("破损"))
                                .build())));
        Policy policy = patient(Policy.defaults());
        Configuration configuration = new Configuration("v", lists, List.of(), List.of(), policy, Contacts.NONE);
        return new Rulebook(
                configuration, Matcher.compile(lists), policy, new Roster(Contacts.NONE, List.of()), Set.of());
    }

    /** A taking lasts all day, so that only clocks speak. */
    private static Policy patient(Policy usual) {
        Map<Severity, Policy.Level> levels = new EnumMap<>(usual.levels());
        levels.replaceAll((severity, level) -> new Policy.Level(
                level.name(),
                level.clocks(),
                level.warnings(),
                level.ladder(),
                Duration.ofDays(1),
                level.reminder(),
                level.reminderAt()));
        return new Policy(
                        "",
                        usual.zone(),
                        usual.golden(),
                        usual.window(),
                        usual.crowd(),
                        usual.correlate(),
                        levels,
                        usual.categories(),
                        usual.noise())
                .identified();
    }

    @BeforeEach
    void open() {
        store = Stores.sqlite(folder.resolve("fenghuo.db"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void restart() {
        store.close();
        open();
    }

    private <T> T write(Store.Work<T> work) {
        return store.write(work).toCompletableFuture().join();
    }

    private static Instant at(String text) {
        return Instant.parse("2026-06-18T" + text + ":00Z").minus(Duration.ofHours(8));
    }

    private Post post(String id, String author, String text, Instant at) {
        return Post.builder("shop", id, text, at)
                .author(new Author(author, author, null, null))
                .thread("t-1")
                .receivedAt(at)
                .build();
    }

    private void take(Post post) {
        write(tx -> pipeline.take(
                tx, new Batch("shop", List.of(post), null, null, false), post.receivedAt(), new Tidings()));
    }

    private Incident incident() {
        return store.read(tx -> tx.incidents().list(new Incidents.Query(false, true, 10)))
                .get(0);
    }

    private void act(Action.Kind kind, Instant at, Map<String, String> fields) {
        String id = incident().id();
        Action action = new Action(kind, "zhang", "console", at, null, null, List.of(), fields);
        write(tx -> desk.act(tx, id, action, at, new Tidings()));
    }

    /** Fires what is due at a moment, as the service does; what was written down of it. */
    private List<String> fire(Instant now) {
        Tidings tidings = new Tidings();
        write(tx -> {
            int fired;
            do {
                fired = desk.fire(tx, now, 2, tidings);
            } while (fired == 2);
            return 0;
        });
        return tidings.entries().stream().map(DeadlinesOnceTest::line).toList();
    }

    private static String line(TimelineEntry entry) {
        String clock = entry.facts().get("clock");
        String left = entry.facts().get("left");
        return entry.event() + (clock == null ? "" : " " + clock) + (left == null ? "" : " " + left);
    }

    /** What the whole story says of clocks. */
    private List<String> told() {
        String id = incident().id();
        return store.read(tx -> tx.incidents().timeline(id)).stream()
                .map(Incidents.Recorded::entry)
                .filter(entry -> entry.event().startsWith("clock."))
                .map(DeadlinesOnceTest::line)
                .toList();
    }

    @Test
    void acrossRestartsEachFiresOnce() {
        take(post("c-1", "u-1", "破损", NOON));
        act(Action.Kind.TAKE, at("12:01"), Map.of());
        for (int minute = 0; minute <= 125; minute++) {
            if (minute % 7 == 0) {
                restart();
            }
            Instant now = NOON.plus(Duration.ofMinutes(minute));
            fire(now);
            fire(now);
        }
        assertThat(told()).containsExactly("clock.warned golden 60", "clock.warned golden 20", "clock.missed golden");
    }

    @Test
    void aCrashBeforeTheCommitFiresItAfterwards() {
        take(post("c-1", "u-1", "破损", NOON));
        act(Action.Kind.TAKE, at("12:01"), Map.of());
        Instant due = at("13:00");
        assertThatThrownBy(() -> write(tx -> {
                    desk.fire(tx, due, 200, new Tidings());
                    throw new IllegalStateException("power cut");
                }))
                .hasMessageContaining("power cut");
        assertThat(told()).isEmpty();
        restart();
        assertThat(fire(due.plusSeconds(2))).contains("clock.warned golden 59");
        restart();
        assertThat(fire(due.plusSeconds(3))).isEmpty();
        assertThat(told()).hasSize(1);
    }

    @Test
    void aClockThatJumpsForwardFiresAllAtOnceInOrderAndOnlyTheLatestWarning() {
        take(post("c-1", "u-1", "破损", NOON));
        act(Action.Kind.TAKE, at("12:01"), Map.of());
        assertThat(fire(at("13:45")).stream().filter(line -> line.startsWith("clock.")))
                .containsExactly("clock.warned golden 15");
        assertThat(fire(at("18:00")).stream().filter(line -> line.startsWith("clock.")))
                .containsExactly("clock.missed golden");
    }

    @Test
    void aClockThatJumpsBackFiresNothingTwice() {
        take(post("c-1", "u-1", "破损", NOON));
        act(Action.Kind.TAKE, at("12:01"), Map.of());
        fire(at("13:00"));
        fire(at("14:00"));
        List<String> before = told();
        for (String back : List.of("12:30", "13:00", "13:40", "14:00", "14:30")) {
            fire(at(back));
        }
        assertThat(told()).isEqualTo(before).hasSize(2).endsWith("clock.missed golden");
    }

    @Test
    void lateOnesOfSeveralIncidentsComeInTheOrderOfTheirTimes() {
        List<Instant> dues = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Instant shown = NOON.plus(Duration.ofMinutes(7L * ((i * 3) % 5)));
            Post one = post("c-" + i, "u-" + i, "破损" + "很".repeat(i), shown)
                    .with()
                    .thread("t-" + i)
                    .receivedAt(NOON.plus(Duration.ofMinutes(40)))
                    .build();
            take(one);
        }
        Instant taken = NOON.plus(Duration.ofMinutes(41));
        Action take = new Action(Action.Kind.TAKE, "zhang", "console", taken, null, null, List.of(), Map.of());
        store.read(tx -> tx.incidents().list(new Incidents.Query(true, true, 10)))
                .forEach(one -> write(tx -> desk.act(tx, one.id(), take, taken, new Tidings())));
        Tidings tidings = new Tidings();
        write(tx -> desk.fire(tx, at("20:00"), 1_000, tidings));
        tidings.entries().stream()
                .filter(entry -> entry.event().equals("clock.missed")
                        && "golden".equals(entry.facts().get("clock")))
                .map(entry -> Instant.parse(String.valueOf(entry.facts().get("due"))))
                .forEach(dues::add);
        assertThat(dues).hasSize(5).isSorted();
    }

    @Test
    void whatAnAgentPromisesUnderThePostIsWatchedAndSurvivesARestart() {
        take(post("c-1", "u-1", "破损", NOON));
        take(post("a-1", "kefu", "您好，1小时内给您答复", at("12:05"))
                .with()
                .role(Role.AGENT)
                .parent("c-1")
                .build());
        restart();
        Clock promised = incident().clocks().stream()
                .filter(c -> c.clock().equals(Clocks.PROMISED))
                .findFirst()
                .orElseThrow();
        assertThat(promised.customer()).isEqualTo("u-1");
        assertThat(promised.due()).isEqualTo(at("13:05"));
        assertThat(promised.said()).isEqualTo(new Clock.Said("1小时内", "kefu", false));
        take(post("c-2", "u-2", "1小时内给我答复", at("12:06")));
        assertThat(incident().clocks().stream().filter(c -> c.clock().equals(Clocks.PROMISED)))
                .hasSize(1);
        fire(at("13:05"));
        fire(at("13:05"));
        assertThat(told()).containsOnlyOnce("clock.missed promised");
    }

    @Test
    void aPromiseInTheSessionOfAnIncidentIsWatched() {
        take(post("c-1", "u-1", "破损", NOON).with().session("s-9").build());
        take(post("a-1", "kefu", "今天18点前给您答复", at("12:05"))
                .with()
                .thread("elsewhere")
                .session("s-9")
                .role(Role.AGENT)
                .build());
        assertThat(incident().clocks())
                .anyMatch(c -> c.clock().equals(Clocks.PROMISED) && c.due().equals(at("18:00")));
    }
}
