package io.fenghuo.acceptance;

import static io.fenghuo.model.NoticeReason.EXPIRED;
import static io.fenghuo.model.NoticeReason.HAND_OVER;
import static io.fenghuo.model.NoticeReason.PAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Action.Kind;
import io.fenghuo.model.Clock;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import io.fenghuo.model.TimelineEntry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One incident: its story, states and flags, keys, customers, and what people do to it. */
class OneIncidentTest extends TimelineCase {

    @Test
    @DisplayName(
            "§1 story · every action says who, when and from where: console, mail link, IM card, CLI, API; the chain holds")
    void whoWhenWhere() {
        at("10:00").post("收到就破损");
        at("10:01").via("link").take("zhang");
        at("10:02").via("card").act(Kind.NOTE, "li", "已联系厂家");
        at("10:03").via("cli").answer("zhang", "已公告");
        at("10:04").via("api").act(Kind.PUBLISH_FINDINGS, "zhang", "批次问题");
        at("10:05").via("console").settle("zhang");
        assertThat(timeline())
                .filteredOn(line -> !line.via().equals("service"))
                .extracting(line -> line.at().atZone(Play.ZONE).toLocalTime() + " " + line.actor() + " " + line.via())
                .containsExactly(
                        "10:01 zhang link",
                        "10:02 li card",
                        "10:03 zhang cli",
                        "10:04 zhang api",
                        "10:05 zhang console");
        String id = incident().id();
        assertThat(play().<Long>read(tx -> tx.incidents().verify(id))).isEqualTo(-1L);
    }

    @Test
    @DisplayName("§1 story · an edit or deletion of a post, clocks due and notices are in it")
    void everythingIsInTheStory() {
        at("10:00").post(comment("收到就破损").id("c-1").by("u-1"));
        at("10:01").post(comment("收到就破损，求换货").id("c-1").by("u-1"));
        at("10:02").post(comment("").id("c-1").by("u-1").attribute("deleted", "true"));
        at("12:00");
        assertThat(timeline())
                .extracting(TimelineEntry::event)
                .contains(
                        "incident.opened",
                        "hit",
                        "notice",
                        "post.edited",
                        "post.deleted",
                        "clock.warned",
                        "clock.missed");
    }

    @Test
    @DisplayName("§1 states · open, taken, answered, settled, closed; an L2 closes with the full form only")
    void wholeLife() {
        at("10:00").post("收到就破损");
        assertThat(incident().state()).isEqualTo(State.OPEN);
        at("10:01").take("zhang");
        assertThat(incident().state()).isEqualTo(State.TAKEN);
        at("10:20").answer("zhang", "已公告");
        assertThat(incident().state()).isEqualTo(State.ANSWERED);
        at("11:00").act(Kind.PUBLISH_FINDINGS, "zhang", "批次问题");
        at("12:00").settle("zhang");
        assertThat(incident().state()).isEqualTo(State.SETTLED);
        at("12:10").refused(Kind.CLOSE, "zhang", null, "cause", "质量");
        at("12:11").close("zhang", "质量");
        assertThat(incident().state()).isEqualTo(State.CLOSED);
        assertThat(incident().agenda())
                .noneMatch(one -> one.clock() == null || !one.clock().equals("follow_up"));
    }

    @Test
    @DisplayName("§1 states · nothing wakes the closed: neither time nor an edit; a false alarm stops everything")
    void theEndedSleep() {
        at("10:00").post(comment("用了红肿").id("c-1"));
        at("10:01").act(Kind.FALSE_ALARM, "zhang", "说的是别家");
        assertThat(incident().state()).isEqualTo(State.FALSE_ALARM);
        assertThat(incident().clocks()).noneMatch(one -> one.state() == Clock.Phase.RUNNING);
        at("10:30").post(comment("用了红肿，改个字").id("c-1"));
        between("10:01:01", "9 10:00").to("zhang", "li", "wang").expectNothing();
        assertThat(incident().state()).isEqualTo(State.FALSE_ALARM);
    }

    @Test
    @DisplayName("§1 states · the same matter within 14 days after closing is 已重开, later a new incident")
    void reopened() {
        at("10:00").post("收到就破损");
        at("10:01").take("zhang");
        at("10:02").settle("zhang");
        at("10:10").close("zhang", "质量");
        at("13 10:00").post("又破损了");
        assertThat(play().ids()).hasSize(1);
        assertThat(incident().has(Flag.REOPENED)).isTrue();
        assertThat(incident().state()).isEqualTo(State.OPEN);
        between("13 10:00", "13 10:09").expectOnly(opened("zhang", "zhao"), opened("group"));
        at("13 10:10").take("zhang");
        at("13 10:11").settle("zhang");
        at("13 10:12").close("zhang", "质量");
        at("28 10:00").post("还是破损");
        assertThat(play().ids()).hasSize(2);
    }

