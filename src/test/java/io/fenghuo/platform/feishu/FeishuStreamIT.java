package io.fenghuo.platform.feishu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.model.Secret;
import io.fenghuo.platform.Stand;
import io.fenghuo.source.SourceSpec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Groups of Feishu by the long connection, against a fake that enforces its protocol. */
class FeishuStreamIT {
    private final Stand stand = new Stand();
    private final FakeEndpoint feishu = new FakeEndpoint(stand.vertx);

    @AfterEach
    void close() {
        stand.close();
    }

    private SourceSpec spec(String secret) {
        return Stand.spec(
                "feishu-stream",
                feishu.url(),
                Map.of("app-id", FakeEndpoint.APP, "app-secret", Secret.of(secret), "chats", List.of("oc_1")));
    }

    private String enter() {
        String running = stand.run(spec(FakeEndpoint.SECRET));
        await().until(() -> feishu.open() == 1);
        return running;
    }

    @Test
    void whatIsSaidInTheGroupIsHeard() {
        enter();
        feishu.event("m-1", FakeEndpoint.said("om_1", "oc_1", "group", "@_user_1 骗子，退款"));
        feishu.event("m-2", FakeEndpoint.said("om_2", "oc_2", "group", "别的群"));
        feishu.event("m-3", FakeEndpoint.said("om_3", "oc_1", "p2p", "私下说的"));
        feishu.part = 100;
        feishu.event("m-4", FakeEndpoint.said("om_4", "oc_1", "group", "很长的投诉".repeat(40)));
        feishu.event(
                "m-5",
                "{\"schema\":\"2.0\",\"header\":{\"event_type\":\"im.message.recalled_v1\"},\"event\":{\"message_id\":\"om_1\",\"chat_id\":\"oc_1\",\"recall_time\":\"1700000100000\"}}");
        await().until(() -> stand.kept.posts().size() == 3 && feishu.acknowledged.size() == 5);
        Post first = stand.kept.posts().get(0);
        assertThat(first.id()).isEqualTo("om_1");
        assertThat(first.text()).isEqualTo("@小烽 骗子，退款");
        assertThat(first.kind()).isEqualTo(Kind.CHAT);
        assertThat(first.thread()).isEqualTo("feishu oc_1");
        assertThat(first.author().id()).isEqualTo("ou_7");
        assertThat(first.publishedAt()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
        assertThat(stand.kept.posts().get(1).text()).isEqualTo("很长的投诉".repeat(40));
        assertThat(stand.kept.posts().get(2).parent()).isEqualTo("om_1");
        String kept = stand.kept.batches().stream()
                .map(batch -> new String(batch.raw().bytes(), StandardCharsets.UTF_8))
                .reduce("", String::concat);
        assertThat(kept).contains("骗子，退款", "很长的投诉很长的投诉").doesNotContain("verification-token");
        await().until(() -> feishu.pings.get() >= 4);
        assertThat(feishu.connections).hasValue(1);
        assertThat(feishu.wrong).isEmpty();
    }

    @Test
    void cutBetweenDeliveryAndAcknowledgementItIsDeliveredAgainAndCountsOnce() {
        enter();
        feishu.lost = 2;
        feishu.event("m-1", FakeEndpoint.said("om_1", "oc_1", "group", "假货"));
        await().until(() -> feishu.acknowledged.equals(List.of("m-1")));
        assertThat(feishu.connections).hasValue(3);
        feishu.event("m-2", FakeEndpoint.said("om_2", "oc_1", "group", "还听得到"));
        await().until(() -> stand.kept.texts("s").equals(List.of("假货", "还听得到")));
        assertThat(feishu.wrong).isEmpty();
    }

    @Test
    void whatWasSaidWhileNobodyListenedIsDeliveredAfterTheRestart() {
        String running = enter();
        feishu.event("m-1", FakeEndpoint.said("om_1", "oc_1", "group", "一"));
        await().until(() -> stand.kept.texts("s").equals(List.of("一")) && feishu.acknowledged.size() == 1);
        stand.end(running);
        await().until(() -> feishu.open() == 0);
        feishu.event("m-2", FakeEndpoint.said("om_2", "oc_1", "group", "二"));
        enter();
        await().until(() -> stand.kept.texts("s").equals(List.of("一", "二")));
    }

    @Test
    void rubbishDoesNotEndTheConnection() {
        enter();
        feishu.rubbish(new byte[] {1, 2, 3});
        feishu.rubbish(new byte[0]);
        feishu.event("m-1", "no json");
        feishu.event("m-2", FakeEndpoint.said("om_2", "oc_1", "group", "假货"));
        await().until(() -> stand.kept.texts("s").equals(List.of("假货")));
        await().until(() -> stand.problem().contains("messages could not be read"));
        await().untilAsserted(() -> assertThat(feishu.acknowledged).contains("m-1", "m-2"));
        feishu.hangUp();
        await().until(() -> feishu.connections.get() == 2 && feishu.open() == 1);
    }

    @Test
    void refusalsAreToldInPlainWords() {
        String running = stand.run(spec("wrong-secret"));
        await().until(() -> stand.problem().contains("does not accept app-id and app-secret (1000040345"));
        assertThat(stand.problem()).doesNotContain("wrong-secret");
        stand.end(running);
        feishu.most = 0;
        running = stand.run(spec(FakeEndpoint.SECRET));
        await().until(() -> stand.problem().contains("has no long connection left"));
        stand.end(running);
        feishu.code = 1;
        running = stand.run(spec(FakeEndpoint.SECRET));
        await().until(() -> stand.problem().contains("Feishu is busy (1 no)"));
        stand.end(running);
    }
}
