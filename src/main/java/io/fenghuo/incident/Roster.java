package io.fenghuo.incident;

import io.fenghuo.model.Notice;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is reached by which channel at the moment of sending. Immutable, threadsafe. */
public final class Roster {
    /** In {@link Notice#by()}: every line marked as a phone, beside the person's own. */
    public static final String PHONE = "phone";
    /** In {@link Notice#by()}, before the id of a channel that takes over when the first fails, before any other. */
    public static final String SPARE = "spare:";
    /** In {@link Notice#by()}, before what a program behind the channel is asked to do. */
    public static final String ASK = "ask:";
    /** The channel that always exists. */
    public static final String TERMINAL = "terminal";
    /** The type of a channel that writes mails into a folder: with the terminal all that the demo may use. */
    public static final String MAIL_FOLDER = "mail-folder";

    private static final String WECOM_APP = "wecom-app";
    private static final String EMAIL = "email";

    private final Contacts contacts;
    private final Map<String, Line> lines;

    /** @param lines the channels there are, in the order of their file */
    public Roster(Contacts contacts, List<Line> lines) {
        this.contacts = contacts;
        this.lines = new LinkedHashMap<>();
        lines.forEach(line -> this.lines.put(line.id(), line));
        this.lines.putIfAbsent(TERMINAL, new Line(TERMINAL, TERMINAL, Set.of(), List.of(), false));
    }

    /**
     * A channel, as far as it matters here.
     *
     * @param levels grades it hears as a group; empty = only when named
     * @param fallback channels that take over when it fails
     * @param phone whether it rings a phone
     */
    public record Line(String id, String type, Set<Severity> levels, List<String> fallback, boolean phone) {
        public Line {
            levels = Set.copyOf(levels);
            fallback = List.copyOf(fallback);
        }
    }

    /**
     * Where one copy goes.
     *
     * @param person whom it is for; null = the channel itself
     * @param fallback channels to try when this one fails, best first
     */
    public record Destination(String channel, @Nullable String person, List<String> fallback) {
        public Destination {
            fallback = List.copyOf(fallback);
        }
    }

    /**
     * A notice with its destinations.
     *
     * @param destinations may be none: nobody hears this grade as a group, or all were reached by a notice beside it
     * @param remarks what the message must say about its way, such as that nobody has the role
     */
    public record Route(Notice notice, List<Destination> destinations, List<Reason> remarks) {
        public Route {
            destinations = List.copyOf(destinations);
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * The ways of the notices of one decision. A person several of them would reach, in several roles, gets the loudest only: of equals
     * the one that goes more ways, such as by phone, else the first.
     *
     * @param demo whether they belong to the demo, which goes to the terminal and the mail folder only
     */
    public List<Route> route(List<Notice> notices, boolean demo, Instant at) {
        List<Route> routes =
                new ArrayList<>(notices.stream().map(n -> route(n, demo, at)).toList());
        Map<String, Set<String>> reached = new HashMap<>();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < routes.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparing((Integer i) -> notices.get(i).manner())
                .thenComparing(i -> -notices.get(i).by().size()));
        for (int i : order) {
            Route route = routes.get(i);
            Set<String> seen = reached.computeIfAbsent("" + route.notice().incident(), k -> new HashSet<>());
            List<Destination> fresh = route.destinations().stream()
                    .filter(d -> !seen.contains(reader(d)))
                    .toList();
            fresh.forEach(d -> seen.add(reader(d)));
            routes.set(i, new Route(route.notice(), fresh, route.remarks()));
        }
        return routes;
    }

    private static String reader(Destination d) {
        return d.person() == null ? "channel:" + d.channel() : "person:" + d.person();
    }

    /** The way of one notice. */
    public Route route(Notice notice, boolean demo, Instant at) {
        Target to = notice.to();
        if (demo) {
            return new Route(notice, demo(), List.of());
        }
        if (to.kind() == Target.Kind.GROUPS) {
            return new Route(notice, groups(notice), List.of());
        }
        if (to.kind() == Target.Kind.CHANNEL) {
            Line line = lines.get(to.id());
            return line == null
                    ? terminal(notice, List.of())
                    : new Route(notice, List.of(new Destination(line.id(), null, spares(notice, line))), List.of());
        }
        List<Destination> found = persons(notice, to, at);
        if (!found.isEmpty()) {
            return new Route(notice, found, List.of());
        }
        Reason nobody = Reason.of(Reasons.NOBODY, to);
        List<Destination> admins = persons(notice, Target.role(Roles.ADMIN), at);
        return admins.isEmpty() ? terminal(notice, List.of(nobody)) : new Route(notice, admins, List.of(nobody));
    }

