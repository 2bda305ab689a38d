package io.fenghuo.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Delivery;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Pause;
import io.fenghuo.model.Severity;
import io.fenghuo.store.Outbox;
import io.fenghuo.store.Pauses;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Alerts held back for a while: what is told meanwhile, what afterwards, and that nothing is lost. */
class PausesTest extends TimelineCase {
    private static final String BRAND = "云朵家";

    @Test
    @DisplayName(
            "pause · incidents open and are graded, nobody is told; at its end each reader has one digest with exact counts")
    void held() {
        at("10:00").post("今天天气好");
        Pause pause = play().pause("", "", time("12:00"));
        at("10:01").post(comment("收到就破损").under("v-1"));
        at("10:02").post(comment("给妈妈买的礼物破损").under("v-2"));
        between("10:00", "11:59").expectNothing();
        assertThat(incident(1).level()).isEqualTo(Severity.L2);
        assertThat(incident(2).level()).isEqualTo(Severity.L2);
        Span end = between("12:00", "12:00");
        end.to("zhang", "zhao", "group").expectOnly(digest("zhang", "zhao", "group"));
        // opening, duty's reminders at 10, 45, 75 and 105 minutes and the warning of the golden time, of two incidents
        assertThat(end.to("zhang").told()).singleElement().satisfies(one -> {
            assertThat(one.text()).contains("618 大促", "12 条通知", "2 起事件", "10:00", "12:00");
            assertThat(one.notices()).hasSize(2);
        });
        assertThat(end.to("zhao").told())
                .singleElement()
                .satisfies(one -> assertThat(one.text()).contains("6 条通知", "2 起事件"));
        assertThat(end.to("zhang").told())
                .as("title, reason and lines count the same")
                .allSatisfy(one -> assertThat(one.text()).contains("【汇总】12 条，2 个事件", "该事件共 6 条通知"));
        List<Pauses.Held> held = play().read(tx -> tx.pauses().held(pause.id()));
        assertThat(held.stream()
                        .filter(one -> "zhang".equals(one.person()))
                        .mapToInt(Pauses.Held::notices)
                        .sum())
                .as("what the list of pauses adds up")
                .isEqualTo(12);
        at("12:16").to("zhang").expect(page("zhang"));
        balanced();
    }

    @Test
    @DisplayName("pause · an L1 is exempt, and a raise to L1 breaks out")
    void breaksOut() {
        at("10:00").post("今天天气好");
        play().pause("", "", time("6 10:00"));
        at("10:01").post(comment("用了红肿").under("v-1"));
        at("10:01")
                .to("zhang", "li", "wang")
                .expectOnly(opened("zhang", "li", "wang").ringing());
        at("10:02").take("zhang");
        at("10:03").post(comment("收到就破损").under("v-2"));
        between("10:03", "10:04").expectNothing();
        at("10:05").act(io.fenghuo.model.Action.Kind.RAISE, "li", "有人受伤", "level", "L1");
        at("10:05").to("zhang", "wang").expect(raised("zhang", "wang").ringing());
        balanced();
    }

    @Test
    @DisplayName("pause · of one rule: only its hits are held; a hit of another rule in the same incident lets them go")
    void rule() {
        at("10:00").post("今天天气好");
        play().pause("", "broken", time("18:00"));
        at("10:01").post(comment("收到就破损").under("v-1"));
        at("10:01").expectNothing();
        at("10:02").post(comment("首页打不开").under("v-2"));
        at("10:02").to("zhang").expectOnly(opened("zhang"));
        file("watchlists/rules.yaml", "");
        balanced();
    }

    @Test
    @DisplayName("pause · of another brand changes nothing")
    void otherBrand() {
        at("10:00").post("今天天气好");
        play().pause("别家", "", time("18:00"));
        at("10:01").post(comment("收到就破损").under("v-1"));
        at("10:01").to("zhang").expectOnly(opened("zhang"));
        play().pause(BRAND, "", time("18:00"));
        at("10:02").post(comment("首页打不开").under("v-2"));
        at("10:02").expectNothing();
    }

