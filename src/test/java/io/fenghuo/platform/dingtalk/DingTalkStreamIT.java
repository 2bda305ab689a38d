package io.fenghuo.platform.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.model.Secret;
import io.fenghuo.model.SourceStatus;
import io.fenghuo.platform.Stand;
import io.fenghuo.source.SourceSpec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Groups of DingTalk by the Stream mode, against a fake that enforces its protocol. */
class DingTalkStreamIT {
    private final Stand stand = new Stand();
    private final FakeGateway dingtalk = new FakeGateway(stand.vertx);

    @AfterEach
    void close() {
        stand.close();
    }

    private SourceSpec spec(String secret) {
        return Stand.spec(
                "dingtalk-stream",
                dingtalk.url(),
                Map.of("client-id", FakeGateway.CLIENT, "client-secret", Secret.of(secret), "chats", List.of("cid1")));
    }

    private String enter() {
        String running = stand.run(spec(FakeGateway.SECRET));
        await().until(() -> dingtalk.open() == 1);
        return running;
    }

    @Test
    void whatMentionsTheBotIsHeard() {
        enter();
        dingtalk.message("1", FakeGateway.said("msg1", "cid1", "2", " 骗子，退款"));
        dingtalk.message("2", FakeGateway.said("msg2", "cid2", "2", "别的群"));
        dingtalk.message("3", FakeGateway.said("msg3", "cid1", "1", "私下说的"));
        dingtalk.other("CALLBACK", "/v1.0/card/instances/callback", "4");
        dingtalk.other("EVENT", "*", "5");
        await().until(() -> stand.kept.posts().size() == 1 && dingtalk.answered.size() == 5);
        assertThat(dingtalk.answered).containsExactlyInAnyOrder("1 200", "2 200", "3 200", "4 404", "5 404");
        Post post = stand.kept.posts().get(0);
        assertThat(post.id()).isEqualTo("msg1");
        assertThat(post.text()).isEqualTo("骗子，退款");
        assertThat(post.kind()).isEqualTo(Kind.CHAT);
        assertThat(post.thread()).isEqualTo("dingtalk cid1");
        assertThat(post.author().id()).isEqualTo("1665");
        assertThat(post.author().name()).isEqualTo("小雨");
        assertThat(post.publishedAt()).isEqualTo(Instant.ofEpochMilli(1_690_362_101_894L));
        assertThat(post.attributes()).containsEntry("chat", "测试群");
        String kept = new String(stand.kept.batches().get(0).raw().bytes(), StandardCharsets.UTF_8);
        assertThat(kept).contains("骗子，退款").doesNotContain("sendBySession");
        await().until(() -> dingtalk.pongs.get() >= 3);
        assertThat(dingtalk.connections).hasValue(1);
        assertThat(dingtalk.wrong).isEmpty();
    }

    @Test
    void aMessageThatComesTwiceCountsOnce() {
        enter();
        dingtalk.message("1", FakeGateway.said("msg1", "cid1", "2", "假货"));
        dingtalk.message("2", FakeGateway.said("msg1", "cid1", "2", "假货"));
        await().until(() -> dingtalk.answered.size() == 2);
        dingtalk.hangUp();
        await().until(() -> dingtalk.connections.get() == 2 && dingtalk.open() == 1);
        dingtalk.message("3", FakeGateway.said("msg1", "cid1", "2", "假货"));
        dingtalk.message("4", FakeGateway.said("msg2", "cid1", "2", "还听得到"));
        await().until(() -> stand.kept.texts("s").equals(List.of("假货", "还听得到")));
        assertThat(dingtalk.wrong).isEmpty();
    }

    @Test
    void anAnnouncedEndLeadsToAnotherConnection() {
        String running = enter();
        dingtalk.disconnect();
        dingtalk.message("0", FakeGateway.said("msg0", "cid1", "2", "零"));
        await().until(() -> dingtalk.connections.get() == 2 && dingtalk.open() == 1);
        dingtalk.message("1", FakeGateway.said("msg1", "cid1", "2", "一"));
        await().until(() -> stand.kept.texts("s").equals(List.of("零", "一")) && dingtalk.answered.size() == 2);
        assertThat(stand.kept.told()).as("never away").allMatch(SourceStatus::connected);
        stand.end(running);
        await().until(() -> dingtalk.open() == 0);
        enter();
        dingtalk.message("2", FakeGateway.said("msg2", "cid1", "2", "二"));
        await().until(() -> stand.kept.texts("s").equals(List.of("零", "一", "二")));
        assertThat(dingtalk.wrong).isEmpty();
    }

    @Test
    void rubbishDoesNotEndTheConnection() {
        enter();
        dingtalk.raw("]]");
        dingtalk.raw(
                "{\"type\":\"CALLBACK\",\"headers\":{\"topic\":\"/v1.0/im/bot/messages/get\",\"messageId\":\"1\"},\"data\":\"no json\"}");
        dingtalk.message("2", FakeGateway.said("msg1", "cid1", "2", "假货"));
        await().until(() -> stand.kept.texts("s").equals(List.of("假货")));
        await().until(() -> stand.problem().contains("2 messages could not be read"));
        assertThat(dingtalk.connections).hasValue(1);
    }

    @Test
    void aWrongSecretIsTold() {
        stand.run(spec("wrong-secret"));
        await().until(() ->
                stand.problem().contains("does not accept client-id and client-secret (401 authFailed 鉴权失败)"));
        assertThat(stand.problem()).doesNotContain("wrong-secret");
    }
}
