package io.fenghuo.platform.douyin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.model.Post;
import io.fenghuo.model.Secret;
import io.fenghuo.platform.Stand;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.Trouble;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Comments under videos of an account, against a fake with the documented answers. */
class DouyinCommentsIT {
    private static final String VIDEO = "@8hxdhauTCMppanGnM4ltGM780mDqPP+KPpR0qQOmLVAXb/T060zdRmYqig357zEB==";

    private final Stand stand = new Stand();
    private final FakeDouyin douyin = new FakeDouyin();
    private final String url = douyin.serve(stand.vertx);
    private final Instant now = InstantSource.system().instant();

    @AfterEach
    void close() {
        stand.close();
    }

    private SourceSpec spec(String token, String value) {
        Map<String, Object> options = new HashMap<>();
        options.put("client-key", FakeDouyin.CLIENT);
        options.put("open-id", FakeDouyin.OPEN_ID);
        options.put(
                "items",
                List.of(Map.of("id", VIDEO, "url", "https://www.douyin.com/video/7", "product", "羽绒被"), "second"));
        options.put(token, Secret.of(value));
        return Stand.spec("douyin-comments", url, options);
    }

    @Test
    void commentsAndRepliesOfEachVideoAreRead() {
        douyin.page = 20;
        for (int i = 1; i <= 45; i++) {
            douyin.comment(VIDEO, "c" + i, now.minusSeconds(50_000 - 1_000L * i), "第" + i + "条");
        }
        douyin.comments.get(VIDEO).get(0).put("top", true).put("create_time", 1_600_000_000);
        douyin.comment("second", "d1", now.minusSeconds(9), "另一个视频");
        for (int i = 1; i <= 25; i++) {
            douyin.reply(VIDEO, "c3", "r" + i, now.minusSeconds(100 - i), "回复" + i);
        }
        stand.run(spec("access-token", "act.1"));
        await().until(() -> stand.kept.posts().size() == 71);
        Post comment = post("c3");
        assertThat(comment.thread()).isEqualTo(VIDEO);
        assertThat(comment.url()).isEqualTo("https://www.douyin.com/video/7");
        assertThat(comment.subject().product()).isEqualTo("羽绒被");
        assertThat(comment.author().id()).isEqualTo("u-c3");
        assertThat(comment.reach().likes()).isEqualTo(7);
        assertThat(comment.reach().replies()).isEqualTo(25);
        assertThat(post("r7").parent()).isEqualTo("c3");
        assertThat(post("d1").thread()).isEqualTo("second");
        assertThat(stand.kept.batches().get(0).raw().url()).isEqualTo(url + DouyinCommentSource.LIST);
        await().until(() -> stand.kept.of("s") != null && stand.kept.of("s").lastSuccess() != null);
        int before = douyin.lists.size();
        await().until(() -> douyin.lists.size() >= before + 4);
        List<String> lists = List.copyOf(douyin.lists);
        assertThat(lists.subList(before, lists.size()))
                .as("only the first pages, and no replies again")
                .allMatch(one -> one.startsWith(DouyinCommentSource.LIST) && one.endsWith(" 0"));
        douyin.reply(VIDEO, "c44", "r99", now, "又坏了");
        await().until(() -> stand.kept.posts().size() == 72);
    }

    private Post post(String id) {
        return stand.kept.posts().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anEndedTokenIsRefreshed() {
        douyin.tokens.clear();
        douyin.comment(VIDEO, "c1", now.minusSeconds(60), "假货");
        douyin.comment("second", "d1", now.minusSeconds(9), "退款");
        stand.run(spec("refresh-token", "rft.1"));
        await().until(() -> stand.kept.posts().size() == 2);
        douyin.tokens.clear();
        douyin.comment(VIDEO, "c2", now.minusSeconds(6), "还是假货");
        await().until(() -> stand.kept.posts().size() == 3);
        assertThat(douyin.refreshed).isEqualTo(2);
    }

    @Test
    void aRefreshTokenThatRanOutIsToldWithItsCure() {
        stand.run(spec("refresh-token", "rft.old"));
        await().until(() -> stand.problem().contains("10010") && stand.problem().contains("authorise again"));
        assertThat(stand.problem()).doesNotContain("rft.old");
    }

    @Test
    void aStatusOf200IsNoSuccessByItself() {
        douyin.comment(VIDEO, "c1", now.minusSeconds(60), "假货");
        douyin.comment("second", "d1", now.minusSeconds(60), "退款");
        douyin.refusal = 28001018;
        stand.run(spec("access-token", "act.1"));
        await().until(() -> stand.kept.told().stream()
                .anyMatch(status -> String.valueOf(status.problem()).contains("ma.item.comment")));
        await().until(() -> stand.kept.posts().size() == 2);
    }

    @Test
    void anEntrySaysWhatItLacks() {
        assertThat(codes(Map.of())).containsExactlyInAnyOrder("platform.lacks", "platform.one-of", "douyin.items");
        assertThat(codes(Map.of("open-id", "o", "refresh-token", "r", "items", List.of(Map.of("url", "x")))))
                .containsExactlyInAnyOrder("platform.lacks", "douyin.items");
    }

    private static List<String> codes(Map<String, Object> options) {
        return Stand.TYPES.problems(Stand.spec("douyin-comments", null, options)).stream()
                .map(Trouble::code)
                .toList();
    }
}
