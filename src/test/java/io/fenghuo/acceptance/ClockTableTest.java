package io.fenghuo.acceptance;

import static io.fenghuo.model.NoticeReason.EXPIRED;
import static io.fenghuo.model.NoticeReason.HAND_OVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Action.Kind;
import io.fenghuo.model.Clock.Phase;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The table of clocks, row by row: when each starts, how long it allows, what stops it, whom it warns. */
class ClockTableTest extends TimelineCase {

    private Instant due(String clock) {
        return clock(clock).due();
    }

    private Phase phase(String clock) {
        return clock(clock).state();
    }

    @Test
    @DisplayName(
            "§2 acknowledge · L1 3 min, L2 15 min, L3 none; stopped by take; anew after release, expiry and a raise while not taken")
    void acknowledge() {
        at("10:00").post(comment("骗子").under("v-3"));
        assertThat(has("acknowledge")).isFalse();
        at("10:01").post(comment("破损").under("v-2"));
        assertThat(due("acknowledge")).isEqualTo(time("10:16"));
        at("10:02").act(Kind.RAISE, "wang", "有人受伤", "level", "L1");
        assertThat(due("acknowledge")).isEqualTo(time("10:05"));
        at("10:03").take("zhang");
        assertThat(phase("acknowledge")).isEqualTo(Phase.STOPPED);
        at("10:10").act(Kind.RELEASE, "zhang", null);
        assertThat(due("acknowledge")).isEqualTo(time("10:13"));
        at("10:12").take("li");
        at("10:27").expect(notice(EXPIRED, "li"));
        assertThat(due("acknowledge")).isEqualTo(time("10:30"));
        assertThat(phase("acknowledge")).isEqualTo(Phase.RUNNING);
    }

    @Test
    @DisplayName("§2 respond · 15 min from the moment it became a confirmed L1; stopped by answer")
    void respond() {
        at("10:00").post(comment("破损").published("09:50"));
        assertThat(has("respond")).isFalse();
        at("10:20").act(Kind.RAISE, "wang", "有人受伤", "level", "L1");
        assertThat(due("respond")).isEqualTo(time("10:35"));
        at("10:30").answer("zhang", "已联系");
        assertThat(phase("respond")).isEqualTo(Phase.STOPPED);
    }

    @Test
    @DisplayName("§2 golden · 2 h at every grade from exposure, the earliest of its posts; the future counts as now")
    void golden() {
        at("10:00").post(comment("红肿").under("v-1").published("09:30"));
        assertThat(due("golden")).isEqualTo(time("11:30"));
        at("10:00").post(comment("破损").under("v-2").published("09:40"));
        assertThat(due("golden")).isEqualTo(time("11:40"));
        at("10:05").post(comment("也是破损").under("v-2").published("09:20"));
        assertThat(due("golden")).isEqualTo(time("11:20"));
        at("10:10").post(comment("骗子").under("v-3").published("20:00"));
        assertThat(due("golden")).isEqualTo(time("12:10"));
    }

    @Test
    @DisplayName("§2 golden · a raise never restarts it and gives birth to no clock already missed")
    void raiseKeepsGolden() {
        at("10:00").post(comment("骗子").published("08:30"));
        at("10:10").act(Kind.RAISE, "wang", "扩散", "level", "L2");
        assertThat(clock("golden").customer()).isNull();
        assertThat(due("golden")).isEqualTo(time("10:30"));
        at("10:40").act(Kind.RAISE, "wang", "有人受伤", "level", "L1");
        assertThat(due("golden")).isEqualTo(time("10:30"));
        assertThat(phase("golden")).isEqualTo(Phase.MISSED);
        assertThat(due("respond")).isEqualTo(time("10:55"));
    }

    @Test
    @DisplayName(
            "§2 golden · a post found after it, in normal running, alerts at once as already missed; warnings past are skipped")
    void foundLate() {
        at("10:00").post(comment("收到就破损").published("07:00"));
        at("10:00")
                .expectOnly(
                        opened("zhang", "zhao").of("golden"), opened("group").of("golden"));
        assertThat(phase("golden")).isEqualTo(Phase.MISSED);
        at("11:00").post(comment("用了红肿").under("v-9").published("09:10"));
        between("11:00", "11:02").expectOnly(opened("zhang", "li", "wang"), opened("group"));
    }

    @Test
    @DisplayName("§2 findings · 48 h from opening as or raising to L2; stopped by 公布结论")
    void findings() {
        at("10:00").post("骗子");
        assertThat(has("findings")).isFalse();
        at("10:30").act(Kind.RAISE, "wang", "扩散", "level", "L2");
        assertThat(due("findings")).isEqualTo(time("2 10:30"));
        at("1 10:00").answer("zhang", "正在调查");
        assertThat(phase("findings")).isEqualTo(Phase.RUNNING);
        at("1 11:00").act(Kind.PUBLISH_FINDINGS, "zhang", "批次问题");
        assertThat(phase("findings")).isEqualTo(Phase.STOPPED);
    }

