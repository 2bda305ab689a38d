package io.fenghuo.incident;

import io.fenghuo.model.Action;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an action brings, read and checked. */
final class Fields {
    private static final int MOST_TAGS = 20;
    /** Corrective actions may take years, not decades: who writes 2100 has mistyped. */
    private static final int YEARS = 5;

    private Fields() {}

    static Refusal missing(List<String> names) {
        return new Refusal(Refusal.Why.INCOMPLETE, Reason.of(Reasons.MISSING, names.toArray()));
    }

    static Refusal state(String code, Object... args) {
        return new Refusal(Refusal.Why.STATE, Reason.of(code, args));
    }

    static Refusal wrong(String field, String value) {
        return new Refusal(Refusal.Why.INCOMPLETE, Reason.of(Reasons.WRONG, field, value));
    }

    /** A field's text, null when it is absent or blank. */
    static @Nullable String text(Action action, String name) {
        String value = action.fields().get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    static String needed(Action action, String name) {
        String value = text(action, name);
        if (value == null) {
            throw missing(List.of(name));
        }
        return value;
    }

    /** The action's words, null when there are none. */
    static @Nullable String words(Action action) {
        return action.text() == null || action.text().isBlank()
                ? null
                : action.text().strip();
    }

    static Severity level(Action action) {
        String value = needed(action, "level");
        try {
            return Severity.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw wrong("level", value);
        }
    }

    /** A moment to come: a time with or without zone, a day (its end of work, 18:00), or a length such as {@code PT2H}; null when absent. */
    static @Nullable Instant moment(Action action, String name, ZoneId zone, Instant now) {
        String value = text(action, name);
        if (value == null) {
            return null;
        }
        try {
            return within(parse(value, zone, now), now);
        } catch (DateTimeException | ArithmeticException e) {
            throw wrong(name, value);
        }
    }

    /** The same, no further from now than anybody can mean: {@value #YEARS} years. */
    private static Instant within(Instant moment, Instant now) {
        Duration most = Duration.ofDays(366L * YEARS);
        if (moment.isAfter(now.plus(most)) || moment.isBefore(now.minus(most))) {
            throw new DateTimeException("too far from now: " + moment);
        }
        return moment;
    }

    private static Instant parse(String value, ZoneId zone, Instant now) {
        if (value.startsWith("P")) {
            return now.plus(Duration.parse(value));
        }
        if (!value.contains("T")) {
            return LocalDate.parse(value)
                    .atTime(LocalTime.of(18, 0))
                    .atZone(zone)
                    .toInstant();
        }
        boolean zoned = value.endsWith("Z") || value.matches(".*[+-][0-9]{2}:?[0-9]{2}$");
        return zoned
                ? OffsetDateTime.parse(value).toInstant()
                : LocalDateTime.parse(value).atZone(zone).toInstant();
    }

    /** The end of a rest, which must lie ahead. */
    static @Nullable Instant until(Action action, ZoneId zone, Instant now) {
        Instant until = moment(action, "until", zone, now);
        if (until != null && !until.isAfter(now)) {
            throw wrong("until", until.toString());
        }
        return until;
    }

    /** The form that closes: a cause at L3; at L1 and L2 all that {@link Aftercare#form} names. */
    static Incident.Closing closing(Action action, Incident incident, Aftercare rules, ZoneId zone, Instant now) {
        String lesson = text(action, "lesson") == null ? words(action) : text(action, "lesson");
        List<String> form =
                incident.level() == Severity.L3 ? List.of("cause") : rules.form(Concerns.categories(incident));
        List<String> missing = form.stream()
                .filter(name -> (name.equals("lesson") ? lesson : text(action, name)) == null)
                .toList();
        if (!missing.isEmpty()) {
            throw missing(missing);
        }
        String cause = needed(action, "cause");
        if (!rules.causes().contains(cause)) {
            throw new Refusal(
                    Refusal.Why.INCOMPLETE, Reason.of(Reasons.CAUSE_UNKNOWN, cause, String.join(" ", rules.causes())));
        }
        return new Incident.Closing(
                now,
                action.by(),
                cause,
                text(action, "measure"),
                text(action, "measureOwner"),
                moment(action, "measureDue", zone, now),
                text(action, "answered"),
                lesson,
                null,
                text(action, "place"),
                text(action, "compensation"),
                text(action, "reported"),
                tags(action));
    }

    private static List<String> tags(Action action) {
        String tags = text(action, "tags");
        return tags == null
                ? List.of()
                : Arrays.stream(tags.split("[,，、;；\\s]+"))
                        .filter(tag -> !tag.isBlank())
                        .distinct()
                        .limit(MOST_TAGS)
                        .toList();
    }
}
