package io.fenghuo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fenghuo.Caller;
import io.fenghuo.app.Fenghuo;
import io.fenghuo.app.Settings;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a running service, and on the store it leaves behind. */
class OperateIT {
    @TempDir
    private Path home;

    private final AtomicInteger status = new AtomicInteger(204);
    private final AtomicReference<String> heard = new AtomicReference<>("");
    private HttpServer vendor;
    private Shell shell;
    private Fenghuo service;

    @BeforeEach
    void start() throws Exception {
        vendor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        vendor.createContext("/", exchange -> {
            try (exchange) {
                heard.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(status.get(), -1);
            }
        });
        vendor.start();
        shell = new Shell(home);
    }

    @AfterEach
    void stop() throws Exception {
        if (service != null) {
            service.stop().toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
        vendor.stop(0);
    }

    private void own() {
        shell.file("alerts/contacts.yaml", """
                people:
                  - { id: zhang, name: 张三, mail: zhang@example.com, mobile: "13900001234", via: [hook] }
                  - { id: li, name: 李四, mail: li@example.com, via: [hook] }
                roles: { duty: [zhang], legal: [zhang], supervisor: [zhang], brand: [zhang], admin: [zhang] }
                """);
        shell.file("watchlists/sources.yaml", "sources:\n  - { id: crm, type: push }\n");
        shell.file(
                "alerts/channels.yaml",
                "channels:\n  - { id: hook, type: webhook, url: 'http://127.0.0.1:"
                        + vendor.getAddress().getPort()
                        + "/hook?token=verysecrettoken', secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, allow-private: true, levels: [] }\n");
    }

    private void serve() throws Exception {
        Map<String, String> all = new HashMap<>(shell.environment);
        Settings settings = Settings.read(all, new PrintStream(OutputStream.nullOutputStream()), home);
        service = new Fenghuo(settings);
        service.start().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private void post(String text) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + service.port() + "/api/posts?source=crm"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"id\":\"c1\",\"text\":\"" + text + "\"}"))
                .build();
        assertThat(Caller.client()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void actsThroughTheRunningServiceAndThenThroughItsStore() throws Exception {
        own();
        status.set(410);
        serve();
        post("用了之后红肿刺痛\\u001b[31m");
        assertThat(shell.run("incident", "list")).isZero();
        assertThat(shell.out).contains("一级", "待接手", "接手时限", "红肿刺痛").doesNotContain("\u001b");
        String id = shell.out.substring(0, shell.out.indexOf(' '));

        assertThat(shell.run("incident", "take", id, "--by", "mallory")).isEqualTo(1);
        assertThat(shell.err).contains("联系人里没有“mallory”", "--by");
        assertThat(shell.run("incident", "take", id, "--by", "zhang")).isZero();
        assertThat(shell.out).contains("处理中(zhang)");
        assertThat(shell.err).isEmpty();
        assertThat(shell.run("incident", "take", id, "--by", "li")).isEqualTo(1);
        assertThat(shell.err).contains("已由 张三 接手");
        assertThat(shell.run("incident", "note", id, "--version", "1", "--text", "x"))
                .isEqualTo(1);
        assertThat(shell.err).contains("事件刚有变化");
        assertThat(shell.run("incident", "lower", id, "--by", "zhang")).isEqualTo(1);
        assertThat(shell.err).contains("还缺");
        assertThat(shell.run("incident", "take", "i-none")).isEqualTo(1);
        assertThat(shell.err).contains("没有这个事件");

        String delivery = failed();
        assertThat(shell.run("outbox", "show", delivery)).isZero();
        assertThat(shell.out)
                .contains("410", "失败", "红肿刺痛", "内容 (已定稿)")
                .doesNotContain("verysecrettoken", "zhang@example.com", "13900001234");
        assertThat(shell.run("outbox", "drop", delivery, "--reason", "重复了"))
                .as("an administrator is named, so somebody must say who asks")
                .isEqualTo(2);
        assertThat(shell.err).contains("只有管理员");
        assertThat(shell.run("outbox", "drop", delivery, "--reason", "重复了", "--by", "zhang"))
                .isEqualTo(1);
        assertThat(shell.err).contains("已不在等待发送");
        status.set(204);
        assertThat(shell.run("outbox", "retry", delivery, "--by", "zhang")).isZero();
        await(delivery, "delivered");
        assertThat(shell.run("outbox", "retry", delivery, "--by", "zhang")).isEqualTo(1);
        assertThat(shell.err).contains("已经送达");
        assertThat(shell.run("incident", "show", id)).isZero();
        assertThat(shell.out).contains("重新推送  zhang (命令行)");
        assertThat(shell.out).contains("渠道失效  hook", "没发出去，改走备用渠道", "对方说：", "已送达");
        assertThat(page("/incidents/" + id)).contains("渠道失效", "没发出去，改走备用渠道", "张三（hook）");

        service.stop().toCompletableFuture().get(60, TimeUnit.SECONDS);
        service = null;
        assertThat(shell.run("incident", "release", id, "--by", "zhang")).isZero();
        assertThat(shell.out).contains("待接手");
        assertThat(shell.err).contains("服务没有在运行");
    }

    private String page(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                .build();
        return Caller.client()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void pausesAlertsUntilTheyAreLifted() throws Exception {
        own();
        shell.file(
                "watchlists/fraud.yaml", "brand: 云朵家\nrules:\n  - { id: fraud, level: L2, category: 欺诈, any: [骗子] }\n");
        serve();
        assertThat(shell.run("pause")).isZero();
        assertThat(shell.err).contains("没有暂停过告警");
        assertThat(shell.run("pause", "add", "--until", "2h", "--reason", "压测", "--by", "li"))
                .isEqualTo(1);
        assertThat(shell.err).contains("只有管理员");
        assertThat(shell.run("pause", "add", "--until", "8d", "--reason", "压测", "--by", "zhang"))
                .isEqualTo(1);
        assertThat(shell.err).contains("最长 7 天");
        assertThat(shell.run("pause", "add", "--until", "2h", "--reason", "x", "--rule", "nix", "--by", "zhang"))
                .isEqualTo(1);
        assertThat(shell.err).contains("词库里没有这条规则");
        assertThat(shell.run("pause", "add", "--until", "2h", "--reason", "618 压测", "--by", "zhang"))
                .isZero();
        assertThat(shell.out).contains("暂停中", "全部告警", "618 压测", "压下 0 条");
        String pause = shell.out.substring(0, shell.out.indexOf(' '));
        post("骗子");
        assertThat(page("/")).contains("已暂停全部告警", "618 压测", "张三");
        assertThat(page("/pauses")).contains("618 压测", "现在恢复");
        assertThat(shell.run("explain", "骗子")).isZero();
        assertThat(shell.out).contains("告警已暂停", "618 压测");
        shell.run("oncall");
        assertThat(shell.out).contains("告警已暂停");
        service.stop().toCompletableFuture().get(60, TimeUnit.SECONDS);
        serve();
        assertThat(shell.run("pause", "lift", pause, "--by", "zhang")).isZero();
        assertThat(shell.out).contains("已恢复", "1 起事件");
        assertThat(shell.run("pause", "lift", pause, "--by", "zhang")).isEqualTo(1);
        assertThat(shell.err).contains("已经结束");
        assertThat(page("/")).doesNotContain("已暂停全部告警");
        assertThat(page("/api/pauses")).contains("\"running\":false", "\"endedBy\":\"zhang\"");
    }

    private String failed() {
        AtomicReference<String> id = new AtomicReference<>("");
        Awaitility.await().until(() -> {
            assertThat(shell.run("outbox", "list", "--state", "failed")).isZero();
            shell.out
                    .lines()
                    // The opening, which was refused; the change of its card was never tried, for the channel is dead.
                    .filter(line -> line.contains("zhang@hook") && line.contains("试过 1 次"))
                    .findFirst()
                    .ifPresent(line -> id.set(line.substring(0, line.indexOf(' '))));
            return !id.get().isEmpty();
        });
        return id.get();
    }

    private void await(String delivery, String state) {
        Awaitility.await().until(() -> {
            shell.run("outbox", "show", delivery, "--json");
            return shell.out.contains("\"state\":\"" + state + "\"");
        });
    }

    @Test
    void sendsTheDemoAwayWhileItPlays() throws Exception {
        serve();
        assertThat(shell.run("demo")).isZero();
        assertThat(shell.out).contains("未作决定", "正在播放");
        shell.file("data/mail/evening.eml", "Subject: x\r\nX-Fenghuo-Demo: yes\r\n\r\ntext\r\n");
        shell.file("data/mail/real.eml", "Subject: x\r\n\r\nX-Fenghuo-Demo: yes\r\n");
        assertThat(shell.run("demo", "off")).isZero();
        assertThat(home.resolve("data/mail/evening.eml")).doesNotExist();
        assertThat(home.resolve("data/mail/real.eml")).exists();
        assertThat(shell.out).contains("已撤走", "没有在播放", "痕迹");
        assertThat(shell.run("incident", "list", "--all")).isZero();
        assertThat(shell.err).contains("没有事件");
        assertThat(shell.run("demo", "keep")).isZero();
        assertThat(shell.out).contains("保留", "正在播放");
    }

    @Test
    void saysWhenTheHomeIsTakenAndNobodyAnswers() throws Exception {
        own();
        serve();
        java.nio.file.Files.delete(home.resolve("data/console.url"));
        shell.environment.put(
                "FENGHUO_LISTEN", "127.0.0.1:" + vendor.getAddress().getPort());
        status.set(200);
        assertThat(shell.run("incident", "list")).isEqualTo(2);
        assertThat(shell.err).contains("回答的不是烽火", "被另一个烽火占用", "FENGHUO_LISTEN");
    }
}
