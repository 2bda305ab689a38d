package io.fenghuo.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
    @Test
    void bindsNearBeforeNotBeforeAndBeforeOr() {
        Condition condition = Expression.parse("a OR b AND NOT c NEAR/3 d ~> e");
        Condition.Near near = new Condition.Near(word("c"), word("d"), 3, false);
        assertThat(condition)
                .isEqualTo(new Condition.Any(List.of(
                        word("a"),
                        new Condition.All(List.of(
                                word("b"), new Condition.Not(new Condition.Near(near, word("e"), 20, true)))))));
    }

    @Test
    void readsEveryKindOfWord() {
        assertThat(Expression.parse("\"wei \\\"xin\\\"\" OR wei* OR ^Case OR /刷[单评]\\/x/"))
                .isEqualTo(new Condition.Any(List.of(
                        word("wei \"xin\""),
                        new Condition.Word("wei", true, false),
                        new Condition.Word("Case", false, true),
                        new Condition.Regex("刷[单评]/x"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                "（骗子 OR 假货）§0§expression.full_width§(",
                "“骗子”§0§expression.full_width§\"",
                "骗子 ＯＲ 假货§3§expression.full_width§OR",
                "骗子 ＡＮＤ 假货§3§expression.full_width§AND",
                "骗子 or 假货§3§expression.operator§OR",
                "骗子，假货§2§expression.operator§OR",
                "骗子 || 假货§3§expression.operator§OR",
                "骗子 且 假货§3§expression.operator§AND",
                "骗子 AND !正品§7§expression.operator§NOT",
                "骗子 假货§3§expression.no_operator§AND",
                "骗子 AND§6§expression.no_word§关键词",
                "(骗子 OR 假货§0§expression.unclosed§结尾",
                "骗子) OR 假货§2§expression.extra_close§删掉",
                "\"骗子§0§expression.unclosed§结尾",
                "NOT 正品§0§expression.only_not§假货",
                "骗子 OR NOT 正品§0§expression.only_not§假货",
                "红肿 NEAR 用了§3§expression.near_number§NEAR/12",
                "红肿 NEAR/0 用了§3§expression.near_number§NEAR/12",
                "(红肿 AND 刺痛) NEAR/5 用了§0§expression.near_side§AND",
                "骗*§0§expression.star§骗",
                "*xin§0§expression.star§xin",
                "/a(?=b)/§0§expression.regex§RE2",
                "/a*/§0§expression.regex_empty§至少",
                "\"\"§0§expression.empty_word§关键词",
            })
    void namesThePlaceAndTheCure(String expression, int offset, String code, String inCure) {
        ExpressionException fault = catchThrowableOfType(ExpressionException.class, () -> Expression.parse(expression));
        assertThat(fault).as(expression).isNotNull();
        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.offset()).isEqualTo(offset);
        assertThat(fault.cure(Locale.CHINESE)).contains(inCure);
        assertThat(fault.what(Locale.ENGLISH)).isNotBlank();
    }

    @Test
    void nothingAtAllAndTooDeepAreErrors() {
        assertThatThrownBy(() -> Expression.parse("  ")).isInstanceOf(ExpressionException.class);
        assertThatThrownBy(() -> Expression.parse("(".repeat(10_000) + "a")).hasMessageContaining("deeper");
        assertThatThrownBy(() -> Expression.parse("NOT ".repeat(10_000) + "a")).hasMessageContaining("deeper");
    }

    @Test
    void bothLanguagesSayEverything() {
        assertThat(keys(Locale.CHINESE)).isEqualTo(keys(Locale.ENGLISH)).isEqualTo(keys(Locale.ROOT));
    }

    private static TreeSet<String> keys(Locale locale) {
        return new TreeSet<>(
                ResourceBundle.getBundle("io.fenghuo.match.messages", locale).keySet());
    }

    private static Condition word(String text) {
        return new Condition.Word(text, false, false);
    }
}
