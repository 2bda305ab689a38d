package io.fenghuo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenghuo.Caller;
import io.fenghuo.app.Fenghuo;
import io.fenghuo.app.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others bring to a running service: by key, by signature, by a report link. The lines of the manual are run as they stand there. */
class InboundIT {
    private static final Path PAGE = Path.of("src/site/markdown/sources.md");
    private static final String KEY = "change-me-to-32-random-characters";
    private static final String SECRET = "change-me-to-another-32-characters";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path home;

    private final HttpClient client = Caller.client();
    private Shell shell;
    private Fenghuo service;
    private String base;

    @BeforeEach
    void start() throws Exception {
        shell = new Shell(home);
        shell.file("watchlists/sources.yaml", section("```yaml\n(.*?)```").get(0));
        Map<String, String> all = new HashMap<>(shell.environment);
        service = new Fenghuo(Settings.read(all, new PrintStream(OutputStream.nullOutputStream()), home));
        service.start().toCompletableFuture().get(60, TimeUnit.SECONDS);
        base = "http://127.0.0.1:" + service.port();
    }

    @AfterEach
    void stop() throws Exception {
        service.stop().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /** What the manual shows in blocks of one kind where it speaks of push. */
    private static List<String> section(String block) throws IOException {
        String page = Files.readString(PAGE);
        String part = page.substring(page.indexOf("## push:"), page.indexOf("## Reporting by hand"));
        return Pattern.compile("(?s)" + block)
                .matcher(part)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private JsonNode run(String lines) throws Exception {
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", lines.replace("http://127.0.0.1:8080", base));
        bash.environment().put("SHOP_KEY", KEY);
        bash.environment().put("TICKETS_SECRET", SECRET);
        bash.environment().put("no_proxy", "127.0.0.1");
        Process process = bash.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return JSON.readTree(said);
    }

    @Test
    void theLinesOfTheManualBringPosts() throws Exception {
        List<String> blocks = section("```sh\n(.*?)```");
        assertThat(blocks).hasSize(4);
        List<Integer> posts = List.of(1, 2, 2, 1);
        List<String> sources = List.of("crm", "shop", "shop", "tickets");
        for (int i = 0; i < blocks.size(); i++) {
            for (int again = 0; again < 2; again++) {
                JsonNode answer = run(blocks.get(i));
                assertThat(answer.path("source").asText())
                        .as(blocks.get(i) + answer)
                        .isEqualTo(sources.get(i));
                assertThat(answer.path("posts").asInt()).isEqualTo(posts.get(i));
            }
        }
        assertThat(get("/api/incidents").body()).contains("红肿");
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Answers to many posts that are on their way together. */
    private List<HttpResponse<String>> atOnce(IntFunction<String> bodies, IntFunction<String> keys) {
        List<CompletableFuture<HttpResponse<String>>> sent = IntStream.range(0, 120)
                .mapToObj(i -> client.sendAsync(
                        HttpRequest.newBuilder(URI.create(base + "/api/posts"))
                                .version(HttpClient.Version.HTTP_1_1)
                                .headers("Content-Type", "application/json", "Authorization", "Bearer " + keys.apply(i))
                                .POST(HttpRequest.BodyPublishers.ofString(bodies.apply(i)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString()))
                .toList();
        return sent.stream().map(CompletableFuture::join).toList();
    }

    @Test
    void whoHasNoKeyBringsNothing() throws Exception {
        String body = "{\"id\":\"x-1\",\"text\":\"hello\"}";
        String[] far = {"Via", "1.1 proxy"};
        HttpResponse<String> none = post("/api/posts?source=shop", body, far);
        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(none.headers().firstValue("www-authenticate").orElse("")).startsWith("Bearer");
        assertThat(none.body()).contains("api.nokey", "Authorization: Bearer");
        String wrong = "Bearer not-a-key-of-this-service-at-all";
        assertThat(post("/api/posts?source=shop", body, "Authorization", wrong).statusCode())
                .as("also from a trusted address")
                .isEqualTo(401);
        assertThat(post("/api/posts?source=shop", body, "Authorization", "Basic " + KEY)
                        .statusCode())
                .isEqualTo(401);
        HttpResponse<String> other =
                post("/api/posts?source=crm", body, "Authorization", "Bearer " + KEY, "Via", "1.1 proxy");
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(other.body()).contains("shop").doesNotContain(KEY);
        assertThat(post(
                                "/api/posts",
                                "{\"id\":\"m-1\",\"source\":\"manual\",\"text\":\"x\",\"attributes\":{\"grade\":\"L1\"}}",
                                "Authorization",
                                "Bearer " + KEY)
                        .statusCode())
                .as("nobody reports by hand with a key")
                .isEqualTo(403);
        assertThat(post("/api/posts", body, "Authorization", "Bearer " + KEY, "Via", "1.1 proxy")
                        .statusCode())
                .isEqualTo(202);
        assertThat(get("/api/incidents", "Authorization", "Bearer " + KEY, "Via", "1.1 proxy")
                        .statusCode())
                .as("a key opens nothing else")
                .isEqualTo(403);
    }

    @Test
    void aSignatureThatDoesNotHoldIsRefused() throws Exception {
        assertThat(post("/hooks/tickets", "{}").statusCode()).isEqualTo(401);
        assertThat(post("/hooks/shop", "{}").statusCode()).isEqualTo(404);
        assertThat(post("/hooks/none", "{}").statusCode()).isEqualTo(404);
        String block = section("```sh\n(.*?)```").get(3);
        assertThat(run(block.replace("-d \"$body\"", "-d \"$body \""))
                        .path("error")
                        .asText())
                .isEqualTo("api.badsignature");
        assertThat(run(block.replace("ts=$(date +%s)", "ts=$(($(date +%s) - 600))"))
                        .path("error")
                        .asText())
                .isEqualTo("api.oldsignature");
        assertThat(run(block.replace("\"data\":", "\"other\":")).path("error").asText())
                .isEqualTo("hook");
        assertThat(run(block.replace("\"content\":", "\"other\":"))
                        .path("posts")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void whoComesTooOftenIsToldWhenToComeBack() throws Exception {
        // Many at once: one after the other, a slow machine comes no more often than is allowed.
        List<HttpResponse<String>> answers = atOnce(i -> "{\"id\":\"r-" + i + "\",\"text\":\"x\"}", i -> KEY);
        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(202, 429);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 429)
                .isNotEmpty()
                .allSatisfy(answer -> {
                    assertThat(answer.headers().firstValue("retry-after")).isPresent();
                    assertThat(answer.body()).contains("api.rate");
                });
        assertThat(atOnce(i -> "{}", i -> "guess-" + i))
                .extracting(HttpResponse::statusCode)
                .contains(429);
        await().until(() -> post("/api/posts", "{\"id\":\"r\",\"text\":\"x\"}", "Authorization", "Bearer " + KEY)
                        .statusCode()
                == 202);
    }

    @Test
    void aReportLinkOfTheCommandLineFilesAPictureThatStays() throws Exception {
        assertThat(shell.run("incident", "report-link", "小王")).isZero();
        String url = shell.out.strip();
        assertThat(url).contains("/link/report?t=");
        String path = url.substring(url.indexOf("/link/"));
        HttpResponse<String> page = get(path, "Via", "1.1 proxy");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("小王");
        byte[] png = png();
        await().until(() -> file(path, page, png) == 303);
        JsonNode incidents = JSON.readTree(get("/api/incidents").body()).path("incidents");
        assertThat(incidents).hasSize(1);
        assertThat(incidents.get(0).path("level").asText()).isEqualTo("L3");
        String shown = get("/incidents/" + incidents.get(0).path("id").asText(), "Accept", "text/html")
                .body();
        Matcher picture = Pattern.compile("src=\"(/evidence/[0-9a-f]{64})\"").matcher(shown);
        assertThat(picture.find()).isTrue();
        HttpResponse<byte[]> kept = client.send(
                HttpRequest.newBuilder(URI.create(base + picture.group(1))).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(kept.body()).isEqualTo(png);
    }

    private static byte[] png() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        javax.imageio.ImageIO.write(
                new java.awt.image.BufferedImage(64, 48, java.awt.image.BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    private int file(String path, HttpResponse<String> page, byte[] png) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        part(body, "nonce", in(page, "name=\"nonce\" value=\"([^\"]+)\""));
        part(body, "press", in(page, "data-press=\"([^\"]+)\""));
        part(body, "text", "今天天气不错");
        body.writeBytes(("--b\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"a.png\"\r\n"
                        + "Content-Type: image/png\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(png);
        body.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
        String cookie = page.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
        return client.send(
                        HttpRequest.newBuilder(URI.create(base + path))
                                .header("Content-Type", "multipart/form-data; boundary=b")
                                .header("Cookie", cookie)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private static void part(ByteArrayOutputStream body, String name, String value) {
        body.writeBytes(("--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                .getBytes(StandardCharsets.UTF_8));
    }

    private static String in(HttpResponse<String> page, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(page.body());
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }
}
