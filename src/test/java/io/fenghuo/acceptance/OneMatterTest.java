package io.fenghuo.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Action.Kind;
import io.fenghuo.model.Clock;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Role;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What people see as one matter is one incident: two kinds of harm in one post, one fault in many products. */
class OneMatterTest extends TimelineCase {
    private static final List<String> WORDS = List.of(
            "给妈妈买的", "刚拆箱", "第二次下单", "做活动时囤的", "孩子用的", "宿舍一起拼的", "送朋友", "退休老人", "凑满减买的", "直播间抢的", "看测评来的", "老顾客了",
            "替同事问");

    private void rules() {
        file("watchlists/rules.yaml", """
                brand: 云朵家
                rules:
                  - { id: food, level: L1, category: 食品安全, any: [食物中毒] }
                  - { id: harm, level: L1, category: 人身安全, any: [进了医院] }
                  - { id: fraud, level: L3, category: 欺诈, any: [骗子] }
                  - { id: broken, level: L3, category: 质量, any: [开裂] }
                """);
    }

    @Test
    @DisplayName(
            "§1 one post, two matters of one grade · one incident, the other a further concern with its own authority's clock")
    void concerns() {
        rules();
        at("10:00").post(comment("吃了食物中毒，进了医院").under("v-1"));
        assertThat(play().ids()).hasSize(1);
        assertThat(incident().family()).isEqualTo("食品安全");
        assertThat(incident().reasons())
                .anyMatch(one -> one.code().equals("concern") && one.args().contains("人身安全"));
        assertThat(incident().clocks()).extracting(Clock::clock).contains("上报市监局", "上报药监局");
        between("10:00", "10:00").to("zhang").expectOnly(opened("zhang").ringing());
        at("10:10").post(comment("我也进了医院").under("v-1"));
        assertThat(play().ids())
                .as("the further concern takes its own words in")
                .hasSize(1);
        assertThat(incident().counts()).isEqualTo(new Incident.Counts(2, 2));
        at("10:11").refused(Kind.CLOSE, "zhang", "已处理", "cause", "质量");
        at("10:20").post(comment("另一家店，进了医院").under("v-2"));
        assertThat(play().ids()).hasSize(2);
    }

    @Test
    @DisplayName("§1 one post, matters of two grades · stay two incidents")
    void grades() {
        rules();
        at("10:00").post(comment("骗子，吃了食物中毒").under("v-1"));
        assertThat(play().ids()).hasSize(2);
        assertThat(incident(1).level()).isEqualTo(Severity.L1);
    }

    @Test
    @DisplayName(
            "§1 a crowd across products · ten people and three products in two hours become one L2; later ones join it")
    void wide() {
        rules();
        for (int i = 0; i < 13; i++) {
            at("1" + i / 6 + ":" + i % 6 + "0")
                    .post(comment(WORDS.get(i) + "，一打开就开裂").under("v-" + i).of("商品" + i));
        }
        assertThat(incident(1).level()).isEqualTo(Severity.L2);
        assertThat(incident(1).counts()).isEqualTo(new Incident.Counts(13, 13));
        assertThat(incident(1).reasons()).anyMatch(one -> one.code().equals("crowd.wide"));
        for (int n = 2; n <= 13; n++) {
            assertThat(incident(n).state()).isEqualTo(State.MERGED);
        }
    }

    @Test
    @DisplayName("§1 a crowd across products · a house whose customers always complain so is not told so")
    void usual() {
        rules();
        policy("crowd-wide: { to: L2, when: 10 authors in 40m }\ncrowd: { to: L2, when: 2 authors in 1m }");
        for (int i = 0; i < 36; i++) {
            String words = WORDS.get(i % 13) + i + "，一打开就开裂";
            at(String.format(Locale.ROOT, "%02d:%d0", i / 6, i % 6))
                    .post(comment(words).under("v-" + i).of("商品" + i));
        }
        for (int i = 0; i < 10; i++) {
            String words = "怎么又" + WORDS.get(i) + "开裂了" + i;
            at("06:" + (10 + 2 * i)).post(comment(words).under("w-" + i).of("货" + i));
        }
        assertThat(play().ids().stream().map(play()::incident)).allMatch(one -> one.level() == Severity.L3);
        for (int i = 0; i < 6; i++) {
            String words = "今天" + WORDS.get(i) + "都开裂，第" + i + "个";
            at("06:" + (32 + i)).post(comment(words).under("x-" + i).of("物" + i));
        }
        assertThat(play().ids().stream().map(play()::incident)).anyMatch(one -> one.level() == Severity.L2);
    }

    @Test
    @DisplayName("§1 a crowd across products · crowd-wide: none takes it away")
    void none() {
        rules();
        policy("crowd-wide: none");
        for (int i = 0; i < 13; i++) {
            at("10:" + (10 + i))
                    .post(comment(WORDS.get(i) + "，一打开就开裂").under("v-" + i).of("商品" + i));
        }
        assertThat(play().ids().stream().map(play()::incident)).allMatch(one -> one.level() == Severity.L3);
    }

