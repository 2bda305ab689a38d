package io.fenghuo.config;

import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Contacts.Person;
import io.fenghuo.incident.Contacts.Rota;
import io.fenghuo.model.Target;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code alerts/contacts.yaml}: people, roles, rota. */
public final class ContactsReader {
    /** The keys of the file. */
    static final List<String> KEYS = List.of("people", "roles", "rota");

    private static final List<String> IMS =
            List.of("wecom", "dingtalk", "feishu", "slack", "telegram", "discord", "teams", "bark", "ntfy");
    private static final Pattern MAIL = Pattern.compile("[^\\s@,;<>\"]{1,64}@[^\\s@,;<>\"]{1,253}");
    private static final Pattern MOBILE = Pattern.compile("\\+?[0-9][0-9 -]{4,24}");

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
        Map<String, Rota> rotas = new RotaReader(zone, now).read(root, people.keySet());
        Set<String> byLoad = new LinkedHashSet<>();
        Map<String, List<Target>> roles = roles(root, people.keySet(), rotas.keySet(), byLoad);
        Contacts contacts = new Contacts(people, roles, rotas, byLoad);
        new GapCheck(zone, now).check(root, contacts);
        return contacts;
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

    private Map<String, Person> people(YamlMap root) {
        Map<String, Person> people = new LinkedHashMap<>();
        Map<String, Place> seen = new HashMap<>();
        List<String> keys = new ArrayList<>(List.of("id", "name", "mail", "mobile", "lang", "via"));
        keys.addAll(AvailabilityReader.KEYS);
        keys.addAll(IMS);
        for (YamlMap entry : root.maps("people")) {
            entry.keys(keys);
            String id = EntryId.of(entry, seen);
            Person person = person(entry, id == null ? "" : id);
            if (id != null) {
                people.put(id, person);
            }
        }
        AvailabilityReader.deputies(root, people.keySet());
        return people;
    }

    private Person person(YamlMap entry, String id) {
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
                via,
                AvailabilityReader.read(entry, zone));
    }

    /** Who has which role: {@code roles:} of a mapping. */
    static Map<String, List<Target>> roles(YamlMap root, Set<String> people, Set<String> rotas) {
        return roles(root, people, rotas, new HashSet<>());
    }

    private static Map<String, List<Target>> roles(
            YamlMap root, Set<String> people, Set<String> rotas, Set<String> byLoad) {
        Map<String, List<Target>> roles = new LinkedHashMap<>();
        YamlMap all = root.map("roles");
        if (all == null) {
            return roles;
        }
        for (String role : all.names()) {
            typo(all, role);
            Set<Target> holders = new LinkedHashSet<>();
            for (YamlText text : named(all, role, byLoad)) {
                Target holder = holder(text, people, rotas);
                if (holder != null) {
                    holders.add(holder);
                }
            }
            roles.put(role, List.copyOf(holders));
        }
        return roles;
    }

    /** Who has a role: a list, or {@code { people: [..], assign: load }}. */
    private static List<YamlText> named(YamlMap all, String role, Set<String> byLoad) {
        if (!(all.get(role) instanceof YamlMap entry)) {
            return all.texts(role);
        }
        entry.keys("people", "assign");
        String assign = entry.choice("assign", List.of("load", "all"));
        if ("load".equals(assign)) {
            byLoad.add(role);
        }
        return entry.texts("people");
    }

    /** A role nobody names by itself, one letter off a known one that is absent, is a slip of the pen. */
    private static void typo(YamlMap all, String role) {
        if (Names.KNOWN_ROLES.contains(role)) {
            return;
        }
        for (String known : Names.KNOWN_ROLES) {
            boolean near = known.length() > 3 && Nearest.edits(role.toLowerCase(Locale.ROOT), known) <= 2;
            if (near && !all.has(known)) {
                all.errorAt(role, "role-typo", role, known);
                return;
            }
        }
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
