package io.fenghuo.messenger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fenghuo.Caller;
import io.fenghuo.app.Fenghuo;
import io.fenghuo.app.Settings;
import io.fenghuo.vendor.FakeFeishuApp;
import io.fenghuo.vendor.FakeSlackApp;
import io.fenghuo.vendor.FakeTelegram;
import io.fenghuo.vendor.FakeVendor;
import io.fenghuo.vendor.FakeWeComApp;
import io.fenghuo.vendor.Knock;
import io.fenghuo.verticle.buttons.ButtonDesk;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** From a post through the running service to a messenger's card, and from its button back to the incident. */
class ButtonsIT {
    private static final String BOT = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11";
    private static final FakeWeComApp.Account APP = new FakeWeComApp.Account(
            "ww0123456789abcdef",
            "app-secret-0123456789abcdefghij",
            1000002,
            "callbacktoken",
            "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG");
    private static final String SLACK = "xoxb-1234567890-abcdefghijkl";
    private static final String SIGNING = "8f742231b10e8888abcd99yyyzzz85a5";
    private static final String LARK = "cli_a1b2c3d4";
    private static final String LARK_SECRET = "feishu-app-secret-0123456789";
    private static final String LARK_TOKEN = "verification-token-0123";
    private static final String LARK_KEY = "encrypt-key-0123";
    private static final HttpClient CLIENT = Caller.client();

    @TempDir
    private static Path home;

    private static Vertx vertx;
    private static FakeTelegram telegram;
    private static FakeTelegram calling;
    private static FakeWeComApp wecom;
    private static FakeSlackApp slack;
    private static FakeFeishuApp feishu;
    private static Fenghuo service;

