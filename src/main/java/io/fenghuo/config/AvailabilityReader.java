package io.fenghuo.config;

import io.fenghuo.incident.Contacts.Absence;
import io.fenghuo.incident.Contacts.Availability;
import io.fenghuo.incident.Contacts.Digest;
import io.fenghuo.incident.Contacts.Thrift;
import io.fenghuo.incident.Window;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads when a person is to be spared, and who stands in. */
final class AvailabilityReader {
    /** Its keys in a person's entry. */
    static final List<String> KEYS = List.of("quiet", "deputy", "away", "digest", "limit");

    private static final Pattern PER_HOUR = Pattern.compile("([1-9]\\d{0,2})\\s*/\\s*(?:hour|h|小时)");

    private AvailabilityReader() {}

    static Availability read(YamlMap entry, ZoneId zone) {
        YamlText hours = entry.text("quiet");
        Window quiet = hours == null ? null : Windows.read(hours);
        List<Absence> away = new ArrayList<>();
        for (YamlMap one : entry.maps("away")) {
            one.keys("from", "to");
            YamlText from = one.required("from");
            YamlText to = one.required("to");
            Instant begin = from == null ? null : from.moment(zone);
            Instant end = to == null ? null : to.moment(zone);
            if (begin != null && end != null && !begin.isBefore(end)) {
                one.errorAt("to", "ends-before", String.valueOf(from), String.valueOf(to));
            } else if (begin != null && end != null) {
                away.add(new Absence(begin, end));
            }
        }
        return new Availability(quiet, entry.string("deputy"), away, thrift(entry));
    }

    private static Thrift thrift(YamlMap entry) {
        String digest = entry.choice("digest", List.of("hourly", "daily", "off"));
        YamlText limit = entry.text("limit");
        return new Thrift(
                digest == null ? Digest.HOURLY : Digest.valueOf(digest.toUpperCase(Locale.ROOT)),
                limit == null ? 0 : perHour(limit));
    }

    /** {@code 4/hour}; 0, and a problem, when it says anything else. */
    private static int perHour(YamlText limit) {
        Matcher written = PER_HOUR.matcher(limit.value().strip());
        if (!written.matches()) {
            limit.error("not-per-hour", limit.raw());
            return 0;
        }
        return Integer.parseInt(written.group(1));
    }

    /** Reports every deputy that is nobody, or the person themselves. */
    static void deputies(YamlMap root, Set<String> people) {
        for (YamlMap entry : root.maps("people")) {
            YamlText deputy = entry.text("deputy");
            if (deputy != null && deputy.value().equals(entry.string("id"))) {
                deputy.error("deputy-self", deputy.value());
            } else if (deputy != null) {
                Names.known(deputy, deputy.value(), people, "person-unknown");
            }
        }
    }
}
