package io.fenghuo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenghuo.Caller;
import io.fenghuo.app.Fenghuo;
import io.fenghuo.app.Settings;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** POST /api/posts of a running service: clients with keys of their own, packed bodies, lines that are wrong. */
class BroughtIT {
    private static final String CRM = "crm-key-0123456789abcdef";
    private static final String DESK = "desk-key-0123456789abcdef";
    private static final String ROBOT = "robot-secret-0123456789";
    private static final String SPARE = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path home;

    private static Fenghuo service;
    private static String base;
    private final HttpClient client = Caller.client();

    @BeforeAll
    static void start() throws Exception {
        Shell shell = new Shell(home);
        shell.file("watchlists/sources.yaml", """
                sources:
                  - id: shop
                    type: push
                    rate: 1000
                    keys:
                      crm: %s
                      desk: "old-desk-key-0123456789 %s"
                      robot: { secret: %s }
                      spare: { key: spare-key-0123456789, secret: "old-spare-secret-0123 %s" }
                """.formatted(CRM, DESK, ROBOT, SPARE));
        service = new Fenghuo(Settings.read(
                new HashMap<>(shell.environment), new PrintStream(OutputStream.nullOutputStream()), home));
        service.start().toCompletableFuture().get(60, TimeUnit.SECONDS);
        base = "http://127.0.0.1:" + service.port();
    }

