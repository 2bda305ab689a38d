package io.fenghuo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.Caller;
import io.fenghuo.app.Fenghuo;
import io.fenghuo.app.Settings;
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
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way from a closed incident to a case, a corrective action and a narrower rule, through the real service. */
class CasesIT {
    private static final String LIST = """
            # 我们的词库
            brand: 云朵家
            rules:
              - id: burst   # 炸裂
                level: L2
                category: 质量
                any: [炸裂]
                raise: { to: L1, when: 9 authors in 30m }
            """;

    @TempDir
    private Path home;

    private final HttpClient http = Caller.client();
    private Shell shell;
    private Fenghuo service;

    @BeforeEach
    void start() throws Exception {
        shell = new Shell(home);
        shell.file("watchlists/sources.yaml", "sources:\n  - { id: crm, type: push }\n");
        shell.file("watchlists/own.yaml", LIST);
        shell.file("alerts/channels.yaml", "channels:\n  - { id: here, type: terminal }\n");
        shell.file("alerts/causes.yaml", "causes: [质量, 物流, 温控]\n");
        service = new Fenghuo(Settings.read(
                new HashMap<>(shell.environment), new PrintStream(OutputStream.nullOutputStream()), home));
        service.start().toCompletableFuture().get(120, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        service.stop().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private String base() {
        return "http://127.0.0.1:" + service.port();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(base() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> json(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String say(String id, String author, String text) throws Exception {
        String post = "{\"id\":\"" + id + "\",\"thread\":\"t-" + id + "\",\"author\":{\"id\":\"" + author
                + "\",\"name\":\"花小朵\"},\"text\":\"" + text + "\"}";
        assertThat(json("/api/posts?source=crm", post).statusCode()).isEqualTo(202);
        Matcher found = Pattern.compile("\"id\":\"(i-[^\"]+)\"")
                .matcher(get("/api/incidents").body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    @Test
    void aClosedIncidentIsReadAsACaseAndItsActionIsDone() throws Exception {
        String id = say("c-1", "u-1", "=杯子炸裂 <script>alert(1)</script> 花小朵 13812345678");
        HttpResponse<String> refused =
                json("/api/incidents/" + id + "/actions", "{\"action\":\"close\",\"by\":\"li\",\"cause\":\"温控\"}");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("补偿", "整改措施", "具体是谁");
        assertThat(shell.run(
                        "incident",
                        "close",
                        id,
                        "--by",
                        "li",
                        "--field",
                        "cause=温控",
                        "--field",
                        "place=二号窑",
                        "--field",
                        "measure=降温",
                        "--field",
                        "measureOwner=li",
                        "--field",
                        "measureDue=2030-01-02",
                        "--field",
                        "compensation=无",
                        "--field",
                        "answered=公告",
                        "--field",
                        "lesson=先试烧"))
                .as(shell.err)
                .isZero();
        assertThat(get("/cases").body())
                .contains("温控 / 二号窑", "降温", "&lt;script&gt;")
                .doesNotContain("13812345678");
        assertThat(get("/cases/" + id).body()).contains("先试烧").doesNotContain("花小朵", "<script>alert");
        String csv = get("/cases/export?format=csv").body();
        assertThat(csv).contains("\"'=杯子炸裂", "138****5678");
        assertThat(get("/cases/export?format=html").body()).contains("先试烧").doesNotContain("<script>alert");
        assertThat(get("/cases?q=试烧+降温&cause=温控").body()).contains("/cases/" + id);
        assertThat(get("/api/cases?q=没有的词").body()).doesNotContain(id);
        assertThat(shell.run(
                        "case",
                        "export",
                        "--format",
                        "json",
                        "--out",
                        home.resolve("c.json").toString()))
                .isZero();
        assertThat(Files.readString(home.resolve("c.json"))).contains("先试烧");
        assertThat(shell.run("case", "actions")).isZero();
        Matcher task = Pattern.compile("m-\\S+").matcher(shell.out);
        assertThat(task.find()).isTrue();
        assertThat(shell.run("case", "done", task.group(), "--by", "li")).isZero();
        assertThat(get("/cases/" + id).body()).contains("已完成");
    }

    @Test
    void aFalseAlarmProposesAnExceptionThatChangesTheFile() throws Exception {
        String id = say("c-2", "u-2", "这部电影的炸裂剧情太好看了");
        shell.run("incident", "false_alarm", id, "--by", "li", "--text", "说的是电影");
        assertThat(shell.run("case", "refinements")).isZero();
        Matcher proposal = Pattern.compile("r-[0-9a-f]{12}").matcher(shell.out);
        assertThat(proposal.find()).as(shell.out).isTrue();
        String page = get("/refinements").body();
        assertThat(page).contains(proposal.group(), "炸裂");
        Path file = home.resolve("watchlists/own.yaml");
        Files.writeString(file, LIST + "# 刚刚变了\n", StandardCharsets.UTF_8);
        assertThat(shell.run("case", "refine", proposal.group(), "--by", "zhang"))
                .isEqualTo(Command.NO);
        assertThat(shell.run("case", "refinements")).isZero();
        Matcher again = Pattern.compile("r-[0-9a-f]{12}").matcher(shell.out);
        assertThat(again.find()).isTrue();
        assertThat(shell.run("case", "refine", again.group(), "--by", "zhang"))
                .as(shell.err)
                .isZero();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines)
                .contains("  - id: burst   # 炸裂", "# 刚刚变了")
                .anyMatch(line -> line.matches("    except: \\['.*炸裂.*'\\]"))
                .anyMatch(line -> line.startsWith("    # ") && line.contains(id));
        try (var kept = Files.list(home.resolve("data/backup"))) {
            assertThat(kept).hasSize(1);
        }
        assertThat(get("/refinements").body()).doesNotContain(again.group());
    }

    @Test
    void twoAccountsAreOneCustomerByTheCommandLine() throws Exception {
        say("c-3", "u-3", "杯子炸裂了");
        assertThat(shell.run("incident", "same", "crm/u-4", "crm/u-3", "--by", "li"))
                .isZero();
        assertThat(get("/api/persons/same").body()).contains("crm/u-4");
        assertThat(shell.run("incident", "apart", "crm/u-4", "--by", "li")).isZero();
        assertThat(shell.run("incident", "apart", "crm/u-4")).isEqualTo(Command.NO);
    }
}
