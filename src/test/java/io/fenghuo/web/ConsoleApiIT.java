package io.fenghuo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.web.guard.Cidr;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** REST and the event stream over real HTTP. */
@Timeout(120)
class ConsoleApiIT {
    private Served served;

    @BeforeEach
    void serve() throws Exception {
        served = new Served(Cidr.LOOPBACK, null, 1 << 20);
    }

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void postsAreAnsweredOnceTheyAreKept() throws Exception {
        HttpResponse<String> one = served.json("/api/posts?source=crm", "{\"id\":\"1\",\"text\":\"假货\"}");
        assertThat(one.statusCode()).isEqualTo(202);
        assertThat(new JsonObject(one.body()).getInteger("stored")).isEqualTo(1);
        assertThat(served.json(
                                "/api/posts?source=crm",
                                "[{\"id\":\"1\",\"text\":\"假货\"},{\"id\":\"2\",\"text\":\"b\"}]")
                        .body())
                .contains("\"posts\":2", "\"stored\":1");
        HttpResponse<String> lines = served.send(
                "POST",
                "/api/posts",
                "{\"id\":\"3\",\"source\":\"crm\",\"text\":\"a\"}\n{\"id\":\"4\",\"source\":\"crm\",\"text\":\"b\",\"colour\":\"red\"}\n",
                "Content-Type",
                "application/x-ndjson");
        assertThat(lines.statusCode()).isEqualTo(202);
        assertThat(lines.body()).contains("\"unknown\":{\"colour\":1}");
        assertThat(served.console.ingested).hasSize(3);
        assertThat(served.console.ingested.get(0).fingerprint()).hasSize(64);
    }