    @Test
    @DisplayName("§2 wait · no longer than the policy's longest-wait, 7 days unless it says otherwise")
    void longestWait() {
        rules();
        at("10:00").post(comment("骗子"));
        at("10:01").take("zhang");
        at("10:02").refused(Kind.WAIT, "zhang", null, "until", "2026-06-26T10:03");
        at("10:02").act(Kind.WAIT, "zhang", null, "until", "2026-06-25T10:00");
        assertThat(clock("settle").state()).isEqualTo(Clock.Phase.PAUSED);
    }

    @Test
    @DisplayName("§1 merge · promises, waits, follow-ups and what authorities ask go along")
    void mergeKeeps() {
        rules();
        policy("categories: { 欺诈: { clocks: { follow_up: default, department: default } } }");
        at("10:00").post(comment("骗子").id("p-1").by("u-1").under("v-1"));
        at("10:01").post(comment("他们家骗子，给妈妈买的").id("p-2").by("u-2").under("v-2"));
        at("10:02").post(comment("我也说骗子").id("p-3").by("u-3").under("v-2"));
        at("10:03").post(comment("2小时内联系您").by("kefu").role(Role.AGENT).to("p-2").under("v-2"));
        at("10:04").post(comment("今天18点前公布结果").by("kefu").role(Role.AGENT).under("v-2"));
        at("10:05").on(2).take("zhang");
        at("10:06").on(2).customers("u-2").act(Kind.WAIT, "zhang", null, "until", "2026-06-19T10:00");
        at("10:07").on(2).customers("u-3").act(Kind.SETTLE, "zhang", null);
        at("10:08").on(2).act(Kind.MERGE, "zhang", null, "into", incident(1).id());
        Incident merged = incident(1);
        assertThat(merged.clocks())
                .filteredOn(one -> one.clock().equals("promised") && one.state() == Clock.Phase.RUNNING)
                .extracting(Clock::customer)
                .containsExactlyInAnyOrder("u-2", null);
        assertThat(merged.has(Flag.WAITING)).isTrue();
        assertThat(merged.clocks())
                .filteredOn(one -> one.clock().equals("settle") && "u-2".equals(one.customer()))
                .allMatch(one -> one.state() == Clock.Phase.PAUSED);
        assertThat(merged.clocks())
                .filteredOn(one -> one.clock().equals("follow_up") && one.state() == Clock.Phase.RUNNING)
                .isNotEmpty();
        at("1 10:01");
        assertThat(incident(1).has(Flag.WAITING)).isFalse();
    }

    @Test
    @DisplayName("§1 split · the posts named go to one new incident; not all of them")
    void splitPosts() {
        rules();
        at("10:00").post(comment("骗子").id("p-1").by("u-1"));
        at("10:01").post(comment("骗子二").id("p-2").by("u-2"));
        at("10:02").post(comment("骗子三").id("p-3").by("u-3"));
        at("10:03").on(1).refused(Kind.SPLIT, "zhang", null, "posts", "shop/p-1 shop/p-2 shop/p-3");
        at("10:03").on(1).refused(Kind.SPLIT, "zhang", null, "posts", "shop/p-9");
        at("10:04").on(1).act(Kind.SPLIT, "zhang", null, "posts", "shop/p-2, shop/p-3");
        assertThat(incident(1).counts()).isEqualTo(new Incident.Counts(1, 1));
        assertThat(incident(1).cases()).hasSize(1);
        assertThat(incident(2).counts()).isEqualTo(new Incident.Counts(2, 2));
        assertThat(incident(2).cases()).hasSize(2);
    }

    @Test
    @DisplayName("§2 authorities · their clocks warn with a quarter of the time left, and say the miss")
    void authoritiesWarn() {
        rules();
        at("10:00").post(comment("食物中毒"));
        at("10:01").take("zhang");
        at("10:02").answer("zhang", "已公告");
        between("11:29", "11:30").to("zhang").expect(warning("zhang").of("上报市监局").with(30));
        between("11:59", "12:00").to("zhang").expect(missed("zhang").of("上报市监局"));
    }

    @Test
    @DisplayName("§2 times · no promise, corrective action or rest in 2100")
    void farAhead() {
        rules();
        at("10:00").post(comment("骗子"));
        at("10:01").take("zhang");
        at("10:02").refused(Kind.NOTE, "zhang", null, "promised", "2100-01-01");
        at("10:02").refused(Kind.NOTE, "zhang", null, "promised", "P999999999D");
        at("10:02").refused(Kind.CLOSE, "zhang", null, "cause", "质量", "measureDue", "2100-01-01");
        at("10:02").refused(Kind.SNOOZE, "zhang", null, "until", "2100-01-01");
    }
}
