package io.fenghuo.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Delivery;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.TimelineEntry;
import io.fenghuo.store.Incidents;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.fenghuo.store.Tx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A ladder climbed while the process is killed again and again: every clock is missed and told once, every step fires once or, when its time
 * and that of the next passed while nothing ran, goes into the next; who has taken an incident is not paged any more; nothing told is lost.
 */
class LadderKillIT {
    private static final int KILLS = 8;
    private static final int POSTS = 60;
    private static final int GRAVE = POSTS / Shop.GRAVE_EVERY;
    private static final int TAKEN = 4;
    private static final Duration STEP = Duration.ofSeconds(2);
    private static final Duration LAST = Duration.ofSeconds(24);
    /** How long a loaded machine may take over a step that is due. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    @TempDir
    Path home;

    /** From a kill until the service said that it was ready again. */
    private record Down(Instant from, Instant to) {
        boolean covers(Instant at) {
            return at.plus(STEP).isAfter(from.minus(SLACK)) && at.isBefore(to.plus(SLACK));
        }
    }

    private final List<Down> downs = new ArrayList<>();

    @Test
    void aLadderClimbedOverKillsLosesNothingAndFiresOnce() throws Exception {
        try (Hook hook = new Hook(20);
                Service service = new Service(home, Map.of("FENGHUO_LANG", "en"))) {
            writeHome(service, hook);
            service.start();
            new Shop().bring(POSTS, service);
            Random random = new Random(20_261_122);
            for (int kill = 0; kill < KILLS; kill++) {
                Thread.sleep(300 + random.nextInt(1_200));
                Instant from = Instant.now();
                service.kill();
                service.start();
                downs.add(new Down(from, Instant.now()));
                if (kill == 2) {
                    take(service);
                }
            }
            Awaitility.await("the ladder ends and everything is sent")
                    .atMost(Duration.ofSeconds(180))
                    .pollInterval(Duration.ofMillis(500))
                    .ignoreExceptions()
                    .until(this::quiet);
            service.stop();
            check(hook);
        }
    }

    private static void writeHome(Service service, Hook hook) throws IOException {
        Shop.writeHome(service, hook);
        service.write("alerts/policy.yaml", """
                golden: 20s
                levels:
                  L1:
                    clocks: { acknowledge: 2s, respond: 12s }
                    warnings: { respond: [4s], golden: [6s, 0s] }
                    take-expires: 10m
                    ladder:
                      - { tell: [role:duty] }
                """ + steps());
    }

    private static String steps() {
        StringBuilder steps = new StringBuilder();
        for (Duration after = STEP; after.compareTo(LAST) <= 0; after = after.plus(STEP)) {
            steps.append("      - { after: ").append(after.toSeconds()).append("s, tell: [role:duty] }\n");
        }
        return steps.toString();
    }

