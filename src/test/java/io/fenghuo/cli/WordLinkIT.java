package io.fenghuo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.Caller;
import io.fenghuo.app.Fenghuo;
import io.fenghuo.app.Settings;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A word from somebody's phone to the watchlists, through the real service; forgetting somebody; changing the signing key. */
class WordLinkIT {
    private static final String OLD = "old-old-old-old-old-old-old-old-old";
    private static final String NEW = "new-new-new-new-new-new-new-new-new";

    @TempDir
    private Path home;

    private final HttpClient http = Caller.client();
    private Shell shell;
    private Fenghuo service;

    @BeforeEach
    void start() throws Exception {
        shell = new Shell(home);
        shell.file("watchlists/sources.yaml", "sources:\n  - { id: crm, type: push }\n");
        shell.file("alerts/channels.yaml", "channels:\n  - { id: here, type: terminal }\n");
        serve(OLD);
    }

    @AfterEach
    void stop() throws Exception {
        if (service != null) {
            service.stop().toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
    }

    private void serve(String key) throws Exception {
        stop();
        shell.environment.put("FENGHUO_KEY", key);
        Map<String, String> all = new HashMap<>(shell.environment);
        service = new Fenghuo(Settings.read(all, new PrintStream(OutputStream.nullOutputStream()), home));
        service.start().toCompletableFuture().get(120, TimeUnit.SECONDS);
    }

    private String base() {
        return "http://127.0.0.1:" + service.port();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(base() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String type, String body, String cookie) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base() + path))
                .header("Content-Type", type)
                .header("Cookie", cookie)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> form(String path, Map<String, String> fields, String cookie) throws Exception {
        String body = fields.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return post(path, "application/x-www-form-urlencoded", body, cookie);
    }

    private void say(String id, String author, String text) throws Exception {
        String post = "{\"id\":\"" + id + "\",\"author\":{\"id\":\"" + author + "\",\"name\":\"名" + author
                + "\"},\"text\":\"" + text + "\"}";
        assertThat(post("/api/posts?source=crm", "application/json", post, "").statusCode())
                .isEqualTo(202);
    }

    private static String in(String page, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(page);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }

    private static String cookie(HttpResponse<String> response) {
        return response.headers().allValues("set-cookie").stream()
                .map(line -> line.split(";", 2)[0])
                .collect(Collectors.joining("; "));
    }

    /** What the form answers once the press is old enough to be a person's. */
    private HttpResponse<String> propose(String path, String word) throws Exception {
        HttpResponse<String> page = get(path);
        Map<String, String> fields = new HashMap<>();
        fields.put("nonce", in(page.body(), "name=\"nonce\" value=\"([^\"]+)\""));
        fields.put("press", in(page.body(), "data-press=\"([^\"]+)\""));
        fields.put("word", word);
        fields.put("note", "直播间里的叫法\n# <b>");
        fields.put("level", "L3");
        AtomicReference<HttpResponse<String>> last = new AtomicReference<>();
        Awaitility.await().until(() -> {
            last.set(form(path, fields, cookie(page)));
            return !last.get().body().contains("class=\"digits\"");
        });
        return last.get();
    }

    private HttpResponse<String> decide(String decision, String as) throws Exception {
        HttpResponse<String> page = get("/words");
        Map<String, String> fields = Map.of(
                "csrf", in(page.body(), "name=\"csrf\" value=\"([^\"]+)\""),
                "id", in(page.body(), "name=\"id\" value=\"([^\"]+)\""),
                "decision", decision);
        return form("/words", fields, cookie(page) + "; fh_me=" + as);
    }

