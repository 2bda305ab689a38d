package io.fenghuo.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.Effort;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is lawful and still not meant. */
class RuleLintTest {
    private static RuleBuilder any(String... words) {
        return Rule.builder("r", Severity.L3, "c", Condition.any(List.of(words)));
    }

    private static List<String> lint(Rule... rules) {
        return RuleLint.of(List.of(new Watchlist("list", "b", null, List.of(rules)))).stream()
                .map(found -> found.code() + " " + String.join(" ", found.args()))
                .toList();
    }

    @Test
    void aKeywordThatAnotherAlwaysContains() {
        assertThat(lint(any("投诉", "黑猫投诉").build())).containsExactly("keyword-contained 黑猫投诉 投诉");
        assertThat(lint(any("騙子公司", "骗子").build())).containsExactly("keyword-contained 騙子公司 骗子");
        assertThat(lint(any("wei*", "weixin").build())).containsExactly("keyword-contained weixin wei");
        assertThat(lint(any("ai", "email").build())).as("whole words").isEmpty();
        assertThat(lint(any("发货", "不发货").build()))
                .as("a denied one is not found")
                .isEmpty();
        assertThat(lint(any("发货", "不发货").negation(Negation.MATCH).build())).containsExactly("keyword-contained 不发货 发货");
        assertThat(lint(any("口交", "路口交通堵").except(List.of("路口交通")).build())).isEmpty();
        assertThat(lint(Lists.when("(充电 OR 充电器) NEAR/3 爆炸").build())).isEmpty();
        assertThat(lint(any("投诉", "黑猫投诉").match(MatchMode.TOLERANT).build()))
                .as("more to recognise it by")
                .isEmpty();
    }

    @Test
    void anExceptThatCanNeverApply() {
        assertThat(lint(any("骗子").except(List.of("骗人的故事", "大骗子来了")).build())).containsExactly("except-never 骗人的故事");
        assertThat(lint(any("骗子", "假货").except(List.of("騙子")).build())).containsExactly("keyword-cancelled 骗子");
        assertThat(lint(Lists.when("/骗[子人]/").except(List.of("骗人的故事")).build())).isEmpty();
    }

    @Test
    void aRuleThatCanNeverFire() {
        assertThat(lint(Lists.when("骗子公司 AND NOT 骗子").build())).containsExactly("rule-never 骗子公司 / 骗子");
        assertThat(lint(Lists.when("(大骗子 OR 老骗子) AND 假货 AND NOT (别的 OR 骗子)").build()))
                .containsExactly("rule-never 大骗子 / 骗子");
        assertThat(lint(Lists.when("(大骗子 OR 奸商) AND NOT 骗子").build())).isEmpty();
        assertThat(lint(Lists.when("email AND NOT ai").build())).isEmpty();
        assertThat(lint(any("骗子").except(List.of("騙子")).build())).containsExactly("rule-never 骗子 / 骗子");
        assertThat(lint(Lists.when("(红肿 NEAR/9 用了) AND NOT 用了").build())).containsExactly("rule-never 用了 / 用了");
    }

    @Test
    void twoRulesThatAlwaysFireTogether() {
        Rule one = Lists.when("(假货 OR 骗子) AND 退款").build();
        Rule other = Rule.builder("s", Severity.L2, "d", Expression.parse("退款 AND (騙子 OR 假货)"))
                .build();
        assertThat(lint(one, other)).containsExactly("rules-twin list: r");
        Rule later = Rule.builder("s", Severity.L2, "d", Expression.parse("退款 AND (骗子 OR 假货)"))
                .repeated(new Repeated(2, Repeated.Of.MATCHES, Duration.ofHours(1)))
                .build();
        assertThat(lint(one, later)).isEmpty();
        assertThat(lint(Lists.when("骗子 ~> 退款").build(), Lists.when("退款 ~> 骗子").build()))
                .isEmpty();
        assertThat(lint(
                        Lists.when("骗子 NEAR/9 退款").build(),
                        Lists.when("退款 NEAR/9 骗子").build()))
                .hasSize(1);
    }

    @Test
    void aKeywordOfOrdinaryPosts() {
        assertThat(lint(any("不错", "假货").build())).containsExactly("keyword-common 不错");
        assertThat(lint(Lists.when("不错 AND 假货").build())).isEmpty();
        assertThat(lint(Lists.when("不错 AND NOT 假货").build())).containsExactly("keyword-common 不错");
    }

    @Test
    void aKeywordOfOneCharacter() {
        assertThat(lint(any("骗", "假货").build())).containsExactly("keyword-one 骗");
        assertThat(lint(Lists.when("骗 NEAR/4 钱").build())).isEmpty();
        assertThat(lint(any("💊").build())).isEmpty();
    }

    @Test
    void theSameKeywordInTwoScripts() {
        assertThat(lint(any("骗子", "騙子", "ＶＸ", "vx").build()))
                .containsExactly("keyword-same 騙子 骗子", "keyword-same vx ＶＸ");
        assertThat(lint(any("骗子", "騙子").match(MatchMode.EXACT).build())).isEmpty();
    }

    @Test
    void aLongListIsReadAtOnce() {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            words.add("词" + Integer.toString(i + 100_000, 36) + "条");
        }
        Effort effort = new Effort();
        assertThat(lint(any(words.toArray(String[]::new)).build())).isEmpty();
        assertThat(effort.soFar()).isLessThan(Duration.ofSeconds(60));
    }
}
