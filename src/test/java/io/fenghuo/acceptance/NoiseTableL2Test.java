package io.fenghuo.acceptance;

import static io.fenghuo.model.NoticeReason.CLOSED;
import static io.fenghuo.model.NoticeReason.EXPIRED;
import static io.fenghuo.model.NoticeReason.REMINDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Action.Kind;
import io.fenghuo.model.Notice;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The row of L2 of the noise table, cell by cell, growth, groups and budgets. */
class NoiseTableL2Test extends NoiseTableCase {

    @Test
    @DisplayName("L2 · at once: duty and brand get one card, the group hears it once")
    void atOnce() {
        at("10:00").post("收到就破损");
        between("10:00", "10:09:59").expectOnly(opened("zhang", "zhao").quiet().by("app"), opened("group"));
    }

    @Test
    @DisplayName("L2 · not taken: reminder at 10 min, supervisor at 15, then every 30; warnings ride within 10 min")
    void notTaken() {
        at("10:00").post("收到就破损");
        at("10:10").expectOnly(page("zhang").with(10));
        at("10:15").expectOnly(page("wang").with(15));
        at("10:45").expectOnly(page("zhang", "wang").with(45));
        at("11:00").expectOnly(warning("zhang", "zhao", "wang").of("golden").with(60));
        at("11:15").expectOnly(page("zhang", "wang"));
        between("11:15:01", "11:44:59").expectNothing();
        at("11:45")
                .expectOnly(
                        page("zhang", "wang").with("golden:15"), warning("zhao").of("golden"));
        at("12:00").expectOnly(missed("zhang", "zhao", "wang").of("golden"));
        assertThat(times(between("12:01", "14:00").to("wang"))).containsExactly("12:15", "12:45", "13:15", "13:45");
    }

    @Test
    @DisplayName("L2 · while owned: golden at 60 and 20 min left, only until answered")
    void ownedGolden() {
        at("10:00").post("收到就破损");
        at("10:05").take("zhang");
        at("10:40").act(Kind.NOTE, "zhang", "在联系厂家");
        between("10:05:01", "11:00").expectOnly(warning("zhang").of("golden").with(60));
        at("11:10").act(Kind.NOTE, "zhang", "在查批次");
        between("11:10", "11:40").expectOnly(warning("zhang").of("golden").with(20));
        at("11:45").answer("zhang", "已公告");
        between("11:45", "16:59").expectNothing();
    }

    @Test
    @DisplayName("L2 · while owned: a golden miss goes to the supervisor once")
    void ownedMiss() {
        at("10:00").post("收到就破损");
        at("11:05").take("zhang");
        at("12:00").expectOnly(missed("wang").of("golden"));
        between("12:00:01", "12:04").expectNothing();
    }

    @Test
    @DisplayName(
            "L2 · while owned: findings at 24 h and 6 h left by day; they replace the reminders of 09:00 and 17:00")
    void findings() {
        at("10:00").post("收到就破损");
        at("10:05").take("zhang");
        at("10:30").answer("zhang", "已公告，正在调查");
        between("10:31", "1 08:59").expectOnly(notice(REMINDER, "zhang"));
        between("1 09:00", "1 16:59").expectOnly(warning("zhang").of("findings"));
        at("1 17:00").expectOnly(notice(REMINDER, "zhang"));
        between("1 17:01", "2 08:59").expectNothing();
        at("2 09:00").expectOnly(warning("zhang").of("findings"));
        at("2 10:00").expectOnly(missed("wang").of("findings"));
        at("2 11:00").act(Kind.PUBLISH_FINDINGS, "zhang", "批次问题，已召回");
        between("2 11:00", "6 12:00").expectNothing();
    }

    @Test
    @DisplayName(
            "L2 · growth at ×2, ×10, ×100 to the owner, never within 30 min of the last message; others see the card edited")
    void growthToTheOwner() {
        at("10:00").post("收到就破损");
        at("10:01").take("zhang");
        at("10:05").post("我也破损");
        between("10:01:01", "10:29:59").to("zhang", "zhao").expectNothing();
        at("10:30").expect(growth("zhang").with(2));
        at("10:40").act(Kind.NOTE, "zhang", "在查");
        for (int i = 3; i <= 9; i++) {
            at("10:4" + i).post("又一个破损 " + STORIES.get(i));
        }
        assertThat(edits("role:brand")).isPositive();
        between("10:30:01", "11:29").to("zhang").expectOnly(warning("zhang").of("golden"));
        at("11:30").act(Kind.NOTE, "zhang", "还在查");
        at("11:35").post("第十个破损 " + STORIES.get(10));
        between("11:30", "11:39").to("zhang").expectOnly(growth("zhang").with(10));
        for (int i = 11; i <= 99; i++) {
            at("11:36").post("又一个破损 " + i);
        }
        at("12:00").act(Kind.NOTE, "zhang", "还在查");
        at("12:11").post("第一百个破损");
        between("11:36", "12:39")
                .to("zhang")
                .expectOnly(warning("zhang").of("golden"), growth("zhang").with(100));
        between("10:01", "12:39").to("zhao").expectNothing();
    }

