package io.fenghuo.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What applications tell people, in the words every channel tells it in. */
class AppRenderTest {
    private static final String TEXT = "姐妹们敷完脸红肿刺痛，客服不理人";
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Channels channels = Channels.builtIn();

    static List<String> types() {
        return AppSamples.TYPES;
    }

    /** To 张三 herself, who has an id with each vendor. */
    private static Message personal(Message one) {
        Message.Person zhang = new Message.Person(
                "zhang",
                "张三",
                null,
                null,
                Map.of("wecom", "zhangsan", "telegram", "11", "slack", "U012AB3CD", "feishu", "ou_0a1b"));
        return new Message(
                one.key(),
                one.notice(),
                one.incident(),
                one.ownerName(),
                one.excerpts(),
                new Message.Recipient(zhang, one.recipient().lang(), List.of()),
                one.links(),
                one.followUp(),
                one.zone(),
                one.demo(),
                one.digest());
    }

    private String said(String type, Message message) {
        List<Outgoing> out =
                channels.type(type).orElseThrow().render(personal(message), Samples.spec(type), Samples.NOW);
        assertThat(out).hasSize(1);
        return texts(Samples.body(out.get(0)));
    }

    /** The body with the card in it opened. */
    private static String texts(String body) {
        try {
            JsonNode content = JSON.readTree(body).path("content");
            return content.isTextual() ? body + content.asText() : body;
        } catch (JsonProcessingException none) {
            throw new AssertionError(none);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void aFirstMessageStandsAlone(String type) {
        String said = said(type, Samples.message(TEXT, "红肿", "老铁"));
        assertThat(said)
                .contains("一级", "云朵家", "人身安全", "【红肿】", "老铁", "shop-live", "20:01")
                .contains("新事件", "命中监测词，定为一级", "值班", "剩 80 分", "截止 21:35", "待接手", "37 条，31 人")
                .contains(Samples.TAKE, "接手")
                .doesNotContain("{0}", "reason.", "label.", "notice.");
    }

    @ParameterizedTest
    @MethodSource("types")
    void laterOnesAreShort(String type) {
        Message first = Samples.message(TEXT.repeat(20), "红肿", "老铁");
        Notice growth = Samples.notice(NoticeReason.GROWTH, Reason.of("growth.authors", 37, 12), Notice.Manner.CARD);
        assertThat(said(type, Samples.message(first.incident(), growth, first.excerpts(), 2)))
                .contains("同一事件第 3 次更新", "12 → 37 人", "剩 80 分");
    }

    @ParameterizedTest
    @MethodSource("types")
    void aDigestGivesTheExactTotal(String type) {
        Message base = Samples.message(TEXT, "红肿", "老铁");
        List<Message.Item> items = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            items.add(new Message.Item(
                    Samples.notice(NoticeReason.OPENED, Reason.of("opened", "L3"), Notice.Manner.DIGEST),
                    Samples.incident("云朵家", "第 " + i + " 件：味道不对"),
                    null));
        }
        assertThat(said(type, Samples.digest(base, items)))
                .contains("300 条", "第 0 件")
                .doesNotContain("take:");
    }

    @ParameterizedTest
    @MethodSource("types")
    void whoHasNoIdIsNotReached(String type) {
        Message one = Samples.message(TEXT, "红肿", "老铁");
        Message stranger = new Message(
                one.key(),
                one.notice(),
                one.incident(),
                null,
                one.excerpts(),
                new Message.Recipient(
                        new Message.Person(
                                "x",
                                "X",
                                null,
                                null,
                                Map.of("telegram", "-5", "slack", "<!x>", "wecom", "a|b", "feishu", "oc")),
                        "zh",
                        List.of()),
                one.links(),
                0,
                one.zone(),
                false,
                List.of());
        assertThat(channels.type(type).orElseThrow().render(stranger, Samples.spec(type), Samples.NOW))
                .isEmpty();
    }
}
