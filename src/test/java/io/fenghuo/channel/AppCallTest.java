package io.fenghuo.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenghuo.channel.Buttons.Call;
import io.fenghuo.channel.Buttons.Heard;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Reason;
import io.fenghuo.wire.WeComCrypt;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What goes to applications and what comes from their buttons, against the vendors' own examples. */
class AppCallTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AES = AppSamples.AES;
    private static final String CORP = AppSamples.CORP;
    private final Channels channels = Channels.builtIn();

    private static ChannelSpec wecom() {
        return AppSamples.spec("wecom-app");
    }

    private static ChannelSpec telegram() {
        return AppSamples.spec("telegram");
    }

    private static ChannelSpec slack() {
        return AppSamples.spec("slack-app");
    }

    private static ChannelSpec feishu() {
        return AppSamples.spec("feishu-app");
    }

    /** The example in WeCom's own library for developers. */
    @Test
    void weComsHandshake() {
        String sealed = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==";
        Map<String, String> query = Map.of(
                "msg_signature", "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3",
                "timestamp", "1409659589",
                "nonce", "263014780",
                "echostr", sealed);
        Call call = new Call("GET", query, Map.of(), new byte[0]);
        Instant then = Instant.ofEpochSecond(1409659589);
        assertThat(new WeComButtons().hear(call, wecom(), then))
                .isEqualTo(new Heard.Echo("text/plain", "1616140317555161061"));
        assertThat(new WeComButtons().hear(call, wecom(), then.plusSeconds(301)))
                .isEqualTo(new Heard.Refused(401, "timestamp"));
        assertThat(WeComCrypt.open(AES, sealed, "another")).isNull();
        assertThat(WeComCrypt.open(AES, sealed.replace('P', 'Q'), CORP)).isNull();
        assertThat(WeComCrypt.open(AES, "", CORP)).isNull();
    }

    @Test
    void weComsSignature() {
        assertThat(WeComCrypt.signature("tok", "1700000000", "nonce1", "ENCRYPTED"))
                .isEqualTo("dfda007bc2be0677ed4d4d86b0074a742dd70e48");
    }

    @Test
    void weComsSealOpensWhateverItsLength() {
        Random random = new Random(1);
        byte[] salt = new byte[16];
        for (int length = 0; length < 70; length++) {
            String text = "烽".repeat(length);
            random.nextBytes(salt);
            assertThat(WeComCrypt.open(AES, WeComCrypt.seal(AES, salt, text, CORP), CORP))
                    .isEqualTo(text);
        }
    }

    @Test
    void weComsDocumentsReachNothing() {
        String xml = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><xml><Event>&e;</Event></xml>";
        String sealed = WeComCrypt.seal(AES, new byte[16], xml, CORP);
        Map<String, String> query = Map.of(
                "msg_signature",
                WeComCrypt.signature("QDG6eK", "1409659589", "n", sealed),
                "timestamp",
                "1409659589",
                "nonce",
                "n");
        Call call = new Call(
                "POST",
                query,
                Map.of(),
                ("<xml><Encrypt>" + sealed + "</Encrypt></xml>").getBytes(StandardCharsets.UTF_8));
        assertThat(new WeComButtons().hear(call, wecom(), Instant.ofEpochSecond(1409659589)))
                .isEqualTo(new Heard.Refused(400, "not XML"));
    }

    /** The example of api.slack.com/authentication/verifying-requests-from-slack. */
    @Test
    void slacksSignature() {
        String body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
                + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
                + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
                + "%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
        assertThat(SlackButtons.signature("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", body))
                .isEqualTo("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503");
    }

    /** The example of open.feishu.cn, Encrypt Key. */
    @Test
    void feishusSeal() {
        assertThat(FeishuButtons.open("test key", "P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk="))
                .isEqualTo("hello world");
        assertThat(FeishuButtons.open("other key", "P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk="))
                .isNull();
    }

    @Test
    void unsealedFeishuCallsNeedTheTokenAndTheMoment() {
        String body =
                "{\"schema\":\"2.0\",\"header\":{\"event_id\":\"e\",\"token\":\"%s\",\"create_time\":\"%s000000\","
                        + "\"event_type\":\"card.action.trigger\"},\"event\":{\"operator\":{\"open_id\":\"ou_1\"},"
                        + "\"action\":{\"value\":{\"do\":\"take:d-1\"}},\"context\":{\"open_message_id\":\"om_1\"}}}";
        long now = Samples.NOW.getEpochSecond();
        assertThat(feishuHears(body.formatted("token-0123456789", now)))
                .isEqualTo(new Heard.Pressed(new Buttons.Press("e", "d-1", "ou_1", "om_1", "")));
        assertThat(feishuHears(body.formatted("token-0123456780", now))).isInstanceOf(Heard.Refused.class);
        assertThat(feishuHears(body.formatted("token-0123456789", now - 400))).isInstanceOf(Heard.Refused.class);
        assertThat(feishuHears("no json")).isEqualTo(new Heard.Refused(400, "not JSON"));
    }

    private static Heard feishuHears(String body) {
        Call call = new Call("POST", Map.of(), Map.of(), body.getBytes(StandardCharsets.UTF_8));
        return new FeishuButtons().hear(call, feishu(), Samples.NOW);
    }

    @Test
    void telegramsCallsShowOurSecret() {
        ChannelSpec spec = AppSamples.spec("telegram", "1:abc", Map.of("callback", "webhook"));
        byte[] body =
                ("{\"update_id\":1,\"callback_query\":{\"id\":\"q\",\"from\":{\"id\":11},\"message\":{\"message_id\":7,"
                                + "\"chat\":{\"id\":-1001}},\"data\":\"take:d-1\"}}")
                        .getBytes(StandardCharsets.UTF_8);
        Map<String, String> shown = Map.of("X-Telegram-Bot-Api-Secret-Token", TelegramButtons.shown(spec));
        TelegramButtons buttons = new TelegramButtons();
        assertThat(buttons.hear(new Call("POST", Map.of(), shown, body), spec, Samples.NOW))
                .isEqualTo(new Heard.Pressed(new Buttons.Press("q", "d-1", "11", "-1001:7", "q")));
        assertThat(buttons.hear(new Call("POST", Map.of(), Map.of(), body), spec, Samples.NOW))
                .isInstanceOf(Heard.Refused.class);
        assertThat(buttons.poll(spec, 0)).isNull();
        assertThat(String.valueOf(buttons.subscribe(spec, "https://x/callback/c")))
                .doesNotContain("1:abc");
        assertThat(TelegramButtons.shown(spec)).matches("[A-Za-z0-9_-]{1,256}");
    }

    private static Message sent(Notice.Manner manner, int before, String... cards) {
        Message one = Samples.message("敷完脸红肿刺痛", "红肿", "老铁");
        Notice notice = Samples.notice(NoticeReason.GROWTH, Reason.of("growth.authors", 12, 37), manner);
        return new Message(
                "d-01k9z2m4q8r5s7t9v1w3x5y7za",
                notice,
                one.incident(),
                null,
                one.excerpts(),
                new Message.Recipient(null, "zh", List.of()).holding(List.of(cards)),
                one.links(),
                before,
                one.zone(),
                false,
                List.of());
    }

    private Outgoing.Http only(String type, Message message, ChannelSpec spec) {
        Channel channel = channels.type(type).orElseThrow();
        List<Outgoing> out = channel.render(message, spec, Samples.NOW);
        assertThat(out).hasSize(1);
        return (Outgoing.Http) channel.prepare(out.get(0), spec, Samples.NOW);
    }

    private static JsonNode json(Outgoing.Http http) throws Exception {
        return JSON.readTree(new String(http.body(), StandardCharsets.UTF_8));
    }

    @Test
    void whatFollowsAnswersToTheFirst() throws Exception {
        Outgoing.Http telegram = only("telegram", sent(Notice.Manner.CARD, 2, "-1001:7", "-1001:9"), telegram());
        assertThat(telegram.url().reveal()).endsWith("/bot123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11/sendMessage");
        assertThat(json(telegram).at("/reply_parameters/message_id").asLong()).isEqualTo(7);
        assertThat(json(telegram).path("text").asText()).contains("同一事件第 3 次更新");
        assertThat(telegram.headers()).doesNotContainKey("Fenghuo-Call");
        Outgoing.Http slack = only("slack-app", sent(Notice.Manner.CARD, 1, "C0NIGHT:1.5"), slack());
        assertThat(json(slack).path("thread_ts").asText()).isEqualTo("1.5");
        assertThat(slack.headers()).containsEntry("Authorization", "Bearer xoxb-1234567890");
        Outgoing.Http feishu = only("feishu-app", sent(Notice.Manner.CARD, 1, "om_1"), feishu());
        assertThat(feishu.url().reveal()).isEqualTo("https://open.feishu.cn/open-apis/im/v1/messages/om_1/reply");
    }

    @Test
    void aChangeIsOfTheFirstCardAndWhole() throws Exception {
        Outgoing.Http telegram = only("telegram", sent(Notice.Manner.EDIT, 2, "-1001:7", "-1001:9"), telegram());
        assertThat(telegram.url().reveal()).endsWith("/editMessageText");
        assertThat(json(telegram).path("message_id").asLong()).isEqualTo(7);
        assertThat(json(telegram).path("text").asText()).contains("【红肿】").doesNotContain("次更新");
        Outgoing.Http slack = only("slack-app", sent(Notice.Manner.EDIT, 1, "C0NIGHT:1.5"), slack());
        assertThat(slack.url().reveal()).endsWith("/api/chat.update");
        assertThat(json(slack).path("ts").asText()).isEqualTo("1.5");
        Outgoing.Http feishu = only("feishu-app", sent(Notice.Manner.EDIT, 1, "om_1"), feishu());
        assertThat(feishu.method()).isEqualTo("PATCH");
        for (String type : List.of("telegram", "slack-app", "feishu-app", "wecom-app")) {
            ChannelSpec spec = type.equals("telegram")
                    ? telegram()
                    : type.equals("slack-app") ? slack() : type.equals("feishu-app") ? feishu() : wecom();
            assertThat(channels.type(type).orElseThrow().render(sent(Notice.Manner.EDIT, 1), spec, Samples.NOW))
                    .as("nothing to change")
                    .isEmpty();
        }
        assertThat(channels.type("wecom-app")
                        .orElseThrow()
                        .render(sent(Notice.Manner.EDIT, 1, "rc"), wecom(), Samples.NOW))
                .as("a WeCom card changes once, so not before somebody has it")
                .isEmpty();
    }

    @Test
    void weComsCardHasAButtonWhereItCanCall() throws Exception {
        JsonNode body = json(only("wecom-app", sent(Notice.Manner.RING, 0), wecom()));
        assertThat(body.path("touser").asText()).isEqualTo("zhangsan|lisi");
        assertThat(body.path("enable_duplicate_check").asInt()).isEqualTo(1);
        assertThat(body.at("/template_card/card_type").asText()).isEqualTo("button_interaction");
        assertThat(body.at("/template_card/button_list/0/key").asText()).isEqualTo("take:d-01k9z2m4q8r5s7t9v1w3x5y7za");
        assertThat(body.at("/template_card/emphasis_content").isMissingNode()).isTrue();
        ChannelSpec silent = AppSamples.spec("wecom-app", "s", Map.of("corpid", "ww1", "agentid", "1", "party", "2"));
        assertThat(json(only("wecom-app", sent(Notice.Manner.RING, 0), silent))
                        .at("/template_card/card_type")
                        .asText())
                .isEqualTo("text_notice");
    }

    /** Whatever strangers write, the message stays within the vendor's limits and their markup is text. */
    @Test
    void strangersTextStaysText() throws Exception {
        Random random = new Random(7);
        String[] parts = {
            "红肿",
            "<b>",
            "</b>",
            "&lt;",
            "@all",
            "<!channel>",
            "/start",
            "#x",
            "😀",
            "*",
            "`",
            "<at id=all></at>",
            "http://evil.example/x",
            "\"",
            "\\",
            "\n",
            "\u0000",
            "\ud800"
        };
        for (int round = 0; round < 60; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(6000);
            while (text.length() < length) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            Message message = Samples.message("红肿" + text, "红肿", "<b>" + text);
            Message group = new Message(
                    message.key(),
                    message.notice(),
                    message.incident(),
                    null,
                    message.excerpts(),
                    new Message.Recipient(null, "zh", List.of()),
                    message.links(),
                    0,
                    message.zone(),
                    false,
                    List.of());
            String told = json(only("telegram", group, telegram())).path("text").asText();
            assertThat(told.length()).isLessThanOrEqualTo(4096);
            assertThat(told.replaceAll("</?b>|<a href=\"[^\"<>]*\">|</a>", ""))
                    .doesNotContain("<", ">", "@", " /start");
            Outgoing.Http card = only("feishu-app", group, feishu());
            assertThat(card.body().length).isLessThanOrEqualTo(FeishuApp.CARD_BYTES);
            assertThat(json(card).path("content").asText()).doesNotContain("<at id=all>");
            String section = json(only("slack-app", group, slack()))
                    .at("/blocks/1/text/text")
                    .asText();
            assertThat(section.length()).isLessThanOrEqualTo(3000);
            assertThat(section).doesNotContain("<!channel> ");
            JsonNode wecom = json(only("wecom-app", group, wecom()));
            assertThat(wecom.at("/template_card/quote_area/quote_text").asText())
                    .doesNotContain("@all", "<b>");
        }
    }
}
