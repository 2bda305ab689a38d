package io.fenghuo.config;

import io.fenghuo.incident.Contacts.Absence;
import io.fenghuo.incident.Contacts.Availability;
import io.fenghuo.incident.Window;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads when a person is to be spared, and who stands in. */
final class AvailabilityReader {
    /** Its keys in a person's entry. */
    static final List<String> KEYS = List.of("quiet", "deputy", "away");

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
        return new Availability(quiet, entry.string("deputy"), away);
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
