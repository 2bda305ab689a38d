package io.fenghuo.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.Patience;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What strangers and tired editors send must not stop the running service, nor come out of it as anything but text. */
class BadInputIT {
    private static final String BROKEN = """
            brand: 云朵家
            rules:
              - id: fraud
                levl: L3
                category: 欺诈
                any: [骗子]
              - id: fire
                level: L9
                category: 安全
                any: [起火]
            """;
    private static final String SOUND = """
            brand: 云朵家
            rules:
              - id: fraud
                level: L3
                category: 欺诈
                any: [骗子]
              - id: harm
                level: L1
                category: 人身安全
                any: [红肿]
            """;

    @TempDir
    Path home;

    @Test
    void badSourcesAreMarkedAndTheGoodOneWorks() throws Exception {
        try (BadSite site = new BadSite();
                Service service = new Service(home, Map.of("FENGHUO_LANG", "en"))) {
            service.write("watchlists/brand.yaml", SOUND);
            service.copy("alerts");
            service.write(
                    "watchlists/sources.yaml",
                    "sources:\n" + source("garbage", "rss", site.url("http", "/garbage"), "")
                            + source("huge", "html", site.url("http", "/huge"), "    map: { item: p }\n")
                            + source("loop", "json", site.url("http", "/loop"), "    map: { text: /text }\n")
                            + source("hang", "json", site.url("http", "/hang"), "    map: { text: /text }\n")
                            + source("room", "websocket", site.url("ws", "/room"), "    map: { text: /text }\n")
                            + source(
                                    "good",
                                    "json",
                                    site.url("http", "/good"),
                                    "    map: { items: /list, id: /id, text: /text }\n"));
            service.start();
            await("the good source is read").until(() -> service.incidents().size() == 1);
            for (String bad : List.of("garbage", "huge", "loop", "room", "hang")) {
                await(bad + " is marked with its reason")
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> problem(service, bad).length() > 5);
                System.out.println("bad source " + bad + ": " + problem(service, bad));
            }
            assertThat(problem(service, "good")).isEmpty();
            assertThat(service.get("/health/ready").statusCode()).isEqualTo(200);
        }
    }

    /** What the page of sources says is wrong with one. */
    private static String problem(Service service, String source) throws IOException {
        String page = service.get("/sources").body();
        for (String card : page.split("<li class=\"card\">")) {
            if (card.contains("<bdi>" + source + "</bdi>")) {
                Matcher trouble = Pattern.compile("(?s)class=\"trouble\">.*?<bdi>(.*?)</bdi>")
                        .matcher(card);
                return trouble.find() ? trouble.group(1) : "";
            }
        }
        throw new AssertionError(source + " is not on the page");
    }

    private static String source(String id, String type, String url, String more) {
        return "  - id: %s%n    type: %s%n    url: %s%n    allow-private: true%n%s%s"
                .formatted(id, type, url, type.equals("websocket") ? "" : "    every: 2s\n", more);
    }

    @Test
    void hostileWordsComeOutAsText() throws Exception {
        try (Hook hook = new Hook();
                Service service = new Service(home, Map.of("FENGHUO_LANG", "en"))) {
            writeHome(service, hook);
            service.start();
            String hostile =
                    "红肿 <script>alert(1)</script> @all <at id=all></at> [点我](https://evil.example) **粗** \u001b[31m红\u001b[0m \u202e\u0007"
                            + " \"onmouseover=alert(2) ";
            post(service, "h1", hostile);
            post(service, "h2", "红肿" + "哈".repeat(100_000));
            service.post(
                    "/api/posts?source=crm", "{\"id\":\"h3\",\"thread\":\"h3\",\"text\":\"红肿 \\ud83d 半个 \\udc00 字\"}");
            await("all are told").until(() -> hook.received().size() >= 3 && mails().size() >= 3);

            for (Hook.Received message : hook.received()) {
                assertThat(new JsonObject(message.body()).getJsonObject("data").getJsonArray("posts"))
                        .isNotEmpty();
                assertThat(message.body().length()).isLessThan(100_000);
            }
            for (Path mail : mails()) {
                assertThat(Files.readString(mail, StandardCharsets.UTF_8))
                        .doesNotContain("<script", "\u001b", "\u202e");
            }
            assertThat(service.logged()).doesNotContain("\u001b[31m", "\u0007", "\u202e");
            assertPagesHarmless(service);
        }
    }

    private static void assertPagesHarmless(Service service) throws IOException {
        List<JsonNode> incidents = service.incidents();
        assertThat(incidents).hasSize(3);
        StringBuilder pages = new StringBuilder();
        pages.append(service.get("/").body()).append(service.get("/deliveries").body());
        for (JsonNode one : incidents) {
            var page = service.get("/incidents/" + one.path("id").asText());
            assertThat(page.statusCode()).isEqualTo(200);
            pages.append(page.body());
        }
        assertThat(pages.toString())
                .contains("&lt;script")
                .doesNotContain("<script>alert", "<at id", "href=\"https://evil.example")
                .doesNotContainPattern("<[a-z][^<>]*\"onmouseover");
    }

    private static void post(Service service, String id, String text) throws IOException {
        String json = new JsonObject()
                .put("id", id)
                .put("thread", id)
                .put("text", text)
                .encode();
        assertThat(service.post("/api/posts?source=crm", json).statusCode()).isEqualTo(202);
    }

    private List<Path> mails() throws IOException {
        Path folder = home.resolve("data/mail");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".eml")).toList();
        }
    }

    @Test
    void aBrokenListStopsTheStartButNotTheRunningService() throws Exception {
        try (Hook hook = new Hook();
                Service service = new Service(home, Map.of("FENGHUO_LANG", "en"))) {
            writeHome(service, hook);
            service.write("watchlists/brand.yaml", BROKEN);
            Service.Ended refused = service.run("run");
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.output())
                    .contains("watchlists/brand.yaml:4:5: error", "watchlists/brand.yaml:8:12: error");

            service.write("watchlists/brand.yaml", SOUND);
            service.start();
            int before = service.logged().length();
            service.write("watchlists/brand.yaml", BROKEN);
            await("the fault is told")
                    .until(() -> service.logged().substring(before).contains("watchlists/brand.yaml:4:5: error"));
            post(service, "r1", "用完红肿了");
            await("the old version still works").until(() -> service.incidents().size() == 1);

            service.write("watchlists/brand.yaml", SOUND.replace("红肿", "起火"));
            long mended = System.nanoTime();
            String reloaded = "r2-";
            for (int i = 0; service.incidents().size() == 1; i++) {
                assertThat(Duration.ofNanos(System.nanoTime() - mended))
                        .as("live")
                        .isLessThan(Patience.USUAL);
                post(service, reloaded + i, "插上就起火，第" + i + "回");
                Thread.sleep(100);
            }
        }
    }

    private static void writeHome(Service service, Hook hook) throws IOException {
        service.write("watchlists/brand.yaml", SOUND);
        service.write("watchlists/sources.yaml", "sources:\n  - id: crm\n    type: push\n");
        service.write("alerts/channels.yaml", """
                channels:
                  - id: hook
                    type: webhook
                    url: %s
                    secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
                    allow-private: true
                    levels: []
                  - id: mail
                    type: email
                    levels: []
                  - id: screen
                    type: terminal
                """.formatted(hook.url()));
        service.write("alerts/contacts.yaml", """
                people:
                  - { id: zhang, name: 张三, mail: z@example.com, via: [hook, mail] }
                roles: { duty: [zhang], legal: [zhang], supervisor: [zhang], brand: [zhang], safety: [zhang], admin: [zhang] }
                """);
    }
}
