package io.fenghuo.config;

import io.fenghuo.incident.Contacts.Handing;
import io.fenghuo.incident.Contacts.Rota;
import io.fenghuo.incident.Contacts.StandIn;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the rotas of {@code alerts/contacts.yaml}. */
final class RotaReader {
    private static final Duration LONGEST_SHIFT = Duration.ofDays(31);
    private static final List<String> DAYS =
            List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun", "weekdays", "weekend");

    private final ZoneId zone;
    private final Instant now;

    RotaReader(ZoneId zone, Instant now) {
        this.zone = zone;
        this.now = now;
    }

    Map<String, Rota> read(YamlMap root, Set<String> people) {
        Map<String, Rota> rotas = new LinkedHashMap<>();
        YamlMap all = root.map("rota");
        if (all == null) {
            return rotas;
        }
        all.mapValues().forEach((id, entry) -> {
            entry.keys("from", "every", "at", "days", "people", "overrides");
            Rota rota = rota(id, entry, people);
            if (rota != null) {
                rotas.put(id, rota);
            }
        });
        return rotas;
    }

    private @Nullable Rota rota(String id, YamlMap entry, Set<String> people) {
        YamlText begin = entry.required("from");
        Instant from = begin == null ? null : begin.moment(zone);
        if (begin != null && from != null && from.isAfter(now)) {
            entry.warningAt("from", "rota-begins-later", id, begin);
        }
        Handing handing = handing(id, entry);
        YamlText length = handing == null ? entry.required("every") : null;
        Duration every = length == null ? null : length.duration();
        if (every != null && every.compareTo(LONGEST_SHIFT) > 0) {
            entry.errorAt("every", "rota-long", id, 31);
        }
        List<String> turn = turn(entry, id, people);
        List<StandIn> overrides = overrides(entry, people);
        Duration shift = every == null && handing != null ? Duration.ofDays(1) : every;
        return from == null || shift == null ? null : new Rota(from, shift, turn, handing, overrides, List.of());
    }

    private @Nullable Handing handing(String id, YamlMap entry) {
        if (!entry.has("at")) {
            if (entry.has("days")) {
                entry.errorAt("days", "rota-days-alone", id);
            }
            return null;
        }
        if (entry.has("every")) {
            entry.errorAt("every", "rota-at-every", id);
        }
        List<LocalTime> at = new ArrayList<>();
        for (YamlText text : entry.texts("at")) {
            LocalTime time = text.time();
            if (time != null && at.contains(time)) {
                text.error("rota-at-twice", text.raw());
            } else if (time != null) {
                at.add(time);
            }
        }
        return at.isEmpty() ? null : new Handing(zone, at, days(entry));
    }

    private static Set<DayOfWeek> days(YamlMap entry) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (YamlText text : entry.texts("days")) {
            String word = text.choice(DAYS);
            if (word == null) {
                continue;
            }
            switch (word.toLowerCase(Locale.ROOT)) {
                case "weekdays" -> days.addAll(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));
                case "weekend" -> days.addAll(EnumSet.range(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));
                default -> days.add(DayOfWeek.of(DAYS.indexOf(word) + 1));
            }
        }
        return days;
    }

    private static List<String> turn(YamlMap entry, String id, Set<String> people) {
        List<String> turn = new ArrayList<>();
        List<YamlText> named = entry.texts("people");
        if (named.isEmpty()) {
            entry.error("rota-empty", id);
        }
        for (YamlText text : named) {
            if (Names.known(text, text.value(), people, "person-unknown")) {
                turn.add(text.value());
            }
        }
        return turn;
    }

    private List<StandIn> overrides(YamlMap entry, Set<String> people) {
        List<StandIn> overrides = new ArrayList<>();
        for (YamlMap one : entry.maps("overrides")) {
            one.keys("from", "to", "person");
            YamlText from = one.required("from");
            YamlText to = one.required("to");
            YamlText person = one.required("person");
            Instant begin = from == null ? null : from.moment(zone);
            Instant end = to == null ? null : to.moment(zone);
            if (begin != null && end != null && !begin.isBefore(end)) {
                one.errorAt("to", "ends-before", String.valueOf(from), String.valueOf(to));
            } else if (begin != null
                    && end != null
                    && person != null
                    && Names.known(person, person.value(), people, "person-unknown")) {
                overrides.add(new StandIn(begin, end, person.value()));
            }
        }
        return overrides;
    }
}