    @Test
    @DisplayName("L2 · growth gives way to another message to the same person at the same moment")
    void growthGivesWay() {
        at("10:00").post("收到就破损");
        at("10:01").take("zhang");
        at("10:05").post("我也破损");
        at("10:30").expectOnly(growth("zhang"));
        for (int i = 3; i <= 9; i++) {
            at("10:4" + i).post("又一个破损 " + STORIES.get(i));
        }
        between("10:30:01", "11:00:59")
                .to("zhang")
                .expectOnly(warning("zhang").of("golden").with(60));
    }

    private long edits(String to) {
        String id = incident().id();
        return play().<Long>read(tx -> tx.outbox().ofIncident(id).stream()
                .map(one -> tx.outbox().notice(one.notice()).orElseThrow())
                .filter(one -> one.manner() == Notice.Manner.EDIT
                        && one.to().toString().equals(to))
                .count());
    }

    @Test
    @DisplayName("L2 · growth before taking goes to duty and brand")
    void growthBeforeTaking() {
        at("10:00").post("收到就破损");
        at("10:01").post("我也破损");
        between("10:01", "10:09").to("zhang", "zhao", "wang", "li").expectNothing();
        between("10:10", "10:44").to("zhao").expectOnly(growth("zhao").with(2));
    }

    @Test
    @DisplayName("L2 · growth at once for a new platform")
    void newPlatform() {
        at("10:00").post("收到就破损");
        at("10:01").take("zhang");
        at("10:05").post(comment("微博上也说破损").from("weibo"));
        at("10:05").expectOnly(growth("zhang"), growth("group"));
    }

    @Test
    @DisplayName("Groups get opening, raise, growth and close once each")
    void groups() {
        at("10:00").post("收到就破损");
        at("10:01").take("zhang");
        at("10:40").post("我也破损");
        at("11:00").act(Kind.RAISE, "wang", "有人受伤", "level", "L1");
        at("11:05").answer("zhang", "已公开致歉");
        at("11:10").settle("zhang");
        at("11:20").close("zhang", "质量");
        between("10:00", "2 12:00")
                .to("group")
                .expectOnly(opened("group"), growth("group"), raised("group").ringing(), notice(CLOSED, "group"));
    }

    @Test
    @DisplayName("Budget: 10 personal messages a shift, beyond it the digest, and the admin is told which rule did it")
    void budget() {
        at("10:00");
        for (int i = 0; i < 14; i++) {
            at("10:0" + i / 2 + ":" + (10 + 20 * (i % 2)))
                    .post(comment(STORIES.get(i) + "，破损").under("v-" + i).by("u-1"));
        }
        Span first = between("10:00", "10:09");
        assertThat(first.to("zhang").told()).hasSize(10);
        first.to("qian")
                .expect(notice(io.fenghuo.model.NoticeReason.ADMIN, "qian")
                        .with("budget")
                        .with("zhang"));
        assertThat(first.to("qian").told()).as("once for each person and rule").hasSize(2);
        at("11:00");
        assertThat(between("10:10", "11:00").to("zhang").told())
                .as("pages are held back, too, and all of it is one digest")
                .singleElement()
                .matches(Told::line);
    }

    @Test
    @DisplayName("Budget: 3 wakings a night, beyond them the morning's digest")
    void wakings() {
        at("23:00");
        for (int i = 0; i < 5; i++) {
            at("23:0" + i).post(comment(STORIES.get(i) + "，破损").under("v-" + i).by("u-1"));
        }
        between("23:00", "1 08:29").to("zhang").atMost(3).expect(opened("zhang"), opened("zhang"), opened("zhang"));
        assertThat(at("1 08:30").expect(digest("zhang")).to("zhang").told()).hasSize(1);
    }

    @Test
    @DisplayName("L2 · life: of 500 comments the owner gets at most 8, others at most 3")
    void lifeHandled() {
        wave(60);
        Span life = between("10:00", "12:00");
        assertThat(incident().counts().authors()).isEqualTo(500);
        life.to("zhang").atMost(8);
        life.to("zhao").atMost(3);
        life.to("wang").atMost(3);
        life.to("li").atMost(3);
    }

    @Test
    @DisplayName("L2 · life: of 500 comments ignored at most 10 in 2 h to anybody")
    void lifeIgnored() {
        wave(-1);
        Span life = between("10:00", "12:00");
        life.to("zhang").atMost(10);
        life.to("zhao").atMost(10);
        life.to("wang").atMost(10);
        life.to("li").atMost(10);
    }

    @Test
    @DisplayName("L2 · a taking expires after 1 h without progress: the owner hears it and the ladder begins anew")
    void expiry() {
        at("10:00").post("收到就破损");
        at("10:05").take("zhang");
        at("11:05").expectOnly(notice(EXPIRED, "zhang", "zhao"));
        between("11:05:01", "11:15").expectOnly(page("zhang").with(10));
        at("11:20").expectOnly(page("wang").with(15));
    }
}