    @Test
    @DisplayName("§2 settle · 72 h for each customer of an L3; stopped by settle")
    void settle() {
        at("10:00").post(comment("骗子").by("u-1"));
        at("15:00").post(comment("也遇到骗子").by("u-2"));
        assertThat(incident().clocks())
                .filteredOn(one -> one.clock().equals("settle"))
                .extracting(one -> one.customer() + " " + one.due())
                .containsExactlyInAnyOrder("u-1 " + time("3 10:00"), "u-2 " + time("3 15:00"));
        at("16:00").customers("u-1").settle("zhang");
        assertThat(incident().clocks())
                .filteredOn(one -> one.clock().equals("settle"))
                .extracting(one -> one.customer() + " " + one.state())
                .containsExactlyInAnyOrder("u-1 STOPPED", "u-2 RUNNING");
    }

    @Test
    @DisplayName("§2 hand_over · 3 s from a threat seen to its delivery to the safety role; undelivered it is missed")
    void handOver() {
        policy("categories: { 威胁: { clocks: { hand_over: default } } }");
        at("10:00").post("我弄死你");
        at("10:00").expect(notice(HAND_OVER, "sun").ringing());
        assertThat(due("hand_over")).isEqualTo(time("10:00:03"));
        at("10:00:03");
        assertThat(phase("hand_over")).isEqualTo(Phase.STOPPED);
    }

    @Test
    @DisplayName("§2 review_answer 2 h · wrong_item 48 h · refund_credit 5 working days, for each customer of an L3")
    void ofCustomers() {
        policy("""
                categories:
                  差评: { clocks: { review_answer: default } }
                  发错货: { clocks: { wrong_item: default } }
                  退款: { clocks: { refund_credit: default } }
                """);
        at("10:00").post(comment("一星").under("v-1").by("u-1"));
        assertThat(due("review_answer")).isEqualTo(time("12:00"));
        assertThat(clock("review_answer").customer()).isEqualTo("u-1");
        at("10:10").answer("zhang", "抱歉");
        assertThat(phase("review_answer")).isEqualTo(Phase.STOPPED);
        at("10:20").post(comment("发错了颜色").under("v-2"));
        assertThat(due("wrong_item")).isEqualTo(time("2 10:20"));
        at("11:00").settle("zhang");
        assertThat(phase("wrong_item")).isEqualTo(Phase.STOPPED);
        at("11:10").post(comment("还没退款").under("v-3"));
        assertThat(due("refund_credit"))
                .as("19 to 21 June are the Dragon Boat holiday")
                .isEqualTo(time("8 18:00"));
        at("11:20").act(Kind.NOTE, "zhang", "财务已打款", "clock", "refund_credit");
        assertThat(phase("refund_credit")).isEqualTo(Phase.STOPPED);
    }

    @Test
    @DisplayName("§2 live_violation 10 min · department 24 h · outage_update every 60 min")
    void ofCategories() {
        policy("""
                categories:
                  直播违规: { clocks: { live_violation: default, department: default } }
                  故障: { clocks: { outage_update: default } }
                """);
        at("10:00").post(comment("直播间打起来了").under("v-1"));
        assertThat(due("live_violation")).isEqualTo(time("10:10"));
        assertThat(due("department")).isEqualTo(time("1 10:00"));
        at("10:05").act(Kind.NOTE, "zhang", "已报安全", "clock", "live_violation");
        assertThat(phase("live_violation")).isEqualTo(Phase.STOPPED);
        at("11:00").post(comment("小程序打不开").under("v-2"));
        assertThat(due("outage_update")).isEqualTo(time("12:00"));
        at("11:30").answer("zhang", "正在修复");
        assertThat(due("outage_update")).isEqualTo(time("12:30"));
        at("12:31");
        assertThat(due("outage_update"))
                .as("missed, the next is due all the same")
                .isEqualTo(time("13:30"));
    }

    @Test
    @DisplayName("§2 follow_up · 3 days after settling, a task that outlives closing and that its owner hears of")
    void followUp() {
        policy("categories: { 欺诈: { clocks: { follow_up: default } } }");
        at("13:00").post(comment("骗子").under("v-3"));
        assertThat(has("follow_up")).isFalse();
        at("13:10").take("zhang").settle("zhang");
        assertThat(due("follow_up")).isEqualTo(time("3 13:10"));
        at("13:20").act(Kind.CLOSE, "zhang", null, "cause", "客服");
        assertThat(phase("follow_up")).as("a task that outlives closing").isEqualTo(Phase.RUNNING);
        at("3 13:10").expect(missed("zhang").of("follow_up"));
    }

