package io.fenghuo.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.app.demo.DemoScript;
import io.fenghuo.model.Deadline;
import io.fenghuo.model.Incident;
import io.fenghuo.model.MatchMode;
import io.fenghuo.normalise.Fingerprint;
import io.fenghuo.normalise.Folder;
import io.fenghuo.store.Incidents;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.vertx.core.json.JsonObject;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A power cut is no excuse: the demo's evening, with many more injuries than it has, is brought in while the process is killed with SIGKILL
 * at random moments. Whatever was acknowledged is there afterwards, and everybody who had to be told was told, at most once more than there
 * were interruptions.
 */
class KillIT {
    private static final int KILLS = Integer.getInteger("fenghuo.kills", 50);
    private static final int GRAVE_EVERY = 5;
    private static final int AT_ONCE = 4;
    private static final int LONGEST_RUN_MILLIS = 600;

    @TempDir
    Path home;

    /** One post to bring; {@code grave} = it must open an incident of its own at L1. */
    private record Piece(String id, String json, boolean hit, boolean grave) {}

    @Test
    void nothingIsLostOverManyKills() throws Exception {
        try (Hook hook = new Hook(60);
                Service service = new Service(home, Map.of("FENGHUO_LANG", "en"))) {
            writeHome(service, hook);
            service.start();
            Random random = new Random(20_261_122);
            AtomicBoolean done = new AtomicBoolean();
            List<Piece> acknowledged = new CopyOnWriteArrayList<>();
            Thread crawler = new Thread(() -> bring(service, acknowledged, done), "crawler");
            crawler.start();
            for (int kill = 0; kill < KILLS; kill++) {
                Thread.sleep(20 + random.nextInt(LONGEST_RUN_MILLIS));
                service.kill();
                service.start();
            }
            done.set(true);
            crawler.join(120_000);
            check(service, hook, acknowledged);
            service.stop();
            checkDeadlines();
        }
    }

    /** Brings posts one after another, each again and again until it is acknowledged, as a crawler with a queue would. */
    private static void bring(Service service, List<Piece> acknowledged, AtomicBoolean done) {
        List<Piece> evening = evening();
        for (int from = 0; from < evening.size() && !done.get(); from += AT_ONCE) {
            List<Piece> some = evening.subList(from, Math.min(evening.size(), from + AT_ONCE));
            String body = some.stream().map(Piece::json).collect(Collectors.joining(",", "[", "]"));
            boolean taken = false;
            while (!taken) {
                try {
                    taken = service.post("/api/posts?source=crm", body).statusCode() == 202;
                } catch (IOException down) {
                    pause();
                }
            }
            acknowledged.addAll(some);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The demo's lines, evening after evening, with an injury of its own kind between them now and then. */
    private static List<Piece> evening() {
        List<DemoScript.Line> lines = DemoScript.load().lines();
        List<String> stories = stories();
        List<Piece> pieces = new ArrayList<>();
        int grave = 0;
        for (int number = 0; grave < stories.size(); number++) {
            if (number % GRAVE_EVERY == 0) {
                pieces.add(injury(grave, stories.get(grave)));
                grave++;
            } else {
                pieces.add(said(number, lines.get((number - number / GRAVE_EVERY - 1) % lines.size())));
            }
        }
        return pieces;
    }

    private static Piece said(int number, DemoScript.Line line) {
        JsonObject post = new JsonObject()
                .put("id", "d" + number)
                .put("thread", line.channel().source())
                .put("role", line.role().name().toLowerCase(java.util.Locale.ROOT))
                .put("author", new JsonObject().put("id", line.author()))
                .put("text", line.text());
        if (line.product() != null) {
            post.put("subject", new JsonObject().put("product", line.product()));
        }
        return new Piece("d" + number, post.encode(), line.matter() != null, false);
    }

    private static Piece injury(int number, String story) {
        JsonObject post = new JsonObject()
                .put("id", "k" + number)
                .put("thread", "t" + number)
                .put("author", new JsonObject().put("id", "u" + number))
                .put("subject", new JsonObject().put("product", "p" + number))
                .put("text", story);
        return new Piece("k" + number, post.encode(), true, true);
    }

    /** Injuries told so differently that none passes for a copy of another. */
    private static List<String> stories() {
        String[] how = {"敷完脸红肿刺痛", "用了两天开始脱皮", "戴上就起疹", "涂完第二天皮肤溃烂", "洗完脸一片红疹"};
        String[] when = {"昨天晚上刚拆封", "出差回来才打开", "给妈妈买的那瓶", "双十一囤了三盒", "朋友推荐才下单"};
        String[] where = {"客服让我等通知", "快递员说不归他管", "店里电话打不通", "医生开了两支药膏", "邻居看见都吓一跳"};
        String[] what = {"孩子在旁边直哭", "请假在家躺了一天", "照片都留着呢", "镜子都不敢照", "明天还要去面试"};
        List<String> stories = new ArrayList<>();
        List<Long> prints = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 625; i++) {
            order.add(i);
        }
        java.util.Collections.shuffle(order, new Random(3));
        for (int i : order) {
            String story = String.join("，", when[i / 5 % 5], how[i % 5], where[i / 25 % 5], what[i / 125]);
            long print = Fingerprint.of(Folder.fold(story, MatchMode.FOLDED));
            if (prints.stream().allMatch(other -> Fingerprint.distance(print, other) > 6)) {
                stories.add(story);
                prints.add(print);
            }
        }
        return stories;
    }

    private static void check(Service service, Hook hook, List<Piece> acknowledged) throws IOException {
        Set<String> posts = new HashSet<>();
        Set<String> hits = new HashSet<>();
        for (JsonNode event : service.events()) {
            if ("post".equals(event.path("type").asText())) {
                assertThat(posts.add(event.path("data").path("id").asText()))
                        .as("told once: %s", event)
                        .isTrue();
            } else if ("hit".equals(event.path("type").asText())) {
                hits.add(event.path("data").path("post").asText());
            }
        }
        assertThat(posts).as("posts kept").isEqualTo(ids(acknowledged, piece -> true));
        assertThat(hits).as("posts with a hit").isEqualTo(ids(acknowledged, Piece::hit));
        Map<String, String> grave = graveIncidents(service);
        assertThat(grave.values()).as("an incident for each injury").containsAll(ids(acknowledged, Piece::grave));
        Awaitility.await("everybody is told")
                .atMost(Duration.ofSeconds(180))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(told(hook)).containsAll(grave.keySet()));
        checkCopies(hook, acknowledged.size(), grave.size());
    }

