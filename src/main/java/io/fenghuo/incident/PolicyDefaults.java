package io.fenghuo.incident;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;

import io.fenghuo.incident.Policy.Level;
import io.fenghuo.incident.Policy.Step;
import io.fenghuo.incident.Policy.Unless;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.Raise;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shipped policy: the tables of the manual's chapter on incidents as data. No other class holds a figure of them. */
final class PolicyDefaults {
    private static final Target DUTY = Target.role(Roles.DUTY);
    private static final Target LEGAL = Target.role(Roles.LEGAL);
    private static final Target SUPERVISOR = Target.role(Roles.SUPERVISOR);
    private static final Target BRAND = Target.role(Roles.BRAND);
    private static final List<String> PHONE = List.of(Roster.PHONE);

    static final Policy POLICY = new Policy(
                    "",
                    ZoneId.of("Asia/Shanghai"),
                    ofHours(2),
                    ofHours(24),
                    Raise.DEFAULT,
                    Correlation.THREAD,
                    Map.of(Severity.L1, first(), Severity.L2, second(), Severity.L3, third()),
                    Map.of(),
                    noise(),
                    Policy.Margins.DEFAULT,
                    WorkCalendar.PLAIN,
                    List.of())
            .identified();

    /** What a clock of a category allows when the file only says {@code default}. */
    static final Map<String, Allowance> OF_CATEGORIES = Map.of(
            Clocks.HAND_OVER, allow(Duration.ofSeconds(3)),
            Clocks.REVIEW_ANSWER, allow(ofHours(2)),
            Clocks.LIVE_VIOLATION, allow(ofMinutes(10)),
            Clocks.DEPARTMENT, allow(ofHours(24)),
            Clocks.WRONG_ITEM, allow(ofHours(48)),
            Clocks.OUTAGE_UPDATE, allow(ofMinutes(60)),
            Clocks.REFUND_CREDIT, Allowance.workingDays(5),
            Clocks.FOLLOW_UP, allow(Duration.ofDays(3)));

    private PolicyDefaults() {}

    private static Allowance allow(Duration time) {
        return Allowance.of(time);
    }

    /** Beside a grade's own: the warnings of promises and of the clocks only categories bring. Of all of them the owner hears the miss. */
    private static Map<String, List<Duration>> warnings(Map<String, List<Duration>> own) {
        Map<String, List<Duration>> all = new HashMap<>(own);
        all.put(Clocks.PROMISED, List.of(ofMinutes(30), ofMinutes(10), Duration.ZERO));
        all.put(Clocks.REVIEW_ANSWER, List.of(ofMinutes(30), Duration.ZERO));
        all.put(Clocks.LIVE_VIOLATION, List.of(ofMinutes(3), Duration.ZERO));
        all.put(Clocks.DEPARTMENT, List.of(ofHours(4), Duration.ZERO));
        all.put(Clocks.WRONG_ITEM, List.of(ofHours(6), Duration.ZERO));
        all.put(Clocks.OUTAGE_UPDATE, List.of(ofMinutes(10), Duration.ZERO));
        all.put(Clocks.REFUND_CREDIT, List.of(ofHours(24), Duration.ZERO));
        all.put(Clocks.FOLLOW_UP, List.of(Duration.ZERO));
        return all;
    }

    private static Level first() {
        return new Level(
                "一级",
                Map.of(Clocks.ACKNOWLEDGE, allow(ofMinutes(3)), Clocks.RESPOND, allow(ofMinutes(15))),
                warnings(Map.of(
                        Clocks.RESPOND, List.of(ofMinutes(5)),
                        Clocks.GOLDEN, List.of(ofMinutes(30), Duration.ZERO))),
                List.of(
                        once(Duration.ZERO, List.of(), DUTY, LEGAL, SUPERVISOR),
                        once(ofMinutes(3), PHONE, DUTY),
                        every(ofMinutes(5), ofMinutes(5), ofMinutes(30), PHONE, DUTY),
                        every(ofMinutes(45), ofMinutes(15), ofHours(2), PHONE, DUTY),
                        every(ofHours(3), ofHours(1), null, PHONE, DUTY),
                        once(ofMinutes(5), PHONE, LEGAL, SUPERVISOR),
                        once(ofMinutes(15), PHONE, LEGAL, SUPERVISOR)),
                ofMinutes(15),
                ofHours(4),
                List.of());
    }

    private static Level second() {
        return new Level(
                "二级",
                Map.of(Clocks.ACKNOWLEDGE, allow(ofMinutes(15)), Clocks.FINDINGS, allow(ofHours(48))),
                warnings(Map.of(
                        Clocks.GOLDEN, List.of(ofMinutes(60), ofMinutes(20)),
                        Clocks.FINDINGS, List.of(ofHours(24), ofHours(6)))),
                List.of(
                        once(Duration.ZERO, List.of(), DUTY, BRAND),
                        once(ofMinutes(10), List.of(), DUTY),
                        once(ofMinutes(15), List.of(), SUPERVISOR),
                        every(ofMinutes(45), ofMinutes(30), null, List.of(), DUTY, SUPERVISOR)),
                ofHours(1),
                null,
                List.of(LocalTime.of(9, 0), LocalTime.of(17, 0)));
    }

    private static Level third() {
        return new Level(
                "三级",
                Map.of(Clocks.SETTLE, allow(ofHours(72))),
                warnings(Map.of(Clocks.GOLDEN, List.of(ofMinutes(30)), Clocks.SETTLE, List.of(ofHours(24)))),
                List.of(once(Duration.ZERO, List.of(), DUTY)),
                ofHours(8),
                null,
                List.of());
    }

    private static Policy.Noise noise() {
        return new Policy.Noise(
                10,
                3,
                ofHours(12),
                LocalTime.of(9, 0),
                LocalTime.of(22, 0),
                LocalTime.of(8, 30),
                ofMinutes(30),
                ofMinutes(5));
    }

    private static Step once(Duration after, List<String> by, Target... tell) {
        return new Step(after, null, null, Unless.TAKEN, List.of(tell), by);
    }

    private static Step every(Duration after, Duration gap, @Nullable Duration until, List<String> by, Target... tell) {
        return new Step(after, gap, until, Unless.TAKEN, List.of(tell), by);
    }
}
