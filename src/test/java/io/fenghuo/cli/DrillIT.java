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
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rehearsal through the real service: marked, apart from what is real, over by itself, going on after a restart. */
class DrillIT {
    @TempDir
    private Path home;

    private final HttpClient http = Caller.client();
    private Shell shell;
    private Fenghuo service;

    @BeforeEach
    void start() throws Exception {
        shell = new Shell(home);
        shell.file("watchlists/sources.yaml", "sources:\n  - { id: crm, type: push }\n");
        shell.file("watchlists/words.yaml", """
                brand: 云朵家
                rules:
                  - { id: fraud, level: L3, category: 欺诈, any: [骗子], raise: { to: L2, when: 3 authors in 30m } }
                """);
        shell.file("alerts/channels.yaml", "channels:\n  - { id: here, type: terminal }\n");
        shell.file("alerts/drills/wave.yaml", """
                title: 骗子风暴
                expect: L2
                length: 20s
                posts:
                  - { at: 0s, times: 3, every: 1s, thread: t, text: 这家是骗子 }
                  - { at: 6s, author: 后来的, thread: t, text: 又见骗子 }
                """);
        serve();
    }

    @AfterEach
    void stop() throws Exception {
        if (service != null) {
            service.stop().toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
    }

    private void serve() throws Exception {
        stop();
        Map<String, String> all = new HashMap<>(shell.environment);
        service = new Fenghuo(Settings.read(all, new PrintStream(OutputStream.nullOutputStream()), home));
        service.start().toCompletableFuture().get(120, TimeUnit.SECONDS);
    }

    private String get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private void complain(String id) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + service.port() + "/api/posts?source=crm"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"id\":\"" + id
                        + "\",\"thread\":\"t\",\"author\":{\"id\":\"" + id + "\"},\"text\":\"又见骗子\"}"))
                .build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(202);
    }

    @Test
    void playsToItsEndAndStaysApart() throws Exception {
        assertThat(shell.run("drill")).isZero();
        assertThat(shell.out).contains("wave", "骗子风暴", "二级");
        assertThat(shell.run("drill", "wave", "--no-wait", "--by", "me")).isZero();
        assertThat(shell.run("drill", "wave")).isEqualTo(1);
        complain("real-1");
        Awaitility.await()
                .atMost(Duration.ofSeconds(180))
                .until(() -> get("/api/drills").contains("\"running\":null"));
        assertThat(shell.run("drill", "report")).isZero();
        assertThat(shell.out).contains("骗子风暴", "4 条帖子", "期望 二级", "接手时限");

        String incidents = get("/api/incidents?open=false");
        assertThat(incidents).contains("演练·云朵家", "drill");
        assertThat(incidents.split("\"brand\":\"云朵家\"", -1)).hasSize(2);
        assertThat(get("/drills")).contains("骗子风暴", "演练");
        Matcher sent = Pattern.compile("\"id\":\"(d-[0-9a-z]+)\"[^}]*\"reason\":\"raised\"")
                .matcher(get("/api/deliveries"));
        assertThat(sent.find()).isTrue();
        assertThat(get("/api/deliveries/" + sent.group(1))).contains("【演练】", "演练·云朵家");
    }

    @Test
    void goesOnAfterARestart() throws Exception {
        assertThat(shell.run("drill", "wave", "--no-wait")).isZero();
        Awaitility.await().until(() -> get("/api/drills").matches("(?s).*\"posts\":[34]\\b.*"));
        serve();
        Awaitility.await()
                .atMost(Duration.ofSeconds(180))
                .until(() -> get("/api/drills").contains("\"running\":null"));
        assertThat(get("/api/drills")).contains("\"posts\":4", "\"reached\":\"L2\"");
    }

    @Test
    void saysWhyNot() {
        assertThat(shell.run("drill", "none-such")).isEqualTo(1);
        assertThat(shell.err).contains("none-such", "alerts/drills");
        assertThat(shell.run("drill", "stop")).isEqualTo(1);
        shell.file("alerts/drills/broken.yaml", "title: 坏的\npost: []\n");
        assertThat(shell.run("drill", "broken")).isEqualTo(1);
        assertThat(shell.err).contains("alerts/drills/broken.yaml:");
        assertThat(shell.run("check")).isEqualTo(1);
        assertThat(shell.out).contains("alerts/drills/broken.yaml:2:1");
    }

    /** The running service hears nothing of it, and the channel's secret is what the vendor checks with. */
    @Test
    void isPlayedToFakeVendorsWhileTheServiceKnowsNothing() throws Exception {
        shell.file("alerts/channels.yaml", """
                channels:
                  - { id: night, type: dingtalk, url: 'https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef',
                      secret: SEC0123456789abcdef, keyword: 烽火, levels: [L2, L3] }
                  - { id: gang, type: wecom-robot, url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0123456789', levels: [L2] }
                  - { id: post, type: email, to: [a@example.com], levels: [L2] }
                """);
        shell.file("alerts/drills/short.yaml", """
                title: 小风暴
                expect: L2
                length: 6s
                posts:
                  - { at: 0s, times: 3, every: 1s, thread: t, text: 这家是骗子 }
                """);
        assertThat(shell.run("drill", "short", "--fake-vendors", "--no-wait")).isEqualTo(2);
        assertThat(shell.run("drill", "none-such", "--fake-vendors")).isEqualTo(2);
        assertThat(shell.err).contains("none-such");
        assertThat(shell.run("drill", "short", "--fake-vendors")).isZero();
        assertThat(shell.out)
                .contains("小风暴", "3 条帖子", "期望 二级")
                .containsPattern("假厂商 dingtalk \\(night\\): 收下 [1-9]\\d* 条, 拒绝 0 条")
                .containsPattern("假厂商 wecom-robot \\(gang\\): 收下 [1-9]\\d* 条, 拒绝 0 条")
                .containsPattern("假厂商 email \\(post\\): 收下 [1-9]");
        assertThat(get("/api/incidents?open=false")).doesNotContain("骗子");
        assertThat(get("/api/drills")).contains("\"reports\":[]");
    }
}
