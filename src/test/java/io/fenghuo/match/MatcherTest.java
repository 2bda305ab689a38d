package io.fenghuo.match;

import static io.fenghuo.match.Lists.explain;
import static io.fenghuo.match.Lists.fires;
import static io.fenghuo.match.Lists.hits;
import static io.fenghuo.match.Lists.matcher;
import static io.fenghuo.match.Lists.post;
import static io.fenghuo.match.Lists.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Role;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Span;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatcherTest {
    @Test
    void aHitShowsTheOriginalCharactersAndWhatWasUndone() {
        assertThat(hits("骗子", "这家就是騙.子！").get(0).spans())
                .containsExactly(new Span(4, 7, "骗子", "騙.子", List.of("variant", "separator")));
    }

    @ParameterizedTest
    @CsvSource({
        "自杀, 自 杀",
        "自杀, 自\u200B杀",
        "自杀, 自·杀",
        "自杀, 自殺",
        "过敏, 過敏",
        "投诉, 投\u00AD诉",
        "投诉, 投  诉",
        "AI, 用ＡＩ写的",
        "AI, ai!",
        "AI, 'A\u200BI 画图'",
        "過敏, 过敏",
        "12315, 打12315投诉",
        "5G手机, 5g手机",
        "wei*, weixin联系",
        "wei xin, 加'wei  xin'"
    })
    void findsDisguises(String keyword, String text) {
        assertThat(fires(keyword.contains(" ") ? "\"" + keyword + "\"" : keyword, text))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"AI, MAIL", "AI, training", "AI, AI2号", "315, 12315", "12315, 123156", "wei*, 5wei", "骗子, 被骗，子女"})
    void findsNoPartsOfWords(String keyword, String text) {
        assertThat(fires(keyword, text)).isFalse();
    }

    @Test
    void evaluatesTheExpression() {
        String when = "(骗子 OR 假货) AND NOT (\"不是骗子\" OR 正品保障)";
        assertThat(fires(when, "假货")).isTrue();
        assertThat(fires(when, "假货，说好的正品保障呢")).isFalse();
        assertThat(fires("红肿 NEAR/3 用了", "用了就红肿")).isTrue();
        assertThat(fires("红肿 NEAR/3 用了", "红肿，因为用了")).isTrue();
        assertThat(fires("红肿 NEAR/3 用了", "用了一二三四红肿")).isFalse();
        assertThat(fires("用了 ~> 红肿", "用了一二三四红肿")).isTrue();
        assertThat(fires("用了 ~> 红肿", "红肿用了")).isFalse();
        assertThat(fires("(红肿 OR 刺痛) NEAR/4 (敷 OR 用了) NEAR/9 客服", "敷完刺痛，找客服")).isTrue();
        assertThat(fires("/刷[单評]/", "他们刷 評的")).isTrue();
        assertThat(fires("^Apple", "an apple")).isFalse();
        assertThat(fires("^Apple", "Ａpple店")).isTrue();
        assertThat(fires("骗子 AND 假货", "骗子")).isFalse();
        assertThat(fires("A NEAR/2 A", "a a")).isTrue();
        assertThat(fires("A NEAR/2 A", "a")).isFalse();
    }

    @Test
    void theShownWordsAreThoseThatCount() {
        assertThat(hits("红肿 NEAR/3 用了", "红肿的眼睛在书里。用了就红肿").get(0).spans())
                .extracting(Span::start)
                .containsExactly(9, 12);
    }

    @Test
    void exactLooksAtWhatIsWritten() {
        Matcher exact = matcher(when("騙子").match(MatchMode.EXACT).build());
        assertThat(exact.match(post("騙子"))).hasSize(1);
        assertThat(exact.match(post("骗子"))).isEmpty();
        assertThat(exact.match(post("騙 子"))).isEmpty();
    }

    @Test
    void anExceptionCancelsTheWordItContains() {
        Rule rule = when("口交 OR 黄片").except(List.of("路口交通", "三黄片")).build();
        assertThat(matcher(rule).match(post("路口交通堵了，吃三黄片"))).isEmpty();
        assertThat(matcher(rule).match(post("路口交通堵了，卖黄片"))).hasSize(1);
        assertThat(explain(rule, "路口交通").nearMisses())
                .extracting(Explanation.NearMiss::why)
                .containsExactly(Reason.of("match.excepted", "口交", "路口交通"));
    }

    @Test
    void rolesAreRespectedAndNamed() {
        Rule rule = when("提供下验证码").roles(Set.of(Role.AGENT)).build();
        assertThat(matcher(rule).match(post("亲，提供下验证码").with().role(Role.AGENT).build()))
                .hasSize(1);
        assertThat(matcher(rule).match(post("亲，提供下验证码"))).isEmpty();
        assertThat(explain(rule, "提供下验证码").nearMisses())
                .extracting(Explanation.NearMiss::why)
                .containsExactly(Reason.of("match.role", "agent", "customer"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "绝不是骗子",
                "绝对不是骗子",
                "不是骗子",
                "老板不是什么骗子，放心",
                "没有骗子",
                "没有任何骗子",
                "没发现骗子",
                "并非骗子",
                "不存在骗子",
                "从来没有遇到过骗子",
                "无骗子",
                "卖家不像骗子",
                "不是騙.子",
                "零骗子",
                "他不会是骗子的，人很好"
            })
    void deniedWordsDoNotCount(String text) {
        assertThat(fires("骗子", text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "是不是骗子",
                "难道不是骗子",
                "不是骗子吗",
                "不是骗子？",
                "这不是骗子是什么",
                "不是没有骗子",
                "并非没有骗子",
                "有没有骗子",
                "要不是骗子",
                "还不是骗子",
                "如果不是骗子早退钱了",
                "没有一个不是骗子",
                "我以为不是骗子",
                "不是骗子就是强盗",
                "没想到是骗子",
                "不是，骗子",
                "没有退款！骗子",
                "无良骗子",
                "不是人，是骗子",
                "谁说不是骗子",
                "怎么不是骗子",
                "可不是骗子嘛"
            })
    void questionsDoubleNegativesAndOtherClausesCount(String text) {
        assertThat(fires("骗子", text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"投诉, 不得不投诉", "投诉, 不能不投诉", "过敏, 过不过敏", "退款, 为什么不退款", "差评, 不给差评不行", "差评, 不给差评都对不起自己"})
    void whatOneMustDoCounts(String keyword, String text) {
        assertThat(fires(keyword, text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"投诉, 不投诉了", "过敏, 用了不过敏", "差评, 不会给差评", "红肿, 没有出现红肿", "假货, 0假货", "破损, 没有一点破损"})
    void whatDidNotHappenDoesNotCount(String keyword, String text) {
        assertThat(fires(keyword, text)).isFalse();
    }

    @Test
    void negationIsNamedAndCanBeSwitchedOff() {
        assertThat(explain(when("骗子").build(), "他绝不是騙 子").nearMisses())
                .containsExactly(new Explanation.NearMiss("list", "r", Reason.of("match.negated", "骗子", "绝不是骗子")));
        assertThat(matcher(when("退款").negation(Negation.MATCH).build()).match(post("不给退款")))
                .hasSize(1);
    }

    @Test
    void nearMissesSayWhatWasLacking() {
        assertThat(why("AI", "MAIL")).containsExactly(Reason.of("match.inside_word", "AI", "MAIL"));
        assertThat(why("^Case", "case")).containsExactly(Reason.of("match.same_case", "Case", "case"));
        assertThat(why("骗子 AND (假货 OR 山寨)", "骗子")).containsExactly(Reason.of("match.missing", "骗子", "假货/山寨"));
        assertThat(why("骗子 AND NOT 正品", "骗子说正品")).containsExactly(Reason.of("match.excluded", "正品"));
        assertThat(why("红肿 NEAR/2 用了", "用了一二三四红肿")).containsExactly(Reason.of("match.too_far", "红肿", "用了", 4, 2));
        assertThat(why("红肿 NEAR/2 用了", "红肿")).containsExactly(Reason.of("match.missing", "红肿", "用了"));
        assertThat(why("用了 ~> 红肿", "红肿用了")).containsExactly(Reason.of("match.order", "用了", "红肿", 20));
        assertThat(why("骗子", "很好")).isEmpty();
    }

    @Test
    void explanationShowsTheFolding() {
        Explanation explained = explain(when("骗子").build(), "騙 子");
        assertThat(explained.folded()).isEqualTo("骗子");
        assertThat(explained.steps()).extracting("at").containsExactly(0, 1);
        assertThat(explained.hits()).hasSize(1);
        assertThat(explained.nearMisses()).isEmpty();
    }

    @Test
    void oneKeywordServesManyRulesAndLists() {
        Rule a = Rule.builder("a", Severity.L1, "x", Condition.any(List.of("骗子", "騙子", "骗 子")))
                .build();
        Rule b = Rule.builder("b", Severity.L3, "y", Condition.all(List.of("骗子", "假货")))
                .build();
        Matcher matcher = Matcher.compile(List.of(
                new Watchlist("one", "甲", null, List.of(a)), new Watchlist("two", "乙", "role:brand", List.of(a, b))));
        assertThat(matcher.match(post("骗子和假货")))
                .extracting(hit -> hit.brand() + hit.rule() + hit.effects().owner())
                .containsExactly("甲anull", "乙arole:brand", "乙brole:brand");
    }

    @Test
    void rulesThatWouldHitEverythingAreRefused() {
        Rule rule = Rule.builder("r", Severity.L3, "x", new Condition.Not(Condition.word("好")))
                .build();
        assertThatThrownBy(() -> matcher(rule)).isInstanceOf(ExpressionException.class);
        Rule blank =
                Rule.builder("r", Severity.L3, "x", Condition.word("\u200B")).build();
        assertThatThrownBy(() -> matcher(blank)).hasMessageContaining("invisible");
    }

    @Test
    void hostileTextsTakeLinearTime() {
        Matcher matcher = matcher(
                when("(骗 OR 子) NEAR/50 (子 OR 骗) AND NOT 天").build(),
                when("/(a+)+$/").build());
        assertThat(matcher.match(post("骗子".repeat(50_000))).get(0).spans()).hasSizeLessThanOrEqualTo(1_000);
        assertThat(matcher.match(post("a".repeat(100_000) + "!"))).isEmpty();
        assertThat(matcher.match(post("\uD83D".repeat(1_000)))).isEmpty();
    }

    private static List<Reason> why(String expression, String text) {
        return explain(when(expression).build(), text).nearMisses().stream()
                .map(Explanation.NearMiss::why)
                .toList();
    }
}
