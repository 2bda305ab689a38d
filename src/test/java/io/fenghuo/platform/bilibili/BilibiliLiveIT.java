package io.fenghuo.platform.bilibili;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.model.Secret;
import io.fenghuo.platform.Stand;
import io.fenghuo.source.SourceSpec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A live room by the open platform, against a fake that enforces its protocol. */
class BilibiliLiveIT {
    private final Stand stand = new Stand();
    private final FakeBilibili bilibili = new FakeBilibili(stand.vertx);

    @AfterEach
    void close() {
        stand.close();
    }

    private SourceSpec spec(String code, String secret) {
        Map<String, Object> options = new HashMap<>();
        options.put("app", FakeBilibili.APP);
        options.put("key", Secret.of(FakeBilibili.KEY));
        options.put("secret", Secret.of(secret));
        options.put("code", Secret.of(code));
        return Stand.spec("bilibili-live", bilibili.url(), options);
    }

    private String enter() {
        String running = stand.run(spec(FakeBilibili.CODE, FakeBilibili.SECRET));
        await().until(() -> bilibili.inRoom() == 1);
        return running;
    }

    @Test
    void whatIsSaidInTheRoomIsHeard() {
        String running = enter();
        bilibili.say(
                dm("m1", "u1", "骗子直播间"),
                dm("m2", "host-1", "没有的事"),
                "{\"cmd\":\"LIVE_OPEN_PLATFORM_SUPER_CHAT\",\"data\":{\"room_id\":42,\"message_id\":7,\"open_id\":\"u2\",\"uname\":\"阿宁\",\"message\":\"退款\",\"rmb\":30,\"timestamp\":1700000000}}",
                "{\"cmd\":\"LIVE_OPEN_PLATFORM_LIKE\",\"data\":{\"room_id\":42,\"like_text\":\"赞\"}}",
                "{\"cmd\":\"LIVE_OPEN_PLATFORM_SEND_GIFT\",\"data\":{\"room_id\":42,\"msg_id\":\"g1\",\"gift_name\":\"小心心\"}}",
                "{\"cmd\":\"LIVE_OPEN_PLATFORM_SUPER_CHAT_DEL\",\"data\":{\"room_id\":42,\"message_ids\":[7]}}",
                "{\"cmd\":\"LIVE_OPEN_PLATFORM_LIVE_END\",\"data\":{\"room_id\":42,\"timestamp\":1700000100,\"title\":\"清仓\"}}");
        await().until(() -> stand.kept.posts().size() == 5);
        Post first = stand.kept.posts().get(0);
        assertThat(first.id()).isEqualTo("m1");
        assertThat(first.kind()).isEqualTo(Kind.CHAT);
        assertThat(first.thread()).isEqualTo("bilibili-live-42");
        assertThat(first.author().id()).isEqualTo("u1");
        assertThat(first.author().tier()).isEqualTo("舰长");
        assertThat(first.publishedAt()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
        assertThat(stand.kept.posts().get(1).role()).isEqualTo(Role.HOST);
        assertThat(stand.kept.posts().get(2).attributes()).containsEntry("paid", "30");
        assertThat(stand.kept.posts().get(3).parent()).isEqualTo("sc-7");
        assertThat(stand.kept.texts("s")).contains("直播结束: 清仓");
        String kept = new String(stand.kept.batches().get(0).raw().bytes(), StandardCharsets.UTF_8);
        assertThat(kept).contains("骗子直播间");
        await().until(() -> bilibili.beats.get() >= 2 && bilibili.heartbeats.get() >= 2);
        assertThat(bilibili.refused).isEmpty();
        stand.end(running);
        // Its leave is taken in the stand's hurry: what is under way when that is over arrives all the same.
        await().until(() -> !bilibili.ended.isEmpty());
        assertThat(bilibili.ended).containsExactly("game-1");
        assertThat(bilibili.refused).noneMatch(refused -> refused.startsWith("/v2/app/end"));
    }

    @Test
    void aSessionThatIsOverIsStartedAgain() {
        enter();
        bilibili.say("{\"cmd\":\"LIVE_OPEN_PLATFORM_INTERACTION_END\",\"data\":{\"game_id\":\"another\"}}");
        bilibili.say("{\"cmd\":\"LIVE_OPEN_PLATFORM_INTERACTION_END\",\"data\":{\"game_id\":\"game-1\"}}");
        await().until(() -> bilibili.starts.get() == 2 && bilibili.inRoom() == 1);
        bilibili.expireSessions = true;
        await().until(() -> bilibili.starts.get() == 3 && bilibili.inRoom() == 1);
        bilibili.hangUp();
        await().until(() -> bilibili.starts.get() == 4 && bilibili.inRoom() == 1);
        bilibili.say(dm("m9", "u1", "还听得到"));
        await().until(() -> stand.kept.texts("s").equals(List.of("还听得到")));
        assertThat(bilibili.ended).contains("game-1", "game-3");
    }

    @Test
    void rubbishInTheRoomDoesNotEndIt() {
        enter();
        bilibili.raw(new byte[] {1, 2, 3});
        bilibili.raw(FakeBilibili.packet(2, 5, new byte[] {9, 9}));
        bilibili.say("]]", dm("m1", "u1", "假货"));
        await().until(() -> stand.kept.texts("s").equals(List.of("假货")));
        await().until(() -> stand.problem().contains("3 messages could not be read"));
        assertThat(bilibili.starts).hasValue(1);
    }

    @Test
    void aRefusalIsToldInPlainWords() {
        stand.run(spec("old code", FakeBilibili.SECRET));
        await().until(() -> stand.problem().contains("identity code (7007 no)"));
        assertThat(stand.problem()).doesNotContain("old code");
    }

    @Test
    void aWrongSecretIsTold() {
        stand.run(spec(FakeBilibili.CODE, "wrong"));
        await().until(() -> stand.problem().contains("signature (4002 no)"));
    }

    static String dm(String id, String who, String text) {
        return "{\"cmd\":\"LIVE_OPEN_PLATFORM_DM\",\"data\":{\"room_id\":42,\"open_id\":\"" + who
                + "\",\"uname\":\"小雨\",\"msg\":\"" + text + "\",\"msg_id\":\"" + id
                + "\",\"timestamp\":1700000000,\"guard_level\":3,\"dm_type\":0}}";
    }
}
