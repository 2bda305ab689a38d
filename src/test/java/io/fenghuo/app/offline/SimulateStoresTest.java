package io.fenghuo.app.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A simulation over the store in memory and one over the database tell the same story, byte for byte. */
class SimulateStoresTest {
    private static final int CUSTOMERS = Integer.getInteger("fenghuo.simulate.customers", 120);
    private static final int DAYS = Integer.getInteger("fenghuo.simulate.days", 2);
    private static final Instant START = Instant.parse("2026-06-15T16:00:00Z");
    private static final List<String> COMPLAINTS = List.of("骗子", "假货", "退款", "发货慢");

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(20_260_618);
    private final List<JsonObject> posts = new ArrayList<>();
    private final List<JsonObject> actions = new ArrayList<>();

    @Test
    void bothStoresTellTheSameStory() throws IOException {
        file("watchlists/w.yaml", """
                brand: 云朵家
                owner: role:brand
                rules:
                  - { id: skin, family: 人身安全, level: L1, category: 人身安全, when: 红肿 NEAR/12 用了 }
                  - { id: grave, family: 人身安全, level: L1, suspected: true, category: 人身安全, any: [毁容] }
                  - { id: fraud, level: L3, category: 欺诈, any: [骗子, 假货] }
                  - { id: after, level: L3, category: 售后, any: [退款, 发货慢] }
                """);
        file("alerts/contacts.yaml", """
                people:
                  - { id: zhang, name: 张三, mail: z@example.com }
                  - { id: li, name: 李四, mail: l@example.com }
                  - { id: wang, name: 王五, mail: w@example.com }
                roles: { duty: rota:main, supervisor: [wang], legal: [li], brand: [li], admin: [wang] }
                rota:
                  main: { from: 2026-06-01T09:00, every: 12h, people: [zhang, li] }
                """);
        file("alerts/channels.yaml", """
                channels:
                  - { id: screen, type: terminal }
                  - { id: mail, type: email, levels: [] }
                """);
        file("alerts/policy.yaml", "");
        crowdOfPosts();
        Path input = file("posts.jsonl", lines(posts));
        Path deeds = file("actions.jsonl", lines(actions));
        List<String> inMemory = play(input, deeds, Stores::memory);
        assertThat(inMemory.size()).isGreaterThan(3 * CUSTOMERS);
        assertThat(play(input, deeds, Stores::temporary)).isEqualTo(inMemory);
    }

    /** Single complaints, a twelfth of them grave, half of those dealt with; now and then a wave under one video or about one product. */
    private void crowdOfPosts() {
        for (int i = 0; i < CUSTOMERS; i++) {
            Instant at = START.plusSeconds(random.nextInt(DAYS * 86_400));
            switch (random.nextInt(24)) {
                case 0 -> {
                    post("g" + i, "用了脸红肿 " + i, "v" + i, null, at);
                    deed("g" + i, "take", at.plusSeconds(100));
                    deed("g" + i, "answer", at.plusSeconds(600));
                    deed("g" + i, "settle", at.plusSeconds(4000));
                }
                case 1 -> post("s" + i, "毁容 " + i, "v" + i, null, at);
                case 2 -> {
                    for (int k = 0; k < 30; k++) {
                        post("w" + i + "-" + k, "骗子 " + k * 7919, "v" + i, null, at.plusSeconds(20L * k));
                    }
                    deed("w" + i + "-9", "take", at.plusSeconds(900));
                }
                case 3 -> {
                    for (int k = 0; k < 6; k++) {
                        post("p" + i + "-" + k, "假货 " + k * 7919, "p" + i + "-" + k, "枕" + i, at.plusSeconds(60L * k));
                    }
                }
                default -> post("c" + i, COMPLAINTS.get(i % 4) + " 第" + i + "单", "v" + i, null, at);
            }
        }
    }

    private void post(String id, String text, String thread, String product, Instant at) {
        JsonObject post = new JsonObject()
                .put("id", id)
                .put("source", "shop")
                .put("text", text)
                .put("author", new JsonObject().put("id", "u-" + id))
                .put("thread", thread)
                .put("publishedAt", at.toString());
        posts.add(product == null ? post : post.put("subject", new JsonObject().put("product", product)));
    }

    private void deed(String post, String action, Instant at) {
        JsonObject deed =
                new JsonObject().put("post", post).put("action", action).put("by", "zhang");
        actions.add(deed.put("at", at.toString()).put("text", "已说明"));
    }

    private static String lines(List<JsonObject> objects) {
        StringBuilder text = new StringBuilder();
        objects.forEach(object -> text.append(object.encode()).append('\n'));
        return text.toString();
    }

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private List<String> play(Path input, Path deeds, Supplier<Store> store) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        List<String> told = new ArrayList<>();
        int bad = new Simulate(
                        Map.of("FENGHUO_LANG", "zh"),
                        folder,
                        new PrintStream(said, true, StandardCharsets.UTF_8),
                        store)
                .run(input, deeds, "73h", told::add, count -> {});
        assertThat(bad).as(said.toString(StandardCharsets.UTF_8)).isZero();
        told.add(said.toString(StandardCharsets.UTF_8));
        return told;
    }
}
