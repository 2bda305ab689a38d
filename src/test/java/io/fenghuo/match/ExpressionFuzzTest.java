package io.fenghuo.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fenghuo.model.Hit;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Span;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Whatever people write: a condition or list is read, or refused with its place; never anything else. {@code mvn test} repeats the kept inputs. */
class ExpressionFuzzTest {
    private static final List<String> TEXTS = List.of("", "骗子！假货 AI", "騙.子太差差差了 weixin ^Case $99 12315");

    @FuzzTest(maxDuration = "65s")
    void expressions(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            Condition condition = Expression.parse(text, name -> name.equals("list") ? Condition.word("骗子") : null);
            for (MatchMode mode : MatchMode.values()) {
                match(Rule.builder("r", Severity.L3, "c", condition).match(mode).build(), text);
            }
        } catch (ExpressionException fault) {
            assertThat(fault.offset()).isBetween(0, text.length());
            assertThat(fault.what(Locale.CHINESE)).isNotBlank();
            assertThat(fault.cure(Locale.ENGLISH)).isNotBlank();
        }
    }

    private static void match(Rule rule, String own) {
        Matcher matcher = Lists.matcher(rule);
        RuleLint.of(matcher.watchlists());
        for (String text : List.of(TEXTS.get(0), TEXTS.get(1), TEXTS.get(2), own)) {
            for (Hit hit : matcher.match(Lists.post(text))) {
                for (Span span : hit.spans()) {
                    assertThat(span.text()).isEqualTo(text.substring(span.start(), span.end()));
                }
            }
        }
    }

    @FuzzTest(maxDuration = "65s")
    void textLists(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int lines = text.split("\r\n|\n|\r", -1).length;
        Watchlist list = TextList.read(
                "list", text, "b", (line, fault) -> assertThat(line).isBetween(1, lines));
        Matcher.compile(List.of(list)).match(Lists.post("骗子，假货"));
    }
}
