package io.fenghuo.config;

import io.fenghuo.incident.Policy;
import io.fenghuo.incident.Season;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code profiles:} — days with rules of their own over the rest of the file, such as the service plan of a sale. */
final class SeasonsReader {
    private static final int LONGEST = 366;

    private final Policy usual;
    private final Names names;

    /** @param usual the policy of every other day */
    SeasonsReader(Policy usual, Names names) {
        this.usual = usual;
        this.names = names;
    }

    List<Season> read(YamlMap root) {
        List<Season> seasons = new ArrayList<>();
        for (YamlMap entry : root.maps("profiles")) {
            List<String> keys = new ArrayList<>(List.of("name", "from", "to", "roles"));
            keys.addAll(PolicyReader.OF_DAYS);
            entry.keys(keys);
            LocalDate from = day(entry, "from");
            LocalDate to = day(entry, "to");
            Policy policy = new PolicyReader(usual, usual.zone(), names).season(entry);
            if (from == null || to == null) {
                continue;
            }
            if (to.isBefore(from) || to.isAfter(from.plusDays(LONGEST))) {
                entry.errorAt("to", "profile-span", from, to);
                continue;
            }
            Season season = new Season(
                    entry.string("name", from.toString()),
                    from,
                    to,
                    policy,
                    ContactsReader.roles(entry, names.people(), names.rotas()));
            seasons.stream()
                    .filter(other -> !other.to().isBefore(from) && !other.from().isAfter(to))
                    .findFirst()
                    .ifPresent(other -> entry.errorAt("from", "profile-overlap", season.name(), other.name()));
            seasons.add(season);
        }
        return seasons;
    }

    private static @Nullable LocalDate day(YamlMap entry, String key) {
        YamlText text = entry.required(key);
        return text == null ? null : Holidays.date(text);
    }
}
