package io.fenghuo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenghuo.Caller;
import io.fenghuo.app.Fenghuo;
import io.fenghuo.app.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** Words and helpers at hand, in a browser, over the real service with the shipped playbooks. */
class HelpBrowserIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path home;

    private final HttpClient http = Caller.client();
    private Fenghuo service;

    @BeforeEach
    void start() throws Exception {
        copy("watchlists");
        copy("alerts");
        copy("alerts/playbooks");
        Files.writeString(home.resolve("watchlists/sources.yaml"), "sources:\n  - { id: kuaishou, type: push }\n");
        Files.writeString(home.resolve("alerts/channels.yaml"), "channels:\n  - { id: here, type: terminal }\n");
        Files.writeString(home.resolve("alerts/contacts.yaml"), """
                people:
                  - { id: zhang, name: 张三, mail: zhang@example.com }
                  - { id: li, name: 李四, mail: li@example.com }
                roles: { duty: [zhang], legal: [li], supervisor: [zhang], brand: [zhang], safety: [zhang], admin: [zhang] }
                """);
        serve();
    }

    private void copy(String folder) throws IOException {
        Files.createDirectories(home.resolve(folder));
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, home.resolve(folder).resolve(file.getFileName()));
            }
        }
    }

    private void serve() throws Exception {
        stop();
        Map<String, String> variables = new HashMap<>(Map.of(
                "FENGHUO_LISTEN", "127.0.0.1:0", "FENGHUO_HOME", home.toString(), "FENGHUO_KEY", "k".repeat(40)));
        service = new Fenghuo(Settings.read(variables, new PrintStream(OutputStream.nullOutputStream()), home));
        service.start().toCompletableFuture().get(120, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        if (service != null) {
            service.stop().toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
    }

    private String base() {
        return "http://127.0.0.1:" + service.port();
    }

    private HttpResponse<String> json(String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(base() + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Says something; gives the incident it is in. */
    private String say(String id, String author, String text) throws Exception {
        String post = "{\"id\":\"" + id + "\",\"author\":{\"id\":\"" + author + "\",\"name\":\"老铁" + author
                + "\"},\"text\":\"" + text + "\",\"subject\":{\"product\":\"云朵霜\",\"order\":\"20261122-7\"}}";
        assertThat(json("/api/posts?source=kuaishou", post).statusCode()).isEqualTo(202);
        String[] found = {""};
        await().until(() -> {
            JsonNode all = JSON.readTree(http.send(
                            HttpRequest.newBuilder(URI.create(base() + "/api/incidents?limit=50"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body());
            all.path("incidents").forEach(one -> {
                if (text.startsWith(one.path("title").asText().replace("…", ""))) {
                    found[0] = one.path("id").asText();
                }
            });
            return !found[0].isEmpty();
        });
        return found[0];
    }

    private HttpResponse<String> act(String incident, String body) throws Exception {
        return json("/api/incidents/" + incident + "/actions", body);
    }

    private void me(Browser browser, String person) {
        browser.press("select[name=me] option[value=" + person + "]");
        await().until(() -> browser.driver.getPageSource().contains("value=\"" + person + "\" selected"));
    }

    private static void fits(Browser browser, int width, String name) {
        Number wide = (Number) browser.js("return document.documentElement.scrollWidth");
        assertThat(wide.intValue()).as(name).isLessThanOrEqualTo(width);
        browser.shot(name);
    }

    @Test
    void aRefundIsHandledByThePlaybook() throws Exception {
        Assumptions.assumeTrue(Browser.available());
        String before = say("c1", "1", "上周就要退款，退款难");
        assertThat(act(before, "{\"action\":\"close\",\"by\":\"zhang\",\"cause\":\"客服\",\"lesson\":\"退款要当天提交\"}")
                        .statusCode())
                .isEqualTo(200);
        String incident = say("c2", "1", "扣款两次了，我要退款，还我钱！！");
        try (Browser browser = new Browser(1280, 900)) {
            browser.driver.get(base() + "/incidents/" + incident);
            me(browser, "zhang");
            await().untilAsserted(() ->
                    assertThat(browser.text(".help")).contains("处置预案 ·", "听起来：生气", "以前的案例", "退款要当天提交", "上周就要退款"));
            assertThat(browser.js("return document.querySelector('.help textarea[data-draft]').value"))
                    .asString()
                    .contains("老铁您好");
            browser.press(".tasks li:first-child .tickbox");
            await().untilAsserted(() ->
                    assertThat(browser.text(".tasks li:first-child")).contains("张三"));
            await().untilAsserted(() -> assertThat(browser.text("#line")).contains("处置步骤"));
            // Once more should the live part be made anew between the words and the press.
            await().untilAsserted(() -> {
                browser.js(
                        "const t = document.querySelector('.help .reply[open] textarea');" + " t.value = '绝对不可能扣款两次';");
                browser.press(".help .reply[open] button[data-copy]");
                await().atMost(Duration.ofSeconds(15))
                        .untilAsserted(() -> assertThat(browser.text(".help .reply[open] .faults"))
                                .contains("不能说“绝对不可能”", "订单号"));
            });
            fits(browser, 1280, "help-1280");
            assertThat(browser.complaints()).isEmpty();
        }
        try (Browser phone = new Browser(390, 844)) {
            phone.driver.get(base() + "/incidents/" + incident);
            fits(phone, 390, "help-390");
            phone.js("document.querySelector('#help').scrollIntoView()");
            fits(phone, 390, "help-390-playbook");
            phone.driver.get(base() + "/playbooks?q=" + Desk.encode("钱什么时候退给我"));
            assertThat(phone.text(".cards .card")).contains("退款");
            fits(phone, 390, "playbooks-390");
            phone.driver.get(base() + "/playbooks/self-harm");
            fits(phone, 390, "playbook-390");
            assertThat(phone.complaints()).isEmpty();
        }
        HttpResponse<String> refused = act(incident, "{\"action\":\"answer\",\"by\":\"zhang\",\"text\":\"绝对不可能扣款两次\"}");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("绝对不可能");
        assertThat(act(incident, "{\"action\":\"answer\",\"by\":\"zhang\",\"text\":\"我们马上退\"}")
                        .body())
                .contains("付款时间");
        assertThat(act(incident, "{\"action\":\"answer\",\"by\":\"zhang\",\"text\":\"已按订单号和付款时间核对，今天提交退款\"}")
                        .statusCode())
                .isEqualTo(200);
        serve();
        String page = http.send(
                        HttpRequest.newBuilder(URI.create(base() + "/incidents/" + incident))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        assertThat(page).contains("aria-checked=\"true\"", "张三 ·");
    }

    @Test
    void aStatementIsDraftedApprovedInTimeAndPublished() throws Exception {
        Assumptions.assumeTrue(Browser.available());
        String incident = say("c9", "9", "敷了云朵霜脸红肿刺痛，去医院了");
        try (Browser browser = new Browser(1280, 900)) {
            browser.driver.get(base() + "/incidents/" + incident);
            me(browser, "zhang");
            await().untilAsserted(() -> assertThat(browser.text(".help")).contains("人身与食品安全"));
            browser.press("#statement details summary");
            browser.driver.findElement(By.cssSelector("#statement textarea")).sendKeys("已联系当事人，留样正在送检，48 小时内公布进展。");
            browser.press("#statement button[value=draft]");
            await().untilAsserted(() -> assertThat(browser.text("#statement")).contains("待法务批准", "等法务批准"));
            await().untilAsserted(() -> assertThat(browser.text(".clocks")).contains("口径审批"));
            fits(browser, 1280, "statement-draft-1280");
            me(browser, "li");
            browser.press("#statement button[value=approve]");
            await().untilAsserted(() -> assertThat(browser.text("#statement")).contains("已批准，待发布"));
            browser.press("#statement button[value=publish]");
            await().untilAsserted(
                            () -> assertThat(browser.text("#statement.inforce")).contains("第 1 版", "留样正在送检", "李四"));
            await().untilAsserted(() -> assertThat(browser.text("#line")).contains("起草口径", "批准口径", "发布口径"));
            fits(browser, 1280, "statement-1280");
            assertThat(browser.complaints()).isEmpty();
        }
        JsonNode all = JSON.readTree(http.send(
                        HttpRequest.newBuilder(URI.create(base() + "/api/incidents/" + incident + "/statement"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
        assertThat(all.path("statements").get(0).path("stage").asText()).isEqualTo("published");
        HttpResponse<String> again =
                json("/api/incidents/" + incident + "/statement", "{\"do\":\"approve\",\"number\":1,\"by\":\"zhang\"}");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(List.of(again.body())).allMatch(body -> body.contains("只有法务"));
    }
}