    private Route terminal(Notice notice, List<Reason> before) {
        List<Reason> remarks = new ArrayList<>(before);
        remarks.add(Reason.of(Reasons.TERMINAL_ONLY, notice.to()));
        return new Route(notice, List.of(new Destination(TERMINAL, null, List.of())), remarks);
    }

    private List<Destination> demo() {
        return lines.values().stream()
                .filter(l -> l.type().equals(TERMINAL) || l.type().equals(MAIL_FOLDER))
                .map(l -> new Destination(l.id(), null, List.of()))
                .toList();
    }

    /** Groups of the grade; an L3 only as a digest. */
    private List<Destination> groups(Notice notice) {
        boolean quiet = notice.level() == Severity.L3
                && (notice.manner() == Notice.Manner.CARD || notice.manner() == Notice.Manner.RING);
        if (quiet) {
            return List.of();
        }
        return lines.values().stream()
                .filter(l -> l.levels().contains(notice.level()))
                .map(l -> new Destination(l.id(), null, l.fallback()))
                .toList();
    }

    private List<Destination> persons(Notice notice, Target to, Instant at) {
        List<Destination> all = new ArrayList<>();
        for (String id : OnCall.persons(contacts, to, at)) {
            Contacts.Person person = contacts.people().get(id);
            if (person != null) {
                all.addAll(reach(person, notice));
            }
        }
        return all;
    }

    private List<Destination> reach(Contacts.Person person, Notice notice) {
        List<String> own = own(person);
        Set<String> chosen = new LinkedHashSet<>();
        Set<String> phones = new LinkedHashSet<>();
        for (String by : notice.by()) {
            if (by.equals(PHONE)) {
                lines.values().stream().filter(Line::phone).map(Line::id).forEach(phones::add);
            } else if (lines.containsKey(by)) {
                chosen.add(by);
            }
        }
        if (chosen.isEmpty()) {
            int count = notice.manner() == Notice.Manner.RING ? 2 : 1;
            own.stream().limit(count).forEach(chosen::add);
        }
        chosen.addAll(phones);
        return chosen.stream()
                .map(id -> new Destination(id, person.id(), fallback(id, notice, own, chosen)))
                .toList();
    }

    /** What takes over for a channel: what the step names, then what it names itself. */
    private List<String> spares(Notice notice, @Nullable Line line) {
        Set<String> spares = new LinkedHashSet<>();
        notice.by().stream()
                .filter(word -> word.startsWith(SPARE))
                .map(word -> word.substring(SPARE.length()))
                .filter(lines::containsKey)
                .forEach(spares::add);
        if (line != null) {
            spares.addAll(line.fallback());
            spares.remove(line.id());
        }
        return List.copyOf(spares);
    }

    /** What takes over for a channel: its spares, then the person's other channels not in use already. */
    private List<String> fallback(String id, Notice notice, List<String> own, Set<String> inUse) {
        Set<String> others = new LinkedHashSet<>(spares(notice, lines.get(id)));
        own.stream().filter(o -> !inUse.contains(o)).forEach(others::add);
        others.remove(id);
        return List.copyOf(others);
    }

    /** Ids of the channels a person is reached by, best first; none when the person is unknown or has no way. */
    public List<String> ways(String person) {
        Contacts.Person known = contacts.people().get(person);
        return known == null ? List.of() : List.copyOf(own(known));
    }

    /** A person's channels, best first: those of {@code via}, else a wecom-app, then e-mail. */
    private List<String> own(Contacts.Person person) {
        List<String> via = person.via().stream().filter(lines::containsKey).toList();
        if (!via.isEmpty()) {
            return via;
        }
        List<String> own = new ArrayList<>();
        if (person.ims().containsKey("wecom")) {
            first(WECOM_APP, own);
        }
        if (person.mail() != null) {
            first(EMAIL, own);
        }
        return own;
    }

    private void first(String type, List<String> into) {
        lines.values().stream()
                .filter(l -> l.type().equals(type))
                .map(Line::id)
                .findFirst()
                .ifPresent(into::add);
    }
}
