package io.fenghuo.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fenghuo.match.Explanation;
import io.fenghuo.match.Matcher;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Role;
import io.fenghuo.model.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the watchlists of the repository must do. */
class ShippedListsTest {
    private static final Matcher MATCHER = ShippedLists.matcher();

    @Test
    void theExampleOfTheReadme() {
        List<Hit> hits = MATCHER.match(post("这家就是騙 子，假貨，用了眼睛红肿"));
        assertThat(hits).extracting(Hit::rule).contains("fraud", "counterfeit", "skin-injury");
        assertThat(hits).filteredOn(hit -> hit.rule().equals("fraud")).allMatch(hit -> hit.level() == Severity.L3);
        assertThat(hits)
                .filteredOn(hit -> hit.rule().equals("skin-injury"))
                .allMatch(hit -> hit.level() == Severity.L1 && !hit.suspected());
        assertThat(hits).extracting(Hit::brand).containsOnly("云朵家");
    }

    @ParameterizedTest
    @CsvSource({
        "敷完脸红肿刺痛, skin-injury",
        "孩子吃完就上吐下泻, food-poisoning",
        "充电的时候突然冒烟了, electric-fire",
        "用了你们的面霜住院了, medical-harm",
        "菜里有一只蟑螂, foreign-body",
        "我要报警，商家诈骗, crime-reported",
        "大家加入维权群, group-action",
        "質量太差, quality",
        "要打12315, complaint",
        "客服踢皮球, service",
    })
    void aCustomerSays(String text, String rule) {
        assertThat(rules(text)).contains(rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"绝不是骗子", "没有假货，放心买", "用了没有红肿", "宝宝吃了不拉肚子", "物流很快，包装很好", "提供下验证码", "全网最低", "希望不要让我失望", "没有让我失望"})
    void aHarmlessCustomerSays(String text) {
        assertThat(MATCHER.match(post(text))).isEmpty();
    }

    @Test
    void explainSaysWhyADenialStaysQuiet() {
        assertThat(MATCHER.explain("老铁放心，绝不是骗子", post("")).nearMisses())
                .contains(new Explanation.NearMiss(
                        "core-complaints", "fraud", Reason.of("match.negated", "骗子", "绝不是骗子")));
    }

    @ParameterizedTest
    @CsvSource({
        "AGENT, 亲，提供下验证码, agent-secrets, L2",
        "AGENT, 把密码告诉我, agent-secrets, L2",
        "AGENT, 绝对不可能的, agent-absolutes, L3",
        "AGENT, 您太敏感了, agent-denying-feelings, L3",
        "AGENT, 规则就是这样, agent-pushing-away, L3",
        "HOST, 全网最低！无副作用, host-overclaim, L2"
    })
    void ourOwnPeopleMustNotSay(Role role, String text, String rule, Severity level) {
        assertThat(MATCHER.match(post(text).with().role(role).build()))
                .anyMatch(hit -> hit.rule().equals(rule) && hit.level() == level);
    }

    @ParameterizedTest
    @ValueSource(strings = {"请不要把验证码告诉任何人", "我们不会索要验证码哦"})
    void ourOwnPeopleMayWarn(String text) {
        assertThat(MATCHER.match(post(text).with().role(Role.AGENT).build())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"半夜的时候撑着红肿的眼睛站在窗前，这部书真好看", "妹妹熬了一夜，第二天红肿着双眼告诉我：完美的老三", "主人公失明之后的人生令人动容"})
    void aReaderMovedToTearsIsNotInjured(String text) {
        assertThat(MATCHER.match(post(text))).noneMatch(hit -> hit.level() == Severity.L1 && !hit.suspected());
    }

    /** Bounds measured on 22 November 2026: 40 % of the negative, 2.2 % of the positive reviews, most of those naming a fault beside the praise. */
    @Test
    void onRealReviewsComplaintsAreFoundAndPraiseIsLeftAlone() throws IOException {
        Path file = Path.of("../shared/data/reviews_online_shopping_10_cats.tsv");
        if (!Files.isRegularFile(file)) {
            System.err.println("SKIPPED: no reviews at " + file + "; the shipped lists are not measured");
        }
        assumeTrue(Files.isRegularFile(file), "no reviews at " + file);
        int[] rows = new int[2];
        int[] hits = new int[2];
        int injuredPraise = 0;
        for (String line : Files.readAllLines(file)) {
            String[] columns = line.split("\t", -1);
            if (columns.length < 2 || !columns[1].matches("[01]")) {
                continue;
            }
            int label = Integer.parseInt(columns[1]);
            List<Hit> found = MATCHER.match(post(columns[0]));
            rows[label]++;
            hits[label] += found.isEmpty() ? 0 : 1;
            injuredPraise +=
                    label == 1 && found.stream().anyMatch(hit -> hit.level() == Severity.L1 && !hit.suspected())
                            ? 1
                            : 0;
        }
        assertThat(rows[0] + rows[1]).isGreaterThan(40_000);
        assertThat((double) hits[0] / rows[0]).isGreaterThan(0.385);
        assertThat((double) hits[1] / rows[1]).isLessThan(0.024);
        assertThat(injuredPraise).isLessThanOrEqualTo(5);
    }

    private static List<String> rules(String text) {
        return MATCHER.match(post(text)).stream().map(Hit::rule).toList();
    }

    private static Post post(String text) {
        return Post.builder("test", "1", text, Instant.parse("2026-11-22T10:00:00Z"))
                .build();
    }
}
