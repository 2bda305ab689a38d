package io.fenghuo.platform.hackernews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.model.Post;
import io.fenghuo.platform.Stand;
import io.fenghuo.source.SourceSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The walk over all items, some of which are not there yet. */
class HackerNewsIT {
    private final Stand stand = new Stand();
    private final Map<Long, String> items = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile long max = 10;
    private final int port = stand.vertx
            .createHttpServer()
            .requestHandler(request -> {
                asked.add(request.path());
                String item = request.path().replaceAll("\\D+", " ").strip().replace("0 ", "");
                request.response()
                        .end(
                                request.path().equals("/v0/maxitem.json")
                                        ? String.valueOf(max)
                                        : items.getOrDefault(Long.parseLong(item), "null"));
            })
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();

    @AfterEach
    void close() {
        stand.close();
    }

    private SourceSpec spec() {
        return new SourceSpec(
                "s",
                "hackernews",
                "http://127.0.0.1:" + port,
                Duration.ofSeconds(10),
                null,
                null,
                null,
                null,
                Map.of(),
                Map.of(),
                Map.of("words", List.of("cloudhome")),
                true,
                null);
    }

    @Test
    void everyItemIsLookedAtOnce() {
        items.put(
                10L,
                "{\"id\":10,\"type\":\"story\",\"by\":\"a\",\"time\":1700000000,\"title\":\"CloudHome is down\",\"score\":5}");
        String running = stand.run(spec());
        await().until(() -> stand.kept.posts().size() == 1);
        items.put(11L, "{\"id\":11,\"type\":\"comment\",\"by\":\"b\",\"parent\":10,\"text\":\"nothing\"}");
        items.put(12L, "{\"id\":12,\"deleted\":true}");
        items.put(
                14L,
                "{\"id\":14,\"type\":\"comment\",\"by\":\"c\",\"parent\":10,\"time\":1700000100,\"text\":\"<p>cloudhome &amp; co\"}");
        max = 14;
        // 13 is null: asked for again, then passed over
        await().until(() -> stand.kept.posts().size() == 2);
        assertThat(asked.stream().filter("/v0/item/13.json"::equals)).hasSize(ItemsSource.PATIENCE);
        Post comment = stand.kept.posts().get(1);
        assertThat(comment.text()).isEqualTo("cloudhome & co");
        assertThat(comment.parent()).isEqualTo("10");
        stand.end(running);
        items.put(15L, "{\"id\":15,\"type\":\"comment\",\"by\":\"c\",\"parent\":14,\"text\":\"cloudhome again\"}");
        max = 15;
        stand.run(spec());
        await().until(() -> stand.kept.posts().size() == 3);
        assertThat(asked.stream().filter("/v0/item/14.json"::equals)).hasSize(1);
    }
}
