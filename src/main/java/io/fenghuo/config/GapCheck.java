package io.fenghuo.config;

import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Gaps;
import io.fenghuo.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds times in the coming weeks in which a role or rota has nobody. */
final class GapCheck {
    /** How far it looks ahead: every pattern of days comes round in a week, and holidays are seldom entered earlier. */
    static final Duration AHEAD = Duration.ofDays(60);

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm (E)", Locale.ROOT);

    private final ZoneId zone;
    private final Instant now;

    GapCheck(ZoneId zone, Instant now) {
        this.zone = zone;
        this.now = now;
    }

    /**
     * A gap is an error at the role that has it, or at the rota when no role holds it; where only people are away it is a doubt. Before a
     * rota's first shift it is not looked for: that is told elsewhere.
     */
    void check(YamlMap root, Contacts contacts) {
        Set<String> held = new HashSet<>();
        contacts.roles()
                .forEach((role, holders) -> holders.stream()
                        .filter(one -> one.kind() == Target.Kind.ROTA)
                        .forEach(one -> held.add(one.id())));
        YamlMap roles = root.map("roles");
        if (roles != null) {
            for (Map.Entry<String, List<Target>> role : contacts.roles().entrySet()) {
                if (!role.getValue().isEmpty()) {
                    role(roles, role.getKey(), role.getValue(), contacts);
                }
            }
        }
        YamlMap rotas = root.map("rota");
        if (rotas != null) {
            contacts.rotas().forEach((id, rota) -> {
                Gaps.Gap gap = held.contains(id) || rota.people().isEmpty()
                        ? null
                        : gap(contacts, new Target(Target.Kind.ROTA, id), rota.from());
                if (gap != null) {
                    rotas.errorAt(id, "rota-gap", id, said(gap.from()), said(gap.to()));
                }
            });
        }
    }

    private void role(YamlMap roles, String role, List<Target> holders, Contacts contacts) {
        List<Contacts.Rota> rotas = holders.stream()
                .filter(one -> one.kind() == Target.Kind.ROTA)
                .map(one -> contacts.rotas().get(one.id()))
                .filter(java.util.Objects::nonNull)
                .toList();
        if (rotas.stream().anyMatch(rota -> rota.people().isEmpty())) {
            return;
        }
        Instant begun =
                rotas.stream().map(Contacts.Rota::from).max(Instant::compareTo).orElse(now);
        Gaps.Gap gap = gap(contacts, Target.role(role), begun);
        if (gap == null) {
            return;
        }
        if (rotas.isEmpty()) {
            roles.warningAt(role, "role-gap", role, said(gap.from()), said(gap.to()));
        } else {
            roles.errorAt(role, "role-gap", role, said(gap.from()), said(gap.to()));
        }
    }

    private Gaps.@Nullable Gap gap(Contacts contacts, Target target, Instant begun) {
        Instant from = begun.isAfter(now) ? begun : now;
        return Gaps.first(contacts, target, from, from.plus(AHEAD));
    }

    private String said(Instant at) {
        return MOMENT.format(at.atZone(zone));
    }
}
