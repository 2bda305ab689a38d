package io.fenghuo.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenghuo.model.Action;
import io.fenghuo.model.Action.Kind;
import io.fenghuo.model.Clock;
import io.fenghuo.model.Clock.Phase;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Role;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import io.fenghuo.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Clocks of categories, tiers and promises, and times nobody can mean, played through a day (Thursday 18 June 2026). */
class WordKeptTest {
    private static final Policy USUAL = Timeline.POLICY;
    private static final Tier VIP = new Tier(
            "大客户",
            Set.of("vip"),
            null,
            Set.of(),
            Set.of("room-7"),
            Set.of(),
            Set.of(),
            Map.of(
                    Clocks.GOLDEN, Allowance.of(Duration.ofMinutes(30)),
                    Clocks.SETTLE, Allowance.of(Duration.ofHours(24)),
                    Clocks.ACKNOWLEDGE, Allowance.of(Duration.ofMinutes(5))),
            List.of(Target.person("li")));

    private final Timeline day = new Timeline();

    private static Timeline with(Map<String, Allowance> clocks, Tier... tiers) {
        Map<String, Map<String, Allowance>> categories = clocks.isEmpty() ? Map.of() : Map.of("欺诈", clocks);
        return new Timeline(new Policy(
                        "",
                        USUAL.zone(),
                        USUAL.golden(),
                        USUAL.window(),
                        USUAL.crowd(),
                        USUAL.correlate(),
                        USUAL.levels(),
                        categories,
                        USUAL.noise(),
                        USUAL.margins(),
                        USUAL.calendar(),
                        List.of(tiers))
                .identified());
    }

    private static Clock clock(Incident incident, String id) {
        return incident.clocks().stream()
                .filter(c -> c.clock().equals(id))
                .reduce((a, b) -> b)
                .orElseThrow(() -> new AssertionError("no clock " + id + " in " + incident.clocks()));
    }

    private Clock promise() {
        return clock(day.incident("i-1"), Clocks.PROMISED);
    }

    private void says(Role role, String text, @Nullable String to) {
        Post post = Post.builder("shop", "a" + day.now().toEpochMilli(), text, day.now())
                .thread("video-77")
                .role(role)
                .receivedAt(day.now())
                .build();
        day.decide("i-1", new Event.Promised(post, to));
    }

    private static Action note(Timeline on, List<String> whose, String... fields) {
        return new Action(Kind.NOTE, "zhang", "console", on.now(), null, null, whose, Map.of(fields[0], fields[1]));
    }

    @Test
    void whatAnAgentPromisesIsAClockThatWarnsAndIsMissed() {
        day.at("10:00").post(Severity.L2).send();
        day.at("10:01").act(Kind.TAKE, "zhang", "i-1", null);
        day.at("10:05");
        says(Role.AGENT, "非常抱歉，我们今天11点前给您答复", "u1");
        assertThat(promise().due()).isEqualTo(Timeline.time("11:00"));
        assertThat(promise().said()).isEqualTo(new Clock.Said("今天11点前", "shop/a1781748300000", false));
        assertThat(day.story()).contains("clock.promised");
        day.quiet().at("11:00");
        assertThat(day.got("zhang"))
                .contains("10:30 warning promised", "10:50 warning promised", "11:00 missed promised");
        assertThat(day.got("wang")).containsExactly("11:00 missed promised");
        assertThat(promise().state()).isEqualTo(Phase.MISSED);
    }

