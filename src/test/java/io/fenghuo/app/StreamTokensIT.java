package io.fenghuo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.model.Secret;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceTypes;
import io.fenghuo.source.SourceWords;
import io.fenghuo.verticle.hearing.KeptSources;
import io.fenghuo.verticle.hearing.ListenVerticle;
import io.fenghuo.verticle.hearing.SourcePorts;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams that want an access token: got before the connection, and once more when the first is refused. */
class StreamTokensIT {
    private final Vertx vertx = Vertx.vertx();
    private final KeptSources kept = new KeptSources();
    private final List<String> shown = new CopyOnWriteArrayList<>();
    private final AtomicInteger tokens = new AtomicInteger();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private boolean known(String authorization) {
        shown.add(String.valueOf(authorization));
        return "Bearer token-2".equals(authorization);
    }

    private void answer(HttpServerRequest request) {
        if (request.path().equals("/token")) {
            request.response().end("{\"access_token\":\"token-" + tokens.incrementAndGet() + "\",\"expires_in\":3600}");
        } else if (known(request.getHeader("Authorization"))) {
            boolean events = request.path().equals("/sse");
            request.response()
                    .setChunked(true)
                    .putHeader("Content-Type", events ? "text/event-stream" : "application/x-ndjson")
                    .write(events ? "data: {\"t\":\"骗子\"}\n\n" : "{\"t\":\"骗子\"}\n");
        } else {
            request.response().setStatusCode(401).end("{\"error\":\"invalid_token\"}");
        }
    }

    @ParameterizedTest
    @CsvSource({"sse,http", "ndjson,http", "websocket,ws"})
    void aTokenIsShownAndMadeAnewWhenItIsRefused(String type, String scheme) {
        int port = vertx.createHttpServer()
                .requestHandler(this::answer)
                .webSocketHandshakeHandler(shake -> {
                    if (known(shake.headers().get("Authorization"))) {
                        shake.accept();
                    } else {
                        shake.reject(401);
                    }
                })
                .webSocketHandler(socket -> socket.writeTextMessage("{\"t\":\"骗子\"}"))
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
        Map<String, Object> oauth = Map.of(
                "token-url",
                "http://127.0.0.1:" + port + "/token",
                "client-id",
                "us",
                "client-secret",
                Secret.of("secret-of-ours"));
        SourceSpec spec = new SourceSpec(
                "s",
                type,
                scheme + "://127.0.0.1:" + port + "/" + type,
                Duration.ofSeconds(60),
                null,
                null,
                null,
                null,
                Map.of("text", "/t"),
                Map.of(),
                Map.of("oauth", oauth),
                true,
                null);
        assertThat(SourceTypes.builtIn().problems(spec)).isEmpty();
        SystemTime clock = new SystemTime();
        Egress egress = new Egress("Fenghuo/test", null);
        HttpFetcher fetcher = new HttpFetcher(vertx, new PublicAddresses(), HttpFetcher.Limits.DEFAULT, egress, clock);
        SourcePorts ports = new SourcePorts(
                fetcher,
                new HttpStreams(vertx, new PublicAddresses(), clock, egress, fetcher.tokens()),
                kept,
                new VertxTime(vertx, clock),
                kept,
                new SourceWords(Locale.ENGLISH),
                new Random(7));
        vertx.deployVerticle(new ListenVerticle(
                        spec, SourceTypes.builtIn().find(type).orElseThrow().listen(spec, ZoneOffset.UTC), ports))
                .await();
        await().until(() -> kept.texts("s").equals(List.of("骗子")));
        assertThat(shown).containsExactly("Bearer token-1", "Bearer token-2");
        assertThat(kept.told()).as("one connection").allMatch(status -> status.errors() == 0);
    }
}