    @Test
    void aWordGoesFromThePhoneToTheWatchlists() throws Exception {
        say("c1", "u1", "这款烂脸霜真吓人");
        say("c2", "u2", "今天天气不错");
        assertThat(shell.run("incident", "word-link", "小王")).isZero();
        String path = URI.create(shell.out.strip()).getPath() + "?"
                + URI.create(shell.out.strip()).getQuery();
        assertThat(path).startsWith("/link/word?t=");

        for (String[] bad : List.of(
                new String[] {"脸", "一个字太短"},
                new String[] {"烂.*脸", "请原样填写词语"},
                new String[] {"烂脸 OR 毁容", "请原样填写词语"},
                new String[] {"我们", "太常见"},
                new String[] {"烂".repeat(31), "太长了"})) {
            HttpResponse<String> refused = propose(path, bad[0]);
            assertThat(refused.statusCode()).as(bad[0]).isEqualTo(422);
            assertThat(refused.body()).contains(bad[1]);
        }
        assertThat(propose(path, "烂脸霜").statusCode()).isEqualTo(303);
        assertThat(propose(path, "爛脸霜").body()).contains("已经有人提过");

        assertThat(shell.run("outbox", "list")).isZero();
        assertThat(shell.out).contains("小王 提交了要监测的词“烂脸霜”");
        serve(OLD);
        String words = get("/words").body();
        assertThat(words).contains("烂脸霜", "小王", "这款烂脸霜真吓人", "&lt;b&gt;", "2 条内容中，会找到 1 条");
        HttpResponse<String> stranger = decide("accept", "li");
        assertThat(stranger.statusCode()).isEqualTo(409);
        assertThat(stranger.body()).contains("只有管理员");
        assertThat(decide("accept", "zhang").statusCode()).isEqualTo(303);
        assertThat(Files.readString(home.resolve("watchlists/added-words.yaml")))
                .contains("brand: '云朵家'", "any: ['烂脸霜']", "小王 -> zhang");
        assertThat(shell.run("check")).isZero();
        say("c3", "u3", "又见烂脸霜");
        assertThat(shell.run("incident", "list")).isZero();
        assertThat(shell.out).contains("又见烂脸霜", "三级");
        assertThat(propose(path, "烂脸霜").body()).contains("已经在监测");

        assertThat(propose(path, "云朵毒霜").statusCode()).isEqualTo(303);
        assertThat(decide("refuse", "zhang").statusCode()).isEqualTo(303);
        assertThat(get("/words").body()).contains("没有等待决定的词");
        assertThat(get("/api/events?after=0").body())
                .contains("\"word.proposed\"", "\"word.accepted\"", "\"word.refused\"", "\"decidedBy\":\"zhang\"");
    }

    @Test
    void aPersonIsForgotten() throws Exception {
        say("c1", "u-77", "用了红肿刺痛，我是老铁");
        say("c2", "u-78", "敷完也红肿");
        assertThat(shell.run("incident", "forget", "crm", "u-77")).isEqualTo(2);
        assertThat(shell.err).contains("--by");
        assertThat(shell.run("incident", "forget", "crm", "u-77", "--by", "zhang"))
                .isEqualTo(2);
        assertThat(shell.err).contains("--yes");
        assertThat(shell.run("incident", "forget", "crm", "u-none", "--by", "zhang", "--yes"))
                .isEqualTo(1);
        assertThat(shell.err).contains("没有 u-none 的内容");
        assertThat(shell.run("incident", "forget", "crm", "u-77", "--by", "zhang", "--yes"))
                .isZero();
        assertThat(shell.out).contains("已抹去 1 条内容", "涉及 1 个事件");
        assertThat(shell.err).contains("data/mail", "备份");
        String events = get("/api/events?after=0").body();
        assertThat(events).contains("person.forgotten").doesNotContain("老铁", "u-77");
        assertThat(get("/api/incidents").body()).doesNotContain("老铁", "u-77").contains("红肿");

        service.stop().toCompletableFuture().get(60, TimeUnit.SECONDS);
        service = null;
        shell.environment.put("FENGHUO_LANG", "en");
        assertThat(shell.run("incident", "forget", "crm", "u-78", "--by", "zhang", "--yes"))
                .isZero();
        assertThat(shell.out).contains("posts erased: 1");
        assertThat(shell.err).contains("backups are not reached");
    }

    @Test
    void aKeyIsChangedWithoutEndingTheLinksOfTheOld() throws Exception {
        assertThat(shell.run("incident", "report-link", "小王")).isZero();
        URI link = URI.create(shell.out.strip());
        String path = link.getPath() + "?" + link.getQuery();
        serve(NEW + ", " + OLD);
        assertThat(get(path).statusCode()).isEqualTo(200);
        assertThat(shell.run("incident", "report-link", "小李")).isZero();
        URI fresh = URI.create(shell.out.strip());
        serve(NEW);
        assertThat(get(path).statusCode()).isEqualTo(410);
        assertThat(get(fresh.getPath() + "?" + fresh.getQuery()).statusCode()).isEqualTo(200);
    }
}
