package io.fenghuo.config;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Roles;
import io.fenghuo.model.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everybody and everything that {@code tell}, {@code owner}, {@code by} and {@code channels} may name.
 *
 * @param roles those that exist without being defined, and those contacts.yaml defines
 * @param filled the roles that somebody has
 */
public record Names(
        Set<String> people, Set<String> roles, Set<String> filled, Set<String> rotas, Set<String> channels) {
    /** The roles every brand has; others exist once contacts.yaml gives them to somebody. */
    public static final List<String> KNOWN_ROLES = Roles.KNOWN;

    /** The word in {@code by:} for all channels marked {@code phone: true}. */
    public static final String PHONE = "phone";

    public Names {
        people = Set.copyOf(people);
        roles = Set.copyOf(roles);
        filled = Set.copyOf(filled);
        rotas = Set.copyOf(rotas);
        channels = Set.copyOf(channels);
    }

    public static Names of(Contacts contacts, Collection<ChannelSpec> channels) {
        Set<String> roles = new TreeSet<>(KNOWN_ROLES);
        roles.addAll(contacts.roles().keySet());
        Set<String> filled = new TreeSet<>();
        contacts.roles().forEach((role, targets) -> {
            if (!targets.isEmpty()) {
                filled.add(role);
            }
        });
        Set<String> ids = new TreeSet<>();
        channels.forEach(channel -> ids.add(channel.id()));
        return new Names(
                contacts.people().keySet(), roles, filled, contacts.rotas().keySet(), ids);
    }

    /** What a {@code tell} names: a person or channel by its id, or {@code role:…}, {@code rota:…}, {@code person:…}, {@code channel:…}; null, and a problem, when there is no such thing. */
    public @Nullable Target target(YamlText text) {
        String word = text.value().strip();
        int colon = word.indexOf(':');
        if (colon < 0) {
            return bare(text, word);
        }
        String id = word.substring(colon + 1).strip();
        return switch (word.substring(0, colon).strip()) {
            case "role" -> known(text, id, roles, "role-unknown") ? Target.role(id) : null;
            case "rota" -> known(text, id, rotas, "rota-unknown") ? new Target(Target.Kind.ROTA, id) : null;
            case "person" -> known(text, id, people, "person-unknown") ? Target.person(id) : null;
            case "channel" -> known(text, id, channels, "channel-unknown") ? Target.channel(id) : null;
            default -> {
                text.error("target-form", word);
                yield null;
            }
        };
    }

    private @Nullable Target bare(YamlText text, String word) {
        if (people.contains(word)) {
            return Target.person(word);
        }
        if (channels.contains(word)) {
            return Target.channel(word);
        }
        if (roles.contains(word)) {
            text.error("target-role", word);
            return null;
        }
        List<String> all = new ArrayList<>(new TreeSet<>(people));
        all.addAll(new TreeSet<>(channels));
        known(text, word, all, "target-unknown");
        return null;
    }

    /** Whether the channel exists; a problem when it does not. */
    public boolean channel(YamlText text) {
        return known(text, text.value(), channels, "channel-unknown");
    }

    /** Whether {@code id} is one of {@code all}; a problem naming the nearest when it is not. */
    static boolean known(YamlText text, String id, Collection<String> all, String code) {
        if (all.contains(id)) {
            return true;
        }
        String nearest = Nearest.to(id, new TreeSet<>(all));
        if (nearest == null) {
            text.error(code, id, all.isEmpty() ? "—" : String.join(" ", new TreeSet<>(all)));
        } else {
            text.error(code + "-nearest", id, nearest);
        }
        return false;
    }
}
