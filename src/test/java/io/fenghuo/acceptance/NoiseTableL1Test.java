package io.fenghuo.acceptance;

import static io.fenghuo.model.NoticeReason.REMINDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Action.Kind;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The row of L1 of the noise table, cell by cell, and what stands around the table about it. */
class NoiseTableL1Test extends NoiseTableCase {

    @Test
    @DisplayName("L1 · at once: duty, legal, supervisor ring by their own and the spare channel, the group once")
    void atOnce() {
        at("10:00").post("用了红肿");
        between("10:00", "10:02:59")
                .expectOnly(
                        opened("zhang", "li", "wang").ringing().by("app", "mail"),
                        opened("group").ringing());
    }

    @Test
    @DisplayName("L1 · not taken: duty at 3 and 5 min, every 5 to 30, every 15 to 2 h, then hourly, by phone too")
    void notTakenDuty() {
        at("10:00").post("用了红肿");
        Span pages = between("10:01", "15:00").to("zhang");
        assertThat(times(pages))
                .containsExactly(
                        "10:03", "10:05", "10:10", "10:15", "10:20", "10:25", "10:30", "10:45", "11:00", "11:15",
                        "11:30", "11:45", "12:00", "13:00", "14:00", "15:00");
        assertThat(pages.told()).allMatch(one -> one.channels().contains("caller") && one.rings());
    }

    @Test
    @DisplayName("L1 · not taken: legal and supervisor again at 5 and 15 min by phone, and the warnings of the clocks")
    void notTakenOthers() {
        at("10:00").post("用了红肿");
        between("10:01", "14:59")
                .to("li")
                .expectOnly(
                        page("li").by("app", "mail", "caller").with(5),
                        warning("li").of("respond"),
                        page("li").by("app", "mail", "caller").with(15),
                        warning("li").of("golden"),
                        missed("li").of("golden"));
        assertThat(times(between("10:01", "15:00").to("wang")))
                .containsExactly("10:05", "10:10", "10:15", "11:30", "12:00");
    }

    @Test
    @DisplayName("L1 · while owned: respond one warning at 5 min left; its miss tells the supervisor once")
    void ownedRespond() {
        at("10:00").post("用了红肿");
        at("10:01").take("zhang");
        between("10:01:01", "10:10")
                .expectOnly(warning("zhang").of("respond").with(5).ringing());
        at("10:11").act(Kind.NOTE, "zhang", "在联系");
        between("10:11", "10:25").expectOnly(missed("wang").of("respond"));
    }

    @Test
    @DisplayName("L1 · while owned: golden at 30 min left and missed, to the owner; the miss to the supervisor")
    void ownedGolden() {
        at("10:00").post("用了红肿");
        at("10:01").take("zhang");
        for (String time : List.of(
                "10:10", "10:20", "10:30", "10:40", "10:50", "11:00", "11:10", "11:20", "11:31", "11:45", "11:55")) {
            at(time).act(Kind.NOTE, "zhang", "在联系 " + time);
        }
        between("10:16", "11:59").expectOnly(warning("zhang").of("golden").with(30));
        between("11:59:01", "12:04").expectOnly(missed("zhang", "wang").of("golden"));
    }

    @Test
    @DisplayName("L1 · a warning not taken rides on a ladder step due within 3 min")
    void rides() {
        at("10:00").post(comment("用了红肿").published("08:42"));
        between("10:10:01", "10:14:59").to("zhang").expectNothing();
        at("10:15").expect(page("zhang").with("golden:27"));
    }

    @Test
    @DisplayName("L1 · suspected: only duty is rung; 5 min without a decision confirm it")
    void suspected() {
        at("10:00").post("这家让人毁容");
        between("10:00", "10:04:59").expectOnly(opened("zhang").ringing().by("app", "mail"));
        at("10:05").expectOnly(raised("zhang", "li", "wang").ringing(), raised("group"));
        assertThat(clock("respond").startedAt()).isEqualTo(time("10:05"));
        between("10:05:01", "10:08").expectOnly(page("zhang"));
    }

    @Test
    @DisplayName("L1 · life: taken at once and noted every 10 min, the owner gets at most 4, others at most 3")
    void lifeHandled() {
        at("10:00").post("用了红肿");
        at("10:02").take("zhang");
        for (String time :
                new String[] {"10:10", "10:20", "10:30", "10:40", "10:50", "11:00", "11:10", "11:20", "11:30"}) {
            at(time).act(Kind.NOTE, "zhang", "联系中 " + time);
        }
        at("11:40").answer("zhang", "已公开致歉");
        Span life = between("10:00", "11:40");
        life.to("zhang").atMost(4);
        life.to("li").atMost(3);
        life.to("wang").atMost(3);
        life.to("group").expectOnly(opened("group"));
    }

    @Test
    @DisplayName("L1 · life: ignored, duty gets at most 16 in 2 h")
    void lifeIgnored() {
        at("10:00").post("用了红肿");
        between("10:00", "12:00").to("zhang").atMost(16);
    }

    @Test
    @DisplayName("L1 · answered: a reminder every 4 h until settled")
    void reminders() {
        at("10:00").post("用了红肿");
        at("10:02").take("zhang");
        at("10:05").answer("zhang", "已公开致歉");
        assertThat(times(between("10:06", "1 03:00"))).containsExactly("14:05", "18:05", "22:05", "02:05");
        at("1 06:05").expectOnly(notice(REMINDER, "zhang").ringing());
        at("1 07:00").settle("zhang");
        between("1 07:00", "2 12:00").expectNothing();
    }

    @Test
    @DisplayName("L1 · exempt from the budget and from the night's wakings")
    void exempt() {
        at("23:00");
        for (int i = 0; i < 12; i++) {
            at("23:00:" + (10 + i))
                    .post(comment(STORIES.get(i) + "，红肿").under("v-" + i).by("u-1"));
        }
        assertThat(between("23:00", "23:01").to("zhang").told()).hasSize(12);
    }
}