    @Test
    void aPromiseIsConfirmedCorrectedTakenBackOrKept() {
        day.at("10:00").post(Severity.L3).send();
        day.act(Kind.TAKE, "zhang", "i-1", null);
        says(Role.AGENT, "2小时内联系您，3个工作日内退款到账", "u1");
        assertThat(day.incident("i-1").clocks().stream()
                        .filter(c -> c.clock().equals(Clocks.PROMISED))
                        .map(Clock::customer))
                .containsExactly("u1", "u1#2");
        day.act(note(day, List.of("u1"), "promise", "confirm"), "i-1");
        day.act(note(day, List.of("u1"), "promised", "2026-06-18T13:00"), "i-1");
        Clock first =
                Clockwork.running(day.incident("i-1"), Clocks.PROMISED, "u1").orElseThrow();
        assertThat(first.due()).isEqualTo(Timeline.time("13:00"));
        assertThat(first.said())
                .isNotNull()
                .satisfies(said -> assertThat(said.confirmed()).isTrue());
        day.at("10:30").act(note(day, List.of("u1"), "clock", "promised"), "i-1");
        assertThat(Clockwork.running(day.incident("i-1"), Clocks.PROMISED, "u1"))
                .isEmpty();
        day.act(note(day, List.of("u1#2"), "promise", "none"), "i-1");
        assertThat(Clockwork.runs(day.incident("i-1"), Clocks.PROMISED)).isFalse();
        assertThat(day.incident("i-1").agenda()).noneMatch(d -> Clocks.PROMISED.equals(d.clock()));
        assertThatThrownBy(() -> day.act(note(day, List.of(), "promise", "confirm"), "i-1"))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void anAnswerKeepsFormerPromisesAndMakesItsOwn() {
        day.at("10:00").post(Severity.L3).send();
        says(Role.HOST, "1小时内给大家答复", null);
        day.at("10:20").act(Kind.ANSWER, "zhang", "i-1", "已道歉，明天中午前给您补发");
        List<Clock> promises = day.incident("i-1").clocks().stream()
                .filter(c -> c.clock().equals(Clocks.PROMISED))
                .toList();
        assertThat(promises).extracting(Clock::state).containsExactly(Phase.STOPPED, Phase.RUNNING);
        assertThat(promises.get(1).due()).isEqualTo(Timeline.time("1 12:00"));
    }

    @Test
    void settlingWithACustomerWithoutACaseEndsWhatWasPromisedToThem() {
        day.at("10:00").post(Severity.L2).by("u1").send();
        day.at("10:01").post(Severity.L2).by("u2").send();
        says(Role.AGENT, "今天18点前给您答复", "u1");
        day.at("10:02");
        says(Role.AGENT, "明天中午前给您补发", "u2");
        assertThat(day.incident("i-1").cases()).isEmpty();
        day.at("10:30")
                .act(
                        new Action(Kind.SETTLE, "zhang", "console", day.now(), null, "已退款", List.of("u1"), Map.of()),
                        "i-1");
        assertThat(Clockwork.running(day.incident("i-1"), Clocks.PROMISED, "u1"))
                .isEmpty();
        assertThat(Clockwork.running(day.incident("i-1"), Clocks.PROMISED, "u2"))
                .isPresent();
        assertThat(day.incident("i-1").state()).isNotEqualTo(State.SETTLED);
        assertThat(day.incident("i-1").agenda()).noneMatch(d -> "u1".equals(d.customer()));
    }

    @Test
    void aPromiseToNobodyInParticularIsNoCustomerWhoCanBeSplitOff() {
        day.at("10:00").post(Severity.L2).by("u1").send();
        says(Role.HOST, "今天18点前给大家答复", null);
        day.at("10:01");
        says(Role.HOST, "明天中午前给大家补发", null);
        for (String nobody : List.of("-", "#2")) {
            Action split = new Action(Kind.SPLIT, "zhang", "api", day.now(), null, null, List.of(nobody), Map.of());
            assertThatThrownBy(() -> day.act(split, "i-1"))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.reason())
                                    .isEqualTo(Reason.of(Reasons.UNKNOWN_CUSTOMER, nobody)));
        }
        assertThat(day.incident("i-1").clocks().stream()
                        .filter(c -> c.clock().equals(Clocks.PROMISED))
                        .map(Clock::state))
                .containsExactly(Phase.RUNNING, Phase.RUNNING);
    }

    @Test
    void theSamePromiseTwiceIsOne() {
        day.at("10:00").post(Severity.L3).send();
        says(Role.AGENT, "今天18点前给您答复", "u1");
        says(Role.AGENT, "亲，今天18点前一定给您答复哦", "u1");
        assertThat(day.incident("i-1").clocks().stream().filter(c -> c.clock().equals(Clocks.PROMISED)))
                .hasSize(1);
    }

    @Test
    void aTierShortensTheClocksAndBringsItsContacts() {
        Timeline vip = with(Map.of(), VIP);
        Incident i = vip.at("10:00").post(Severity.L2).by("vip").send();
        assertThat(clock(i, Clocks.GOLDEN).due()).isEqualTo(Timeline.time("10:30"));
        assertThat(clock(i, Clocks.ACKNOWLEDGE).due()).isEqualTo(Timeline.time("10:05"));
        assertThat(clock(i, Clocks.FINDINGS).due()).isEqualTo(Timeline.time("2 10:00"));
        assertThat(i.reasons()).contains(Reason.of(Reasons.TIER, "大客户"));
        assertThat(vip.got("li")).containsExactly("10:00 opened");
    }

    @Test
    void onlyThatCustomersClocksAreTighterInAnL3() {
        Timeline vip = with(Map.of(), VIP);
        vip.at("10:00").post(Severity.L3).by("u1").send();
        Incident i = vip.at("10:10").post(Severity.L3).by("vip").send();
        Map<String, Instant> golden = new java.util.TreeMap<>();
        i.clocks().stream()
                .filter(c -> c.clock().equals(Clocks.GOLDEN))
                .forEach(c -> golden.put(String.valueOf(c.customer()), c.due()));
        assertThat(golden).isEqualTo(Map.of("u1", Timeline.time("12:00"), "vip", Timeline.time("10:40")));
    }

    @Test
    void aTierThatComesLaterTightensAndTellsOnce() {
        Timeline vip = with(Map.of(), VIP);
        vip.at("10:00").post(Severity.L2).by("u1").send();
        vip.at("10:20").post(Severity.L2).by("vip").send();
        Incident i = vip.at("10:21").post(Severity.L2).by("vip").send();
        assertThat(clock(i, Clocks.GOLDEN).due()).isEqualTo(Timeline.time("10:50"));
        assertThat(vip.got("li")).containsExactly("10:20 opened");
    }

    @Test
    void aRoomMayBeATier() {
        Timeline vip = with(Map.of(), VIP);
        Incident i = vip.at("10:00").post(Severity.L2).in("room-7").send();
        assertThat(clock(i, Clocks.GOLDEN).due()).isEqualTo(Timeline.time("10:30"));
    }

    @Test
    void anOutageIsToldOfEveryHour() {
        Timeline out = with(Map.of(Clocks.OUTAGE_UPDATE, Allowance.of(Duration.ofMinutes(60))));
        out.at("10:00").post(Severity.L2).send();
        out.act(Kind.TAKE, "zhang", "i-1", null);
        out.at("10:30").act(Kind.ANSWER, "zhang", "i-1", "故障处理中");
        assertThat(clock(out.incident("i-1"), Clocks.OUTAGE_UPDATE).due()).isEqualTo(Timeline.time("11:30"));
        assertThat(out.quiet().at("12:31").got("zhang"))
                .containsExactly(
                        "11:20 warning outage_update",
                        "11:30 missed outage_update",
                        "12:20 warning outage_update",
                        "12:30 missed outage_update");
        out.act(Kind.SETTLE, "zhang", "i-1", null);
        assertThat(Clockwork.runs(out.incident("i-1"), Clocks.OUTAGE_UPDATE)).isFalse();
    }

    @Test
    void afterTheServiceStoodStillAnOutageIsMissedOnce() {
        Timeline out = with(Map.of(Clocks.OUTAGE_UPDATE, Allowance.of(Duration.ofMinutes(60))));
        out.at("10:00").post(Severity.L2).send();
        out.act(Kind.TAKE, "zhang", "i-1", null);
        out.act(Kind.ANSWER, "zhang", "i-1", "故障处理中");
        out.quiet().down("14:10");
        assertThat(out.got("zhang")).containsExactly("14:10 missed outage_update late");
        assertThat(clock(out.incident("i-1"), Clocks.OUTAGE_UPDATE).due()).isEqualTo(Timeline.time("15:10"));
    }

    @Test
    void aFollowUpStartsWithSettlingAndOutlivesClosing() {
        Timeline ours = with(Map.of(Clocks.FOLLOW_UP, Allowance.of(Duration.ofDays(3))));
        ours.at("10:00").post(Severity.L3).by("u1").send();
        ours.act(Kind.TAKE, "zhang", "i-1", null);
        assertThat(ours.incident("i-1").clocks()).noneMatch(c -> c.clock().equals(Clocks.FOLLOW_UP));
        ours.at("11:00").act(Kind.SETTLE, "zhang", "i-1", "好了");
        ours.at("11:05").act(Kind.CLOSE, "zhang", "i-1", null, "cause", "物流");
        assertThat(clock(ours.incident("i-1"), Clocks.FOLLOW_UP).due()).isEqualTo(Timeline.time("3 11:00"));
        assertThat(ours.quiet().at("3 11:01").got("zhang")).containsExactly("11:00 missed follow_up");
        ours.act(Kind.NOTE, "zhang", "i-1", "回访过了", "clock", "follow_up");
        assertThat(clock(ours.incident("i-1"), Clocks.FOLLOW_UP).stoppedAt()).isEqualTo(Timeline.time("3 11:01"));
    }

    @Test
    void aWrongItemHasAClockOfEachCustomerAndARefundMayBeginByHand() {
        Timeline ours = with(Map.of(
                Clocks.WRONG_ITEM, Allowance.of(Duration.ofHours(48)), Clocks.REFUND_CREDIT, Allowance.workingDays(5)));
        ours.at("10:00").post(Severity.L3).by("u1").send();
        ours.at("11:00").post(Severity.L3).by("u2").send();
        assertThat(ours.incident("i-1").clocks().stream()
                        .filter(c -> c.clock().equals(Clocks.WRONG_ITEM))
                        .map(Clock::customer))
                .containsExactly("u1", "u2");
        ours.at("12:00").act(note(ours, List.of("u1"), "start", Clocks.REFUND_CREDIT), "i-1");
        Clock refund = Clockwork.running(ours.incident("i-1"), Clocks.REFUND_CREDIT, "u1")
                .orElseThrow();
        assertThat(refund.startedAt()).isEqualTo(Timeline.time("12:00"));
        assertThat(refund.due()).isEqualTo(Timeline.time("7 18:00"));
    }

    @Test
    void aThreatIsHandedToSafetyWithinSeconds() {
        Timeline threat = with(Map.of(Clocks.HAND_OVER, Allowance.of(Duration.ofSeconds(3))));
        Incident i = threat.at("10:00").post(Severity.L2).send();
        assertThat(clock(i, Clocks.HAND_OVER).due())
                .isEqualTo(Timeline.time("10:00").plusSeconds(3));
        assertThat(threat.notices)
                .anyMatch(n -> n.to().equals(Target.role(Roles.SAFETY)) && Clocks.HAND_OVER.equals(n.clock()));
        threat.decide("i-1", new Event.HandedOver(Timeline.time("10:00").plusSeconds(1)));
        assertThat(clock(threat.incident("i-1"), Clocks.HAND_OVER).state()).isEqualTo(Phase.STOPPED);
    }

    @Test
    void aSnoozeHasAnEnd() {
        day.at("10:00").post(Severity.L2).send();
        assertThatThrownBy(() -> day.act(Kind.SNOOZE, "zhang", "i-1", null, "until", "PT73H"))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.reason())
                                .isEqualTo(Reason.of(Reasons.TOO_LONG, Timeline.time("3 10:00"))));
        day.act(Kind.SNOOZE, "zhang", "i-1", null, "until", "PT72H");
    }

    @Test
    void anL1SleepsNoLongerThanItsNextWarning() {
        day.at("10:00").post(Severity.L1).send();
        day.act(Kind.TAKE, "zhang", "i-1", null);
        assertThatThrownBy(() -> day.act(Kind.SNOOZE, "zhang", "i-1", null, "until", "PT1H"))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.reason())
                                .isEqualTo(Reason.of(Reasons.TOO_LONG, Timeline.time("10:10"))));
    }

    @Test
    void timesNobodyCanMeanAreRefusedOrCountAsNow() {
        Incident i =
                day.at("10:00").post(Severity.L2).ago(Duration.ofDays(20_600)).send();
        assertThat(i.exposure()).isEqualTo(Timeline.time("10:00"));
        assertThat(clock(i, Clocks.GOLDEN).state()).isEqualTo(Phase.RUNNING);
        assertThat(day.entries).anyMatch(e -> e.facts().containsKey("published"));
        for (String at : List.of("2100-01-01T00:00:00Z", "1970-01-01T00:00:00Z")) {
            Action odd = new Action(Kind.TAKE, "zhang", "api", Instant.parse(at), null, null, List.of(), Map.of());
            assertThatThrownBy(() -> day.act(odd, "i-1")).isInstanceOf(Refusal.class);
        }
    }
}