    @Test
    @DisplayName("§2 defaults · every clock, its warnings, window and crowd can be changed in policy.yaml")
    void policyFile() {
        policy("""
                golden: 1h
                crowd: { to: L2, when: 2 authors in 10m }
                levels:
                  L2: { clocks: { acknowledge: 5m, findings: 24h }, warnings: { golden: [15m] }, take-expires: 20m }
                  L3: { clocks: { settle: 3wd } }
                """);
        at("10:00").post(comment("骗子").by("u-1"));
        assertThat(due("golden")).isEqualTo(time("11:00"));
        assertThat(due("settle")).isEqualTo(time("6 18:00"));
        at("10:05").post(comment("也是骗子").by("u-2"));
        at("10:05").expect(raised("zhang"));
        assertThat(due("acknowledge")).isEqualTo(time("10:10"));
        assertThat(due("findings")).isEqualTo(time("1 10:05"));
        at("10:30").take("zhang");
        at("10:45").expect(warning("zhang").of("golden").with(15));
        at("10:50").expect(notice(EXPIRED, "zhang"));
    }

    @Test
    @DisplayName("§2 calendar · working days with holidays and 调休: the 20 September 2026 is a Sunday that is worked")
    void makeUpDays() {
        policy("categories: { 退款: { clocks: { refund_credit: default } } }");
        at("92 10:00").post("还没退款");
        assertThat(due("refund_credit")).as("Sun 20, Mon 21 … Thu 24").isEqualTo(time("98 18:00"));
    }

    @Test
    @DisplayName(
            "§2 tiers · VIP list, followers, certified merchants, rooms and hosts have tighter clocks and contacts of their own")
    void tiers() {
        policy("""
                tiers:
                  - { name: 大客户, authors: [u-vip], followers: 50000, tier: [certified], clocks: { golden: 1h }, tell: [zhao] }
                  - { name: 头部直播间, rooms: [room-7], hosts: [小美], clocks: { acknowledge: 2m }, tell: [sun] }
                """);
        at("10:00").post(comment("骗子").under("v-1").by("u-vip"));
        assertThat(due("golden")).isEqualTo(time("11:00"));
        at("10:01").post(comment("客服不理人，假货").under("v-2").followers(60_000));
        assertThat(due("golden")).isEqualTo(time("11:01"));
        at("10:02").post(comment("我们店进的全是假货吗").under("v-3").tier("certified"));
        assertThat(due("golden")).isEqualTo(time("11:02"));
        at("10:03").post(comment("破损").under("room-7"));
        assertThat(due("acknowledge")).isEqualTo(time("10:05"));
        at("10:03").expectOnly(opened("zhang", "zhao", "sun"), opened("group"));
        at("10:04").post(comment("主播说没事，到手破损了呀").under("v-5").host("小美"));
        assertThat(due("acknowledge")).isEqualTo(time("10:06"));
        at("11:00").expect(digest("zhao"));
        at("11:30").post(comment("普通人说骗子").under("v-6"));
        assertThat(due("golden")).isEqualTo(time("13:30"));
    }

    @Test
    @DisplayName(
            "§2 profiles · a sale's plan counts from 06-15 to 06-20: other clocks, rota and thresholds; what began under it keeps it")
    void profiles() {
        policy("""
                profiles:
                  - name: 618
                    from: 2026-06-15
                    to: 2026-06-20
                    golden: 1h
                    crowd: { to: L2, when: 3 authors in 30m }
                    levels: { L2: { clocks: { acknowledge: 10m } } }
                    roles: { duty: [sun] }
                """);
        at("2 23:30").post(comment("破损").under("v-1"));
        at("2 23:30").expectOnly(opened("sun", "zhao"), opened("group"));
        assertThat(due("acknowledge")).isEqualTo(time("2 23:40"));
        assertThat(due("golden")).isEqualTo(time("3 00:30"));
        at("3 00:05").take("sun").act(Kind.RELEASE, "sun", null);
        assertThat(due("acknowledge")).as("it keeps the plan it began with").isEqualTo(time("3 00:15"));
        at("3 00:05").expect(page("zhang"));
        at("3 10:00").post(comment("收到又是破损的").under("v-2"));
        assertThat(due("acknowledge")).isEqualTo(time("3 10:15"));
        assertThat(due("golden")).isEqualTo(time("3 12:00"));
        at("3 10:00").expect(opened("zhang"));
    }
}
