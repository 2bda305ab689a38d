package io.fenghuo.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One post's own bytes in what was sent to us. */
class ItemsTest {
    private static final String A = "{\"text\":\"骗子 }{\", \"author\":{\"id\":\"b\"},\"id\":\"a\"}";
    private static final String B = "{ \"id\" : \"b\" , \"text\":\"好\" }";
    private static final String C = "{\"text\":\"无编号\"}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s\n%s\n%s\n",
                "[%s,%s ,  %s]",
                "  [ %s\n,%s,%s",
                "%s %s %s {\"id\":\"d\"",
                "%s\r\n\r\n%s\n%s\nrubbish"
            })
    void areFoundInEveryForm(String form) {
        byte[] body = form.formatted(A, B, C).getBytes(StandardCharsets.UTF_8);
        Items items = Items.of(body);
        assertThat(cut(body, items, "a", "")).isEqualTo(A);
        assertThat(cut(body, items, "b", "")).isEqualTo(B);
        assertThat(cut(body, items, "k-123", "无编号")).isEqualTo(C);
        assertThat(items.find("d", "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "not json", "\"a\"", "[1,2]", "{", "null", "<rss/>"})
    void areNotFoundInAnythingElse(String body) {
        assertThat(Items.of(body.getBytes(StandardCharsets.UTF_8)).find("a", "a"))
                .isEmpty();
    }

    private static String cut(byte[] body, Items items, String id, String text) {
        Items.Range range = items.find(id, text).orElseThrow();
        return new String(Arrays.copyOfRange(body, range.from(), range.to()), StandardCharsets.UTF_8);
    }
}