    @Test
    @DisplayName("§1 states · a person reopens what was closed by mistake")
    void reopenedByHand() {
        at("10:00").post("骗子");
        at("10:05").take("zhang");
        at("10:06").act(Kind.CLOSE, "zhang", null, "cause", "客服");
        at("10:07").act(Kind.REOPEN, "zhang", "关错了");
        assertThat(incident().state()).isEqualTo(State.OPEN);
        assertThat(clock("golden").due()).isEqualTo(time("12:00"));
        assertThat(clock("golden").state()).isEqualTo(Clock.Phase.RUNNING);
    }

    @Test
    @DisplayName("§1 actions · release puts it back: ladder and acknowledge begin anew")
    void release() {
        at("10:00").post("收到就破损");
        at("10:01").take("zhang");
        between("10:01:01", "10:20").expectNothing();
        at("10:20").act(Kind.RELEASE, "zhang", "不归我管");
        at("10:20").expect(notice(PAGE, "zhao"));
        assertThat(clock("acknowledge").due()).isEqualTo(time("10:35"));
        between("10:20:01", "10:30").expectOnly(page("zhang").with(10));
    }

    @Test
    @DisplayName("§1 actions · hand over tells the new owner, who has it from then on")
    void handOver() {
        at("10:00").post("收到就破损");
        at("10:01").take("zhang");
        at("10:02").act(Kind.HANDOVER, "zhang", "你熟这批货", "to", "li");
        at("10:02").expectOnly(notice(HAND_OVER, "li"));
        assertThat(incident().owner()).isEqualTo("li");
        at("11:00").expectOnly(warning("li").of("golden"));
    }

    @Test
    @DisplayName("§1 actions · a public answer needs words or a link; a second taker is told who has it")
    void refusals() {
        at("10:00").post("收到就破损");
        at("10:01").take("zhang");
        at("10:02").refused(Kind.TAKE, "li", null);
        at("10:03").refused(Kind.ANSWER, "zhang", null, "public", "true");
        at("10:04").act(Kind.ANSWER, "zhang", null, "public", "true", "link", "https://example.com/p/1");
        assertThat(incident().state()).isEqualTo(State.ANSWERED);
    }

    @Test
    @DisplayName("§1 actions · snooze rests the ladder, not the clocks; its end tells the owner")
    void snooze() {
        at("10:00").post("收到就破损");
        at("10:05").act(Kind.SNOOZE, "zhang", "等质检", "until", "2026-06-18T11:20:00+08:00");
        assertThat(incident().has(Flag.SNOOZED)).isTrue();
        between("10:05", "10:59").expectNothing();
        at("11:00").expectOnly(warning("zhang", "zhao").of("golden"));
        at("11:20").expectOnly(page("zhang", "zhao"));
        assertThat(incident().has(Flag.SNOOZED)).isFalse();
    }

    @Test
    @DisplayName("§1 actions · wait pauses settle only, until the customer writes")
    void waiting() {
        at("10:00").post(comment("骗子").by("u-1"));
        at("10:10").take("zhang");
        at("10:20").answer("zhang", "请提供订单号");
        at("10:30").act(Kind.WAIT, "zhang", null, "until", "2026-06-20T10:30:00+08:00");
        assertThat(incident().has(Flag.WAITING)).isTrue();
        assertThat(clock("settle").state()).isEqualTo(Clock.Phase.PAUSED);
        at("1 10:30").post(comment("订单号发你了").by("u-1"));
        assertThat(incident().has(Flag.WAITING)).isFalse();
        assertThat(clock("settle").state()).isEqualTo(Clock.Phase.RUNNING);
        assertThat(clock("settle").due()).isEqualTo(time("4 10:00"));
    }

    @Test
    @DisplayName("§1 actions · 补录: what was done in time and entered later was in time")
    void lateEntry() {
        at("10:00").post("用了红肿");
        at("10:14").take("zhang");
        at("10:20");
        assertThat(clock("respond").state()).isEqualTo(Clock.Phase.MISSED);
        at("10:20").done("10:13").answer("zhang", "当时电话已回复");
        assertThat(clock("respond").state()).isEqualTo(Clock.Phase.STOPPED);
        assertThat(timeline())
                .anyMatch(
                        line -> line.at().equals(time("10:13")) || line.facts().containsValue("true"));
        at("10:21").done("10:40").refused(Kind.NOTE, "zhang", "将来的事");
    }

    @Test
    @DisplayName("§1 人工上报 · a person files a post at their own grade")
    void report() {
        at("10:00")
                .post(comment("直播间有人动手").from("manual").attribute("grade", "L1").attribute("reportedBy", "wang"));
        assertThat(incident().level()).isEqualTo(Severity.L1);
        assertThat(incident().family()).isEqualTo("人工上报");
        at("10:00").expect(opened("zhang", "li", "wang").ringing());
    }

