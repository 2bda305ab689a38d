package io.fenghuo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fenghuo.model.Batch;
import io.fenghuo.model.Kind;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Post;
import io.fenghuo.wire.BatchJson;
import io.fenghuo.wire.OutcomeJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample plug-in, built and run over a real event bus. */
class PluginsIT {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private Plugins plugins;

    @TempDir
    Path folder;

    @BeforeEach
    void load() throws Exception {
        PluginJar.build(folder.resolve("plugins/sample.jar"));
        plugins = Plugins.load(folder.resolve("plugins"));
    }

    @AfterEach
    void close() throws Exception {
        wait(vertx.close());
        plugins.close();
    }

    @Test
    void aSourceGoesOnAfterTheAnswerAndStartsAtItsCursor() throws Exception {
        List<Batch> taken = new CopyOnWriteArrayList<>();
        AtomicInteger asked = new AtomicInteger();
        vertx.eventBus().<JsonObject>consumer("fenghuo.ingest", request -> {
            if (asked.getAndIncrement() == 0) {
                request.fail(429, "20");
                return;
            }
            taken.add(BatchJson.parse(request.body().encode(), NOW));
            request.reply(new JsonObject());
        });
        Path file = Files.writeString(folder.resolve("tickets.txt"), "第一张\n第二张\n第三张\n");
        wait(plugins.deploy(
                vertx,
                new Plugins.Order(
                        "tickets",
                        "example.shop.TicketSource",
                        Map.of("file", file.toString(), "everyMillis", 20),
                        1,
                        "1")));
        await().until(() -> taken.size() == 1);
        Files.writeString(file, "第四张\n", StandardOpenOption.APPEND);
        await().until(() -> taken.size() == 2);

        assertThat(taken.get(0).posts()).extracting(Post::text).containsExactly("第二张", "第三张");
        assertThat(taken.get(0).posts().get(0).kind()).isEqualTo(Kind.TICKET);
        assertThat(taken.get(0).source()).isEqualTo("tickets");
        assertThat(taken.get(0).cursor()).isEqualTo("3");
        assertThat(taken.get(1).posts()).extracting(Post::id).containsExactly("4");
        assertThat(asked.get()).isEqualTo(3);
    }

    @Test
    void aChannelAnswersWithAnOutcome() throws Exception {
        Path file = folder.resolve("desk.txt");
        wait(plugins.deploy(
                vertx,
                new Plugins.Order("desk", "example.shop.DeskChannel", Map.of("file", file.toString()), 1, null)));
        JsonObject notice =
                new JsonObject().put("idempotencyKey", "d-1").put("level", "L1").put("title", "敷完脸红肿刺痛");
        JsonObject answer = wait(vertx.eventBus()
                .<JsonObject>request("fenghuo.channel.desk", notice)
                .map(reply -> reply.body()));
        assertThat(OutcomeJson.parse(answer.encode(), NOW).kind()).isEqualTo(Outcome.Kind.DELIVERED);
        assertThat(Files.readString(file)).isEqualTo("d-1\tL1\t敷完脸红肿刺痛\n");

        wait(plugins.deploy(
                vertx,
                new Plugins.Order(
                        "nowhere",
                        "example.shop.DeskChannel",
                        Map.of("file", folder.resolve("no/such/desk.txt").toString()),
                        1,
                        null)));
        JsonObject refused = wait(vertx.eventBus()
                .<JsonObject>request("fenghuo.channel.nowhere", notice)
                .map(reply -> reply.body()));
        assertThat(OutcomeJson.parse(refused.encode(), NOW).kind()).isEqualTo(Outcome.Kind.RETRY);
    }

    @Test
    void whatCannotBeMadeFailsTheDeployment() {
        assertThatThrownBy(() -> wait(plugins.deploy(vertx, new Plugins.Order("x", "no.Such", Map.of(), 1, null))))
                .hasCauseInstanceOf(PluginException.class);
    }

    private static <T> T wait(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
