package io.fenghuo.config;

import io.fenghuo.playbook.Handbook;
import io.fenghuo.playbook.Mediator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code alerts/mediators.yaml}: third parties who can settle a dispute, and when they are suggested. */
final class MediatorsReader {
    private static final List<String> KINDS =
            List.of("platform", "12315", "association", "consumer", "lawyer", "court", "other");

    private final Collection<String> categories;

    MediatorsReader(Collection<String> categories) {
        this.categories = categories;
    }

    /** After how long an incident counts as a dispute. */
    static Duration disputed(YamlMap root) {
        return root.duration("after", Handbook.DISPUTED);
    }

    List<Mediator> read(YamlMap root) {
        root.keys("after", "mediators");
        List<Mediator> all = new ArrayList<>();
        Map<String, Place> seen = new HashMap<>();
        for (YamlMap entry : root.maps("mediators")) {
            entry.keys("id", "name", "kind", "region", "category", "how", "when");
            String id = EntryId.of(entry, seen);
            YamlText name = entry.required("name");
            YamlText kind = entry.required("kind");
            String sort = kind == null ? null : kind.choice(KINDS);
            YamlText how = entry.required("how");
            YamlText when = entry.required("when");
            Set<String> of = new LinkedHashSet<>();
            for (YamlText category : entry.texts("category")) {
                if (Names.known(category, category.value().strip(), categories, "playbook-category")) {
                    of.add(category.value().strip());
                }
            }
            if (id != null && name != null && sort != null && how != null && when != null) {
                all.add(new Mediator(
                        id,
                        name.value().strip(),
                        sort,
                        Set.copyOf(entry.strings("region")),
                        of,
                        how.value().strip(),
                        when.value().strip()));
            }
        }
        return all;
    }
}
