package io.fenghuo.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.MatchMode;
import io.fenghuo.normalise.Folder;
import io.fenghuo.running.RealRows.Row;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of real reviews and complaints read from a page, an interface and a feed by the running service, everything it makes of them counted
 * a second time by naive means.
 */
class RealInputIT {
    private static final List<String> PEOPLE = List.of("duty", "legal", "super", "brand", "admin");

    /** A rule so plain that it can be counted by hand. */
    private record Plain(
            String id,
            String family,
            String level,
            @Nullable String role,
            List<String> words) {
        boolean hits(Row row) {
            String text = folded(row.text());
            return (role == null || role.equals(row.role()))
                    && words.stream().map(RealInputIT::folded).anyMatch(text::contains);
        }
    }

    private static final List<Plain> RULES = List.of(
            new Plain("fraud", "欺诈", "L3", null, List.of("骗子", "骗人", "被骗", "上当", "奸商", "欺骗", "忽悠", "虚假宣传")),
            new Plain("fake", "欺诈", "L3", null, List.of("假货", "冒牌", "山寨", "盗版", "翻新", "二手")),
            new Plain("quality", "质量", "L3", "customer", List.of("质量差", "质量问题", "开裂", "异响", "漏油", "坏了", "掉色", "异味")),
            new Plain("service", "服务", "L3", "customer", List.of("态度差", "态度恶劣", "不理", "没人管", "推卸", "敷衍")),
            new Plain("refund", "退款", "L3", null, List.of("退款", "退货", "退钱", "定金", "不退")),
            new Plain("harm", "人身安全", "L1", null, List.of("过敏", "拉肚子", "自燃", "漏电", "起火", "中毒")),
            new Plain("brakes", "行车安全", "L2", null, List.of("刹车失灵", "失去动力", "方向盘抖动")),
            new Plain("agents", "话术", "L2", "agent", List.of("客服", "没办法", "不归我们")));

    @TempDir
    Path home;

    @Test
    void everythingIsCountedAsByHand() throws Exception {
        Instant now = Instant.now();
        Optional<RealRows> data = RealRows.beside(now);
        if (data.isEmpty()) {
            System.err.println("SKIPPED: RealInputIT needs ../shared/data, which is not there");
        }
        Assumptions.assumeTrue(data.isPresent(), "../shared/data is absent");
        String reviews = "reviews_online_shopping_10_cats.tsv";
        List<Row> page = data.get().rows(reviews, "page", 0, 2000, true).stream()
                .map(row ->
                        new Row(row.source(), row.id(), row.thread(), row.author(), "customer", row.at(), row.text()))
                .toList();
        List<Row> api = data.get().rows(reviews, "api", 3, 2000, true);
        List<Row> feed = data.get().rows("complaints_auto_2024.tsv", "feed", 0, 1200, false).stream()
                .map(row ->
                        new Row(row.source(), row.id(), row.thread(), row.author(), "customer", row.at(), row.text()))
                .toList();
        List<Row> all = new ArrayList<>(page);
        all.addAll(api);
        all.addAll(feed);
        assertThat(page).hasSize(2000);
        assertThat(api).hasSize(2000);
        assertThat(feed).hasSizeGreaterThanOrEqualTo(1000);
        try (Hook hook = new Hook();
                RealSite site = new RealSite(page, api, feed);
                Service service = new Service(home, Map.of("FENGHUO_LANG", "en", "FENGHUO_ZONE", afternoon(now)))) {
            writeHome(service, hook, site);
            service.start();
            long began = System.nanoTime();
            await("all posts are in")
                    .atMost(Duration.ofSeconds(240))
                    .pollInterval(Duration.ofMillis(500))
                    .ignoreExceptions()
                    .until(() -> service.get("/metrics").statusCode() == 200 && stored() >= all.size());
            long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
            await("what is due is sent")
                    .atMost(Duration.ofSeconds(240))
                    .pollInterval(Duration.ofMillis(500))
                    .ignoreExceptions()
                    .until(() -> overdue() == 0);
            check(service.events(), all);
            await("all that was sent is heard").untilAsserted(() -> checkDeliveries(hook));
            System.out.printf(
                    "real input: %d posts in %d s, %d messages%n",
                    all.size(), seconds, hook.received().size());
        }
    }

