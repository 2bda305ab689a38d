package io.fenghuo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that reach out: they read one source, send one test message, or look at everything. */
class ProbeIT {
    @TempDir
    private Path home;

    private final AtomicReference<String> answer = new AtomicReference<>("");
    private final AtomicReference<String> heard = new AtomicReference<>("");
    private HttpServer server;
    private String url;
    private Shell shell;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", exchange -> {
            try (exchange) {
                heard.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                byte[] body = answer.get().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort();
        shell = new Shell(home);
        shell.file("alerts/channels.yaml", """
                channels:
                  - { id: night, type: wecom-robot, url: '%s/cgi-bin/webhook/send?key=693axxx6-7aoc-4bc4-97a0', allow-private: true }
                  - { id: duty-mail, type: email, to: [duty@example.com], levels: [] }
                """.formatted(url));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void explainsAnErrorInTheBodyOfA200() {
        answer.set("{\"errcode\":93000,\"errmsg\":\"invalid webhook url, key=693axxx6-7aoc-4bc4-97a0\"}");
        assertThat(shell.run("channel", "test", "night")).isEqualTo(1);
        assertThat(heard.get()).contains("【测试】");
        assertThat(shell.out)
                .contains("状态码: 200", "errcode 93000", "用不了", "怎么办", "机器人可能已被移除")
                .doesNotContain("693axxx6");
        assertThat(shell.err).contains("FENGHUO_PUBLIC_URL");
    }

    @Test
    void sendsTheTestAndSaysThatItArrived() {
        answer.set("{\"errcode\":0,\"errmsg\":\"ok\"}");
        shell.environment.put("FENGHUO_PUBLIC_URL", "https://alarm.example.com");
        shell.environment.put("FENGHUO_LANG", "en");
        assertThat(shell.run("channel", "test", "night")).isZero();
        assertThat(heard.get())
                .contains("TEST: a test message", "the console address that the service prints")
                .doesNotContain("127.0.0.1:0");
        assertThat(shell.out).contains("errcode 0 ok");
        assertThat(shell.err).doesNotContain("FENGHUO_PUBLIC_URL");
    }

    @Test
    void saysWhereATestMailLies() throws Exception {
        assertThat(shell.run("channel", "test", "duty-mail")).isZero();
        assertThat(shell.err).contains("写成了文件", "mail");
        try (Stream<Path> mails = Files.list(home.resolve("data/mail"))) {
            assertThat(mails).hasSize(1);
        }
    }

    @Test
    void namesTheChannelsThereAre() {
        assertThat(shell.run("channel", "test", "nihgt")).isEqualTo(2);
        assertThat(shell.err).contains("没有渠道", "night");
        assertThat(shell.run("channel", "test", "night", "--to", "wang")).isEqualTo(2);
        assertThat(shell.err).contains("wang");
        assertThat(shell.run("channel")).isZero();
        assertThat(shell.out).contains("night  wecom-robot", "邮件写成文件").doesNotContain("693axxx6");
    }

    @Test
    void triesASourceByUrlAndById() {
        answer.set("""
                <rss version="2.0"><channel><title>t</title><link>http://x</link><description>d</description>
                <item><guid>g1</guid><title>用了红肿</title><description>真的</description></item></channel></rss>""");
        assertThat(shell.run("source", "try", url + "/feed")).isEqualTo(1);
        assertThat(shell.err).contains("127.0.0.1");
        assertThat(shell.run("source", "try", url + "/feed", "--allow-private")).isZero();
        assertThat(shell.out.lines()).hasSize(1);
        assertThat(shell.out).contains("\"id\":\"g1\"", "用了红肿");
        shell.file(
                "watchlists/sources.yaml",
                "sources: [{ id: shop, type: rss, url: '" + url + "/feed', allow-private: true }]\n");
        assertThat(shell.run("source", "try", "shop")).isZero();
        assertThat(shell.out).contains("\"source\":\"shop\"");
        assertThat(shell.run("source", "list")).isZero();
        assertThat(shell.out).contains("shop  rss  127.0.0.1  还没读过");
        answer.set("not a feed");
        assertThat(shell.run("source", "try", "shop")).isEqualTo(1);
        assertThat(shell.out).isEmpty();
        assertThat(shell.err).isNotBlank();
        assertThat(shell.run("source", "try", "shpo")).isEqualTo(2);
    }

    @Test
    void examinesAHomeAndSaysWhatToDo() {
        answer.set("not a feed");
        shell.file(
                "watchlists/sources.yaml",
                "sources: [{ id: shop, type: rss, url: '" + url + "/feed', allow-private: true }]\n");
        shell.run("demo");
        assertThat(shell.run("doctor")).isEqualTo(1);
        assertThat(shell.out)
                .contains("正常  configuration", "正常  store", "正常  clock", "正常  disk", "失败  source shop")
                .contains("正常  channel night", "注意  channel duty-mail", "注意  public-url")
                .doesNotContain("693axxx6");
        assertThat(heard.get()).doesNotContain("测试");
        shell.file("alerts/policy.yaml", "goldn: 2h\n");
        assertThat(shell.run("doctor")).isEqualTo(1);
        assertThat(shell.out).contains("失败  configuration  alerts/policy.yaml:1:1");
    }
}
