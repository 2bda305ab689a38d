package io.fenghuo.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.incident.Noise.Traffic;
import io.fenghuo.incident.Noise.Verdict;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The limits on one person's messages, and the times of digests. */
class NoiseTest {
    private static final Policy POLICY = Timeline.POLICY;
    private static final Instant DAY = Timeline.time("15:00");

    private static Notice notice(Severity level, Notice.Manner manner, String code) {
        return new Notice(
                "n",
                "i-1",
                "b",
                level,
                NoticeReason.GROWTH,
                Reason.of(code),
                Target.person("z"),
                manner,
                List.of(),
                DAY,
                false,
                null);
    }

    private static Verdict admit(
            Severity level, String code, int shift, int night, @Nullable Instant last, Instant now) {
        return Noise.admit(notice(level, Notice.Manner.CARD, code), new Traffic(shift, night, last), POLICY, now);
    }

    @Test
    void tenMessagesAShiftThenTheDigest() {
        assertThat(admit(Severity.L2, "page", 9, 0, null, DAY).kind()).isEqualTo(Verdict.Kind.SEND);
        Verdict held = admit(Severity.L2, "page", 10, 0, null, DAY);
        assertThat(held).isEqualTo(new Verdict(Verdict.Kind.DIGEST, Timeline.time("16:00"), Noise.BUDGET));
        assertThat(admit(Severity.L1, "page", 99, 99, null, DAY).kind()).isEqualTo(Verdict.Kind.SEND);
    }

    @Test
    void threeWakingsANight() {
        Instant night = Timeline.time("1 03:00");
        assertThat(admit(Severity.L2, "page", 3, 2, null, night).kind()).isEqualTo(Verdict.Kind.SEND);
        assertThat(admit(Severity.L2, "page", 3, 3, null, night))
                .isEqualTo(new Verdict(Verdict.Kind.DIGEST, Timeline.time("1 08:30"), Noise.WAKINGS));
        assertThat(admit(Severity.L2, "page", 3, 3, null, DAY).kind()).isEqualTo(Verdict.Kind.SEND);
        assertThat(Noise.nightSince(POLICY, night)).isEqualTo(Timeline.time("22:00"));
    }

    @Test
    void theAdministratorsAreToldWhichRuleDidIt() {
        Notice told = Noise.limited(
                notice(Severity.L2, Notice.Manner.CARD, "page"),
                "z",
                Noise.BUDGET,
                POLICY,
                new Ids(new Random(1)),
                DAY);
        assertThat(told.to()).isEqualTo(Target.role(Roles.ADMIN));
        assertThat(told.why()).isEqualTo(Reason.of(Reasons.LIMITED, "budget", "z", 10));
        assertThat(Noise.admit(told, new Traffic(50, 50, DAY), POLICY, DAY).kind())
                .isEqualTo(Verdict.Kind.SEND);
    }

    @Test
    void growthKeepsItsDistanceButNotOfANewPlatform() {
        Instant last = Timeline.time("14:45");
        assertThat(admit(Severity.L2, Reasons.GROWTH, 1, 0, last, DAY))
                .isEqualTo(new Verdict(Verdict.Kind.LATER, Timeline.time("15:15"), Noise.GAP));
        assertThat(admit(Severity.L2, Reasons.GROWTH_PLATFORM, 1, 0, last, DAY).kind())
                .isEqualTo(Verdict.Kind.SEND);
    }

    @Test
    void digestsAreHourlyByDayAndOnceInTheMorning() {
        assertThat(next("10:10")).isEqualTo(Timeline.time("11:00"));
        assertThat(next("11:00")).isEqualTo(Timeline.time("12:00"));
        assertThat(next("21:30")).isEqualTo(Timeline.time("22:00"));
        assertThat(next("22:00")).isEqualTo(Timeline.time("1 08:30"));
        assertThat(next("1 03:00")).isEqualTo(Timeline.time("1 08:30"));
        assertThat(next("08:40")).isEqualTo(Timeline.time("09:00"));
    }

    private static Instant next(String at) {
        return DigestSchedule.next(POLICY, Timeline.time(at));
    }

    @Test
    void anL3SaysNothingPersonalAtNight() {
        Timeline day = new Timeline();
        day.at("21:50").post(Severity.L3).send();
        day.at("1 08:00");
        assertThat(day.got("zhang")).containsExactly("22:00 opened (line)");
        assertThat(day.at("1 08:30").got("zhang")).contains("08:30 warning (line) golden");
        assertThat(day.got("wang")).containsExactly("08:30 missed (line) golden");
        assertThat(day.entries).anyMatch(e -> "true".equals(e.facts().get("night")));
    }
}