    private static void take(Service service) throws IOException {
        List<String> ids = new ArrayList<>();
        service.incidents().forEach(one -> ids.add(one.path("id").asText()));
        for (String id : ids.stream().sorted().limit(TAKEN).toList()) {
            var answer = service.post("/api/incidents/" + id + "/actions", "{\"action\":\"take\",\"by\":\"zhang\"}");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    private <T> T read(Store.Work<T> work) {
        try (Store store = Stores.sqliteReadOnly(home.resolve("data/fenghuo.db"))) {
            return store.read(work);
        }
    }

    private static List<Incident> incidents(Tx tx) {
        return tx.incidents().list(new Incidents.Query(true, true, 1_000));
    }

    /** Whether nothing is due any more for a while and nothing waits to be sent. */
    private boolean quiet() {
        return read(tx -> {
            Instant soon = Instant.now().plusSeconds(30);
            boolean sent = incidents(tx).stream()
                    .flatMap(one -> tx.outbox().ofIncident(one.id()).stream())
                    .noneMatch(one -> one.state() == Delivery.Status.PENDING);
            return sent && tx.incidents().due(soon, 10).isEmpty();
        });
    }

    private void check(Hook hook) {
        Map<String, Integer> copies = new HashMap<>();
        hook.received().forEach(message -> copies.merge(message.id(), 1, Integer::sum));
        int pages = read(tx -> {
            List<Incident> all = incidents(tx);
            assertThat(all).hasSize(GRAVE);
            assertThat(all.stream().filter(one -> one.owner() != null)).hasSize(TAKEN);
            int told = 0;
            for (Incident incident : all) {
                assertThat(tx.incidents().verify(incident.id())).isEqualTo(-1);
                List<TimelineEntry> story = tx.incidents().timeline(incident.id()).stream()
                        .map(Incidents.Recorded::entry)
                        .toList();
                clocksOnce(story);
                told += pagesOnce(incident, story);
                nothingLost(tx, incident, copies.keySet());
            }
            return told;
        });
        int extra = copies.values().stream().mapToInt(count -> count - 1).sum();
        System.out.printf(
                "ladder kill test: %d kills, %d incidents, %d pages, %d messages, %d of them second copies%n",
                KILLS, GRAVE, pages, hook.received().size(), extra);
        assertThat(extra).as("second copies, at most one for each kill").isLessThanOrEqualTo(KILLS);
    }

    private static void clocksOnce(List<TimelineEntry> story) {
        Map<String, Integer> fired = new HashMap<>();
        story.stream()
                .filter(line -> line.event().startsWith("clock."))
                .forEach(line -> fired.merge(line.event() + " " + line.facts().get("clock"), 1, Integer::sum));
        assertThat(fired).containsKeys("clock.missed acknowledge", "clock.missed respond", "clock.missed golden");
        assertThat(fired.values()).as("%s", fired).allMatch(times -> times == 1);
    }

    private int pagesOnce(Incident incident, List<TimelineEntry> story) {
        Instant taken = story.stream()
                .filter(line -> line.event().equals("incident.taken"))
                .map(TimelineEntry::at)
                .findFirst()
                .orElse(Instant.MAX);
        List<Instant> pages = story.stream()
                .filter(line -> line.event().equals("notice")
                        && "PAGE".equals(line.facts().get("reason")))
                .map(TimelineEntry::at)
                .toList();
        assertThat(pages).as("nobody is paged after the taking").allMatch(at -> at.isBefore(taken));
        Set<Instant> fired = new HashSet<>();
        for (Instant page : pages) {
            Instant due = incident.openedAt();
            while (!due.plus(STEP).isAfter(page)
                    && Duration.between(incident.openedAt(), due).compareTo(LAST) < 0) {
                due = due.plus(STEP);
            }
            assertThat(fired.add(due)).as("%s fired once, pages %s", due, pages).isTrue();
        }
        for (Duration after = STEP; after.compareTo(LAST) <= 0; after = after.plus(STEP)) {
            Instant due = incident.openedAt().plus(after);
            boolean wanted = due.isBefore(taken.minus(SLACK));
            boolean fallen = downs.stream().anyMatch(down -> down.covers(due));
            assertThat(!wanted || fallen || fired.contains(due))
                    .as("%s of %s, pages %s", due, incident.id(), pages)
                    .isTrue();
        }
        if (incident.owner() == null) {
            assertThat(fired)
                    .as("the last step is never lost")
                    .contains(incident.openedAt().plus(LAST));
        }
        return pages.size();
    }

    private static void nothingLost(Tx tx, Incident incident, Set<String> arrived) {
        for (Delivery delivery : tx.outbox().ofIncident(incident.id())) {
            Notice notice = tx.outbox().notice(delivery.notice()).orElseThrow();
            if (notice.manner() != Notice.Manner.EDIT) {
                assertThat(delivery.state()).as("%s", notice).isEqualTo(Delivery.Status.DELIVERED);
                assertThat(arrived).as("%s", notice).contains(delivery.id());
            }
        }
    }
}