    @Test
    @DisplayName(
            "§1 key · 500 comments in a wave are one incident with a count, near-duplicates join whatever their thread")
    void oneWave() {
        for (int i = 0; i < 500; i++) {
            at("10:00").post("收到就破损 " + i);
        }
        assertThat(play().ids()).hasSize(1);
        assertThat(incident().counts()).isEqualTo(new Incident.Counts(500, 500));
        at("10:05").post(comment("收到就破损 499").under("elsewhere").by("again"));
        assertThat(play().ids()).hasSize(1);
        assertThat(incident().counts()).isEqualTo(new Incident.Counts(501, 501));
        at("10:06").post(comment("给妈妈买的礼物也是破损的，她很失望").under("elsewhere"));
        assertThat(play().ids()).as("another text elsewhere is another matter").hasSize(2);
    }

    @Test
    @DisplayName("§1 key · an L3 takes hits until 24 h after the last, an L2 until it is closed")
    void windows() {
        at("10:00").post(comment("骗子").under("v-3"));
        at("10:00").post(comment("破损").under("v-2"));
        at("1 09:00").post(comment("骗子！").under("v-3"));
        at("2 09:00").post(comment("又一个骗子").under("v-3"));
        assertThat(play().ids()).hasSize(2);
        at("3 09:01").post(comment("还是骗子").under("v-3"));
        assertThat(play().ids()).hasSize(3);
        at("9 10:00").post(comment("依旧破损").under("v-2"));
        assertThat(play().ids()).hasSize(3);
    }

    @Test
    @DisplayName(
            "§1 sub-cases · each customer of an L3 has golden and settle of their own; answer and settle take a case")
    void subCases() {
        at("10:00").post(comment("骗子").by("u-1"));
        at("10:30").post(comment("我也遇到骗子").by("u-2"));
        at("10:40").take("zhang");
        at("10:41").customers("u-1").answer("zhang", "已退款");
        assertThat(incident().state()).isEqualTo(State.TAKEN);
        assertThat(incident().clocks())
                .filteredOn(one -> one.clock().equals("golden"))
                .extracting(one -> one.customer() + " " + one.state())
                .containsExactlyInAnyOrder("u-1 STOPPED", "u-2 RUNNING");
        at("10:45").answer("zhang", "都已退款");
        assertThat(incident().state()).isEqualTo(State.ANSWERED);
        at("11:00").customers("u-1", "u-2").settle("zhang");
        assertThat(incident().state()).isEqualTo(State.SETTLED);
    }

    @Test
    @DisplayName("§1 merge and split · clocks go along, the merged one is silent, the split one stands by itself")
    void mergeAndSplit() {
        at("10:00").post(comment("骗子").by("u-1").under("v-1"));
        at("10:10").post(comment("他们卖假货给我妈妈当礼物").by("u-2").under("v-2"));
        String first = incident(1).id();
        at("10:20").on(2).act(Kind.MERGE, "zhang", null, "into", first);
        assertThat(incident(2).state()).isEqualTo(State.MERGED);
        assertThat(incident(2).agenda()).isEmpty();
        assertThat(incident(1).cases()).hasSize(2);
        assertThat(incident(1).counts()).isEqualTo(new Incident.Counts(2, 2));
        at("10:30").on(1).customers("u-2").act(Kind.SPLIT, "zhang", "另一件事");
        assertThat(incident(3).cases())
                .singleElement()
                .satisfies(one -> assertThat(one.customer()).isEqualTo("u-2"));
        assertThat(incident(3).clocks())
                .filteredOn(one -> one.clock().equals("golden"))
                .singleElement()
                .satisfies(one -> assertThat(one.due()).isEqualTo(time("12:10")));
        assertThat(incident(1).cases()).hasSize(1);
    }

    @Test
    @DisplayName("§1 take expiry · L1 15 min, L2 1 h, L3 8 h without progress, only until answered")
    void takeExpires() {
        at("10:00").post(comment("用了红肿").under("v-1"));
        at("10:01").on(1).take("zhang");
        at("10:01").post(comment("破损").under("v-2"));
        at("10:02").on(2).take("zhang");
        at("10:02").post(comment("骗子").under("v-3"));
        at("10:03").on(3).take("zhang");
        at("10:16").expect(notice(EXPIRED, "zhang").ringing());
        at("11:02").expect(notice(EXPIRED, "zhang").quiet());
        assertThat(incident(3).owner()).isEqualTo("zhang");
        at("18:03");
        assertThat(incident(3).owner()).isNull();
        at("18:10").on(2).take("zhang");
        at("18:11").on(2).answer("zhang", "已公告");
        at("1 20:00");
        assertThat(incident(2).owner()).isEqualTo("zhang");
    }

