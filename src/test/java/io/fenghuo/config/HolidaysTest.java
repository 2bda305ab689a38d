package io.fenghuo.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.incident.Allowance;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Policy;
import io.fenghuo.incident.Season;
import io.fenghuo.incident.WorkCalendar;
import io.fenghuo.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Working days with the public holidays of China, profiles of days, and tiers, as the files say them. */
class HolidaysTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Names NAMES = Names.of(Contacts.NONE, List.of());

    private final Problems problems = new Problems();

    private YamlMap yaml(String text) {
        return YamlFile.read("alerts/policy.yaml", text, Variables.NONE, problems)
                .root();
    }

    private Policy policy(String text) {
        return new PolicyReader(Policy.defaults(), ZONE, NAMES).read(yaml(text));
    }

    private static Instant at(String text) {
        return LocalDateTime.parse(text).atZone(ZONE).toInstant();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-06-18T15:00, 5wd, 2026-06-26T18:00", // 端午 19–21
        "2026-02-12T10:00, 3wd, 2026-02-24T18:00", // worked on Saturday 14, then 春节
        "2026-09-30T17:00, 2wh, 2026-10-08T10:00", // 国庆 1–7
        "2026-10-09T17:00, 2wh, 2026-10-10T10:00", // Saturday 10 is worked
        "2026-06-18T03:00, 1wh, 2026-06-18T10:00",
        "2026-06-18T22:00, 9wh, 2026-06-22T18:00",
        "2026-01-02T12:00, 1wd, 2026-01-04T18:00", // Sunday 4 January is worked
        "2025-09-30T12:00, 2wd, 2025-10-10T18:00",
        "2026-06-18T15:00, PT48H, 2026-06-20T15:00",
    })
    void clocksRunByTheCalendar(String from, String allowed, String due) {
        WorkCalendar calendar = policy("").calendar();
        assertThat(Allowance.valueOf(allowed).after(at(from), calendar)).isEqualTo(at(due));
    }

    @Test
    void theYearsHaveTheDaysOfTheNotices() {
        WorkCalendar calendar = policy("").calendar();
        assertThat(calendar.years()).containsExactlyInAnyOrder(2025, 2026);
        assertThat(calendar.off().stream().filter(day -> day.getYear() == 2026)).hasSize(33);
        assertThat(calendar.worked().stream().filter(day -> day.getYear() == 2026))
                .hasSize(6)
                .allMatch(day -> day.getDayOfWeek().getValue() > 5);
        assertThat(calendar.works(LocalDate.of(2026, 2, 28))).isTrue();
        assertThat(calendar.works(LocalDate.of(2026, 2, 23))).isFalse();
    }

    @Test
    void hoursDaysAndZoneAreTheHousesOwn() {
        WorkCalendar calendar = policy("""
                calendar: { zone: Asia/Tokyo, hours: [09:00-12:00, 13:00-17:00], days: [mon-thu, sat], holidays: none }
                """).calendar();
        assertThat(problems.list()).isEmpty();
        assertThat(calendar.zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(calendar.hours())
                .containsExactly(
                        new WorkCalendar.Hours(LocalTime.of(9, 0), LocalTime.of(12, 0)),
                        new WorkCalendar.Hours(LocalTime.of(13, 0), LocalTime.of(17, 0)));
        assertThat(calendar.off()).isEmpty();
        Instant friday = LocalDateTime.of(2026, 6, 19, 11, 0)
                .atZone(ZoneId.of("Asia/Tokyo"))
                .toInstant();
        assertThat(calendar.plusHours(friday, Duration.ofHours(4)))
                .isEqualTo(LocalDateTime.of(2026, 6, 20, 14, 0)
                        .atZone(ZoneId.of("Asia/Tokyo"))
                        .toInstant());
    }

    @Test
    void everyClockTakesWorkingTimeAndDefaults() {
        Policy policy = policy("""
                levels:
                  L3: { clocks: { settle: 3个工作日 } }
                categories:
                  退款: { clocks: { refund_credit: default, follow_up: 24wh, review_answer: 1h } }
                """);
        assertThat(problems.list()).isEmpty();
        assertThat(policy.allowed(Severity.L3, "x", "settle")).isEqualTo(Allowance.workingDays(3));
        assertThat(policy.allowed(Severity.L3, "退款", "refund_credit")).isEqualTo(Allowance.workingDays(5));
        assertThat(policy.allowed(Severity.L3, "退款", "follow_up")).isEqualTo(Allowance.workingHours(24));
    }

    @Test
    void aProfileHoldsOnItsDaysOnly() {
        YamlMap root = yaml("""
                crowd: { to: L2, when: 5 authors in 30m }
                profiles:
                  - name: 618
                    from: 2026-06-15
                    to: 2026-06-20
                    golden: 1h
                    crowd: { to: L2, when: 12 authors in 30m }
                    levels: { L2: { clocks: { acknowledge: 5m } } }
                """);
        Policy usual = new PolicyReader(Policy.defaults(), ZONE, NAMES).read(root);
        List<Season> seasons = new SeasonsReader(usual, NAMES).read(root);
        assertThat(problems.list()).isEmpty();
        assertThat(Season.policy(usual, seasons, at("2026-06-14T23:59:59"))).isEqualTo(usual);
        Policy sale = Season.policy(usual, seasons, at("2026-06-15T00:00:00"));
        assertThat(sale.id()).isNotEqualTo(usual.id());
        assertThat(sale.golden()).isEqualTo(Duration.ofHours(1));
        assertThat(sale.crowd().authors()).isEqualTo(12);
        assertThat(sale.allowed(Severity.L2, "x", "findings")).isEqualTo(Allowance.of(Duration.ofHours(48)));
        assertThat(Season.policy(usual, seasons, at("2026-06-20T23:59:59"))).isEqualTo(sale);
        assertThat(Season.policy(usual, seasons, at("2026-06-21T00:00:00"))).isEqualTo(usual);
    }

    @Test
    void faultsHaveAPlaceAndACure() {
        YamlMap root = yaml("""
                calendar: { hours: 18:00-09:00, days: mon-fun }
                levels: { L2: { clocks: { findings: default } } }
                tiers:
                  - { name: vip, clocks: { golden: 1h } }
                profiles:
                  - { name: a, from: 2026-06-15, to: 2026-06-10 }
                  - { name: b, from: 2026-07-01, to: 2026-07-03 }
                  - { name: c, from: 2026-07-03, to: 2026-07-09 }
                """);
        Policy usual = new PolicyReader(Policy.defaults(), ZONE, NAMES).read(root);
        new SeasonsReader(usual, NAMES).read(root);
        assertThat(problems.list())
                .extracting(Problem::code)
                .containsExactlyInAnyOrder(
                        "not-work-hours",
                        "not-days",
                        "clock-no-default",
                        "tier-nobody",
                        "profile-span",
                        "profile-overlap");
        assertThat(problems.list())
                .allMatch(
                        problem -> problem.text(Locale.CHINESE).matches("alerts/policy.yaml:\\d+:\\d+: error: .*; .*"));
    }

    @Test
    void aYearWithoutHolidaysIsToldInTime() {
        YamlMap root = yaml("golden: 2h\n");
        WorkCalendar calendar = policy("").calendar();
        CalendarReader.complete(root, calendar, at("2026-11-30T12:00:00"));
        assertThat(problems.list()).isEmpty();
        CalendarReader.complete(root, calendar, at("2026-12-01T12:00:00"));
        assertThat(problems.list())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.text(Locale.CHINESE)).contains("warning", "alerts/holidays/2027.yaml"));
    }

    @Test
    void aHouseAddsAYear() {
        YamlMap file = YamlFile.read("alerts/holidays/2027.yaml", """
                year: 2027
                off: [{ name: 元旦, from: 2027-01-01 }]
                work: [2027-01-09, 2026-01-01]
                """, Variables.NONE, problems)
                .root();
        Holidays holidays = Holidays.shipped().with(List.of(file));
        assertThat(holidays.years()).containsKeys(2025, 2026, 2027);
        assertThat(problems.list())
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("holiday-year"));
    }
}
