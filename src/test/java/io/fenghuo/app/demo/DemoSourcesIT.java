package io.fenghuo.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.app.HttpFetcher;
import io.fenghuo.app.HttpStreams;
import io.fenghuo.app.PublicAddresses;
import io.fenghuo.app.demo.DemoScript.Line;
import io.fenghuo.model.Post;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceType;
import io.fenghuo.source.SourceTypes;
import io.fenghuo.source.SourceWords;
import io.fenghuo.verticle.HandTime;
import io.fenghuo.verticle.RealTime;
import io.fenghuo.verticle.hearing.KeptSources;
import io.fenghuo.verticle.hearing.ListenVerticle;
import io.fenghuo.verticle.hearing.PollVerticle;
import io.fenghuo.verticle.hearing.SourcePorts;
import io.fenghuo.verticle.hearing.SourceTrial;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole evening of the demo, read by the code that reads any site: nothing is lost and nothing is bent. */
class DemoSourcesIT {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Vertx vertx = Vertx.vertx();
    private final KeptSources kept = new KeptSources();
    private final SourceTypes types = SourceTypes.builtIn();
    private final SourcePorts ports = new SourcePorts(
            new HttpFetcher(vertx, new PublicAddresses(), HttpFetcher.Limits.DEFAULT, "Fenghuo/test"),
            new HttpStreams(vertx, new PublicAddresses(), InstantSource.system(), "Fenghuo/test"),
            kept,
            new RealTime(vertx),
            kept,
            new SourceWords(Locale.SIMPLIFIED_CHINESE),
            new Random(7));

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void everyLineOfTheEveningArrives() {
        HandTime time = new HandTime(new RealTime(vertx).now().minus(Duration.ofMinutes(5)));
        DemoScript script = DemoScript.load();
        DemoSite site = new DemoSite(vertx, time, script, "it1");
        site.start(0).await();
        Future<Void> over = site.play();
        List<Line> stay = script.lines().stream()
                .filter(line -> line.flags().deletedAt() == null)
                .toList();
        site.sources().forEach(this::deploy);
        await().until(() -> site.sources().stream()
                .allMatch(
                        spec -> kept.of(spec.id()) != null && kept.of(spec.id()).connected()));
        while (!over.isComplete()) {
            time.step();
        }
        await().until(() -> kept.posts().stream()
                .map(Post::id)
                .collect(Collectors.toSet())
                .containsAll(
                        stay.stream().map(line -> "demo-it1-" + line.number()).toList()));
        var byId = kept.posts().stream().collect(Collectors.toMap(Post::id, Function.identity()));
        for (Line line : stay) {
            Post post = byId.get("demo-it1-" + line.number());
            assertThat(post.source()).isEqualTo(line.channel().source());
            assertThat(post.text().replaceAll("[：\\s]", ""))
                    .isEqualTo(line.text().replaceAll("[：\\s]", ""));
            assertThat(post.author().name()).isEqualTo(line.author());
            assertThat(post.subject().brand()).isEqualTo("云朵家");
            assertThat(post.raw()).hasSize(64);
        }
        for (SourceSpec spec : site.sources()) {
            await().untilAsserted(() -> assertThat(kept.of(spec.id()).problem()).isNull());
            Parsed tried = new SourceTrial(vertx, types, ports, (one, trial) -> null, ZONE)
                    .read(spec, Duration.ofSeconds(10))
                    .await();
            assertThat(tried.posts()).as(spec.id()).isNotEmpty();
            assertThat(tried.note()).isNull();
        }
    }

    private void deploy(SourceSpec spec) {
        assertThat(types.problems(spec)).isEmpty();
        SourceType type = types.find(spec.type()).orElseThrow();
        vertx.deployVerticle(
                        type.way() == SourceType.Way.POLL
                                ? new PollVerticle(spec, type.poll(spec, ZONE), ports)
                                : new ListenVerticle(spec, type.listen(spec, ZONE), ports))
                .await();
    }
}