    private static void file(String name, String text) throws Exception {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        InstantSource clock = InstantSource.system();
        telegram = new FakeTelegram(clock, BOT, Set.of("-1001", "11"));
        calling = new FakeTelegram(clock, BOT, Set.of("-1002"));
        wecom = new FakeWeComApp(clock, APP, Set.of("zhangsan", "lisi", "fremder"));
        slack = new FakeSlackApp(clock, SLACK, SIGNING);
        feishu = new FakeFeishuApp(clock, LARK, LARK_SECRET, LARK_TOKEN);
        for (FakeVendor vendor : vendors()) {
            vendor.open(vertx).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
        files();
        Map<String, String> environment = Map.of(
                "FENGHUO_LISTEN",
                "127.0.0.1:0",
                "FENGHUO_PUBLIC_URL",
                "https://fenghuo.example",
                "BOT",
                BOT,
                "APP",
                APP.secret(),
                "APP_TOKEN",
                APP.token(),
                "APP_KEY",
                APP.aes(),
                "SLACK",
                SLACK,
                "SIGNING",
                SIGNING,
                "LARK",
                LARK_SECRET,
                "LARK_TOKEN",
                LARK_TOKEN);
        environment = new HashMap<>(environment);
        environment.put("LARK_KEY", LARK_KEY);
        service = new Fenghuo(Settings.read(environment, new PrintStream(OutputStream.nullOutputStream()), home));
        service.start().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static List<FakeVendor> vendors() {
        return List.of(telegram, calling, wecom, slack, feishu);
    }

    private static void files() throws Exception {
        file("watchlists/sources.yaml", "sources:\n  - { id: crm, type: push, thread: own }\n");
        file("watchlists/yunduo.yaml", """
                brand: 云朵家
                owner: role:brand
                rules:
                  - { id: skin, family: 人身安全, level: L1, category: 人身安全, any: [红肿] }
                """);
        file("alerts/policy.yaml", "");
        file("alerts/contacts.yaml", """
                people:
                  - { id: zhang, name: 张三, wecom: zhangsan, telegram: "11", slack: U0ZHANG, feishu: ou_zhang, via: [app, bot] }
                  - { id: li, name: 李四, wecom: lisi, telegram: "12", slack: U0LI, feishu: ou_li, via: [app] }
                roles: { duty: [zhang], supervisor: [li], legal: [li], brand: [li], admin: [li] }
                """);
        file("alerts/channels.yaml", """
                channels:
                  - { id: bot, type: telegram, url: '%s', allow-private: true, secret: '${BOT}', chat: "-1001", levels: [L1] }
                  - { id: hooked, type: telegram, url: '%s', allow-private: true, secret: '${BOT}', chat: "-1002", callback: webhook, levels: [L1] }
                  - { id: app, type: wecom-app, url: '%s', allow-private: true, secret: '${APP}', corpid: %s, agentid: %d,
                      token: '${APP_TOKEN}', aes-key: '${APP_KEY}', levels: [] }
                  - { id: team, type: wecom-app, url: '%s', allow-private: true, secret: '${APP}', corpid: %s, agentid: %d, users: [zhangsan, gone], levels: [L1] }
                  - { id: slack, type: slack-app, url: '%s', allow-private: true, secret: '${SLACK}', signing: '${SIGNING}', chat: C0NIGHT, levels: [L1] }
                  - { id: lark, type: feishu-app, url: '%s', allow-private: true, secret: '${LARK}', app-id: %s,
                      verification: '${LARK_TOKEN}', encrypt-key: '${LARK_KEY}', chat: oc_night, levels: [L1] }
                """.formatted(
                        telegram.url(""),
                        calling.url(""),
                        wecom.url(""),
                        APP.corp(),
                        APP.agent(),
                        wecom.url(""),
                        APP.corp(),
                        APP.agent(),
                        slack.url(""),
                        feishu.url(""),
                        LARK));
    }

    @AfterAll
    static void stop() throws Exception {
        service.stop().toCompletableFuture().get(60, TimeUnit.SECONDS);
        for (FakeVendor vendor : vendors()) {
            vendor.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    private static String base() {
        return "http://127.0.0.1:" + service.port();
    }

    private static ConditionFactory soon() {
        return await().pollInterval(Duration.ofMillis(20));
    }

    /** Opens an incident of its own, with words unlike the others'; gives its id. */
    private static String open(String thread, String words) throws Exception {
        String post = "{\"id\":\"" + thread + "\",\"thread\":\"" + thread
                + "\",\"author\":{\"id\":\"u\",\"name\":\"老铁\"},\"text\":\"" + thread + " " + words + "\"}";
        assertThat(post(base() + "/api/posts?source=crm", post, "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(202);
        return soon().until(
                        () -> incidents().stream()
                                .filter(one -> one.encode().contains(thread))
                                .map(one -> one.getString("id"))
                                .collect(Collectors.joining()),
                        id -> !id.isEmpty());
    }

    private static List<JsonObject> incidents() throws Exception {
        String body = get(base() + "/api/incidents").body();
        JsonArray all = body.startsWith("[") ? new JsonArray(body) : new JsonObject(body).getJsonArray("incidents");
        return all.stream().map(JsonObject.class::cast).toList();
    }

    private static JsonObject incident(String id) throws Exception {
        return new JsonObject(get(base() + "/api/incidents/" + id).body());
    }

    private static String card(String chat, String thread) {
        return soon().until(
                        () -> telegram.messages().entrySet().stream()
                                .filter(one -> one.getKey().startsWith(chat + ":")
                                        && one.getValue().getString("text").contains(thread))
                                .map(Map.Entry::getKey)
                                .sorted()
                                .findFirst()
                                .orElse(""),
                        found -> !found.isEmpty());
    }

    private static String text(String card) {
        return telegram.messages().get(card).getString("text");
    }

    @Test
    void aTelegramGroupTakesByAButtonThatIsFetched() throws Exception {
        String id = open("tg-1", "敷完以后脸上红肿了一大片 @all <b> /start");
        String card = card("-1001", "tg-1");
        assertThat(text(card)).contains("<b>【红肿】</b>", "＠all", "&lt;b&gt;", "／start");
        JsonArray row = telegram.messages()
                .get(card)
                .getJsonObject("reply_markup")
                .getJsonArray("inline_keyboard")
                .getJsonArray(0);
        assertThat(row.getJsonObject(0).getString("text")).isEqualTo("接手");
        assertThat(row.getJsonObject(1).getString("url")).startsWith("https://fenghuo.example/i/" + id + "?t=");
        telegram.press(card, 999);
        soon().until(() -> telegram.answers().stream().anyMatch(said -> said.contains("不在联系人里")));
        assertThat(incident(id).encode()).doesNotContain("\"owner\":\"zhang\"");
        telegram.press(card, 11);
        soon().until(() -> telegram.answers().stream().anyMatch(said -> said.contains("已由您接手")));
        soon().until(() -> text(card).contains("处理中（张三）"));
        assertThat(incident(id).encode()).contains("\"owner\":\"zhang\"").contains("\"card\"");
        assertThat(telegram.messages().get(card).encode()).doesNotContain("callback_data");
        JsonObject again = telegram.press(card, 12, "take:" + delivery(id, "bot"));
        soon().until(() -> telegram.answers().stream().anyMatch(said -> said.equals("已由张三接手")));
        assertThat(post(base() + "/callback/bot", again.encode()).statusCode())
                .as("its calls are fetched, nobody may bring one")
                .isEqualTo(401);
    }

    @Test
    void aTelegramGroupTakesByAButtonThatIsBrought() throws Exception {
        JsonObject where = soon().until(() -> calling.named("setWebhook"), calls -> !calls.isEmpty())
                .get(0)
                .body();
        assertThat(where.getString("url")).isEqualTo("https://fenghuo.example/callback/hooked");
        String id = open("tgw-1", "额头红肿，已经去医院挂号了");
        String card = soon().until(
                        () -> calling.messages().entrySet().stream()
                                .filter(one -> one.getValue().getString("text").contains("tgw-1"))
                                .map(Map.Entry::getKey)
                                .findFirst()
                                .orElse(""),
                        found -> !found.isEmpty());
        String press = calling.press(card, 11).encode();
        String address = base() + "/callback/hooked";
        String header = "X-Telegram-Bot-Api-Secret-Token";
        assertThat(post(address, press, header, "guessed").statusCode()).isEqualTo(401);
        assertThat(incident(id).encode()).contains("\"state\":\"open\"");
        assertThat(post(address, press, header, where.getString("secret_token")).statusCode())
                .isEqualTo(200);
        soon().until(() -> calling.answers().stream().anyMatch(said -> said.contains("已由您接手")));
        soon().until(() -> calling.messages().get(card).getString("text").contains("处理中（张三）"));
        assertThat(incident(id).encode()).contains("\"owner\":\"zhang\"");
    }

    private static String delivery(String incident, String channel) throws Exception {
        JsonObject all =
                new JsonObject(get(base() + "/api/deliveries?limit=500").body());
        return all.getJsonArray("deliveries").stream()
                .map(JsonObject.class::cast)
                .filter(one -> incident.equals(one.getString("incident"))
                        && channel.equals(one.getString("channel"))
                        && !"edit".equals(one.getString("manner")))
                .map(one -> one.getString("id"))
                .findFirst()
                .orElseThrow();
    }

    private static JsonObject sent(String user, String thread) {
        return soon().until(
                        () -> wecom.named("send").stream()
                                .map(FakeVendor.Call::body)
                                .filter(body -> user.equals(body.getString("touser"))
                                        && body.encode().contains(thread))
                                .findFirst()
                                .orElse(new JsonObject()),
                        found -> !found.isEmpty());
    }

    private static HttpResponse<String> bring(Knock call) throws Exception {
        return bring(base() + "/callback/app", call);
    }

    /** Calls the service as a vendor does. */
    private static HttpResponse<String> bring(String address, Knock call) throws Exception {
        List<String> headers = new ArrayList<>();
        call.headers().forEach((name, value) -> headers.addAll(List.of(name, value)));
        return post(address + call.query(), call.body(), headers.toArray(String[]::new));
    }

    private static HttpResponse<String> post(String address, String body, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address)).POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String address) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aWeComCardTakesByASignedCall() throws Exception {
        String id = open("wx-1", "红肿，第三天还没有退，客服不理人");
        JsonObject mine = sent("zhangsan", "wx-1");
        JsonObject theirs = sent("lisi", "wx-1");
        assertThat(mine.getJsonObject("template_card").getString("card_type")).isEqualTo("button_interaction");
        Knock press = wecom.press(mine, "zhangsan");
        Knock forged = new Knock(press.query().replace("nonce=nonce1", "nonce=nonce2"), press.headers(), press.body());
        assertThat(bring(forged).statusCode()).isEqualTo(401);
        assertThat(bring(wecom.posted("<xml/>", "ww-another", Instant.now().getEpochSecond()))
                        .statusCode())
                .isEqualTo(401);
        assertThat(bring(wecom.posted("<xml/>", APP.corp(), Instant.now().getEpochSecond() - 3600))
                        .statusCode())
                .as("an old call again")
                .isEqualTo(401);
        assertThat(incident(id).encode()).contains("\"state\":\"open\"");
        assertThat(bring(wecom.press(mine, "fremder")).statusCode()).isEqualTo(200);
        soon().until(() -> wecom.named("send").stream()
                .anyMatch(call -> call.body().encode().contains("您的账号 fremder 不在联系人里")));
        assertThat(bring(press).statusCode()).isEqualTo(200);
        assertThat(bring(press).statusCode()).as("the vendor calls again").isEqualTo(200);
        soon().until(() -> incident(id).encode().contains("\"owner\":\"zhang\""));
        String task = mine.getJsonObject("template_card").getString("task_id");
        String other = theirs.getJsonObject("template_card").getString("task_id");
        soon().until(() -> wecom.buttons().get(task).startsWith("处理中（张三）"));
        soon().until(() -> wecom.buttons().get(other).startsWith("处理中（张三）"));
        assertThat(bring(wecom.press(theirs, "lisi")).statusCode()).isEqualTo(200);
        soon().until(() -> wecom.named("send").stream()
                .anyMatch(call -> call.body().encode().contains("已由张三接手")));
        assertThat(incident(id).encode()).contains("\"owner\":\"zhang\"");
    }

    @Test
    void whoDidNotGetAMessageToSeveralIsToldToTheAdministrators() throws Exception {
        open("gone-1", "胳膊红肿，店家说是正常现象");
        JsonObject both = sent("zhangsan|gone", "gone-1");
        assertThat(both.getJsonObject("template_card").getString("card_type")).isEqualTo("text_notice");
        soon().until(() -> wecom.named("send").stream()
                .anyMatch(call -> call.body().encode().contains("invaliduser gone")));
    }

    @Test
    void refusedCallsAreLoggedOnceAMinute() throws Exception {
        ListAppender<ILoggingEvent> kept = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger(ButtonDesk.class);
        kept.start();
        log.addAppender(kept);
        try {
            for (int i = 0; i < 3; i++) {
                assertThat(post(base() + "/callback/team", "forged").statusCode())
                        .isEqualTo(401);
            }
        } finally {
            log.detachAppender(kept);
        }
        assertThat(List.copyOf(kept.list).stream()
                        .map(ILoggingEvent::getFormattedMessage)
                        .filter(line -> line.contains("channel team is refused")))
                .hasSize(1);
    }

    @Test
    void theHandshakeIsAnsweredByTheOpenedWord() throws Exception {
        HttpResponse<String> answer = get(
                base() + "/callback/app" + wecom.greeting("1616140317555161061").query());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("1616140317555161061");
        assertThat(get(base() + "/callback/nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void aTokenThatIsNoneAnyMoreIsFetchedAgainOnce() throws Exception {
        open("tok-1", "孩子的手背红肿起泡");
        sent("zhangsan", "tok-1");
        int before = wecom.asked();
        wecom.forgetTokens();
        open("tok-2", "退货三次都不给办，眼睛也红肿");
        sent("zhangsan", "tok-2");
        sent("lisi", "tok-2");
        assertThat(wecom.asked()).isEqualTo(before + 1);
        assertThat(wecom.askedAtOnce()).isEqualTo(1);
    }

    @Test
    void aSlackThreadAndItsFirstMessage() throws Exception {
        String id = open("sl-1", "脖子上全是红肿的点，照片发群里了 <!channel> *x*");
        String card = soon().until(
                        () -> slack.messages().entrySet().stream()
                                .filter(one -> one.getValue().encode().contains("sl-1"))
                                .map(Map.Entry::getKey)
                                .findFirst()
                                .orElse(""),
                        found -> !found.isEmpty());
        String value = FakeSlackApp.value(slack.messages().get(card));
        assertThat(value).startsWith("take:d-");
        assertThat(slack.messages().get(card).encode()).contains("&lt;!channel&gt;");
        long now = Instant.now().getEpochSecond();
        String address = base() + "/callback/slack";
        String form = slack.pressed(card, "U0ZHANG", value);
        assertThat(bring(address, FakeSlackApp.bring(form, now, "another-secret-0123"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(bring(address, FakeSlackApp.bring(form, now - 301, SIGNING)).statusCode())
                .isEqualTo(401);
        assertThat(incident(id).encode()).contains("\"state\":\"open\"");
        HttpResponse<String> heard = bring(address, FakeSlackApp.bring(form, now, SIGNING));
        assertThat(heard.statusCode()).isEqualTo(200);
        assertThat(heard.body()).isEmpty();
        soon().until(() -> slack.whispers().stream().anyMatch(said -> said.contains("已由您接手")));
        soon().until(() -> slack.messages().get(card).encode().contains("处理中（张三）"));
        assertThat(FakeSlackApp.value(slack.messages().get(card))).isEmpty();
        assertThat(incident(id).encode()).contains("\"owner\":\"zhang\"");
        bring(address, FakeSlackApp.bring(slack.pressed(card, "U0LI", value), now, SIGNING));
        soon().until(() -> slack.whispers().contains("已由张三接手"));
        bring(address, FakeSlackApp.bring(slack.pressed(card, "U0NOBODY", value), now, SIGNING));
        soon().until(() -> slack.whispers().stream().anyMatch(said -> said.contains("U0NOBODY 不在联系人里")));
    }

    @Test
    void aFeishuCardAnswersByAToast() throws Exception {
        String id = open("fs-1", "用了两次眼皮就红肿，要求赔偿 <at id=all></at>");
        String card = soon().until(
                        () -> feishu.cards().entrySet().stream()
                                .filter(one -> one.getValue().encode().contains("fs-1"))
                                .map(Map.Entry::getKey)
                                .findFirst()
                                .orElse(""),
                        found -> !found.isEmpty());
        assertThat(feishu.cards().get(card).encode()).doesNotContain("<at id=all>");
        long now = Instant.now().getEpochSecond();
        String address = base() + "/callback/lark";
        JsonObject hello = new JsonObject()
                .put("challenge", "ajls384kdjx98XX")
                .put("token", LARK_TOKEN)
                .put("type", "url_verification");
        assertThat(bring(address, FakeFeishuApp.bring(hello, now, LARK_KEY)).body())
                .isEqualTo("{\"challenge\":\"ajls384kdjx98XX\"}");
        JsonObject press = feishu.press(card, "ou_zhang");
        assertThat(bring(address, FakeFeishuApp.bring(press, now, "another-key"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(bring(address, FakeFeishuApp.bring(press, now - 3600, LARK_KEY))
                        .statusCode())
                .isEqualTo(401);
        assertThat(post(address, press.encode()).statusCode()).as("not sealed").isEqualTo(401);
        assertThat(incident(id).encode()).contains("\"state\":\"open\"");
        JsonObject other = feishu.press(card, "ou_li");
        JsonObject stranger = feishu.press(card, "ou_stranger");
        assertThat(bring(address, FakeFeishuApp.bring(stranger, now, LARK_KEY)).body())
                .contains("warning", "ou_stranger 不在联系人里");
        assertThat(bring(address, FakeFeishuApp.bring(press, now, LARK_KEY)).body())
                .contains("success", "已由您接手");
        assertThat(bring(address, FakeFeishuApp.bring(press, now, LARK_KEY)).body())
                .as("the same press again")
                .contains("success", "已由您接手");
        assertThat(bring(address, FakeFeishuApp.bring(other, now, LARK_KEY)).body())
                .contains("warning", "已由张三接手");
        soon().until(() -> feishu.cards().get(card).encode().contains("处理中（张三）"));
        assertThat(FakeFeishuApp.value(feishu.cards().get(card))).isEmpty();
        assertThat(incident(id).encode()).contains("\"owner\":\"zhang\"");
    }
}