    private static Set<String> ids(List<Piece> pieces, java.util.function.Predicate<Piece> which) {
        return pieces.stream().filter(which).map(Piece::id).collect(Collectors.toSet());
    }

    /** Incident of L1 → its first post. */
    private static Map<String, String> graveIncidents(Service service) throws IOException {
        Map<String, String> found = new HashMap<>();
        for (JsonNode incident : service.incidents()) {
            if (incident.path("level").asText().equals("L1")) {
                String id = incident.path("id").asText();
                JsonNode posts = service.json("/api/incidents/" + id).path("posts");
                found.put(id, posts.path(0).path("id").asText());
            }
        }
        return found;
    }

    private static Set<String> told(Hook hook) {
        return hook.received().stream()
                .map(message -> new JsonObject(message.body()).getJsonObject("data"))
                .filter(data -> data.containsKey("incident"))
                .map(data -> data.getJsonObject("incident").getString("id"))
                .collect(Collectors.toSet());
    }

    private static void checkCopies(Hook hook, int posts, int grave) {
        Map<String, Integer> copies = new HashMap<>();
        Map<String, Set<String>> bodies = new HashMap<>();
        hook.received().forEach(message -> {
            copies.merge(message.id(), 1, Integer::sum);
            bodies.computeIfAbsent(message.id(), id -> new HashSet<>()).add(message.body());
        });
        int extra = copies.values().stream().mapToInt(count -> count - 1).sum();
        System.out.printf(
                "kill test: %d kills, %d posts acknowledged, %d L1 incidents, %d messages, %d of them second copies%n",
                KILLS, posts, grave, hook.received().size(), extra);
        assertThat(extra).as("second copies, at most one for each interruption").isLessThanOrEqualTo(KILLS);
        assertThat(bodies.values())
                .as("a copy is the same message to the byte")
                .allMatch(different -> different.size() == 1);
        List<String> opened = hook.received().stream()
                .map(message -> new JsonObject(message.body()))
                .filter(body -> body.getString("type").equals("incident.opened"))
                .map(body -> body.getJsonObject("data").getJsonObject("notice").getString("id"))
                .toList();
        assertThat(opened.size() - Set.copyOf(opened).size())
                .as("nobody hears of an incident under two keys")
                .isLessThanOrEqualTo(extra);
    }

    /** What every open incident still has to do lies in the store as deadlines. */
    private void checkDeadlines() {
        try (Store store = Stores.sqliteReadOnly(home.resolve("data/fenghuo.db"))) {
            int agendas = store.read(tx -> {
                Map<String, Set<Deadline>> rows = new HashMap<>();
                for (Incidents.Due due : tx.incidents().due(Instant.now().plus(Duration.ofDays(3650)), 1_000_000)) {
                    rows.computeIfAbsent(due.incident(), id -> new HashSet<>()).add(due.deadline());
                }
                for (Incident incident : tx.incidents().list(new Incidents.Query(true, true, 100_000))) {
                    assertThat(rows.getOrDefault(incident.id(), Set.of()))
                            .as("deadlines of %s %s", incident.id(), incident.title())
                            .isNotEmpty()
                            .isEqualTo(Set.copyOf(incident.agenda()));
                    assertThat(tx.incidents().verify(incident.id())).isEqualTo(-1);
                }
                return rows.size();
            });
            assertThat(agendas).isPositive();
        }
    }

    private static void writeHome(Service service, Hook hook) throws IOException {
        service.copy("watchlists");
        service.write("watchlists/sources.yaml", """
                sources:
                  - id: crm
                    type: push
                """);
        service.write("alerts/channels.yaml", """
                channels:
                  - id: hook
                    type: webhook
                    url: %s
                    secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
                    allow-private: true
                    levels: []
                """.formatted(hook.url()));
        service.write("alerts/contacts.yaml", """
                people:
                  - { id: zhang, name: 张三, via: [hook] }
                roles: { duty: [zhang], legal: [zhang], supervisor: [zhang], brand: [zhang], safety: [zhang], admin: [zhang] }
                """);
    }
}
