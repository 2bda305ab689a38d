package io.fenghuo.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.Caller;
import io.fenghuo.app.Fenghuo;
import io.fenghuo.app.Homes;
import io.fenghuo.app.Plugins;
import io.fenghuo.app.Settings;
import io.fenghuo.config.Loaded;
import io.fenghuo.config.Problem;
import io.fenghuo.source.SourceSpec;
import io.vertx.core.json.JsonObject;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's examples are read as people would paste them; its recipes and webhooks are played against the running service over HTTP. */
class PlatformsPageIT {
    private static final Path PAGE = Path.of("src/site/markdown/platforms.md");
    private static final Pattern FENCE = Pattern.compile("(?s)```(yaml|json)\n(.*?)```");

    @TempDir
    private static Path home;

    private static final List<SourceSpec> SPECS = new ArrayList<>();
    private static final List<String> RECIPES = new ArrayList<>();
    private static Fenghuo service;
    private static String base;
    private final HttpClient client = Caller.client();

    @BeforeAll
    static void start() throws Exception {
        file("alerts/contacts.yaml", """
                people:
                  - { id: zhang, name: 张三, mail: zhang@example.com, mobile: "13900001234" }
                roles: { duty: [zhang], legal: [zhang], supervisor: [zhang], brand: [zhang], admin: [zhang] }
                """);
        file("watchlists/brand.yaml", """
                brand: 云朵家
                rules:
                  - { id: skin, family: safety, level: L1, category: 人身安全, when: 红肿 }
                  - { id: fake, family: quality, level: L2, category: 假货, when: 假货 }
                """);
        StringBuilder delivered = new StringBuilder("sources:\n");
        String last = "";
        for (MatchResult found : FENCE.matcher(Files.readString(PAGE)).results().toList()) {
            String text = found.group(2);
            if (found.group(1).equals("json")) {
                RECIPES.add(last + "\n" + text);
                continue;
            }
            file("watchlists/sources.yaml", text);
            Loaded loaded = Homes.open(home, Map.of(), Stand.ZONE, Plugins.load(home.resolve("plugins")))
                    .load(Instant.EPOCH);
            assertThat(loaded.problems().stream().filter(Problem::isError))
                    .as(text)
                    .isEmpty();
            SPECS.addAll(loaded.configuration().sources());
            last = loaded.configuration().sources().get(0).id();
            if (text.contains("type: push") || text.contains("type: douyin ") || text.contains("type: kuaishou")) {
                delivered.append(text.substring(text.indexOf('\n') + 1));
            }
        }
        file("watchlists/sources.yaml", delivered.toString());
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
    }

    private static void file(String name, String text) throws Exception {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, UTF_8);
    }

    private HttpResponse<String> post(String id, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/hooks/" + id))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String digest(String algorithm, String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8)));
    }

    private String get(String path) {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create(base + path))
                                    .header("Accept", "text/html")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void everyTypeHasAnExample() {
        assertThat(SPECS)
                .extracting(SourceSpec::type)
                .contains("kwaixiaodian", "kuaishou", "douyin", "douyin-comments", "weibo", "push");
    }

    @Test
    void recipesBringPosts() throws Exception {
        assertThat(RECIPES).hasSize(3);
        for (String recipe : RECIPES) {
            String id = recipe.substring(0, recipe.indexOf('\n'));
            String body = recipe.substring(recipe.indexOf('\n') + 1);
            String secret = SPECS.stream()
                    .filter(spec -> spec.id().equals(id))
                    .map(spec -> Entry.text(spec, "secret"))
                    .findFirst()
                    .orElseThrow();
            String seconds = String.valueOf(InstantSource.system().instant().getEpochSecond());
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            String sign = Base64.getEncoder()
                    .encodeToString(mac.doFinal(("m-" + id + "." + seconds + "." + body).getBytes(UTF_8)));
            HttpResponse<String> answer = post(
                    id, body, "webhook-id", "m-" + id, "webhook-timestamp", seconds, "webhook-signature", "v1," + sign);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            assertThat(new JsonObject(answer.body()).getInteger("stored")).isPositive();
        }
    }

    @Test
    void douyinDeliversOverHttp() throws Exception {
        String challenge = "{\"event\":\"verify_webhook\",\"client_key\":\"\",\"content\":{\"challenge\":12345}}";
        assertThat(post("douyin-dm", challenge).body()).isEqualTo("{\"challenge\":12345}");
        String content = new JsonObject()
                .put("conversation_short_id", "@c")
                .put("server_message_id", "@m-http")
                .put("message_type", "text")
                .put("text", "用了你们的面霜脸都红肿了")
                .put("create_time", InstantSource.system().millis())
                .encode();
        String body = new JsonObject()
                .put("event", "im_receive_msg")
                .put("from_user_id", "u1")
                .put("content", content)
                .encode();
        String sign = digest("SHA-1", "change-me-5" + body);
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer = post("douyin-dm", body, "X-Douyin-Signature", sign, "Msg-Id", "msg-http");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"code\":0,\"message\":\"success\"}");
        }
        assertThat(get("/api/incidents")).contains("红肿");
        assertThat(post("douyin-dm", body, "X-Douyin-Signature", "0".repeat(40)).statusCode())
                .isEqualTo(401);
        for (String hostile : List.of("", "{", "[1,2]", "\u0000", "{\"event\":{}}", "[".repeat(10_000))) {
            assertThat(post("douyin-dm", hostile, "X-Douyin-Signature", digest("SHA-1", "change-me-5" + hostile))
                            .statusCode())
                    .isEqualTo(400);
            assertThat(post("douyin-dm", hostile).statusCode()).isIn(401, 429);
        }
    }

    @Test
    void kuaishouTellsThatAnAuthorisationWasTakenBack() throws Exception {
        String body = "{\"event\":\"unauthorize\",\"from_user_id\":\"account-9\",\"taskId\":\"t-9\"}";
        HttpResponse<String> answer = post("kuaishou", body, "kwaisign", digest("MD5", body + "change-me-4"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"result\":1}");
        await().until(() -> get("/sources").contains("account-9"));
    }
}
