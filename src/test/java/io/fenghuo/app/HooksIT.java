package io.fenghuo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.fenghuo.Caller;
import io.vertx.core.json.JsonObject;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a platform delivers to /hooks/ID of a running service, over HTTP. */
class HooksIT {
    private static final String[] WORD = {"X-Word", "sesame", "Via", "1.1 proxy"};

    @TempDir
    private static Path home;

    private static final List<String> FETCHED = new CopyOnWriteArrayList<>();
    private static HttpServer site;
    private static Fenghuo service;
    private static String base;
    private final HttpClient client = Caller.client();

    @BeforeAll
    static void start() throws Exception {
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", exchange -> {
            FETCHED.add(exchange.getRequestURI().getQuery());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        site.start();
        file("watchlists/brand.yaml", """
                brand: 云朵家
                rules:
                  - { id: skin, family: safety, level: L1, category: 人身安全, when: 红肿 }
                """);
        file("watchlists/sources.yaml", """
                sources:
                  - { id: shop, type: fake-hook, rate: 400 }
                  - { id: slow, type: fake-hook, rate: 1 }
                  - { id: desk, type: fake-polled, url: "http://127.0.0.1:%d/sync", every: 1h, allow-private: true }
                """.formatted(site.getAddress().getPort()));
        file("alerts/contacts.yaml", """
                people:
                  - { id: zhang, name: 张三, mail: zhang@example.com, mobile: "13900001234" }
                roles: { duty: [zhang], legal: [zhang], supervisor: [zhang], brand: [zhang], admin: [zhang] }
                """);
        Path jar = Files.createDirectories(home.resolve("jar/META-INF/services"));
        Files.writeString(
                jar.resolve("io.fenghuo.source.SourceType"),
                FakePlatform.class.getName() + "\n" + FakePlatform.Polled.class.getName() + "\n");
        Files.writeString(jar.resolveSibling("MANIFEST.MF"), "Manifest-Version: 1.0\nFenghuo-SPI: 1.0\n\n");
        PluginJar.pack(home.resolve("jar"), home.resolve("plugins/fake.jar"));
        service = new Fenghuo(Settings.read(
                Map.of("FENGHUO_LISTEN", "127.0.0.1:0", "FENGHUO_LANG", "en", "FENGHUO_HOME", home.toString()),
                new PrintStream(OutputStream.nullOutputStream()),
                home));
        service.start().toCompletableFuture().get(60, TimeUnit.SECONDS);
        base = "http://127.0.0.1:" + service.port();
    }

    @AfterAll
    static void stop() throws Exception {
        service.stop().toCompletableFuture().get(60, TimeUnit.SECONDS);
        site.stop(0);
    }

    private static void file(String name, String text) throws Exception {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String page(String path) {
        try {
            return send("GET", path, "", "Accept", "text/html").body();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void itIsAnsweredWhatItWaitsForOnceItsPostsAreKept() throws Exception {
        HttpResponse<String> echo = send("GET", "/hooks/shop?echo=%E4%BD%A0%E5%A5%BD", "", WORD);
        assertThat(echo.statusCode()).isEqualTo(200);
        assertThat(echo.body()).isEqualTo("你好");
        assertThat(echo.headers().firstValue("content-type")).hasValue("text/plain");
        String body = new JsonObject()
                .put("id", "p-1")
                .put("text", "敷完脸红肿")
                .put("once", "m-1")
                .encode();
        for (String same : List.of(body, body + " ")) {
            HttpResponse<String> kept = send("POST", "/hooks/shop", same, WORD);
            assertThat(kept.statusCode()).isEqualTo(201);
            assertThat(kept.body()).isEqualTo("{\"err\":0}");
            assertThat(kept.headers().firstValue("content-type")).hasValue("application/vnd.fake+json");
        }
        assertThat(send("GET", "/api/incidents", "").body()).contains("红肿");
        await().until(() -> page("/sources").contains(">shop<"));
    }

    @Test
    void whoCannotProveWhoTheyAreBringNothing() throws Exception {
        int refused = 0;
        for (int i = 0; i < 400 && refused != 429; i++) {
            HttpResponse<String> answer = send("POST", "/hooks/shop", "{\"id\":\"x\",\"text\":\"forged\"}");
            refused = answer.statusCode();
            assertThat(refused).isIn(401, 429);
        }
        assertThat(refused).isEqualTo(429);
        assertThat(send("POST", "/hooks/shop", "{}", WORD).statusCode())
                .as("the platform behind the same proxy")
                .isEqualTo(201);
        assertThat(send("POST", "/hooks/none", "{}", WORD).statusCode()).isEqualTo(404);
        assertThat(send("GET", "/hooks/none", "", WORD).statusCode()).isEqualTo(404);
        assertThat(send("POST", "/hooks/shop", "x".repeat(3 << 20), WORD).statusCode())
                .isEqualTo(413);
    }

    @Test
    void aBodyThatCannotBeReadIsShownAtTheSource() throws Exception {
        HttpResponse<String> answer = send("POST", "/hooks/slow", "<oops>", WORD);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("not readable JSON");
        await().until(() -> page("/sources").contains("&lt;oops&gt;"));
        for (int i = 0; i < 2; i++) {
            assertThat(send("POST", "/hooks/slow", "{}", WORD).statusCode()).isEqualTo(201);
        }
        HttpResponse<String> tooMany = send("POST", "/hooks/slow", "{}", WORD);
        // It is given one more each second.
        for (int i = 0; i < 100 && tooMany.statusCode() == 201; i++) {
            tooMany = send("POST", "/hooks/slow", "{}", WORD);
        }
        assertThat(tooMany.statusCode()).isEqualTo(429);
        assertThat(tooMany.headers().firstValue("retry-after")).isPresent();
        send("POST", "/hooks/slow", "{}", WORD);
    }

    @Test
    void aNudgeMakesTheSourceReadAtOnceWithWhatCameAlong() throws Exception {
        await().until(() -> FETCHED.contains("token=none"));
        assertThat(send("POST", "/hooks/desk", "{\"token\":\"abc\"}", WORD).statusCode())
                .isEqualTo(201);
        await().until(() -> FETCHED.contains("token=abc"));
    }
}
