package io.fenghuo.platform.kuaishou;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.model.Secret;
import io.fenghuo.platform.Stand;
import io.fenghuo.source.SourceSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reviews of a shop against a gateway that checks what the real one checks. */
class KwaixiaodianIT {
    private final Stand stand = new Stand();
    private final FakeKwaixiaodian shop = new FakeKwaixiaodian();
    private final String url = shop.serve(stand.vertx);
    private final Instant now = InstantSource.system().instant();

    @AfterEach
    void close() {
        stand.close();
    }

    private SourceSpec spec(String method, String token, String value) {
        Map<String, Object> options = new HashMap<>();
        options.put("app-key", FakeKwaixiaodian.APP);
        options.put("app-secret", Secret.of(FakeKwaixiaodian.APP_SECRET));
        options.put("sign-secret", Secret.of(FakeKwaixiaodian.SIGN_SECRET));
        options.put("sign-method", method);
        options.put(token, Secret.of(value));
        options.put("shop", "云朵家旗舰店");
        return Stand.spec("kwaixiaodian", url, options);
    }

    @Test
    void reviewsAndWhatFollowsThemAreRead() {
        for (int i = 1; i <= 45; i++) {
            shop.review(i, now.minusSeconds(5_000 - i), "第" + i + "条", 1 + i % 5);
        }
        shop.sub(45, 1_045, now.minusSeconds(20), "用了三天就坏了", false);
        shop.sub(44, 1_044, now.minusSeconds(10), "亲，抱歉", true);
        stand.run(spec("HMAC_SHA256", "access-token", "tk"));
        await().until(() -> stand.kept.posts().size() == 47);
        Post review = post("45");
        assertThat(review.kind()).isEqualTo(Kind.REVIEW);
        assertThat(review.role()).isEqualTo(Role.CUSTOMER);
        assertThat(review.rating()).isEqualTo(1);
        assertThat(review.subject().shop()).isEqualTo("云朵家旗舰店");
        assertThat(review.subject().product()).isEqualTo("30000");
        assertThat(review.subject().order()).isEqualTo("o45");
        assertThat(review.thread()).isEqualTo("30000");
        assertThat(review.attributes()).containsEntry("serviceScore", "2");
        assertThat(review.attachments().get(0).url()).isEqualTo("https://img.example/45.jpg");
        assertThat(review.publishedAt())
                .isEqualTo(Instant.ofEpochMilli(now.toEpochMilli()).minusSeconds(4_955));
        Post addition = post("1045");
        assertThat(addition.parent()).isEqualTo("45");
        assertThat(addition.thread()).isEqualTo("30000");
        assertThat(post("1044").role()).isEqualTo(Role.AGENT);
        assertThat(stand.kept.batches().get(0).raw().url()).isEqualTo(url + "/open/comment/list/get");
        await().until(() -> stand.problem().isEmpty());
    }

    private Post post(String id) {
        return stand.kept.posts().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSpanTooFullForOneReadIsHalved() {
        for (int i = 1; i <= 600; i++) {
            shop.review(i, now.minusSeconds(100_000 - i * 100L), "第" + i + "条", 5);
        }
        stand.run(spec("MD5", "access-token", "tk"));
        await().until(() -> stand.kept.posts().size() == 600);
    }

    @Test
    void anEndedTokenIsRefreshedAndTheNewRefreshTokenUsed() {
        shop.review(1, now.minusSeconds(60), "假货", 1);
        SourceSpec spec = spec("HMAC_SHA256", "refresh-token", "rt-0");
        stand.run(spec);
        await().until(() -> stand.kept.posts().size() == 1);
        shop.tokens.clear();
        shop.review(2, now.minusSeconds(30), "退款", 1);
        await().until(() -> stand.kept.posts().size() == 2);
        assertThat(shop.refreshed).isEqualTo(2);
        await().until(() -> stand.problem().isEmpty());
    }

    @Test
    void refusalsSayWhatToDo() {
        stand.run(spec("HMAC_SHA256", "access-token", "ended"));
        await().until(() -> stand.problem().contains("authorise again"));
        assertThat(stand.problem()).contains("鉴权失败").doesNotContain("ended");
    }

    @Test
    void subCommentsThatCannotBeReadDoNotKeepTheReviewsFromBeingRead() {
        shop.subRefusal = "param error";
        shop.review(1, now.minusSeconds(60), "假货", 1);
        stand.run(spec("HMAC_SHA256", "access-token", "tk"));
        await().until(() -> stand.problem().contains("sub-comments: 0"));
        shop.review(2, now.minusSeconds(30), "退款", 1);
        await().until(() -> stand.kept.posts().size() == 2);
        assertThat(stand.kept.of("s").errors()).isZero();
    }
}
