package io.fenghuo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands say of channels of applications. */
class AppProbeIT {
    @TempDir
    private Path home;

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private HttpServer server;
    private Shell shell;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                byte[] body = answers.getOrDefault(exchange.getRequestURI().getPath(), "")
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        shell = new Shell(home);
        shell.environment.put("APP_SECRET", "app-secret-0123456789");
        shell.file("alerts/channels.yaml", """
                channels:
                  - { id: app, type: wecom-app, url: 'http://127.0.0.1:%d', allow-private: true, secret: '${APP_SECRET}', corpid: ww1, agentid: 7, users: [zhang] }
                """.formatted(server.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aSecretTheVendorDoesNotKnowIsExplained() {
        answers.put("/cgi-bin/gettoken", "{\"errcode\":40001,\"errmsg\":\"invalid credential app-secret-0123456789\"}");
        assertThat(shell.run("channel", "test", "app")).isEqualTo(1);
        assertThat(shell.out).contains("errcode 40001", "核对 corpid 与 secret").doesNotContain("app-secret");
    }

    @Test
    void whoDidNotGetItIsNamed() {
        answers.put(
                "/cgi-bin/gettoken", "{\"errcode\":0,\"errmsg\":\"ok\",\"access_token\":\"t\",\"expires_in\":7200}");
        answers.put("/cgi-bin/message/send", "{\"errcode\":0,\"errmsg\":\"ok\",\"invaliduser\":\"zhang\"}");
        assertThat(shell.run("channel", "test", "app")).isZero();
        assertThat(shell.out).contains("invaliduser zhang", "不在应用的可见范围");
    }

    @Test
    void checkNamesWhatEntriesLack() {
        shell.file("alerts/channels.yaml", """
                channels:
                  - { id: a, type: wecom-app, corpid: ww1, token: abc }
                  - { id: b, type: telegram, secret: hello, callback: both }
                  - { id: c, type: slack-app, secret: xoxp-1, chat: general }
                  - { id: d, type: feishu-app, secret: s, chat: oc_1, encrypt-key: k }
                """);
        assertThat(shell.run("check")).isEqualTo(1);
        assertThat(shell.out + shell.err)
                .contains("缺少 secret", "缺少 agentid", "token 和 aes-key", "缺少 users、party 或 tag")
                .contains("不像机器人的 token", "缺少 chat", "只能是 poll 或 webhook")
                .contains("以 xoxb- 开头", "应是频道编号", "缺少 app-id", "还要写 verification")
                .contains("channels.yaml:5");
    }
}