    @Test
    void postsWithoutIdsNeedAKeyAndAreAnsweredIdentically() throws Exception {
        String body = "[{\"text\":\"a\"},{\"text\":\"b\"}]";
        HttpResponse<String> without = served.json("/api/posts?source=crm", body);
        assertThat(without.statusCode()).isEqualTo(400);
        assertThat(without.body()).contains("Idempotency-Key");
        HttpResponse<String> first = served.json("/api/posts?source=crm", body, "Idempotency-Key", "k-1");
        HttpResponse<String> again = served.json("/api/posts?source=crm", body, "Idempotency-Key", "k-1");
        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(new JsonObject(first.body()).getJsonArray("ids")).hasSize(2).doesNotHaveDuplicates();
        assertThat(served.console.ingested).hasSize(1);
        assertThat(served.json("/api/posts?source=crm", "[{\"text\":\"c\"}]", "Idempotency-Key", "k-1")
                        .statusCode())
                .isEqualTo(422);
        assertThat(served.json("/api/posts?source=crm", body, "Idempotency-Key", "x".repeat(201))
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/posts?source=crm | {\"id\":\"1\"} | 第 1 行",
                "/api/posts?source=crm | [{\"id\":\"1\",\"text\":\"a\"},{\"id\":\"2\",\"text\":5}] | /1/text",
                "/api/posts?source=crm | {\"id\":\"1\",\"text\":\"a\" | JSON",
                "/api/posts?source=crm | nonsense | JSON",
                "/api/posts?source=crm | [] | 没有评论",
                "/api/posts | {\"id\":\"1\",\"text\":\"a\"} | source",
                "/api/posts?source=a%20b | {\"id\":\"1\",\"text\":\"a\"} | 来源名",
                "/api/posts | [{\"id\":\"1\",\"text\":\"a\",\"source\":\"x\"},{\"id\":\"2\",\"text\":\"a\",\"source\":\"y\"}] | 同一个来源",
            })
    void aFaultIsNamedWithPlaceAndCure(String path, String body, String said) throws Exception {
        HttpResponse<String> response = served.json(path, body);
        assertThat(response.statusCode()).isEqualTo(400);
        JsonObject json = new JsonObject(response.body());
        assertThat(json.getString("message")).contains(said);
        assertThat(json.getString("cure")).isNotBlank();
        assertThat(served.console.ingested).isEmpty();
    }

    @Test
    void tooMuchTooOftenAndTheWrongKindAreRefused() throws Exception {
        HttpResponse<String> big =
                served.json("/api/posts?source=crm", "{\"id\":\"1\",\"text\":\"" + "x".repeat(1 << 20) + "\"}");
        assertThat(big.statusCode()).isEqualTo(413);
        assertThat(big.body()).contains("1 MB");
        assertThat(served.json("/api/pauses", " ".repeat(3 << 20)).body()).contains("2 MB");
        served.console.busy = true;
        HttpResponse<String> busy = served.json("/api/posts?source=crm", "{\"id\":\"1\",\"text\":\"a\"}");
        assertThat(busy.statusCode()).isEqualTo(429);
        assertThat(busy.headers().firstValue("retry-after")).hasValue("2");
        assertThat(served.send(
                                "POST",
                                "/api/posts?source=crm",
                                "a=b",
                                "Content-Type",
                                "application/x-www-form-urlencoded")
                        .statusCode())
                .isEqualTo(415);
        assertThat(served.send("POST", "/api/posts?source=crm", "{}").statusCode())
                .isEqualTo(415);
    }

    @Test
    void incidentsAreListedAndShown() throws Exception {
        JsonArray all = new JsonObject(served.get("/api/incidents").body()).getJsonArray("incidents");
        assertThat(all).hasSize(4);
        assertThat(all.getJsonObject(0).getString("id")).isEqualTo("i-01injury");
        assertThat(new JsonObject(served.get("/api/incidents?limit=1").body()).getJsonArray("incidents"))
                .hasSize(1);
        assertThat(served.get("/api/incidents?limit=-1").statusCode()).isEqualTo(400);
        JsonObject one = new JsonObject(served.get("/api/incidents/i-01injury").body());
        assertThat(one.getString("level")).isEqualTo("L1");
        assertThat(one.getJsonArray("posts").getJsonObject(0).getBoolean("deleted"))
                .isTrue();
        assertThat(one.getJsonArray("hits")).hasSize(2);
        assertThat(one.getJsonArray("timeline")).hasSize(3);
        assertThat(one.getJsonArray("deliveries")).hasSize(3);
        assertThat(served.get("/api/incidents/none").statusCode()).isEqualTo(404);
    }

    @Test
    void deliveriesAreToldInSentencesAndWrongQuestionsByName() throws Exception {
        assertThat(served.get("/api/deliveries?limit=0").statusCode()).isEqualTo(400);
        assertThat(served.get("/api/deliveries?limit=0").body()).contains("limit", "1000");
        assertThat(served.get("/api/deliveries?channel=nope").body()).contains("nope", "night", "duty-mail");
        JsonArray lines = new JsonObject(served.get("/api/deliveries").body()).getJsonArray("deliveries");
        assertThat(lines.stream().map(one -> ((JsonObject) one).getString("why")))
                .allMatch(why -> why == null || why.codePoints().anyMatch(Character::isIdeographic));
        String id = lines.getJsonObject(0).getString("id");
        HttpResponse<String> nobody =
                served.send("POST", "/api/deliveries/" + id + "/retry", "{}", "Content-Type", "application/json");
        assertThat(nobody.statusCode())
                .as("an administrator is named, and nobody says who asks")
                .isEqualTo(403);
    }

    @Test
    void actionsAreDoneRefusedOrRepeated() throws Exception {
        String path = "/api/incidents/i-01injury/actions";
        HttpResponse<String> stale = served.json(path, "{\"action\":\"take\",\"by\":\"zhang\",\"version\":3}");
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(new JsonObject(stale.body()).getJsonObject("incident").getInteger("version"))
                .isEqualTo(7);
        HttpResponse<String> taken = served.json(path, "{\"action\":\"take\",\"by\":\"zhang\",\"version\":7}");
        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(taken.body()).getString("owner")).isEqualTo("zhang");
        HttpResponse<String> again = served.json(path, "{\"action\":\"take\",\"by\":\"zhang\"}");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(taken.body());
        assertThat(served.json(path, "{\"action\":\"take\",\"by\":\"li\"}").body())
                .contains("已由 张三 接手");
        HttpResponse<String> bare = served.json(path, "{\"action\":\"answer\",\"by\":\"zhang\"}");
        assertThat(bare.statusCode()).isEqualTo(422);
        assertThat(new JsonObject(bare.body()).getJsonArray("missing")).containsExactly("text_or_link");
        assertThat(served.json(path, "{\"action\":\"dance\"}").statusCode()).isEqualTo(400);
        assertThat(served.json(path, "").statusCode()).isEqualTo(400);
        assertThat(served.json("/api/incidents/none/actions", "{\"action\":\"take\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void eventsComeInPages() throws Exception {
        for (int i = 1; i <= 5; i++) {
            served.console.publish("incident.opened", "{\"n\":" + i + "}");
        }
        JsonObject page =
                new JsonObject(served.get("/api/events?after=2&limit=2").body());
        assertThat(page.getJsonArray("events")).hasSize(2);
        assertThat(page.getJsonArray("events")
                        .getJsonObject(0)
                        .getJsonObject("data")
                        .getInteger("n"))
                .isEqualTo(3);
        assertThat(page.getInteger("next")).isEqualTo(4);
        assertThat(served.get("/api/events?after=x").statusCode()).isEqualTo(400);
    }

    @Test
    void aStreamGoesOnWhereItWasCutAndLeavesNothingOut() throws Exception {
        for (int i = 1; i <= 1200; i++) {
            served.console.publish("x", "{\"n\":" + i + "}");
        }
        HttpURLConnection connection = (HttpURLConnection)
                URI.create(served.base() + "/api/events").toURL().openConnection();
        connection.setRequestProperty("Accept", "text/event-stream");
        connection.setRequestProperty("Last-Event-ID", "3");
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            long expected = 4;
            for (String line = reader.readLine(); expected <= 1300; line = reader.readLine()) {
                if (line.startsWith("id: ")) {
                    assertThat(Long.parseLong(line.substring(4))).isEqualTo(expected);
                    if (expected == 1200) {
                        for (int i = 1201; i <= 1300; i++) {
                            served.console.publish("x", "{\"n\":" + i + "}");
                        }
                    }
                    expected++;
                }
            }
        }
        connection.disconnect();
        await().until(() -> served.console.listening() == 0);
    }

    @Test
    void healthAndMetrics() throws Exception {
        assertThat(served.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(served.get("/health/ready").body()).isEqualTo("{\"status\":\"up\"}");
        served.console.problems.add("store: disk full");
        assertThat(served.get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(served.get("/health/ready").body()).contains("disk full");
        assertThat(served.get("/health/ready", "Via", "proxy").body()).doesNotContain("disk full");
        assertThat(served.get("/metrics").body()).contains("fenghuo_posts_total 400.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/incidents/i-01injury",
                "/sources",
                "/deliveries",
                "/report",
                "/api/incidents",
                "/api/events",
                "/api/openapi.json",
                "/metrics",
                "/health/live",
                "/static/app.css",
                "/i/i-01injury?t=good-token"
            })
    void headAnswersLikeGetWithoutTheBody(String path) throws Exception {
        HttpResponse<String> head = served.send("HEAD", path, null);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(served.send("HEAD", "/api/events", null, "Accept", "text/event-stream")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void everyRouteIsDescribed() throws Exception {
        JsonObject described = new JsonObject(served.get("/api/openapi.json").body()).getJsonObject("paths");
        Vertx vertx = Vertx.vertx();
        WebSettings settings = new WebSettings(
                "127.0.0.1",
                0,
                null,
                Cidr.LOOPBACK,
                io.fenghuo.model.Secret.of("k"),
                ZoneOffset.UTC,
                Locale.CHINESE,
                1);
        Router router = ConsoleRoutes.router(vertx, settings, served.console);
        Set<String> routes = new TreeSet<>();
        for (Route route : router.getRoutes()) {
            if (route.getPath() != null) {
                String path = route.getPath().replaceAll(":(\\w+)", "{$1}");
                routes.add(path);
                route.methods().stream()
                        .map(method -> method.name().toLowerCase(Locale.ROOT))
                        .filter(method -> !method.equals("head"))
                        .forEach(method -> assertThat(described
                                        .getJsonObject(path, new JsonObject())
                                        .fieldNames())
                                .as(path)
                                .contains(method));
            }
        }
        assertThat(described.fieldNames()).isEqualTo(routes);
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }
}
