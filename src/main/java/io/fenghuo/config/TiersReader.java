package io.fenghuo.config;

import io.fenghuo.incident.Allowance;
import io.fenghuo.incident.Tier;
import io.fenghuo.model.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code tiers:} — customers, rooms and hosts with tighter clocks and contacts of their own. */
final class TiersReader {
    private static final List<String> MARKS = List.of("authors", "followers", "tier", "rooms", "hosts", "sources");

    private final Names names;
    private final List<String> clocks;

    /** @param clocks the clocks there are */
    TiersReader(Names names, List<String> clocks) {
        this.names = names;
        this.clocks = clocks;
    }

    List<Tier> read(YamlMap root) {
        List<Tier> tiers = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (YamlMap entry : root.maps("tiers")) {
            List<String> keys = new ArrayList<>(List.of("name", "clocks", "tell"));
            keys.addAll(MARKS);
            entry.keys(keys);
            YamlText name = entry.required("name");
            if (MARKS.stream().noneMatch(entry::has)) {
                entry.error("tier-nobody");
            }
            if (!entry.has("clocks") && !entry.has("tell")) {
                entry.warning("tier-idle");
            }
            if (name != null && !seen.add(name.value().strip())) {
                name.error("tier-twice", name.raw());
            }
            Tier tier = tier(entry, name == null ? "" : name.value().strip());
            if (name != null) {
                tiers.add(tier);
            }
        }
        return tiers;
    }

    private Tier tier(YamlMap entry, String name) {
        int followers = entry.integer("followers", 1, Integer.MAX_VALUE, 0);
        return new Tier(
                name,
                set(entry, "authors"),
                followers == 0 ? null : (long) followers,
                set(entry, "tier"),
                set(entry, "rooms"),
                set(entry, "hosts"),
                set(entry, "sources"),
                clocks(entry),
                tell(entry));
    }

    private static Set<String> set(YamlMap entry, String key) {
        Set<String> values = new LinkedHashSet<>();
        entry.strings(key).forEach(value -> values.add(value.strip()));
        return values;
    }

    private Map<String, Allowance> clocks(YamlMap entry) {
        Map<String, Allowance> all = new HashMap<>();
        YamlMap map = entry.map("clocks");
        if (map == null) {
            return all;
        }
        map.keys(clocks);
        map.textValues().forEach((clock, text) -> {
            Allowance time = AllowanceReader.read(text, clock);
            if (time != null) {
                all.put(clock, time);
            }
        });
        return all;
    }

    private List<Target> tell(YamlMap entry) {
        List<Target> tell = new ArrayList<>();
        for (YamlText text : entry.texts("tell")) {
            Target target = names.target(text);
            if (target != null) {
                tell.add(target);
            }
        }
        return tell;
    }
}
