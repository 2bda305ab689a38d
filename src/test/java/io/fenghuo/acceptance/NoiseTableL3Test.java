package io.fenghuo.acceptance;

import static io.fenghuo.model.NoticeReason.MISSED;
import static io.fenghuo.model.NoticeReason.OPENED;
import static io.fenghuo.model.NoticeReason.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Action.Kind;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The row of L3 of the noise table, cell by cell, by day and by night. */
class NoiseTableL3Test extends NoiseTableCase {

    @Test
    @DisplayName("L3 · at once: a line in the hourly digest, to duty and the group, nothing else")
    void atOnce() {
        at("10:10").post("骗子");
        between("10:10", "10:59").expectNothing();
        at("11:00").expectOnly(digest("zhang", "group").lines(1, OPENED));
        between("11:00:01", "11:39").expectNothing();
    }

    @Test
    @DisplayName("L3 · at once: the first hourly digest is at 09:00, the last at 22:00")
    void firstAndLast() {
        at("08:40").post(comment(STORIES.get(0) + "骗子").under("v-1").by("u-1"));
        at("09:00").expectOnly(digest("zhang", "group"));
        at("21:30").post(comment(STORIES.get(4) + "假货").under("v-2").by("u-1"));
        at("22:00").expect(digest("zhang", "group").lines(1, OPENED));
        at("22:10").post(comment(STORIES.get(6) + "，骗子").under("v-3").by("u-1"));
        between("22:00:01", "1 08:29").to("zhang", "group").expectNothing();
        at("1 08:30").expect(digest("group"));
    }

    @Test
    @DisplayName(
            "L3 · not taken: one personal message with 30 min of golden left; the miss goes to the supervisor's digest")
    void notTaken() {
        at("10:10").post("骗子");
        at("11:40").expectOnly(warning("zhang").of("golden").with(30).quiet().by("app"));
        between("11:40:01", "12:59").expectNothing();
        at("13:00").expectOnly(digest("wang").lines(1, MISSED));
    }

    @Test
    @DisplayName("L3 · not taken: settle warnings and misses go to the supervisor's digest")
    void notTakenSettle() {
        at("10:10").post("骗子");
        between("13:01", "2 10:59").expectNothing();
        at("2 11:00").expectOnly(digest("wang").lines(1, WARNING));
        at("3 11:00").expectOnly(digest("wang").lines(1, MISSED));
        between("3 11:01", "9 12:00").expectNothing();
    }

    @Test
    @DisplayName("L3 · while owned: settle at 24 h left to the owner")
    void owned() {
        at("10:10").post("骗子");
        at("11:10").take("zhang");
        at("11:20").answer("zhang", "已退款");
        between("11:10", "2 10:09").expectNothing();
        at("2 10:10").expectOnly(warning("zhang").of("settle").quiet());
    }

    @Test
    @DisplayName(
            "L3 · at night nothing personal from 22:00 to 09:00; warnings and misses are lines at 08:30, counted apart")
    void night() {
        at("20:50").post("骗子");
        at("21:00").expectOnly(digest("zhang", "group"));
        between("21:00:01", "1 08:29").expectNothing();
        at("1 08:30")
                .expectOnly(digest("zhang").lines(1, WARNING), digest("wang").lines(1, MISSED));
        assertThat(timeline())
                .filteredOn(line -> line.event().equals("clock.missed"))
                .singleElement()
                .satisfies(line -> assertThat(line.facts()).containsEntry("night", "true"));
    }

    @Test
    @DisplayName("L3 · found late it waits for the next digest")
    void foundLate() {
        at("13:10").post(comment("骗子").published("09:00"));
        between("13:10", "13:59").expectNothing();
        at("14:00").expect(digest("zhang", "group"));
    }

    @Test
    @DisplayName("L3 · a raise removes the unsent line")
    void raise() {
        at("10:10").post("骗子");
        at("10:20").act(Kind.RAISE, "wang", "扩散了", "level", "L2");
        at("10:20").expectOnly(raised("zhang", "zhao"), raised("group"));
        between("10:20:01", "11:04")
                .to("zhang", "group")
                .expectOnly(page("zhang").with(10));
    }

    @Test
    @DisplayName("L3 · a new customer joins the next digest")
    void newCustomer() {
        at("10:10").post("骗子");
        at("11:10").post("我也遇到骗子");
        between("11:10", "11:39").expectNothing();
        at("12:00").expect(digest("zhang", "group"));
        assertThat(incident().cases()).hasSize(2);
    }

    @Test
    @DisplayName("L3 · whatever happened to one incident is one line of a digest")
    void oneLine() {
        at("10:10").post("骗子，第一位");
        at("10:20").post("骗子，第二位");
        at("10:30").post("骗子，第三位");
        assertThat(at("11:00").to("zhang", "group").told())
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.text().split("骗子，第一位", -1))
                        .as(one.text())
                        .hasSize(2));
    }

    @Test
    @DisplayName("L3 · life: handled it is one digest line")
    void lifeHandled() {
        at("10:10").post("骗子");
        at("11:10").take("zhang");
        at("11:20").answer("zhang", "已退款");
        at("1 10:00").settle("zhang");
        at("1 10:05").act(Kind.CLOSE, "zhang", null, "cause", "客服");
        between("10:10", "5 12:00")
                .to("zhang", "wang", "li", "zhao")
                .expectOnly(digest("zhang").lines(1, OPENED));
    }

    @Test
    @DisplayName("L3 · life: ignored it is at most 4 to anybody")
    void lifeIgnored() {
        at("10:10").post("骗子");
        Span life = between("10:10", "6 12:00");
        for (String one : List.of("zhang", "wang", "li", "zhao")) {
            life.to(one).atMost(4);
        }
    }
}