    /** A zone in which it is five past two now, so that nothing waits for the morning and no hour's digest falls into the test. */
    private static String afternoon(Instant now) {
        int minutes = LocalTime.of(14, 5).toSecondOfDay() / 60
                - now.atOffset(ZoneOffset.UTC).toLocalTime().toSecondOfDay() / 60;
        return ZoneOffset.ofTotalSeconds(minutes * 60).getId();
    }

    private static String folded(String text) {
        return Folder.fold(text, MatchMode.FOLDED).toString();
    }

    private long stored() {
        try (Store store = Stores.sqliteReadOnly(home.resolve("data/fenghuo.db"))) {
            return store.read(tx -> tx.posts().count());
        }
    }

    /** Deliveries that should have gone out by now. */
    private long overdue() {
        try (Store store = Stores.sqliteReadOnly(home.resolve("data/fenghuo.db"))) {
            return store.read(tx -> tx.outbox().due(Instant.now(), 100_000)).size();
        }
    }

    private static void check(List<JsonNode> events, List<Row> all) {
        Map<String, List<JsonNode>> byType = events.stream()
                .collect(Collectors.groupingBy(event -> event.path("type").asText()));
        Map<String, Row> rows = all.stream().collect(Collectors.toMap(Row::id, row -> row));
        assertThat(ids(byType.getOrDefault("post", List.of()), "id")).isEqualTo(rows.keySet());
        assertThat(byType.get("post")).hasSize(all.size());

        Set<String> expected = new HashSet<>();
        Set<String> keys = new HashSet<>();
        int together = 0;
        for (Row row : all) {
            together += further(row);
            for (Plain rule : RULES) {
                if (rule.hits(row)) {
                    expected.add(row.id() + " " + rule.id());
                    keys.add(rule.family() + " " + row.thread());
                }
            }
        }
        Set<String> found = byType.getOrDefault("hit", List.of()).stream()
                .map(hit -> hit.path("data").path("post").asText() + " "
                        + hit.path("data").path("rule").asText())
                .collect(Collectors.toSet());
        System.out.printf(
                "real input: %d hits (%d by hand), %d incidents opened (%d keys)%n",
                found.size(),
                expected.size(),
                byType.getOrDefault("incident.opened", List.of()).size(),
                keys.size());
        assertThat(found).as("hits").isEqualTo(expected);
        assertThat(byType.getOrDefault("incident.opened", List.of()))
                .as("incidents opened")
                .hasSizeBetween(keys.size() - together, keys.size());
    }

    /** Matters beyond the first of a grade in a post: these are further concerns of one incident, not incidents of their own. */
    private static int further(Row row) {
        Map<Object, Set<String>> families = RULES.stream()
                .filter(rule -> rule.hits(row))
                .collect(Collectors.groupingBy(Plain::level, Collectors.mapping(Plain::family, Collectors.toSet())));
        return families.values().stream().mapToInt(one -> one.size() - 1).sum();
    }

    private static Set<String> ids(List<JsonNode> events, String field) {
        return events.stream()
                .map(event -> event.path("data").path(field).asText())
                .collect(Collectors.toSet());
    }

