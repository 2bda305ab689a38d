package io.fenghuo.verticle.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Limits;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Delivery.Status;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Secret;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What follows from an outcome, and how sendings are paced: no store, no clock. */
class AftermathTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:00:00Z");
    private static final Limits ROBOT = Limits.robot(20, 3).again(Duration.ofMinutes(10));
    private final Random random = new Random(5);

    private Aftermath of(Outcome outcome, int attempts, Severity level, boolean spare, @Nullable String before) {
        return of(outcome, attempts, level, spare, before, null);
    }

    private Aftermath of(
            Outcome outcome,
            int attempts,
            Severity level,
            boolean spare,
            @Nullable String before,
            @Nullable Instant paused) {
        Delivery delivery = new Delivery(
                "d", "n", "i", "c", null, Status.PENDING, attempts, NOW, null, null, before, NOW.minusSeconds(1));
        Notice notice = notice(level);
        int doubts = before != null && before.startsWith("AMBIGUOUS") ? 1 : 0;
        return Aftermath.of(
                outcome,
                delivery,
                notice,
                ROBOT,
                new Aftermath.Past(paused, spare, doubts),
                new Aftermath.Moment(NOW, random));
    }

    private static Notice notice(Severity level) {
        return new Notice(
                "n",
                "i",
                "b",
                level,
                NoticeReason.OPENED,
                Reason.of("opened"),
                Target.GROUPS,
                Notice.Manner.CARD,
                List.of(),
                NOW,
                false,
                null);
    }

    @Test
    void onlyAYesEndsItWell() {
        assertThat(of(Outcome.delivered("ok"), 1, Severity.L1, true, null).state())
                .isEqualTo(Status.DELIVERED);
        assertThat(of(Outcome.unconfirmed("202"), 1, Severity.L1, true, null).state())
                .isEqualTo(Status.UNCONFIRMED);
    }

    @Test
    void retriesAreBoundedAndJittered() {
        for (int attempts = 1; attempts <= 3; attempts++) {
            Aftermath after = of(Outcome.retry(null, "busy"), attempts, Severity.L2, false, null);
            assertThat(after.state()).isEqualTo(Status.PENDING);
            assertThat(Duration.between(NOW, after.notBefore()))
                    .isBetween(Duration.ofMillis(100), Duration.ofSeconds(3L << (attempts - 1)));
        }
        Aftermath last = of(Outcome.retry(null, "busy"), 4, Severity.L2, true, null);
        assertThat(last.state()).isEqualTo(Status.FAILED);
        assertThat(last.fallback()).isTrue();
        Aftermath busyForAnHour = of(Outcome.retry(NOW.plusSeconds(3600), "HTTP 503"), 1, Severity.L1, true, null);
        assertThat(busyForAnHour.fallback()).as("an L1 waits for nobody's hour").isTrue();
    }

    @Test
    void withNobodyToTakeOverItIsTriedForADay() {
        for (int attempts = 4; attempts <= 300; attempts += 37) {
            Aftermath after = of(Outcome.retry(null, "busy"), attempts, Severity.L2, false, null);
            assertThat(after.state()).isEqualTo(Status.PENDING);
            assertThat(Duration.between(NOW, after.notBefore())).isLessThanOrEqualTo(Duration.ofMinutes(10));
        }
        Delivery yesterday = new Delivery(
                "d",
                "n",
                "i",
                "c",
                null,
                Status.PENDING,
                300,
                NOW,
                null,
                null,
                null,
                NOW.minus(Aftermath.OLDEST).minusSeconds(1));
        Aftermath over = Aftermath.of(
                Outcome.retry(null, "busy"),
                yesterday,
                notice(Severity.L2),
                ROBOT,
                new Aftermath.Past(null, false, 0),
                new Aftermath.Moment(NOW, random));
        assertThat(over.state()).isEqualTo(Status.FAILED);
    }

    @Test
    void whatIsOwedIsTriedAgainQuietlyAndByNoOther() {
        Delivery owed = new Delivery(
                "d-b", "n", "i", "c", null, Status.PENDING, 9, NOW, null, "d", null, NOW.minusSeconds(900));
        for (Outcome no : List.of(
                Outcome.retry(null, "busy"),
                Outcome.dead("93000", "cure.key"),
                Outcome.throttled(NOW.plusSeconds(60), "45009"),
                Outcome.ambiguous("reset"))) {
            Aftermath after = Aftermath.of(
                    no,
                    owed,
                    notice(Severity.L1),
                    ROBOT,
                    new Aftermath.Past(null, true, 0),
                    new Aftermath.Moment(NOW, random));
            assertThat(after.state()).isEqualTo(Status.PENDING);
            assertThat(after.fallback()).isFalse();
            assertThat(after.notBefore()).isAfter(NOW);
        }
    }

    @Test
    void ambiguousIsTriedOnceMore() {
        assertThat(of(Outcome.ambiguous("reset"), 1, Severity.L2, true, null).state())
                .isEqualTo(Status.PENDING);
        assertThat(of(Outcome.ambiguous("reset"), 3, Severity.L2, true, "RETRY busy")
                        .state())
                .isEqualTo(Status.PENDING);
        assertThat(of(Outcome.ambiguous("reset"), 2, Severity.L2, true, "AMBIGUOUS reset")
                        .fallback())
                .isTrue();
    }

    @Test
    void aDeadChannelHandsOverAndIsTriedAgainLater() {
        Aftermath after = of(Outcome.dead("93000", "cure.key"), 1, Severity.L3, true, null);
        assertThat(after).isEqualTo(new Aftermath(Status.FAILED, NOW, NOW.plus(Aftermath.PROBE), true, true));
    }

    @Test
    void aThrottleWaitsUnlessTheMatterCannot() {
        Outcome minute = Outcome.throttled(NOW.plusSeconds(60), "45009");
        assertThat(of(minute, 1, Severity.L2, true, null).notBefore()).isEqualTo(NOW.plusSeconds(60));
        Aftermath grave = of(minute, 1, Severity.L1, true, null);
        assertThat(grave.state()).isEqualTo(Status.FAILED);
        assertThat(grave.pause()).isEqualTo(NOW.plusSeconds(60));
        assertThat(of(minute, 1, Severity.L1, false, null))
                .as("rings when the pause is over; another is told beside")
                .isEqualTo(new Aftermath(Status.PENDING, NOW.plusSeconds(60), NOW.plusSeconds(60), false, true));
        assertThat(of(Outcome.throttled(NOW.plusSeconds(19), "429"), 1, Severity.L1, true, null)
                        .fallback())
                .isFalse();
        assertThat(of(minute, 1, Severity.L2, false, null, NOW.minusSeconds(30)).pause())
                .as("seen again: ten minutes")
                .isEqualTo(NOW.plus(Duration.ofMinutes(10)));
    }

    @Test
    void aBusyVendorAfterAThrottleIsTriedAsPatientlyAsOneBefore() {
        Delivery throttled = new Delivery(
                "d", "n", "i", "c", null, Status.PENDING, 4, NOW, null, null, "THROTTLED 45009", NOW.minusSeconds(200));
        Aftermath.Moment moment = new Aftermath.Moment(NOW, random);
        Outcome busy = Outcome.retry(null, "HTTP 503");
        Aftermath.Past rested = new Aftermath.Past(NOW.minusSeconds(2), true, 0, 3);
        assertThat(Aftermath.of(busy, throttled, notice(Severity.L1), ROBOT, rested, moment)
                        .state())
                .as("the pause has just ended: it is tried again before mail or terminal are")
                .isEqualTo(Status.PENDING);
        Aftermath.Past longAgo = new Aftermath.Past(NOW.minusSeconds(30), true, 0, 3);
        assertThat(Aftermath.of(busy, throttled, notice(Severity.L1), ROBOT, longAgo, moment)
                        .state())
                .isEqualTo(Status.FAILED);
    }

    @Test
    void aSecondsLimitAndAMembersAreKeptToo() {
        ChannelSpec spec =
                new ChannelSpec("c", "wecom-app", Set.of(), null, null, List.of(), List.of(), false, false, Map.of());
        Limits limits = new Limits(2, 0, 3, Duration.ZERO, Duration.ZERO, Duration.ZERO, true)
                .inASecond(1)
                .forEach();
        Pace pace = new Pace();
        pace.went(spec, limits, "zhang", NOW);
        assertThat(pace.moment(spec, limits, "zhang", NOW)).isEqualTo(NOW.plusMillis(1_100));
        assertThat(pace.moment(spec, limits, "li", NOW)).as("another member").isEqualTo(NOW);
        pace.went(spec, limits, "zhang", NOW.plusSeconds(2));
        assertThat(pace.next(spec, limits, "zhang", true, NOW.plusSeconds(3))).isEqualTo(NOW.plus(Pace.WINDOW));
        assertThat(pace.next(spec, limits, "li", true, NOW.plusSeconds(3))).isEqualTo(NOW.plusSeconds(3));
        Pace restarted = new Pace();
        restarted.went(spec, limits, null, NOW);
        restarted.went(spec, limits, null, NOW.plusSeconds(2));
        assertThat(restarted.next(spec, limits, "li", true, NOW.plusSeconds(3)))
                .as("whoever they were for before a restart")
                .isEqualTo(NOW.plus(Pace.WINDOW));
    }

    @Test
    void noMinuteEverHoldsMoreThanTheVendorAllows() {
        ChannelSpec spec = new ChannelSpec(
                "c",
                "wecom-robot",
                Set.of(),
                Secret.of("https://x.example"),
                null,
                List.of(),
                List.of(),
                false,
                false,
                Map.of());
        for (int seed = 0; seed < 50; seed++) {
            Random load = new Random(seed);
            Pace pace = new Pace();
            List<Instant> sent = new ArrayList<>();
            Instant now = NOW;
            for (int i = 0; i < 400; i++) {
                now = now.plusMillis(load.nextInt(3000));
                boolean gravest = load.nextInt(4) == 0;
                Instant at = pace.next(spec, ROBOT, null, gravest, now);
                if (!at.isAfter(now)) {
                    pace.went(spec, ROBOT, null, now);
                    sent.add(now);
                } else {
                    assertThat(pace.next(spec, ROBOT, null, gravest, at))
                            .as("room is there when promised")
                            .isEqualTo(at);
                }
            }
            for (Instant from : sent) {
                assertThat(sent.stream()
                                .filter(at -> !at.isBefore(from) && at.isBefore(from.plusSeconds(60)))
                                .count())
                        .isLessThanOrEqualTo(20);
            }
        }
    }

    @Test
    void envelopesHoldNoAddress() {
        Outgoing out =
                Outgoing.Http.json("{\"a\":\"😀\"}").with("webhook-id", "d").to(Secret.of("https://secret.example"));
        byte[] bytes = new Envelope("d", List.of("d", "e"), out, "f").bytes();
        assertThat(new String(bytes, StandardCharsets.UTF_8)).doesNotContain("secret.example");
        Envelope read = Envelope.of(bytes);
        assertThat(read.members()).containsExactly("d", "e");
        Outgoing.Http http = (Outgoing.Http) read.outgoing();
        assertThat(new String(http.body(), StandardCharsets.UTF_8)).isEqualTo("{\"a\":\"😀\"}");
        assertThat(http.headers()).containsEntry("webhook-id", "d");
        Outgoing.Mail mail = new Outgoing.Mail(null, List.of("a@b.c"), "s", "<p>", "t", Map.of("X", "y"), true);
        assertThat(Envelope.of(new Envelope("d", List.of("d"), mail, null).bytes())
                        .outgoing())
                .isEqualTo(mail);
        assertThat(Envelope.of(Envelope.pointer("d").bytes()).outgoing()).isNull();
    }
}