    @AfterAll
    static void stop() throws Exception {
        service.stop().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private HttpResponse<String> post(String query, byte[] body, String key, String type, String... more)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/api/posts" + query))
                .header("Content-Type", type)
                .header("Authorization", "Bearer " + key)
                .header("Via", "1.1 proxy")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (more.length > 0) {
            request.headers(more);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> signed(String path, String id, long seconds, byte[] key, String body)
            throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        String signature = Base64.getEncoder().encodeToString(mac.doFinal(bytes(id + "." + seconds + "." + body)));
        return client.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", "application/json")
                        .header("webhook-id", id)
                        .header("webhook-timestamp", String.valueOf(seconds))
                        .header("webhook-signature", "v1," + signature)
                        .header("Via", "1.1 proxy")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String get(String path) {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create(base + path)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void whatAClientBroughtIsKnownByItsName() throws Exception {
        byte[] body = bytes("{\"id\":\"n-1\",\"text\":\"敷完脸红肿\",\"attributes\":{\"client\":\"somebody else\"}}");
        assertThat(post("", body, "crm-key-of-nobody-0123", "application/json").statusCode())
                .isEqualTo(401);
        HttpResponse<String> kept = post("", body, DESK, "application/json");
        assertThat(kept.statusCode()).as(kept.body()).isEqualTo(202);
        JsonNode incidents = JSON.readTree(get("/api/incidents")).path("incidents");
        String incident = get("/api/incidents/" + incidents.get(0).path("id").asText());
        assertThat(incident).contains("\"client\":\"desk\"").doesNotContain("somebody else");
        await().until(() -> get("/sources").contains(">shop<"));
    }

    @Test
    void theSameWordsOfTwoClientsAreTwoPosts() throws Exception {
        long now = Instant.now().getEpochSecond();
        byte[] robot = bytes(ROBOT);
        byte[] spare = Base64.getDecoder().decode(SPARE.substring("whsec_".length()));
        String same = "{\"text\":\"屏幕碎了\"}";
        for (byte[] secret : new byte[][] {robot, robot, spare, spare}) {
            // A retry under a new number, and another client with the same words.
            String number = "m-" + UUID.randomUUID();
            assertThat(signed("/hooks/shop", number, now, secret, same).statusCode())
                    .isEqualTo(202);
        }
        for (String key : List.of(CRM, DESK, CRM)) {
            assertThat(post("", bytes(same), key, "application/json", "Idempotency-Key", "1")
                            .statusCode())
                    .isEqualTo(202);
        }
        try (Connection db = DriverManager.getConnection(
                        "jdbc:sqlite:file:" + home.resolve("data/fenghuo.db") + "?mode=ro");
                ResultSet found = db.createStatement()
                        .executeQuery("SELECT count(*) FROM posts WHERE source = 'shop' AND doc LIKE '%屏幕碎了%'")) {
            assertThat(found.next()).isTrue();
            assertThat(found.getInt(1)).as("one of each client").isEqualTo(4);
        }
    }

    @Test
    void aClientSignsWithASecretOfItsOwn() throws Exception {
        long now = Instant.now().getEpochSecond();
        byte[] robot = bytes(ROBOT);
        byte[] spare = Base64.getDecoder().decode(SPARE.substring("whsec_".length()));
        String path = "/api/posts?source=shop";
        HttpResponse<String> kept = signed(path, "m-1", now, robot, "{\"text\":\"喝完肚子疼\"}");
        assertThat(kept.statusCode()).as(kept.body()).isEqualTo(202);
        assertThat(signed(path, "m-1", now, robot, "{\"text\":\"喝完肚子疼\"}").body())
                .as("the same message does nothing")
                .isEqualTo(kept.body());
        assertThat(signed(path, "m-1", now, robot, "{\"text\":\"喝完\"}").statusCode())
                .isEqualTo(422);
        HttpResponse<String> other = signed(path, "m-1", now, spare, "{\"text\":\"还行\"}");
        assertThat(other.statusCode())
                .as("clients number their messages each for itself")
                .isEqualTo(202);
        assertThat(JSON.readTree(other.body()).path("ids"))
                .isNotEqualTo(JSON.readTree(kept.body()).path("ids"));
        HttpResponse<String> hooked = signed("/hooks/shop", "m-2", now, spare, "{\"id\":\"s-2\",\"text\":\"吃出虫子\"}");
        assertThat(hooked.statusCode()).as(hooked.body()).isEqualTo(202);
        assertThat(post("", bytes("{\"id\":\"s-3\",\"text\":\"好\"}"), "spare-key-0123456789", "application/json")
                        .statusCode())
                .as("either opens")
                .isEqualTo(202);
        HttpResponse<String> stale = signed(path, "m-3", now - 301, robot, "{\"text\":\"好\"}");
        assertThat(stale.statusCode()).isEqualTo(401);
        assertThat(stale.body()).contains("api.oldsignature").contains("cure");
        HttpResponse<String> forged = signed(path, "m-4", now, bytes(DESK), "{\"text\":\"好\"}");
        assertThat(forged.statusCode()).as("a key signs nothing").isEqualTo(401);
        assertThat(forged.body()).contains("api.badsignature", "keys");
        assertThat(post("", robot, ROBOT, "application/json").statusCode())
                .as("a secret opens nothing")
                .isEqualTo(401);
        try (Connection db = DriverManager.getConnection(
                        "jdbc:sqlite:file:" + home.resolve("data/fenghuo.db") + "?mode=ro");
                ResultSet found = db.createStatement()
                        .executeQuery("SELECT doc FROM posts WHERE source = 'shop' AND id IN ('s-2', '"
                                + JSON.readTree(kept.body()).path("ids").path(0).asText() + "') ORDER BY id = 's-2'")) {
            assertThat(found.next()).isTrue();
            assertThat(found.getString(1)).contains("\"robot\"");
            assertThat(found.next()).isTrue();
            assertThat(found.getString(1)).contains("\"spare\"");
        }
    }

    @Test
    void aPackedBodyIsReadWithinTheLimit() throws Exception {
        String[] packed = {"Content-Encoding", "gzip"};
        byte[] two = bytes("{\"id\":\"g-1\",\"text\":\"好\"}\n{\"id\":\"g-2\",\"text\":\"好\"}\n");
        HttpResponse<String> kept = post("", gzip(two), CRM, "application/x-ndjson", packed);
        assertThat(JSON.readTree(kept.body()).path("stored").asInt())
                .as(kept.body())
                .isEqualTo(2);
        byte[] bomb = gzip(new byte[64 << 20]);
        assertThat(post("", bomb, CRM, "application/x-ndjson", packed).statusCode())
                .isEqualTo(413);
        assertThat(post("", two, CRM, "application/x-ndjson", packed).body()).contains("api.gzip");
        assertThat(post("", two, CRM, "application/x-ndjson", "Content-Encoding", "br")
                        .statusCode())
                .isEqualTo(415);
    }

    private static byte[] gzip(byte[] plain) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(out)) {
            packing.write(plain);
        }
        return out.toByteArray();
    }

    @Test
    void everyWrongLineIsToldAndNothingIsKept() throws Exception {
        byte[] body = bytes("""
                {"id":"w-1","text":"好"}
                {"id":"w-2"}
                {"id":"w-3","text":"好"}
                oops
                {"id":"w-5","text":7}
                """);
        HttpResponse<String> refused = post("", body, CRM, "application/x-ndjson");
        assertThat(refused.statusCode()).isEqualTo(400);
        JsonNode lines = JSON.readTree(refused.body()).path("lines");
        assertThat(lines.findValuesAsText("line")).containsExactly("2", "4", "5");
        assertThat(lines.get(0).path("message").asText()).contains("text");
        HttpResponse<String> mended = post("", bytes("{\"id\":\"w-1\",\"text\":\"好\"}"), CRM, "application/x-ndjson");
        assertThat(JSON.readTree(mended.body()).path("stored").asInt()).isEqualTo(1);
    }

    @Test
    void historyAlarmsNobody() throws Exception {
        byte[] old = bytes("{\"id\":\"h-1\",\"text\":\"敷完脸刺痛\",\"publishedAt\":\"2020-06-18T20:00:00+08:00\"}");
        HttpResponse<String> kept = post("?history=true", old, CRM, "application/json");
        assertThat(JSON.readTree(kept.body()).path("stored").asInt()).isEqualTo(1);
        assertThat(get("/api/incidents")).doesNotContain("刺痛");
    }
}