    /** Every notice once at every ear, and nobody beyond what the noise table allows. */
    private void checkDeliveries(Hook hook) {
        List<Delivery> sent;
        try (Store store = Stores.sqliteReadOnly(home.resolve("data/fenghuo.db"))) {
            sent = store.read(tx -> tx.outbox().list(Delivery.Status.DELIVERED, 100_000));
            assertThat(store.<List<Delivery>>read(tx -> tx.outbox().list(Delivery.Status.FAILED, 10)))
                    .isEmpty();
        }
        Map<String, Integer> heard = new HashMap<>();
        Map<String, Integer> personal = new HashMap<>();
        Map<String, Integer> admin = new HashMap<>();
        Set<String> messages = new HashSet<>();
        for (Hook.Received message : hook.received()) {
            assertThat(messages.add(message.id()))
                    .as("sent twice: %s", message.id())
                    .isTrue();
            JsonObject data = new JsonObject(message.body()).getJsonObject("data");
            for (String notice : notices(data)) {
                heard.merge(message.path() + " " + notice, 1, Integer::sum);
            }
            JsonObject notice = data.getJsonObject("notice");
            boolean digest = !data.getJsonArray("lines", new JsonArray()).isEmpty();
            // A program is told how an earlier card changes; that is no message to a person.
            boolean edit = notice.getString("manner").equals("edit");
            boolean counts = !digest && !edit && !notice.getString("level").equals("L1");
            if (counts && notice.getString("reason").equals("admin")) {
                admin.merge(message.path(), 1, Integer::sum);
            } else if (counts && !message.path().endsWith("group")) {
                personal.merge(message.path(), 1, Integer::sum);
            }
        }
        System.out.println("real input: personal messages below L1 " + personal + ", to administrators " + admin);
        assertThat(heard.values()).as("one delivery per notice and ear").allMatch(times -> times == 1);
        assertThat(heard).hasSize(sent.size());
        assertThat(personal.values()).as("budget of a shift").allMatch(count -> count <= 10);
        assertThat(admin.values()).as("one word for each person held back").allMatch(count -> count <= PEOPLE.size());
    }

    private static List<String> notices(JsonObject data) {
        JsonArray lines = data.getJsonArray("lines", new JsonArray());
        if (lines.isEmpty()) {
            return List.of(data.getJsonObject("notice").getString("id"));
        }
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            ids.add(lines.getJsonObject(i).getJsonObject("notice").getString("id"));
        }
        return ids;
    }

    private static void writeHome(Service service, Hook hook, RealSite site) throws IOException {
        StringBuilder list = new StringBuilder("brand: 青禾家\nrules:\n");
        for (Plain rule : RULES) {
            list.append("  - id: %s%n    family: %s%n    category: %s%n    level: %s%n    negation: match%n"
                    .formatted(rule.id(), rule.family(), rule.family(), rule.level()));
            if (rule.role() != null) {
                list.append("    role: ").append(rule.role()).append('\n');
            }
            list.append("    any: [").append(String.join(", ", rule.words())).append("]\n");
        }
        service.write("watchlists/plain.yaml", list.toString());
        service.write("watchlists/sources.yaml", """
                sources:
                  - id: page
                    type: html
                    url: %s
                    every: 1h
                    allow-private: true
                    backfill: alert
                    map: { item: li.comment, id: "@data-id", thread: "@data-thread", text: p, author: b, author.id: "b@data-uid", publishedAt: "time@datetime" }
                  - id: api
                    type: json
                    url: %s
                    every: 1h
                    allow-private: true
                    backfill: alert
                    map: { items: /data/list, id: /cid, thread: /video, text: /content, role: /role, author.id: /user/id, publishedAt: /time }
                  - id: feed
                    type: rss
                    url: %s
                    every: 1h
                    allow-private: true
                    backfill: alert
                """.formatted(site.url("/page"), site.url("/api"), site.url("/feed")));
        StringBuilder channels = new StringBuilder("channels:\n");
        StringBuilder people = new StringBuilder("people:\n");
        for (String id : PEOPLE) {
            channels.append(channel("to-" + id, hook, "[]"));
            people.append("  - { id: %s, name: %s, via: [to-%s] }%n".formatted(id, id, id));
        }
        channels.append(channel("a-group", hook, "[L1, L2, L3]"));
        people.append("roles: { duty: [duty], legal: [legal], supervisor: [super], brand: [brand], admin: [admin] }\n");
        service.write("alerts/channels.yaml", channels.toString());
        service.write("alerts/contacts.yaml", people.toString());
    }

    private static String channel(String id, Hook hook, String levels) {
        return """
                  - id: %s
                    type: webhook
                    url: %s/%s
                    secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
                    allow-private: true
                    levels: %s
                """.formatted(id, hook.url(), id, levels).indent(2);
    }
}
