package io.fenghuo.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Action.Kind;
import io.fenghuo.model.Clock;
import io.fenghuo.model.Clock.Phase;
import io.fenghuo.model.Role;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promises made in our own replies are clocks, shown, confirmable, correctable. */
class PromisesKeptTest extends TimelineCase {

    private Clock.Said said() {
        return Objects.requireNonNull(clock("promised").said());
    }

    @ParameterizedTest
    @DisplayName("§2 promises · what an agent promises under the post is a clock")
    @CsvSource(
            delimiter = '|',
            value = {
                "今天18点前给您答复 | 18:00",
                "2小时内联系您 | 12:05",
                "1小时内联系您 | 11:05",
                "您好，3个工作日内退款 | 6 18:00",
                "半小时内回电 | 10:35"
            })
    void ofAgents(String words, String due) {
        at("10:00").post(comment("骗子").id("p-1").by("u-1"));
        at("10:05").post(comment(words.strip()).by("kefu").role(Role.AGENT).to("p-1"));
        assertThat(clock("promised").due()).isEqualTo(time(due.strip()));
        assertThat(clock("promised").customer()).isEqualTo("u-1");
        assertThat(said().confirmed()).isFalse();
    }

    @Test
    @DisplayName("§2 promises · a customer's words, questions and hopes are none")
    void none() {
        at("10:00").post(comment("骗子").id("p-1").by("u-1"));
        at("10:01").post(comment("2小时内给我答复").by("u-1").to("p-1"));
        at("10:02").post(comment("我们会尽快处理").by("kefu").role(Role.AGENT).to("p-1"));
        assertThat(has("promised")).isFalse();
    }

    @Test
    @DisplayName(
            "§2 promises · in the text of an answer too; it warns at 30 and 10 min left, a miss goes to owner and supervisor")
    void warns() {
        at("10:00").post("收到就破损");
        at("10:01").take("zhang");
        at("10:02").answer("zhang", "今天15点前公布结果");
        assertThat(clock("promised").due()).isEqualTo(time("15:00"));
        between("10:02", "14:30").expectOnly(warning("zhang").of("promised").with(30));
        between("14:30:01", "14:50").expectOnly(warning("zhang").of("promised").with(10));
        between("14:50:01", "15:00").expectOnly(missed("zhang", "wang").of("promised"));
    }

    @Test
    @DisplayName("§2 promises · confirmed, corrected, taken back or kept by one action; entered by hand")
    void corrected() {
        at("10:00").post("收到就破损");
        at("10:01").take("zhang");
        at("10:02").answer("zhang", "2小时内给结果");
        at("10:03").act(Kind.NOTE, "zhang", null, "promise", "confirm");
        assertThat(said().confirmed()).isTrue();
        at("10:04").act(Kind.NOTE, "zhang", null, "promised", "2026-06-18T20:00");
        assertThat(clock("promised").due()).isEqualTo(time("20:00"));
        at("10:05").act(Kind.NOTE, "zhang", null, "clock", "promised");
        assertThat(clock("promised").state()).isEqualTo(Phase.STOPPED);
        at("10:06").act(Kind.NOTE, "zhang", null, "promised", "2026-06-18T21:00");
        assertThat(clock("promised").due()).isEqualTo(time("21:00"));
        at("10:07").act(Kind.NOTE, "zhang", null, "promise", "none");
        between("10:08", "23:00").told().forEach(one -> assertThat(one.clock()).isNotEqualTo("promised"));
    }
}
