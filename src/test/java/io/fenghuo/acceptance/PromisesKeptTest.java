package io.fenghuo.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Action.Kind;
import io.fenghuo.model.Clock;
import io.fenghuo.model.Clock.Phase;
import io.fenghuo.model.Role;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    private List<String> owed() {
        return incident(1).clocks().stream()
                .filter(one -> one.clock().equals("promised") && one.state() == Phase.RUNNING)
                .map(one -> Objects.requireNonNullElse(one.customer(), "-"))
                .toList();
    }

    @Test
    @DisplayName(
            "§2 promises · of several customers it is the one answered, through our own replies too, or called by name")
    void ofSeveral() {
        policy("correlate: product");
        at("10:00").post(comment("骗子").id("p-1").by("u-1").under("p-1").of("枕"));
        at("10:01").post(comment("骗子").id("p-2").by("u-2").under("p-2").of("枕"));
        at("10:02")
                .post(comment("骗子").id("p-3").by("u-3").named("小明").under("p-2").of("枕"));
        assertThat(incident(1).cases()).hasSize(3);
        at("10:03")
                .post(comment("2小时内联系您").id("a-1").by("kefu").role(Role.AGENT).under("p-1"));
        assertThat(owed()).containsExactly("u-1");
        at("10:04")
                .post(comment("在查")
                        .id("a-2")
                        .by("kefu")
                        .role(Role.AGENT)
                        .to("p-2")
                        .under("p-2"));
        at("10:05")
                .post(comment("3小时内联系您").by("kefu").role(Role.AGENT).to("a-2").under("p-2"));
        assertThat(owed()).containsExactly("u-1", "u-2");
        at("10:06").post(comment("回复 @小明：今晚给您答复").by("kefu").role(Role.AGENT).under("v-9"));
        assertThat(owed()).as("said under a thread of no incident").containsExactly("u-1", "u-2");
        at("10:07").post(comment("回复 @小明：今晚给您答复").by("kefu").role(Role.AGENT).under("p-2"));
        assertThat(owed()).containsExactly("u-1", "u-2", "u-3");
    }

    @Test
    @DisplayName("§2 promises · made to nobody in particular they are #2, #3 …; by these names an action keeps them")
    void named() {
        at("10:00").post(comment("骗子").by("u-1").named("老王"));
        at("10:01").post(comment("骗子").by("u-2").named("小李"));
        at("10:02").take("zhang");
        for (String words : List.of("2小时内给结果", "3小时内给结果", "今晚给结果")) {
            at("10:03").post(comment(words).by("kefu").role(Role.AGENT));
        }
        assertThat(owed()).containsExactly("-", "#2", "#3");
        at("10:04").on(1).customers("#3").act(Kind.NOTE, "zhang", null, "promise", "confirm");
        at("10:05").on(1).customers("＃3").act(Kind.ANSWER, "zhang", "已给出结果");
        assertThat(owed()).as("a promise kept answers nobody else").containsExactly("-", "#2");
        assertThat(incident(1).cases()).allMatch(one -> one.answeredAt() == null);
        at("10:06").on(1).customers("老王").act(Kind.ANSWER, "zhang", "已致歉");
        assertThat(incident(1).cases())
                .filteredOn(one -> one.answeredAt() != null)
                .hasSize(1);
        at("10:07").on(1).customers("#9").refused(Kind.ANSWER, "zhang", "已致歉");
    }

    @Test
    @DisplayName("§2 promises · odd ones are proposed: no clock runs until a person says so")
    void proposed() {
        at("10:00").post(comment("骗子").id("p-1").by("u-1"));
        at("10:01").take("zhang");
        at("10:05").post(comment("大概2小时给您回复").by("kefu").role(Role.AGENT).to("p-1"));
        assertThat(clock("promised").state()).isEqualTo(Phase.PROPOSED);
        assertThat(story()).contains("clock.proposed");
        at("10:10").act(Kind.NOTE, "zhang", null, "promise", "confirm");
        assertThat(clock("promised").state()).isEqualTo(Phase.RUNNING);
        assertThat(clock("promised").due()).isEqualTo(time("12:05"));
        between("10:10", "11:35").expect(warning("zhang").of("promised").with(30));
        at("11:40").post(comment("这两天给您处理").by("kefu").role(Role.AGENT).to("p-1"));
        at("11:41").customers("u-1#2").act(Kind.NOTE, "zhang", null, "promise", "none");
        assertThat(incident().clocks()).noneMatch(one -> one.state() == Phase.PROPOSED);
        at("11:42").post(comment("下周给您退款").by("kefu").role(Role.AGENT).to("p-1"));
        at("11:43").act(Kind.CLOSE, "zhang", "已处理", "cause", "客服");
        assertThat(incident().clocks()).noneMatch(one -> one.state() == Phase.PROPOSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"收到就破损", "骗子"})
    @DisplayName("§2 promises · an answer ends those of the customer it names, at every grade; of another none")
    void ofOneCustomer(String words) {
        at("10:00").post(comment(words).by("u-4").named("丁"));
        at("10:01").post(comment(words).by("u-5").named("戊"));
        at("10:02").take("zhang");
        at("10:03").customers("丁").answer("zhang", "2小时内退款");
        at("10:04").customers("戊").answer("zhang", "3个工作日到账");
        assertThat(owed()).containsExactly("u-4", "u-5");
        at("10:05").answer("zhang", "已公开致歉");
        assertThat(owed()).as("said to nobody in particular").containsExactly("u-4", "u-5");
        at("10:06").customers("丁").answer("zhang", "1小时内退款");
        assertThat(incident(1).clocks())
                .as("the new promise stands in the place of the old one, which was not kept")
                .filteredOn(one -> "u-4".equals(one.customer()) && one.clock().equals("promised"))
                .singleElement()
                .satisfies(one -> assertThat(one.due()).isEqualTo(time("11:06")));
        at("10:07").customers("u-4").answer("zhang", "已退款");
        assertThat(owed()).containsExactly("u-5");
        at("10:08").settle("zhang");
        assertThat(owed()).isEmpty();
    }

    @Test
    @DisplayName("§2 promises · made to nobody in particular end with an answer that names nobody, or them")
    void ofNobody() {
        at("10:00").post(comment("收到就破损").by("u-4"));
        at("10:01").post(comment("收到就破损").by("u-5"));
        at("10:02").take("zhang");
        at("10:03").answer("zhang", "2小时内公布结果");
        at("10:04").customers("u-4").answer("zhang", "3小时内退款");
        assertThat(owed()).containsExactly("-", "u-4");
        at("10:05").customers("-").answer("zhang", "4小时内公布结果");
        assertThat(owed()).containsExactly("u-4", "-");
        assertThat(clock("promised").due()).isEqualTo(time("14:05"));
        at("10:06").answer("zhang", "结果已公布");
        assertThat(owed()).containsExactly("u-4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"收到就破损", "骗子"})
    @DisplayName("§2 promises · nothing is promised to a customer whom the incident does not know")
    void strangers(String words) {
        at("10:00").post(comment(words).by("u-4").named("丁"));
        at("10:01").customers("#2").refused(Kind.TAKE, "zhang", "2小时内退款");
        at("10:02").customers("#99").refused(Kind.ANSWER, "zhang", "2小时内退款");
        at("10:03").customers("丁", "u-9").refused(Kind.ANSWER, "zhang", "2小时内退款");
        at("10:04").customers("己").refused(Kind.NOTE, "zhang", null, "promised", "2026-06-18T20:00");
        at("10:05").customers("-").act(Kind.NOTE, "zhang", null, "promised", "2026-06-18T20:00");
        at("10:06").customers("丁").act(Kind.NOTE, "zhang", null, "promised", "2026-06-18T21:00");
        assertThat(owed()).containsExactly("-", "u-4");
    }
}