    @Test
    @DisplayName(
            "§1 suspected · taking decides nothing; raise confirms, lower rejects; a second hit confirms; evidence is L1 at once")
    void suspected() {
        at("10:00").post(comment("毁容").under("v-1").id("c-1"));
        at("10:01").take("zhang");
        assertThat(incident().has(Flag.SUSPECTED)).isTrue();
        at("10:05").expect(raised("li", "wang"));
        at("11:00").post(comment("有人说会毁容吗，不清楚").under("v-2"));
        at("11:01").act(Kind.RAISE, "zhang", "有照片", "level", "L1");
        assertThat(incident(2).has(Flag.SUSPECTED)).isFalse();
        assertThat(clock("respond").due()).isEqualTo(time("11:16"));
        at("12:00").post(comment("别家的面膜毁容了，和你们无关").under("v-3"));
        at("12:01").act(Kind.LOWER, "zhang", "说的是别家", "level", "L3");
        assertThat(incident(3).level()).isEqualTo(Severity.L3);
        between("12:01:01", "12:30")
                .to("li", "wang")
                .told()
                .forEach(one -> assertThat(one.code()).isNotEqualTo("confirmed"));
        at("13:00").post(comment("怕毁容").under("v-4"));
        at("13:01").post(comment("真的毁容了").under("v-4"));
        at("13:01").expect(raised("li", "wang"));
        at("14:00").post(comment("红肿，简直毁容").under("v-5"));
        assertThat(incident(5).has(Flag.SUSPECTED)).isFalse();
        at("14:00").expect(opened("li", "wang"));
    }

    @Test
    @DisplayName("§1 lower · down only by a person with a reason; afterwards only a new kind of reason raises again")
    void lower() {
        at("10:00").post("骗子");
        at("10:05").post("收到就破损的骗子货");
        at("10:10").on(1).act(Kind.RAISE, "wang", "扩散", "level", "L2");
        at("10:11").on(1).refused(Kind.LOWER, "wang", null, "level", "L3");
        at("10:12").on(1).act(Kind.LOWER, "wang", "误会，已说清", "level", "L3");
        assertThat(incident(1).level()).isEqualTo(Severity.L3);
        for (int i = 0; i < 6; i++) {
            at("10:2" + i).post("骗子 " + i);
        }
        assertThat(incident(1).level()).as("a crowd is a new kind of reason").isEqualTo(Severity.L2);
    }

    @Test
    @DisplayName(
            "§1 raise · a crowd of 5 authors in 30 min across threads becomes one L2, the oldest, and keeps its clocks")
    void crowd() {
        List<String> stories = NoiseTableCase.STORIES;
        for (int i = 0; i < 5; i++) {
            at("10:0" + 2 * i)
                    .post(comment(stories.get(i) + "，骗子").under("v-" + i).of("云朵枕"));
        }
        assertThat(incident(1).level()).isEqualTo(Severity.L2);
        assertThat(incident(1).counts()).isEqualTo(new Incident.Counts(5, 5));
        assertThat(incident(1).reasons()).anyMatch(one -> one.code().equals("crowd"));
        assertThat(clock(1, "golden").due()).isEqualTo(time("12:00"));
        assertThat(clock(1, "findings").due().minus(Duration.ofHours(48))).isEqualTo(time("10:08"));
        for (int n = 2; n <= 5; n++) {
            assertThat(incident(n).state()).isEqualTo(State.MERGED);
        }
        between("10:00", "10:17").expectOnly(raised("zhang", "zhao"), raised("group"));
    }

    private Clock clock(int n, String name) {
        return incident(n).clocks().stream()
                .filter(one -> one.clock().equals(name) && one.customer() == null)
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName(
            "§1 raise · graver words raise by themselves; while taken the owner and the new roles hear it once, without acknowledge")
    void graverWords() {
        file("watchlists/rules.yaml", """
                brand: 云朵家
                rules:
                  - { id: itch, level: L3, family: 皮肤, category: 皮肤, any: [有点痒] }
                  - { id: skin, level: L1, family: 皮肤, category: 皮肤, any: [红肿] }
                """);
        at("10:00").post("有点痒");
        at("10:05").take("zhang");
        at("10:30").post("已经红肿");
        assertThat(incident().level()).isEqualTo(Severity.L1);
        at("10:30").expectOnly(raised("zhang", "li", "wang").ringing(), raised("group"));
        assertThat(has("acknowledge")).isFalse();
        assertThat(clock("respond").due()).isEqualTo(time("10:45"));
        between("10:30:01", "10:39").expectNothing();
    }
}
