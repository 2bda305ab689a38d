package io.fenghuo.config;

import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Contacts.Person;
import io.fenghuo.incident.Contacts.Rota;
import io.fenghuo.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code alerts/contacts.yaml}: people, roles, rota. */
public final class ContactsReader {
    /** The keys of the file. */
    static final List<String> KEYS = List.of("people", "roles", "rota");

    private static final List<String> IMS = List.of("wecom", "dingtalk", "feishu", "slack", "telegram", "bark");
    private static final Pattern MAIL = Pattern.compile("[^\\s@,;<>\"]{1,64}@[^\\s@,;<>\"]{1,253}");
    private static final Pattern MOBILE = Pattern.compile("\\+?[0-9][0-9 -]{4,24}");
    private static final Duration LONGEST_SHIFT = Duration.ofDays(31);

    private final ZoneId zone;
    private final Instant now;

    /**
     * A reader.
     *
     * @param zone of rota times that name none
     * @param now to see whether a rota has begun
     */
    public ContactsReader(ZoneId zone, Instant now) {
        this.zone = zone;
        this.now = now;
    }

    /** What is whole. The channels named are not looked at here, see {@link #via}. */
    public Contacts read(YamlMap root) {
        Map<String, Person> people = people(root);
        Map<String, Rota> rotas = rotas(root, people.keySet());
        return new Contacts(people, roles(root, people.keySet(), rotas.keySet()), rotas);
    }

    /** Reports every {@code via} that names no channel. */
    public static void via(YamlMap root, Set<String> channels) {
        for (YamlMap entry : root.maps("people")) {
            entry.texts("via").forEach(text -> Names.known(text, text.value(), channels, "channel-unknown"));
        }
    }

    /** Whether a text is an e-mail address; a problem when it is not. */
    static boolean isMail(YamlText text) {
        boolean mail = MAIL.matcher(text.value().strip()).matches();
        if (!mail) {
            text.error("not-mail", text.raw());
        }
        return mail;
    }

    private static Map<String, Person> people(YamlMap root) {
        Map<String, Person> people = new LinkedHashMap<>();
        Map<String, Place> seen = new HashMap<>();
        List<String> keys = new ArrayList<>(List.of("id", "name", "mail", "mobile", "lang", "via"));
        keys.addAll(IMS);
        for (YamlMap entry : root.maps("people")) {
            entry.keys(keys);
            String id = EntryId.of(entry, seen);
            Person person = person(entry, id == null ? "" : id);
            if (id != null) {
                people.put(id, person);
            }
        }
        return people;
    }

    private static Person person(YamlMap entry, String id) {
        YamlText mail = entry.text("mail");
        YamlText mobile = entry.text("mobile");
        if (mobile != null && !MOBILE.matcher(mobile.value().strip()).matches()) {
            mobile.error("not-mobile", mobile.raw());
        }
        Map<String, String> ims = new LinkedHashMap<>();
        for (String im : IMS) {
            String account = entry.string(im);
            if (account != null) {
                ims.put(im, account.strip());
            }
        }
        List<String> via = entry.strings("via");
        if (mail == null && mobile == null && ims.isEmpty() && via.isEmpty() && !id.isEmpty()) {
            entry.warning("person-unreachable", id);
        }
        return new Person(
                id,
                entry.string("name", id),
                mail != null && isMail(mail) ? mail.value().strip() : null,
                mobile == null ? null : mobile.value().strip(),
                entry.choice("lang", List.of("zh", "en")),
                ims,
                via);
    }

    private Map<String, Rota> rotas(YamlMap root, Set<String> people) {
        Map<String, Rota> rotas = new LinkedHashMap<>();
        YamlMap all = root.map("rota");
        if (all == null) {
            return rotas;
        }
        all.mapValues().forEach((id, entry) -> {
            entry.keys("from", "every", "people");
            YamlText begin = entry.required("from");
            YamlText length = entry.required("every");
            Instant from = begin == null ? null : begin.moment(zone);
            Duration every = length == null ? null : length.duration();
            if (begin != null && from != null && from.isAfter(now)) {
                entry.warningAt("from", "rota-begins-later", id, begin);
            }
            if (every != null && every.compareTo(LONGEST_SHIFT) > 0) {
                entry.errorAt("every", "rota-long", id, 31);
            }
            List<String> turn = turn(entry, id, people);
            if (from != null && every != null) {
                rotas.put(id, new Rota(from, every, turn));
            }
        });
        return rotas;
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

    /** Who has which role: {@code roles:} of a mapping. */
    static Map<String, List<Target>> roles(YamlMap root, Set<String> people, Set<String> rotas) {
        Map<String, List<Target>> roles = new LinkedHashMap<>();
        YamlMap all = root.map("roles");
        if (all == null) {
            return roles;
        }
        for (String role : all.names()) {
            Set<Target> holders = new LinkedHashSet<>();
            for (YamlText text : all.texts(role)) {
                Target holder = holder(text, people, rotas);
                if (holder != null) {
                    holders.add(holder);
                }
            }
            roles.put(role, List.copyOf(holders));
        }
        return roles;
    }

    private static @Nullable Target holder(YamlText text, Set<String> people, Set<String> rotas) {
        String word = text.value().strip();
        if (word.startsWith("rota:")) {
            String id = word.substring("rota:".length()).strip();
            return Names.known(text, id, rotas, "rota-unknown") ? new Target(Target.Kind.ROTA, id) : null;
        }
        if (rotas.contains(word) && !people.contains(word)) {
            text.error("holder-rota", word);
            return null;
        }
        String id =
                word.startsWith("person:") ? word.substring("person:".length()).strip() : word;
        return Names.known(text, id, people, "person-unknown") ? Target.person(id) : null;
    }
}
