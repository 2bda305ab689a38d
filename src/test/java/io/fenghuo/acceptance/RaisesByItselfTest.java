package io.fenghuo.acceptance;

import static io.fenghuo.model.NoticeReason.HAND_OVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Action.Kind;
import io.fenghuo.model.Clock;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Role;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What lifts a grade without anybody's doing, and what people set right. */
class RaisesByItselfTest extends TimelineCase {

    private boolean because(String code) {
        return incident().reasons().stream().map(Reason::code).anyMatch(code::equals);
    }

    @Test
    @DisplayName("§1 raise · reach: followers, shares and likes make an L3 an L2, with the reason")
    void reach() {
        at("10:00").post(comment("骗子").under("v-1").followers(200_000));
        assertThat(incident().level()).isEqualTo(Severity.L2);
        assertThat(because("reach.followers")).isTrue();
        at("10:01").post(comment("他们寄来的是假货").under("v-2").shared(2_000));
        assertThat(because("reach.shares")).isTrue();
        at("10:02").post(comment("给孩子买的，没想到买到骗子家").under("v-3").liked(6_000));
        assertThat(because("reach.likes")).isTrue();
        at("10:03").post(comment("普通的一句骗子").under("v-4").followers(10));
        assertThat(incident().level()).isEqualTo(Severity.L3);
    }

    @Test
    @DisplayName("§1 raise · a regulator, a medium or a lawyer named makes an L3 an L2, with the reason")
    void named() {
        at("10:00").post(comment("骗子，我要打12315").under("v-1"));
        assertThat(incident().level()).isEqualTo(Severity.L2);
        assertThat(because("regulator.named")).isTrue();
        at("10:01").post(comment("假货，已经联系电视台的记者").under("v-2"));
        assertThat(because("media.named")).isTrue();
        at("10:02").post(comment("骗子公司等着收律师函吧").under("v-3"));
        assertThat(because("lawyer.named")).isTrue();
    }

    @Test
    @DisplayName("§1 raise · after a lowering the same kind of reason does not raise again, a new one does")
    void afterLowering() {
        at("10:00").post(comment("骗子，我要打12315").by("u-1"));
        at("10:05").act(Kind.LOWER, "wang", "已说清", "level", "L3");
        at("10:10").post(comment("骗子，12315见").by("u-2"));
        assertThat(incident().level()).isEqualTo(Severity.L3);
        at("10:15").post(comment("骗子，找记者来").by("u-3"));
        assertThat(incident().level()).isEqualTo(Severity.L2);
    }

    @Test
    @DisplayName("Growth · a medium or regulator is told at once to an L2's owner")
    void mediaAtOnce() {
        at("10:00").post("收到就破损");
        at("10:01").take("zhang");
        at("10:05").post("破损，已联系记者");
        at("10:05").expectOnly(growth("zhang"), growth("group"));
    }

    @Test
    @DisplayName("§1 raise · abuse is noted and pages nobody; a threat rings duty, legal, supervisor and safety")
    void threat() {
        policy("categories: { 威胁: { clocks: { hand_over: default } } }");
        at("10:00").post(comment("骗子，死全家").under("v-1"));
        assertThat(incident().level()).isEqualTo(Severity.L3);
        between("10:00", "10:00:30").expectNothing();
        at("10:01").post(comment("再不退款我弄死你").under("v-2"));
        at("10:01")
                .expectOnly(
                        opened("zhang", "li", "wang").ringing(),
                        notice(HAND_OVER, "sun").ringing(),
                        opened("group"));
        at("10:02");
        assertThat(clock("hand_over").state()).isEqualTo(Clock.Phase.STOPPED);
    }

    @Test
    @DisplayName("§1 same person · accounts that name one order count as one customer")
    void oneOrder() {
        at("10:00").post(comment("骗子").by("a-1").order("E20260618001"));
        at("10:05").post(comment("我也说骗子").by("b-7").from("weibo").order("E20260618001"));
        assertThat(incident(1).counts().authors()).isEqualTo(1);
    }

    @Test
    @DisplayName("§1 move · a post filed wrongly goes to an incident of its own")
    void move() {
        at("10:00").post(comment("骗子").id("p-1").by("u-1"));
        at("10:05").post(comment("骗子，另一家的").id("p-2").by("u-2"));
        at("10:10").act(Kind.MOVE, "zhang", null, "post", "shop/p-2", "into", "new");
        assertThat(play().ids()).hasSize(2);
        assertThat(incident(1).counts()).isEqualTo(new Incident.Counts(1, 1));
        assertThat(incident(2).counts()).isEqualTo(new Incident.Counts(1, 1));
        assertThat(incident(2).state()).isEqualTo(State.OPEN);
    }

    @Test
    @DisplayName("§5 a reply of ours seen under the post proposes 已回复 and stops no clock by itself")
    void replySeen() {
        at("10:00").post(comment("收到就破损").id("p-1").by("u-1"));
        at("10:05").post(comment("您好，已收到反馈").by("kefu").role(Role.AGENT).to("p-1"));
        assertThat(clock("golden").state()).isEqualTo(Clock.Phase.RUNNING);
        assertThat(story()).contains("reply.seen");
    }
}
