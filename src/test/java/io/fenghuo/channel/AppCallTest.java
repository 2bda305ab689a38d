package io.fenghuo.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What goes to applications. */
class AppCallTest {
    private static final ObjectMapper JSON = new ObjectMapper();
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
            assertThat(card.body().length).isLessThanOrEqualTo(30 * 1024);
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
