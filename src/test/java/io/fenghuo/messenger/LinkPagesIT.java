package io.fenghuo.messenger;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.Caller;
import io.fenghuo.app.Fenghuo;
import io.fenghuo.app.Settings;
import io.fenghuo.model.Secret;
import io.fenghuo.wire.SignedLink;
import io.vertx.core.json.JsonObject;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a link's page tells whom, with the real service behind it: the help beside an incident withholds what its messages withhold. */
class LinkPagesIT {
    private static final String KEY = "link-link-link-link-link-link-link-link";
    private static final SignedLink LINKS = new SignedLink(Secret.of(KEY));
    /** Words, name and order of the customer. */
    private static final String[] TOLD = {"不想活了", "跳下去", "阿明快死了", "E20261122777"};

    @TempDir
    private static Path home;

    private static final HttpClient HTTP = Caller.client();
    private static Fenghuo service;

    private static void file(String name, String text) throws Exception {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @BeforeAll
    static void start() throws Exception {
        file("watchlists/sources.yaml", "sources:\n  - { id: crm, type: push, thread: own }\n");
        file("watchlists/yunduo.yaml", """
                brand: 云朵家
                rules:
                  - { id: self-harm, family: 自伤, level: L1, category: 自伤, any: [不想活] }
                  - { id: skin, family: 人身安全, level: L1, category: 人身安全, any: [红肿] }
                """);
        file("alerts/policy.yaml", "");
        file("alerts/channels.yaml", "channels:\n  - { id: night, type: terminal, levels: [L1] }\n");
        file("alerts/contacts.yaml", """
                people:
                  - { id: zhang, name: 张三, via: [night] }
                  - { id: li, name: 李四, via: [night] }
                roles: { duty: [zhang], safety: [li], legal: [li], supervisor: [li], admin: [li] }
                """);
        file("alerts/playbooks/general.md", """
                ---
                title: 通用
                ---
                先听完。

                ## 步骤
                1. 【10 分钟】看完原话

                ## 话术
                ### 安抚
                {{customer}}您好，订单 {{order}} 我来办。
                """);
        Map<String, String> environment = Map.of(
                "FENGHUO_LISTEN", "127.0.0.1:0", "FENGHUO_PUBLIC_URL", "https://fenghuo.example", "FENGHUO_KEY", KEY);
        service = new Fenghuo(Settings.read(environment, new PrintStream(OutputStream.nullOutputStream()), home));
        service.start().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() throws Exception {
        service.stop().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
    }

    private static HttpResponse<String> json(String path, JsonObject body) throws Exception {
        return send(to(path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.encode())));
    }

    /** Opens an incident and gives its id. */
    private static String open(String thread, String name, String order, String text) throws Exception {
        JsonObject post = new JsonObject()
                .put("id", thread)
                .put("thread", thread)
                .put("author", new JsonObject().put("id", "u-" + thread).put("name", name))
                .put("subject", new JsonObject().put("order", order))
                .put("text", text);
        assertThat(json("/api/posts?source=crm", post).statusCode()).isEqualTo(202);
        return Awaitility.await()
                .until(
                        () -> new JsonObject(send(to("/api/incidents")).body())
                                .getJsonArray("incidents").stream()
                                        .map(JsonObject.class::cast)
                                        .filter(one -> one.encode().contains(thread))
                                        .map(one -> one.getString("id"))
                                        .findFirst()
                                        .orElse(""),
                        id -> !id.isEmpty());
    }

    private static void taken(String id, String by) throws Exception {
        HttpResponse<String> answer = json(
                "/api/incidents/" + id + "/actions",
                new JsonObject().put("action", "take").put("by", by));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static String token(String id, String person) {
        return LINKS.token(id, person, Instant.now().plusSeconds(3600));
    }

    private static String page(String id, String person) throws Exception {
        HttpResponse<String> page = send(to("/i/" + id + "?t=" + token(id, person)));
        assertThat(page.statusCode()).as(person).isEqualTo(200);
        return page.body();
    }

    @Test
    void theHelpTellsNoGrimWordsToWhoWasNotToldThem() throws Exception {
        String id = open("grim-1", TOLD[2], TOLD[3], "我" + TOLD[0] + "，明天就从楼上" + TOLD[1]);
        taken(id, "zhang");
        for (String reader : new String[] {"zhang", SignedLink.GROUP + "night"}) {
            assertThat(page(id, reader))
                    .as(reader)
                    .contains("先听完", "订单")
                    .doesNotContain(TOLD)
                    .contains("【用户称呼】", "【订单号】");
        }
        json(
                "/api/incidents/" + id + "/actions",
                new JsonObject().put("action", "release").put("by", "zhang"));
        taken(id, "li");
        assertThat(page(id, "li")).contains("订单").contains(TOLD[2], TOLD[3]);
        assertThat(page(id, "zhang")).doesNotContain(TOLD);
    }

    @Test
    void aGroupIsNotToldTheOrderItsMessagesMask() throws Exception {
        String id = open("skin-1", "小雨", "E20261122888", "敷完脸上红肿了一片");
        taken(id, "zhang");
        assertThat(page(id, SignedLink.GROUP + "night")).contains("小雨您好").doesNotContain("E20261122888");
        assertThat(page(id, "zhang")).contains("小雨您好", "E20261122888");
    }

    private static final Pattern FIELD =
            Pattern.compile("name=\"(t|nonce|press|csrf)\"[^>]*?value=\"([^\"]*)\"", Pattern.DOTALL);

    @Test
    void aStrangersNameTakesNothing() throws Exception {
        String id = open("skin-2", "老铁", "E1", "胳膊红肿，客服不理人");
        assertThat(send(to("/i/" + id + "?t=" + token(id, "ghost"))).statusCode())
                .as("who is no contact any more")
                .isNotEqualTo(200);
        assertThat(send(to("/i/" + id + "/close?t=" + token(id, "ghost"))).statusCode())
                .isNotEqualTo(200);
        for (String action : new String[] {"take", "answer", "settle", "close"}) {
            JsonObject asked =
                    new JsonObject().put("action", action).put("by", "ghost").put("text", "好了");
            HttpResponse<String> answer = json("/api/incidents/" + id + "/actions", asked);
            assertThat(answer.statusCode()).as("%s: %s", action, answer.body()).isIn(403, 409, 422);
            assertThat(answer.body()).contains("ghost");
        }
        String group = token(id, SignedLink.GROUP + "night");
        HttpResponse<String> page = send(to("/i/" + id + "?t=" + group));
        String cookie = page.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        StringBuilder form = new StringBuilder("who=ghost&t=" + group);
        Matcher field = FIELD.matcher(page.body());
        while (field.find()) {
            if (!field.group(1).equals("t")) {
                form.append('&').append(field.group(1)).append('=').append(field.group(2));
            }
        }
        HttpResponse<String> answer = send(to("/i/" + id)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", cookie)
                .POST(HttpRequest.BodyPublishers.ofString(form.toString())));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(send(to("/api/incidents/" + id)).body()).contains("\"state\":\"open\"");
    }
}
