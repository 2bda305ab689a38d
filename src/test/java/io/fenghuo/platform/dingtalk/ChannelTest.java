package io.fenghuo.platform.dingtalk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenghuo.model.Post;
import io.fenghuo.model.Secret;
import io.fenghuo.platform.Stand;
import io.fenghuo.source.Frame;
import io.fenghuo.source.Headers;
import io.fenghuo.source.JsonItems;
import io.fenghuo.source.Message;
import io.fenghuo.source.Refusal;
import io.fenghuo.source.Request;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.StreamSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages of the Stream mode and their answers, with the examples of the protocol's page. */
class ChannelTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    private final BotMessages messages =
            new BotMessages(Stand.spec("dingtalk-stream", "https://api.example", Map.of()), Stand.ZONE);
    private final Channel channel = new Channel(
            new Request("wss://wss-open-connection.dingtalk.com:443/connect", Map.of()), messages, gateway());

    private static Gateway gateway() {
        return new Gateway(
                Stand.spec("dingtalk-stream", null, Map.of("client-id", "c", "client-secret", Secret.of("s"))),
                Stand.ZONE);
    }

    private List<String> answers(String message) throws SourceException {
        StreamSource.Heard heard = channel.hear(Frame.of(message), null, NOW);
        return Stream.concat(heard.answers().stream(), heard.receipts().stream())
                .map(Message::reveal)
                .toList();
    }

    @Test
    void aPingGetsItsOpaqueBack() throws SourceException {
        assertThat(
                        answers(
                                "{\"type\":\"SYSTEM\",\"headers\":{\"topic\":\"ping\",\"messageId\":\"213d841d_972_1898bb26334_70a7\",\"contentType\":\"application/json\"},\"data\":\"{\\\"opaque\\\" : \\\"123-dsfs\\\"}\"}"))
                .containsExactly(
                        "{\"code\":200,\"headers\":{\"contentType\":\"application/json\",\"messageId\":\"213d841d_972_1898bb26334_70a7\"},\"message\":\"OK\",\"data\":\"{\\\"opaque\\\" : \\\"123-dsfs\\\"}\"}");
    }

    @Test
    void aMessageOfTheBotIsAcknowledgedByItsId() throws SourceException {
        assertThat(
                        answers(
                                "{\"specVersion\":\"1.0\",\"type\":\"CALLBACK\",\"headers\":{\"messageId\":\"212ca9d7_974\",\"topic\":\"/v1.0/im/bot/messages/get\"},\"data\":\"{}\"}"))
                .containsExactly(
                        "{\"code\":200,\"headers\":{\"contentType\":\"application/json\",\"messageId\":\"212ca9d7_974\"},\"message\":\"OK\",\"data\":\"{\\\"response\\\": null}\"}");
    }

    @Test
    void aDisconnectIsNotAnswered() throws SourceException {
        String disconnect =
                "{\"type\":\"SYSTEM\",\"headers\":{\"topic\":\"disconnect\",\"contentType\":\"application/json\"},\"data\":\"{\\\"reason\\\" : \\\"connection is expired\\\"}\"}";
        assertThat(answers(disconnect)).isEmpty();
        StreamSource.Heard heard = channel.hear(Frame.of(disconnect), null, NOW);
        assertThat(heard.over()).as("it is heard on").isNull();
        assertThat(heard.next()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "richText|{\"richText\":[{\"text\":\"@SDK示例 \"},{\"pictureDownloadCode\":\"1lO\",\"type\":\"picture\"},{\"text\":\"坏了\"}]}|@SDK示例 [图片]坏了",
                "picture|{\"downloadCode\":\"x\"}|[图片]",
                "audio|{\"recognition\":\"退货太慢\"}|[语音] 退货太慢",
                "audio|{}|[语音]",
                "video|{}|[视频]",
                "file|{\"fileName\":\"合同.pdf\"}|[文件] 合同.pdf",
                "chatRecord|{}|[chatRecord]"
            })
    void eachKindOfMessage(String type, String content, String text) throws SourceException {
        ObjectNode message = JsonNodeFactory.instance
                .objectNode()
                .put("conversationId", "cid1")
                .put("conversationType", "2")
                .put("msgId", "m")
                .put("senderId", "$:LWCP_v1:$x")
                .put("msgtype", type);
        message.set("content", JsonItems.tree(content));
        Post post = messages.post(message, NOW);
        assertThat(post.text()).isEqualTo(text);
        assertThat(post.author().id()).isEqualTo("$:LWCP_v1:$x");
    }

    @FuzzTest(maxDuration = "60s")
    void whateverComes(byte[] bytes) {
        StreamSource.Prologue prologue = gateway().prologue(null, NOW);
        Refusal refusal = prologue.refused(400, bytes);
        assertThat(refusal == null || refusal.trouble().code().startsWith("dingtalk."))
                .isTrue();
        try {
            assertThat(prologue.answered(bytes, Headers.NONE, NOW).stream()
                            .open(null, NOW)
                            .url())
                    .startsWith("ws");
        } catch (SourceException rubbish) {
            assertThat(rubbish.trouble().code()).isNotBlank();
        }
        String text = new String(bytes, UTF_8);
        String callback = JsonNodeFactory.instance
                .objectNode()
                .put("type", "CALLBACK")
                .put("data", text)
                .set("headers", JsonNodeFactory.instance.objectNode().put("topic", Channel.BOT))
                .toString();
        for (String message : List.of(text, callback)) {
            try {
                channel.hear(Frame.of(message), null, NOW).parsed().posts().forEach(post -> {
                    assertThat(post.text()).isNotBlank();
                    assertThat(post.id()).isNotBlank();
                });
                channel.evidence(Frame.of(message));
            } catch (SourceException rubbish) {
                assertThat(rubbish.trouble().code()).isNotBlank();
            }
        }
    }
}
