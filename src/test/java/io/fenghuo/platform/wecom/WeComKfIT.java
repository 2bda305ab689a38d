package io.fenghuo.platform.wecom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.model.Secret;
import io.fenghuo.platform.Stand;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.verticle.hearing.SourceCalls;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** 微信客服 against a fake that enforces cursors, tokens and rates. */
class WeComKfIT {
    private final Stand stand = new Stand();
    private final FakeKf wecom = new FakeKf(stand.vertx);

    @AfterEach
    void close() {
        stand.close();
    }

    private SourceSpec spec(String secret) {
        Map<String, Object> options = new HashMap<>();
        options.put("corpid", FakeKf.CORP);
        options.put("secret", Secret.of(secret));
        return Stand.spec("wecom-kf", wecom.url(), options);
    }

    @Test
    void aConversationIsHeardWithItsRoles() {
        wecom.say(3, "m1", "你们卖假货");
        wecom.say(5, "m2", "亲，不可能的");
        wecom.add(FakeKf.message(3, "m3", "image").put("image", new JsonObject().put("media_id", "media-1")));
        wecom.add(FakeKf.message(4, "m4", "event")
                .put(
                        "event",
                        new JsonObject()
                                .put("event_type", "session_status_change")
                                .put("open_kfid", "wk1")
                                .put("external_userid", "wm1")
                                .put("change_type", 2)
                                .put("old_servicer_userid", "anna")
                                .put("new_servicer_userid", "bert")));
        wecom.add(FakeKf.message(4, "m5", "event")
                .put(
                        "event",
                        new JsonObject()
                                .put("event_type", "user_recall_msg")
                                .put("open_kfid", "wk1")
                                .put("external_userid", "wm1")
                                .put("recall_msgid", "m1")));
        stand.run(spec(FakeKf.SECRET));
        await().until(() -> stand.kept.posts().size() == 5);
        List<Post> posts = stand.kept.posts();
        assertThat(posts)
                .extracting(Post::role)
                .containsExactly(Role.CUSTOMER, Role.AGENT, Role.CUSTOMER, Role.SYSTEM, Role.SYSTEM);
        assertThat(posts).extracting(Post::session).containsOnly("wk1/wm1");
        assertThat(posts.get(1).author().id()).isEqualTo("anna");
        assertThat(posts.get(2).text()).isEqualTo("[图片]");
        assertThat(posts.get(2).attributes()).containsEntry("media", "media-1");
        assertThat(posts.get(3).attributes()).containsEntry("agent", "bert");
        assertThat(posts.get(4).parent()).isEqualTo("m1");
        assertThat(wecom.tokens).hasValue(1);
        assertThat(stand.kept.batches().get(0).raw().url()).isEqualTo(wecom.url() + "/cgi-bin/kf/sync_msg");
    }

    @Test
    void aNudgeIsReadAtOnceAndWithoutLimit() {
        stand.run(spec(FakeKf.SECRET));
        await().until(() -> wecom.cursors.size() == 1);
        for (int i = 0; i < 30; i++) {
            wecom.say(3, "m" + i, "第" + i + "句");
        }
        stand.ports.calls().tell("s", new SourceCalls.Call.Nudge("CALLBACK"));
        await().until(() -> stand.kept.posts().size() == 30);
        assertThat(wecom.free).hasValueGreaterThanOrEqualTo(15);
        assertThat(stand.kept.cursor("s")).isEqualTo("c30");
    }

    @Test
    void withoutACallbackItStaysWithinTheRate() {
        for (int i = 0; i < 60; i++) {
            wecom.say(3, "m" + i, "第" + i + "句");
        }
        stand.run(spec(FakeKf.SECRET));
        await().until(() -> wecom.plain.size() >= KfSource.SPARING);
        await().during(java.time.Duration.ofMillis(300)).until(() -> wecom.plain.size() <= 10);
        assertThat(stand.problem()).isEmpty();
    }

    @Test
    void anAccessTokenThatEndedEarlyIsGotAgain() {
        KfSource source = new KfSource(spec(FakeKf.SECRET), Stand.ZONE);
        java.time.Instant now = java.time.InstantSource.system().instant();
        assertThat(answered(source, null, now)).isTrue();
        wecom.expire();
        java.time.Instant later = now.plusSeconds(60);
        assertThat(answered(source, null, later)).isTrue();
        assertThat(answered(source, null, later)).isTrue();
        wecom.say(3, "m1", "在吗");
        assertThat(answered(source, null, later)).isFalse();
        assertThat(wecom.tokens).hasValue(2);
    }

    /** One request; whether another has to follow at once. */
    private boolean answered(KfSource source, String cursor, java.time.Instant now) {
        var answer =
                stand.ports.fetcher().get(source.request(cursor, now), true).await();
        try {
            return source.parse(answer.body(), answer.headers(), cursor, now).onward()
                    == io.fenghuo.source.Parsed.Onward.ALWAYS;
        } catch (io.fenghuo.source.SourceException wrong) {
            throw new AssertionError(wrong);
        }
    }

    @Test
    void aWrongSecretIsToldWithoutShowingIt() {
        stand.run(spec("not-the-secret"));
        await().until(() -> stand.problem().contains("corpid or secret (40001"));
        assertThat(stand.problem()).doesNotContain("not-the-secret");
    }

    /** Cut off between fetch and store at each request in turn: nothing is lost, nothing doubled. */
    @Test
    void nothingIsLostWhenItIsCutOff() {
        for (int i = 0; i < 9; i++) {
            wecom.say(3, "m" + i, "第" + i + "句");
        }
        stand.kept.refuse(1, new IllegalStateException("the store is away"));
        String first = stand.run(spec(FakeKf.SECRET));
        await().until(() -> !wecom.cursors.isEmpty());
        stand.end(first);
        int before = stand.kept.posts().size();
        assertThat(stand.kept.cursor("s")).isEqualTo(before == 0 ? null : "c" + before);
        stand.run(spec(FakeKf.SECRET));
        await().until(() -> stand.kept.posts().size() == 9);
        assertThat(stand.kept.batches().stream()
                        .mapToInt(batch -> batch.posts().size())
                        .sum())
                .isEqualTo(9);
    }
}
