package io.fenghuo.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.Effort;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However long a condition or a list is, it is read or refused in time linear in its length. */
class LongListsTest {
    private static final Duration MOST = Duration.ofSeconds(40);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "骗子 OR ",
                "(",
                "NOT ",
                "\"a\" AND ",
                "NEAR/3 ",
                "/a/ OR ",
                "骗子 ~> 假货 AND ",
                "\\",
                "\"",
                "((骗子 OR "
            })
    void conditions(String unit) {
        String text = unit.repeat(200_000 / unit.length()) + "尾";
        Effort effort = new Effort();
        try {
            Expression.parse(text);
        } catch (ExpressionException fault) {
            assertThat(fault.offset()).isBetween(0, text.length());
        }
        assertThat(effort.soFar()).isLessThan(MOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"骗子\n", "\"", ",", "!x\n", "[x]\n", "=>", "/a/\n", "x => y\n", "\n \n", "# level: L1\n"})
    void lists(String unit) {
        String text = unit.repeat(400_000 / unit.length());
        Effort effort = new Effort();
        TextList.read("t", text, "b", (line, fault) -> {});
        assertThat(effort.soFar()).isLessThan(MOST);
    }
}
