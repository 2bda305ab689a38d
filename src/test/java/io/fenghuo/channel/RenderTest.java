package io.fenghuo.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Reason;
import io.fenghuo.model.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each channel makes of a message. */
class RenderTest {
    private static final String TEXT = "昨晚敷完脸红肿刺痛，客服还说正常";
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Channels channels = Channels.discover(RenderTest.class.getClassLoader());

    private List<Outgoing> render(String type, Message message) {
        return channels.type(type).orElseThrow().render(message, Samples.spec(type), Samples.NOW);
    }

    private String all(String type, Message message) {
        StringBuilder all = new StringBuilder();
        render(type, message).forEach(out -> all.append(Samples.body(out)).append('\n'));
        return all.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "email",
                "wecom-robot",
                "dingtalk",
                "feishu",
                "slack",
                "webhook",
                "bark",
                "ntfy",
                "discord",
                "teams",
                "serverchan",
                "pagerduty",
                "alertmanager",
                "terminal"
            })
    void saysEverythingAFirstMessageMustSay(String type) {
        String said = all(type, Samples.message(TEXT, "红肿", "老铁"));
        assertThat(said)
                .contains("一级", "云朵家", "人身安全")
                .contains("红肿", "老铁", "shop-live", "20:01")
                .contains("新事件", "命中监测词，定为一级", "值班")
                .contains("剩 80 分", "截止 21:35", "剩 3 分", "待接手", "37 条，31 人")
                .containsPattern("https://shop\\.example/video/77\\?a=1&(amp;)?b=2")
                .contains(Samples.TAKE);
        assertThat(said).doesNotContain("{0}", "reason.", "label.", "notice.");
        if (!type.equals("webhook")) {
            assertThat(said).containsAnyOf("【红肿】", "<mark>红肿</mark>");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "email",
                "wecom-robot",
                "dingtalk",
                "feishu",
                "slack",
                "webhook",
                "bark",
                "ntfy",
                "discord",
                "teams",
                "serverchan",
                "pagerduty",
                "alertmanager",
                "terminal"
            })
    void withoutAPublicUrlSaysHowToTakeIt(String type) {
        String said = all(type, Samples.unlinked(Samples.message(TEXT, "红肿", "老铁")));
        assertThat(said).contains("127.0.0.1:8080", "incident take i-1").doesNotContain("/i/i-1");
    }

    @Test
    void theMarkOfARepetitionLeavesAHeadingOne() throws Exception {
        String mark = "【可能重复】";
        JsonNode ding = JSON.readTree(repeated("dingtalk", mark)).path("markdown");
        assertThat(ding.path("text").asText()).startsWith("### " + mark + "【一级】");
        assertThat(ding.path("title").asText()).startsWith(mark + "【一级】");
        JsonNode teams = JSON.readTree(repeated("teams", mark)).at("/attachments/0/content/body/0/text");
        assertThat(teams.asText()).startsWith(mark + "【一级】");
        assertThat(JSON.readTree(repeated("discord", mark)).path("content").asText())
                .startsWith(mark)
                .doesNotContain("#");
    }

    private String repeated(String type, String mark) {
        Outgoing first = render(type, Samples.message(TEXT, "红肿", "老铁")).get(0);
        return Samples.body(channels.type(type).orElseThrow().repeated(first, mark));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "email",
                "wecom-robot",
                "dingtalk",
                "feishu",
                "slack",
                "webhook",
                "bark",
                "ntfy",
                "discord",
                "teams",
                "serverchan",
                "pagerduty",
                "alertmanager",
                "terminal"
            })
    void laterMessagesAreShort(String type) {
        Message first = Samples.message(TEXT.repeat(20), "红肿", "老铁");
        Notice growth = Samples.notice(NoticeReason.GROWTH, Reason.of("growth.authors", 37, 12), Notice.Manner.CARD);
        Message third = Samples.message(first.incident(), growth, first.excerpts(), 2);
        assertThat(all(type, third)).contains("同一事件第 3 次更新", "12 → 37 人", "剩 80 分");
        if (!type.equals("webhook") && !type.equals("wecom-robot")) {
            assertThat(all(type, third).length()).isLessThan(all(type, first).length());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "email",
                "wecom-robot",
                "dingtalk",
                "feishu",
                "slack",
                "webhook",
                "bark",
                "ntfy",
                "discord",
                "teams",
                "serverchan",
                "terminal"
            })
    void aDigestGivesTheExactTotal(String type) {
        Message base = Samples.message(TEXT, "红肿", "老铁");
        List<Message.Item> items = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            items.add(new Message.Item(
                    Samples.notice(NoticeReason.OPENED, Reason.of("opened", "L3"), Notice.Manner.DIGEST),
                    Samples.incident("云朵家", "第 " + i + " 件：味道不对"),
                    null));
        }
        assertThat(all(type, Samples.digest(base, items))).contains("700 条", "第 0 件", "剩 3 分");
    }

    @Test
    void aDigestSaysHowToLookOnlyWhereALineHasNoLink() {
        Message base = Samples.message(TEXT, "红肿", "老铁");
        Message.Links none = new Message.Links(null, null, "http://127.0.0.1:8080");
        Message unlinked = new Message(
                base.key(),
                base.notice(),
                null,
                null,
                List.of(),
                base.recipient(),
                none,
                0,
                base.zone(),
                false,
                List.of());
        Message.Item plain = new Message.Item(
                Samples.notice(NoticeReason.OPENED, Reason.of("opened", "L3"), Notice.Manner.DIGEST),
                Samples.incident("云朵家", "味道不对"),
                null);
        Message.Item linked = new Message.Item(plain.notice(), plain.incident(), "https://fh.example/i/x?t=y");
        assertThat(all("terminal", Samples.digest(unlinked, List.of(linked, linked))))
                .contains("https://fh.example/i/x?t=y")
                .doesNotContain("怎么查看");
        assertThat(all("terminal", Samples.digest(unlinked, List.of(linked, plain))))
                .contains("怎么查看", "http://127.0.0.1:8080");
    }

    @Test
    void aTakenIncidentOffersNoTaking() {
        Message open = Samples.message(TEXT, "红肿", "老铁");
        Message taken = Samples.message(
                open.incident().with().state(State.TAKEN).owner("li").build(), open.notice(), open.excerpts(), 1);
        assertThat(all("dingtalk", taken)).contains("?t=eeee").doesNotContain(Samples.TAKE);
        assertThat(all("dingtalk", taken)).contains("处理中");
    }

    @Test
    void weComRingsWithACardAndATextThatMentions() throws Exception {
        List<Outgoing> out = render("wecom-robot", Samples.message(TEXT + "😀", "红肿", "老铁"));
        assertThat(out).hasSize(2);
        JsonNode card = JSON.readTree(Samples.body(out.get(0))).at("/template_card");
        assertThat(card.at("/card_type").asText()).isEqualTo("text_notice");
        assertThat(card.at("/card_action/url").asText()).isEqualTo(Samples.TAKE);
        assertThat(card.at("/jump_list/0/title").asText()).isEqualTo("接手");
        assertThat(card.at("/emphasis_content/title").asText()).isEqualTo("剩 3 分");
        assertThat(card.at("/quote_area/quote_text").asText()).contains("【红肿】");
        JsonNode text = JSON.readTree(Samples.body(out.get(1))).at("/text");
        assertThat(text.at("/mentioned_mobile_list/0").asText()).isEqualTo("13900000000");
        assertThat(text.at("/mentioned_list/0").asText()).isEqualTo("zhangsan");
        assertThat(Samples.body(out.get(0)) + Samples.body(out.get(1)))
                .as("40033: no \\u escapes")
                .contains("😀")
                .doesNotContain("\\u");
    }

    @Test
    void onlyARingingMessageMentions() {
        Message base = Samples.message(TEXT, "红肿", "老铁");
        Message quiet = Samples.message(
                base.incident(),
                Samples.notice(NoticeReason.OPENED, Reason.of("opened", "L2"), Notice.Manner.CARD),
                base.excerpts(),
                0);
        assertThat(render("wecom-robot", quiet)).hasSize(1);
        assertThat(all("dingtalk", quiet)).contains("\"actionCard\"").doesNotContain("13900000000");
        assertThat(all("feishu", quiet)).doesNotContain("<at");
        assertThat(all("slack", quiet)).doesNotContain("<@");
    }

    @Test
    void dingTalkMentionsInTextAndInAt() throws Exception {
        JsonNode body = JSON.readTree(all("dingtalk", Samples.message(TEXT, "红肿", "老铁")));
        assertThat(body.at("/markdown/text").asText()).contains("@13900000000");
        assertThat(body.at("/at/atMobiles/0").asText()).isEqualTo("13900000000");
        assertThat(body.at("/at/isAtAll").asBoolean()).isFalse();
    }

    @Test
    void aGroupWithoutNamesIsCalledAsAWhole() throws Exception {
        Message m = Samples.message(TEXT, "红肿", "老铁");
        Message group = new Message(
                m.key(),
                m.notice(),
                m.incident(),
                null,
                m.excerpts(),
                new Message.Recipient(null, "zh", List.of()),
                m.links(),
                0,
                m.zone(),
                true,
                List.of());
        assertThat(all("wecom-robot", group)).contains("\"@all\"").contains("【演示】");
        assertThat(all("dingtalk", group)).contains("\"isAtAll\":true");
        assertThat(all("slack", group)).contains("<!channel>");
        assertThat(all("feishu", group)).doesNotContain("<at");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wecom-robot", "dingtalk", "feishu"})
    void theRequiredKeywordIsThere(String type) {
        Message message = Samples.message(TEXT, "红肿", "老铁");
        List<Outgoing> out = channels.type(type)
                .orElseThrow()
                .render(message, Samples.spec(type, Map.of("keyword", "烽火告警")), Samples.NOW);
        assertThat(out).allSatisfy(one -> assertThat(Samples.body(one)).contains("烽火告警"));
    }

    @Test
    void mailIsOneThreadAndAKnownCopy() {
        Message message = Samples.message(TEXT, "红肿", "老铁");
        Outgoing.Mail one = (Outgoing.Mail) render("email", message).get(0);
        Outgoing.Mail two = (Outgoing.Mail) render("email", message).get(0);
        assertThat(one.headers()).isEqualTo(two.headers());
        assertThat(one.headers().get("Message-ID")).matches("<d-01jd3\\.[0-9a-f]{12}@[a-z.]+>");
        assertThat(one.headers().get("References")).startsWith("<inc-i-1.");
        assertThat(one.headers())
                .containsEntry("Auto-Submitted", "auto-generated")
                .containsKey("List-Id");
        assertThat(one.to()).containsExactly("zhang@example.com");
        assertThat(one.subject()).startsWith("【一级】云朵家 人身安全：").doesNotContain("\n");
    }

    @Test
    void aPersonWithoutMailCannotBeMailed() {
        Message m = Samples.message(TEXT, "红肿", "老铁");
        Message.Person nobody = new Message.Person("wu", "吴", null, null, Map.of());
        Message to = new Message(
                m.key(),
                m.notice(),
                m.incident(),
                null,
                m.excerpts(),
                new Message.Recipient(nobody, "zh", List.of()),
                m.links(),
                0,
                m.zone(),
                false,
                List.of());
        assertThat(render("email", to)).isEmpty();
    }

    @Test
    void whatAnEntryLacksIsNamed() {
        for (Channel channel : channels.all()) {
            assertThat(channel.problems(Samples.spec(channel.type())))
                    .as(channel.type())
                    .isEmpty();
            ChannelSpec bare = new ChannelSpec(
                    "x",
                    channel.type(),
                    java.util.Set.of(io.fenghuo.model.Severity.L1),
                    null,
                    null,
                    List.of(),
                    List.of(),
                    false,
                    false,
                    Map.of());
            assertThat(channel.problems(bare).isEmpty())
                    .isEqualTo(channel.type().equals("terminal"));
            for (Reason problem : channel.problems(bare)) {
                assertThat(Words.of("zh").problem(problem)).contains("缺少");
                assertThat(Words.of("en").problem(problem)).contains("missing");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"wecom-robot", "dingtalk", "feishu", "slack"})
    void aCardInAGroupNamesThoseItMentionsAndNobodyElse(String type) {
        Message ringing = Samples.message(TEXT, "红肿", "老铁");
        Notice card = Samples.notice(NoticeReason.OPENED, Reason.of("opened", "L2"), Notice.Manner.CARD);
        String named = all(type, group(ringing, card, List.of(Samples.zhang())));
        assertThat(named).containsAnyOf("13900000000", "ou_0a1b", "U012AB3CD");
        String silent = all(type, group(ringing, card, List.of()));
        assertThat(silent)
                .doesNotContain("13900000000", "ou_0a1b", "U012AB3CD", "@all", "<!channel>", "\"isAtAll\":true");
    }

    private static Message group(Message m, Notice notice, List<Message.Person> mentions) {
        return new Message(
                m.key(),
                notice,
                m.incident(),
                null,
                m.excerpts(),
                new Message.Recipient(null, "zh", mentions),
                m.links(),
                0,
                m.zone(),
                false,
                List.of());
    }
}
