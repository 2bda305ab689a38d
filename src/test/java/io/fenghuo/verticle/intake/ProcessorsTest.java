package io.fenghuo.verticle.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.Patience;
import io.fenghuo.model.Post;
import io.fenghuo.source.ProcessorSpec;
import io.fenghuo.verticle.HandTime;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Posts on their way through verticles of others: enriched at best, never lost. */
class ProcessorsTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:00:00Z");
    private final Vertx vertx = Vertx.vertx();
    private final HandTime time = new HandTime(NOW);

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static ProcessorSpec spec(String id, String... sources) {
        // Nobody waits for long but for the one that never answers.
        Duration patience = id.equals("hangs") ? Duration.ofMillis(200) : Patience.USUAL;
        return new ProcessorSpec(id, List.of(sources), patience, Map.of("class", "x.Y"));
    }

    private void at(String id, Consumer<Message<JsonObject>> work) {
        vertx.eventBus().<JsonObject>consumer(Processors.ADDRESS + id, work::accept);
    }

    private static Post post(String id, String text) {
        return Post.builder("shop", id, text, NOW).build();
    }

    private List<Post> through(List<Post> posts, ProcessorSpec... specs) throws Exception {
        Processors line = new Processors(vertx, time, ZoneId.of("Asia/Shanghai"), () -> List.of(specs));
        return line.process(posts).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static void rewrite(Message<JsonObject> request, String from, String to) {
        JsonArray posts = new JsonArray();
        request.body()
                .getJsonArray("posts")
                .forEach(one -> posts.add(((JsonObject) one)
                        .copy()
                        .put("text", ((JsonObject) one).getString("text").replace(from, to))));
        request.reply(new JsonObject().put("posts", posts));
    }

    @Test
    void eachSeesWhatTheOneBeforeItMade() throws Exception {
        at("one", request -> rewrite(request, "hz", "hongzhong"));
        at("two", request -> rewrite(request, "hongzhong", "红肿"));
        Post done =
                through(List.of(post("1", "脸hz了")), spec("one"), spec("two")).get(0);
        assertThat(done.text()).isEqualTo("脸红肿了");
        assertThat(done.attributes()).containsEntry(Processors.ORIGINAL, "脸hz了");
    }

    @Test
    void whatItLeavesOutStaysAndWhatItInventsIsNotTaken() throws Exception {
        at("odd", request -> {
            JsonObject first = request.body().getJsonArray("posts").getJsonObject(0);
            JsonArray posts = new JsonArray()
                    .add(first.copy()
                            .put("text", "改过")
                            .put("publishedAt", "2020-01-01T00:00:00Z")
                            .put("source", "elsewhere"))
                    .add(first.copy().put("id", "invented"));
            request.reply(new JsonObject().put("posts", posts));
        });
        List<Post> done = through(List.of(post("1", "原文"), post("2", "另一条")), spec("odd"));
        assertThat(done).extracting(Post::id).containsExactly("1", "2");
        assertThat(done).extracting(Post::text).containsExactly("改过", "另一条");
        assertThat(done.get(0).publishedAt()).isEqualTo(NOW);
        assertThat(done.get(0).source()).isEqualTo("shop");
    }

    @Test
    void neitherFailureNorSilenceNorRubbishLosesAPost() throws Exception {
        at("fails", request -> request.fail(500, "no"));
        at("hangs", request -> {});
        at("rubbish", request -> request.reply(new JsonObject().put("posts", new JsonArray().add(7))));
        at("empty", request -> request.reply(new JsonObject()));
        at("null", request -> request.reply(null));
        List<Post> posts = List.of(post("1", "一"), post("2", "二"));
        for (String id : List.of("fails", "hangs", "rubbish", "empty", "null", "absent")) {
            assertThat(through(posts, spec(id))).as(id).isEqualTo(posts);
        }
    }

    @Test
    void itSeesItsOwnSourcesOnly() throws Exception {
        at("one", request -> rewrite(request, "一", "二"));
        assertThat(through(List.of(post("1", "一")), spec("one", "other")).get(0).text())
                .isEqualTo("一");
        assertThat(through(List.of(post("1", "一")), spec("one", "shop")).get(0).text())
                .isEqualTo("二");
    }

    @Test
    void oneThatFailsAgainAndAgainRests() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        at("fails", request -> {
            asked.incrementAndGet();
            request.fail(500, "no");
        });
        Processors line = new Processors(vertx, time, ZoneId.of("Asia/Shanghai"), () -> List.of(spec("fails")));
        for (int i = 0; i < 10; i++) {
            line.process(List.of(post("1", "一")))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
        }
        assertThat(asked).hasValue(3);
        time.after(Duration.ofSeconds(31), () -> {});
        time.step();
        line.process(List.of(post("1", "一")))
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        assertThat(asked).hasValue(4);
    }
}
