package io.fenghuo.platform.weibo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.Patience;
import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.model.Secret;
import io.fenghuo.platform.Stand;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.Trouble;
import io.fenghuo.verticle.hearing.SourceTrial;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Comments and mentions of an account against a fake that pages, counts and refuses as documented. */
class WeiboIT {
    private final Stand stand = new Stand();
    private final FakeWeibo weibo = new FakeWeibo();
    private final String url = weibo.serve(stand.vertx);
    private final Instant now = InstantSource.system().instant();

    @AfterEach
    void close() {
        stand.close();
    }

    private SourceSpec spec(String token, Map<String, Object> more) {
        Map<String, Object> options = new HashMap<>(more);
        options.put("access-token", Secret.of(token));
        return Stand.spec("weibo", url, options);
    }

    @Test
    void everyListIsReadBackToWhereItWasLeft() {
        for (int i = 1; i <= 120; i++) {
            weibo.toMe.add(FakeWeibo.comment(1_000 + i, now.minusSeconds(1_000 - i), "评论" + i, 3501756485200075L));
        }
        weibo.mentions.add(FakeWeibo.comment(5_001, now.minusSeconds(50), "@云朵家 假货", 42));
        weibo.statusMentions.add(FakeWeibo.written(6_001, now.minusSeconds(40), "@云朵家 退款")
                .put("reposts_count", 3)
                .put("comments_count", 2)
                .put("attitudes_count", 1));
        stand.run(spec("2.00", Map.of("uid", "7002")));
        await().until(() -> stand.kept.posts().size() == 122);
        Post comment = post("1120");
        assertThat(comment.kind()).isEqualTo(Kind.COMMENT);
        assertThat(comment.thread()).isEqualTo("3501756485200075");
        assertThat(comment.url()).isEqualTo("https://weibo.com/99/z0JH2lOMb");
        assertThat(comment.author().id()).isEqualTo("7001");
        assertThat(comment.author().followers()).isEqualTo(1_234);
        assertThat(comment.author().tier()).isEqualTo("verified");
        assertThat(comment.publishedAt())
                .isEqualTo(Instant.ofEpochSecond(now.minusSeconds(880).getEpochSecond()));
        assertThat(post("1103").role()).as("their own account").isEqualTo(Role.AGENT);
        assertThat(post("6001").kind()).isEqualTo(Kind.POST);
        assertThat(post("6001").reach().shares()).isEqualTo(3);
        weibo.toMe.add(FakeWeibo.comment(2_000, now, "新的", 42));
        await().until(() -> stand.kept.posts().size() == 123);
        assertThat(weibo.calls.stream().filter(call -> call.path().equals("/comments/to_me.json")))
                .last()
                .satisfies(call -> assertThat(call.query()).containsKey("since_id"));
        assertThat(stand.kept.batches().stream()
                        .filter(batch -> batch.raw() != null)
                        .map(batch -> batch.raw().url()))
                .noneMatch(one -> one.contains("2.00"));
        await().until(() -> stand.problem().isEmpty());
    }

    private Post post(String id) {
        return stand.kept.posts().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTrialShowsEveryListAndWhyItStopped() {
        for (int i = 1; i <= 60; i++) {
            weibo.toMe.add(FakeWeibo.comment(1_000 + i, now.minusSeconds(100), "评论" + i, 42));
        }
        weibo.mentions.add(FakeWeibo.comment(5_001, now.minusSeconds(50), "@云朵家 假货", 42));
        weibo.statusMentions.add(FakeWeibo.written(6_001, now.minusSeconds(40), "@云朵家 退款"));
        Parsed tried = new SourceTrial(stand.vertx, Stand.TYPES, stand.ports, (one, trial) -> null, Stand.ZONE)
                .read(spec("2.00", Map.of()), Patience.USUAL)
                .await();
        assertThat(tried.posts()).extracting(Post::id).hasSize(62).contains("1001", "5001", "6001");
        assertThat(stand.kept.posts()).isEmpty();
    }

    @Test
    void aPostThatIsGoneDoesNotKeepTheOthersFromBeingRead() {
        weibo.under.put("42", List.of(FakeWeibo.comment(1, now.minusSeconds(9), "假货", 42)));
        stand.run(spec("2.00", Map.of("statuses", List.of("41", "42"), "read", List.of())));
        await().until(() -> stand.kept.posts().size() == 1 && stand.kept.of("s") != null);
        assertThat(stand.kept.of("s").errors()).isZero();
    }

    @Test
    void noListIsAskedForWithoutCallsLeft() {
        weibo.limit = 0;
        stand.run(spec("2.00", Map.of()));
        await().until(() -> stand.problem().contains("0 more calls"));
        await().during(Duration.ofMillis(200)).until(() -> weibo.used == 0);
    }

    @Test
    void aRateThatMayNotBeAskedForIsDoneWithout() {
        weibo.rateAllowed = false;
        weibo.toMe.add(FakeWeibo.comment(1, now.minusSeconds(9), "假货", 42));
        stand.run(spec("2.00", Map.of()));
        await().until(() -> stand.kept.posts().size() == 1);
        await().until(() -> stand.problem().isEmpty());
    }

    @Test
    void tooManyCallsSlowUsDown() {
        weibo.limit = 1;
        stand.run(spec("2.00", Map.of("rate-status", false)));
        await().until(() -> stand.problem().contains("10023"));
        assertThat(Duration.between(now, stand.kept.of("s").nextAt())).isGreaterThan(Duration.ofMinutes(14));
    }

    @Test
    void anEndedTokenIsToldWithItsCure() {
        stand.run(spec("2.old", Map.of()));
        await().until(() -> stand.problem().contains("21327"));
        assertThat(stand.problem()).contains("new access-token").doesNotContain("2.old");
    }

    @Test
    void anEntrySaysWhatIsWrongWithIt() {
        SourceSpec wrong = Stand.spec(
                "weibo", "http://api.example", Map.of("read", "all", "statuses", List.of("x"), "rate-status", "no"));
        assertThat(Stand.TYPES.problems(wrong).stream().map(Trouble::code))
                .containsExactlyInAnyOrder("platform.lacks", "platform.choice", "platform.choice", "weibo.statuses");
        assertThat(WeiboLinks.base62("3501756485200075")).isEqualTo("z0JH2lOMb");
    }
}
