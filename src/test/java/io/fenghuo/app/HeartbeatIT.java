package io.fenghuo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.Patience;
import io.fenghuo.config.Heartbeat;
import io.fenghuo.model.Secret;
import io.fenghuo.verticle.HandTime;
import io.fenghuo.verticle.watching.HeartbeatVerticle;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The dead man's switch against a real server on loopback. */
class HeartbeatIT {
    private final Vertx vertx = Vertx.vertx();
    private final HandTime time = new HandTime(Instant.parse("2026-06-18T12:00:00Z"));
    private final AtomicBoolean content = new AtomicBoolean(true);

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private String deployment = "";

    private HeartbeatVerticle heart(Heartbeat wish) throws Exception {
        HeartbeatVerticle heart = new HeartbeatVerticle(
                time, () -> wish, content::get, new WebhookSender(vertx, new PublicAddresses(), null, Patience.USUAL));
        deployment = vertx.deployVerticle(heart)
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        return heart;
    }

    private void seconds(int count) {
        for (int i = 0; i < count; i++) {
            await().until(() -> time.waiting() > 0);
            time.step();
        }
        await().until(() -> time.waiting() > 0);
    }

    @Test
    void beatsOnlyWhileTheAuditorIsContent() throws Exception {
        try (Vendor server = new Vendor(vertx, Vendor.says("ok"))) {
            HeartbeatVerticle heart =
                    heart(new Heartbeat(Secret.of(server.url("/beat?key=1")), Duration.ofSeconds(10), true, true));
            seconds(25);
            assertThat(server.seen).hasSize(3);
            assertThat(server.seen.get(0).uri()).isEqualTo("/beat?key=1");
            assertThat(heart.beats()).isEqualTo(3);
            content.set(false);
            seconds(60);
            assertThat(server.seen).as("silence is the alarm").hasSize(3);
            content.set(true);
            seconds(1);
            assertThat(server.seen).hasSize(4);
        }
    }

    @Test
    void aPrivateAddressNeedsLeaveAndAFailureIsNotFatal() throws Exception {
        try (Vendor server = new Vendor(
                vertx,
                (response, seen, n) ->
                        response.setStatusCode(n == 0 ? 500 : 200).end())) {
            HeartbeatVerticle refused =
                    heart(new Heartbeat(Secret.of(server.url("/")), Duration.ofSeconds(10), false, false));
            seconds(12);
            assertThat(server.seen).isEmpty();
            assertThat(refused.beats()).isZero();
            // Of two hearts, one would let time pass while the other waits for an answer.
            vertx.undeploy(deployment).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
        try (Vendor server = new Vendor(
                vertx,
                (response, seen, n) ->
                        response.setStatusCode(n == 0 ? 500 : 200).end())) {
            HeartbeatVerticle heart =
                    heart(new Heartbeat(Secret.of(server.url("/")), Duration.ofSeconds(10), false, true));
            seconds(45);
            assertThat(server.seen).hasSize(5);
            assertThat(heart.beats()).isEqualTo(4);
        }
    }
}