    @Test
    @DisplayName("pause · lifted: what it held back goes at once; an L3 at night waits for the morning")
    void lifted() {
        at("20:00").post("今天天气好");
        Pause pause = play().pause("", "", time("1 20:00"));
        at("20:01").post(comment("收到就破损").under("v-1"));
        at("20:02").post(comment("骗子").under("v-2"));
        at("23:00");
        play().lift(pause);
        at("23:00").to("zhang").expectOnly(digest("zhang").lines(1, NoticeReason.PAGE, NoticeReason.OPENED));
        between("23:01", "1 08:29").to("group").expectNothing();
        between("1 08:30", "1 09:00").expect(digest("zhang"));
        balanced();
    }

    @Test
    @DisplayName("pause · handing over is no alert: whom it is given to hears of it")
    void handOver() {
        at("10:00").post("今天天气好");
        play().pause("", "", time("18:00"));
        at("10:01").post(comment("收到就破损").under("v-1"));
        at("10:02").take("zhang");
        at("10:03").act(io.fenghuo.model.Action.Kind.HANDOVER, "zhang", null, "to", "li");
        at("10:03").expect(notice(NoticeReason.HAND_OVER, "li"));
    }

    @Test
    @DisplayName("pause · a hundred held notices are one line for each reader and incident")
    void compact() {
        at("10:00").post("今天天气好");
        Pause pause = play().pause("", "", time("3 10:00"));
        at("10:01").post(comment("收到就破损").under("v-1"));
        at("3 09:59");
        List<Pauses.Held> held = play().read(tx -> tx.pauses().held(pause.id()));
        assertThat(held).allSatisfy(one -> assertThat(waiting(one.delivery())).isTrue());
        assertThat(held.stream().filter(one -> "zhang".equals(one.person())).mapToInt(Pauses.Held::notices))
                .singleElement()
                .satisfies(count -> assertThat(count).isGreaterThan(100));
        Span end = between("3 10:00", "3 10:00");
        assertThat(end.to("zhang").told()).hasSize(1);
        balanced();
    }

    @Test
    @DisplayName(
            "§3 auditor · triggered = delivered + failed + overtaken + pending, with digests, a pause, a spare channel and a refusal")
    void auditor() {
        at("10:00").post(comment("骗子").under("v-0"));
        Pause pause = play().pause("", "", time("14:00"));
        at("10:01").post(comment("收到就破损").under("v-1"));
        at("10:02").post(comment("用了红肿").under("v-2"));
        play().answering(channel -> switch (channel) {
            case "app" -> Outcome.rejected("errcode 40058", "cure.request");
            case "group" -> Outcome.dead("errcode 93000", "cure.key");
            default -> Outcome.delivered("ok");
        });
        at("10:30");
        balanced();
        at("11:00").post(comment("发错了").under("v-3"));
        play().lift(pause);
        at("15:00");
        balanced();
        Outbox.Tally tally =
                play().read(tx -> tx.outbox().tally(play().now().minus(java.time.Duration.ofDays(1)), play().now()));
        assertThat(tally.delivered()).isPositive();
        assertThat(tally.failed()).isPositive();
        assertThat(tally.overtaken()).isPositive();
    }

    private boolean waiting(String delivery) {
        return play().read(tx -> tx.outbox().find(delivery)).orElseThrow().state() == Delivery.Status.PENDING;
    }

    /** The auditor's sum. */
    private void balanced() {
        Outbox.Tally tally =
                play().read(tx -> tx.outbox().tally(play().now().minus(java.time.Duration.ofDays(7)), play().now()));
        assertThat(tally.balanced()).as(tally.toString()).isTrue();
        assertThat(tally.triggered())
                .isEqualTo(tally.delivered() + tally.failed() + tally.overtaken() + tally.pending());
    }
}
