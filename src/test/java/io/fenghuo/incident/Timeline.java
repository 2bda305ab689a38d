package io.fenghuo.incident;

import io.fenghuo.model.Action;
import io.fenghuo.model.Author;
import io.fenghuo.model.Deadline;
import io.fenghuo.model.Grade;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Incident;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Post;
import io.fenghuo.model.Raise;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Subject;
import io.fenghuo.model.Target;
import io.fenghuo.model.TimelineEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A day of incidents played through the decider in simulated time, with the smallest shell around it that can be: incidents by key, deadlines
 * in order, crowds, and sending by roster and limits. {@code at("20:01").post(...)}; {@code at("1 09:00")} is the next day.
 */
final class Timeline {
    static final LocalDate DAY = LocalDate.of(2026, 6, 18);
    static final Policy POLICY = Policy.defaults();

    static final Contacts CONTACTS = new Contacts(
            Map.of(
                    "zhang", person("zhang"),
                    "li", person("li"),
                    "wang", person("wang"),
                    "zhao", person("zhao"),
                    "qian", person("qian")),
            Map.of(
                    Roles.DUTY, List.of(Target.person("zhang")),
                    Roles.LEGAL, List.of(Target.person("li")),
                    Roles.SUPERVISOR, List.of(Target.person("wang")),
                    Roles.BRAND, List.of(Target.person("zhao")),
                    Roles.ADMIN, List.of(Target.person("qian"))),
            Map.of());

    private static final List<Roster.Line> LINES = List.of(
            new Roster.Line("app", "wecom-app", Set.of(), List.of(), false),
            new Roster.Line("mail", "email", Set.of(), List.of(), false),
            new Roster.Line("group", "wecom-robot", Set.of(Severity.values()), List.of(), false));

    /** A message as a person gets it; digest lines at the time of their digest. */
    record Sent(String to, Notice notice, Instant at) {
        NoticeReason reason() {
            return notice.reason();
        }
    }

    final Policy policy;
    final Decider decider = new Decider(new Ids(new Random(7)));
    final Map<String, Incident> incidents = new LinkedHashMap<>();
    final List<Notice> notices = new ArrayList<>();
    final List<TimelineEntry> entries = new ArrayList<>();
    final List<Sent> sent = new ArrayList<>();
    /** Everything that was decided about, in order. */
    final List<Happened> happened = new ArrayList<>();
    /** By how much each decision made the version grow. */
    final List<Long> steps = new ArrayList<>();

    private final Map<String, Set<String>> authors = new LinkedHashMap<>();
    private final Map<String, Integer> posts = new LinkedHashMap<>();
    private final List<Seen> seen = new ArrayList<>();
    private final Roster roster;
    private Instant now = DAY.atTime(8, 0).atZone(POLICY.zone()).toInstant();
    private int serial;
    private boolean sending = true;

    record Happened(String incident, Event event, Instant at) {}

    private record Seen(String incident, String crowdKey, String author, Instant at) {}

    Timeline() {
        this(POLICY);
    }

    Timeline(Policy policy) {
        this(policy, CONTACTS);
    }

    Timeline(Policy policy, Contacts contacts) {
        this.policy = policy;
        this.roster = new Roster(contacts, LINES);
    }

    /** One person in every role. */
    static Contacts oneForAll(String id) {
        Map<String, List<Target>> roles = new TreeMap<>();
        CONTACTS.roles().keySet().forEach(role -> roles.put(role, List.of(Target.person(id))));
        return new Contacts(Map.of(id, person(id)), roles, Map.of());
    }

    private static Contacts.Person person(String id) {
        return new Contacts.Person(id, id, id + "@example.com", null, null, Map.of("wecom", id), List.of());
    }

    /** Decides only; nobody is sent anything. */
    Timeline withoutSending() {
        sending = false;
        return this;
    }

    static Instant time(String text) {
        String[] parts = text.split(" ");
        int days = parts.length == 2 ? Integer.parseInt(parts[0]) : 0;
        return DAY.plusDays(days)
                .atTime(LocalTime.parse(parts[parts.length - 1]))
                .atZone(POLICY.zone())
                .toInstant();
    }

    Instant now() {
        return now;
    }

    /** Lets time pass until then; what falls due on the way is decided in order. */
    Timeline at(String text) {
        return until(time(text));
    }

    Timeline until(Instant to) {
        while (true) {
            Map.Entry<String, Deadline> next = next();
            if (next == null || next.getValue().at().isAfter(to)) {
                break;
            }
            now = next.getValue().at().isAfter(now) ? next.getValue().at() : now;
            decide(next.getKey(), new Event.Due(next.getValue()));
        }
        now = to.isAfter(now) ? to : now;
        return this;
    }

    /** The service stands still until then; what fell due is decided afterwards. */
    Timeline down(String text) {
        return down(time(text));
    }

    Timeline down(Instant until) {
        now = until;
        return until(now);
    }

    private Map.@Nullable Entry<String, Deadline> next() {
        Map.Entry<String, Deadline> first = null;
        for (Incident incident : incidents.values()) {
            if (!incident.agenda().isEmpty()) {
                Deadline d = incident.agenda().get(0);
                if (first == null || d.at().isBefore(first.getValue().at())) {
                    first = Map.entry(incident.id(), d);
                }
            }
        }
        return first;
    }

    /** Starts a post: a customer's comment under video-77 that hits a rule. */
    Comment post(Severity level) {
        return new Comment(level);
    }

    /** One comment on its way. */
    final class Comment {
        private final Severity level;
        private String author = "u" + (++serial);
        private String thread = "video-77";
        private String source = "shop";
        private @Nullable String product;
        private boolean suspected;
        private String rule;
        private Instant published = now;
        private @Nullable String owner;

        Comment(Severity level) {
            this.level = level;
            this.rule = "rule-" + level;
        }

        Comment by(String value) {
            author = value;
            return this;
        }

        Comment in(String value) {
            thread = value;
            return this;
        }

        Comment from(String value) {
            source = value;
            return this;
        }

        Comment of(String value) {
            product = value;
            return this;
        }

        Comment rule(String value) {
            rule = value;
            return this;
        }

        Comment owner(String value) {
            owner = value;
            return this;
        }

        Comment suspected() {
            suspected = true;
            return this;
        }

        Comment ago(Duration age) {
            published = now.minus(age);
            return this;
        }

        /** Sends it; the incident it went to. */
        Incident send() {
            Post post = Post.builder(source, "p" + (++serial), "这家就是骗子 " + serial, published)
                    .author(new Author(author, null, null, null))
                    .thread(thread)
                    .subject(new Subject("云朵家", null, product, null, null, null))
                    .receivedAt(now)
                    .build();
            Hit.Effects effects = new Hit.Effects(owner, null, null, List.of(), null, Set.of());
            Hit hit = new Hit(
                    post.id(),
                    source,
                    "云朵家",
                    "yunduo",
                    rule,
                    "欺诈",
                    level,
                    suspected,
                    "欺诈",
                    MatchMode.FOLDED,
                    List.of(),
                    effects);
            return receive(post, hit, new Grade(level, suspected, List.of(Reason.of("rule", rule))));
        }
    }

    private Incident receive(Post post, Hit hit, Grade grade) {
        String key = Correlation.key(post, hit, policy);
        Incident open = find(key, true);
        String author = Correlation.author(post);
        String id;
        if (open == null) {
            Incident closed = find(key, false);
            id = closed == null ? "i-" + (incidents.size() + 1) : closed.id();
            count(id, author);
            play(null, id, new Event.Opened(id, post, hit, grade, key, Correlation.crowdKey(post), closed));
        } else {
            id = open.id();
            count(id, author);
            decide(id, new Event.Joined(post, hit, grade, counts(id)));
        }
        seen.add(new Seen(id, Correlation.crowdKey(post), author, now));
        crowd(Correlation.crowdKey(post));
        return incident(id);
    }

    void count(String id, String author) {
        authors.computeIfAbsent(id, k -> new HashSet<>()).add(author);
        posts.merge(id, 1, Integer::sum);
    }

    Incident.Counts counts(String id) {
        return new Incident.Counts(
                posts.getOrDefault(id, 0), authors.getOrDefault(id, Set.of()).size());
    }

    private @Nullable Incident find(String key, boolean open) {
        Incident found = null;
        for (Incident i : incidents.values()) {
            boolean fits = open
                    ? Correlation.joins(i, policy, now)
                    : i.state() == io.fenghuo.model.State.CLOSED
                            && i.closing() != null
                            && !i.closing().at().isBefore(Correlation.reopensSince(policy, now));
            if (i.key().equals(key) && fits) {
                found = i;
            }
        }
        return found;
    }

    private void crowd(String key) {
        Raise raise = policy.crowd();
        Instant since = now.minus(raise.within());
        Set<String> people = new HashSet<>();
        Set<String> ids =
                new java.util.TreeSet<>(Comparator.comparingInt((String i) -> Integer.parseInt(i.substring(2))));
        for (Seen s : seen) {
            if (s.crowdKey().equals(key) && !s.at().isBefore(since)) {
                people.add(s.author());
                if (!incident(s.incident()).state().ended()) {
                    ids.add(s.incident());
                }
            }
        }
        if (people.size() < raise.authors() || ids.isEmpty()) {
            return;
        }
        List<Incident> all = ids.stream().map(this::incident).toList();
        Incident oldest = all.get(0);
        if (all.size() == 1 && !raise.to().graverThan(oldest.level())) {
            return;
        }
        List<Incident> others = all.subList(1, all.size());
        for (Incident other : others) {
            authors.get(oldest.id()).addAll(authors.get(other.id()));
            posts.merge(oldest.id(), posts.get(other.id()), Integer::sum);
            decide(other.id(), new Event.Absorbed(oldest.id()));
        }
        decide(oldest.id(), new Event.Crowded(raise, people.size(), others, counts(oldest.id())));
    }

    Decision act(Action.Kind kind, String by, String incident, @Nullable String text, String... fields) {
        Map<String, String> map = new TreeMap<>();
        for (int i = 0; i + 1 < fields.length; i += 2) {
            map.put(fields[i], fields[i + 1]);
        }
        return act(new Action(kind, by, "console", now, null, text, List.of(), map), incident);
    }

    Decision act(Action action, String incident) {
        String into = action.fields().get("into");
        Incident other = into == null ? null : incidents.get(into);
        Incident before = incident(incident);
        Decision decision = decide(incident, new Event.Acted(action, other));
        if (action.kind() == Action.Kind.MERGE && other != null && decision.incident() != before) {
            authors.get(other.id()).addAll(authors.get(incident));
            posts.merge(other.id(), posts.get(incident), Integer::sum);
            decide(other.id(), new Event.TookIn(before, counts(other.id()), action.by(), "console"));
        }
        return decision;
    }

    Decision decide(String id, Event event) {
        return play(incident(id), id, event);
    }

    Decision play(@Nullable Incident before, String id, Event event) {
        Decision decision = decider.decide(before, event, policy, now);
        happened.add(new Happened(id, event, now));
        apply(id, decision);
        return decision;
    }

    private void apply(String id, Decision decision) {
        Incident before = incidents.get(id);
        steps.add(decision.incident().version() - (before == null ? 0 : before.version()));
        incidents.put(id, decision.incident());
        notices.addAll(decision.notices());
        entries.addAll(decision.entries());
        if (decision.dropDigest()) {
            sent.removeIf(s -> id.equals(s.notice().incident())
                    && s.notice().manner() == Notice.Manner.DIGEST
                    && s.at().isAfter(now));
        }
        if (!sending) {
            return;
        }
        for (Roster.Route route : roster.route(decision.notices(), false, now)) {
            send(route);
        }
    }

    /** Sends to each reader once; what the limits hold back goes where they say. */
    private void send(Roster.Route route) {
        Notice notice = route.notice();
        if (notice.manner() == Notice.Manner.EDIT) {
            return;
        }
        Set<String> readers = new java.util.LinkedHashSet<>();
        route.destinations().forEach(d -> readers.add(d.person() == null ? d.channel() : d.person()));
        boolean group = route.destinations().stream().allMatch(d -> d.person() == null);
        for (String reader : readers) {
            if (group && notice.manner() != Notice.Manner.DIGEST) {
                sent.add(new Sent(reader, notice, now));
                continue;
            }
            if (notice.manner() == Notice.Manner.DIGEST) {
                line(reader, notice, DigestSchedule.next(policy, now));
                continue;
            }
            Noise.Verdict verdict = Noise.admit(notice, traffic(reader), policy, now);
            if (verdict.kind() == Noise.Verdict.Kind.DIGEST) {
                line(reader, notice, verdict.notBefore());
            } else {
                sent.add(new Sent(reader, notice, verdict.notBefore()));
            }
        }
    }

    private void line(String reader, Notice notice, Instant at) {
        boolean there = sent.stream()
                .anyMatch(s -> s.to().equals(reader)
                        && s.at().equals(at)
                        && String.valueOf(notice.incident()).equals(s.notice().incident()));
        if (!there) {
            sent.add(new Sent(reader, notice, at));
        }
    }

    private Noise.Traffic traffic(String reader) {
        List<Sent> personal = sent.stream()
                .filter(s ->
                        s.to().equals(reader) && s.notice().manner() != Notice.Manner.DIGEST && !s.at().isAfter(now))
                .toList();
        Instant night = Noise.nightSince(policy, now);
        Instant shift = Noise.shiftSince(policy, now);
        Instant last =
                personal.isEmpty() ? null : personal.get(personal.size() - 1).at();
        return new Noise.Traffic(
                (int) personal.stream()
                        .filter(s -> s.at().isAfter(shift) && budgeted(s))
                        .count(),
                (int) personal.stream()
                        .filter(s -> s.at().isAfter(night) && budgeted(s))
                        .count(),
                last);
    }

    private static boolean budgeted(Sent one) {
        return one.notice().level() != Severity.L1 && one.reason() != NoticeReason.ADMIN;
    }

    Incident incident(String id) {
        Incident incident = incidents.get(id);
        if (incident == null) {
            throw new AssertionError("no incident " + id);
        }
        return incident;
    }

    /** What a person (or "group") got until now, each as {@code HH:mm reason}. */
    List<String> got(String reader) {
        return sent.stream()
                .filter(s -> s.to().equals(reader) && !s.at().isAfter(now))
                .sorted(Comparator.comparing(Sent::at))
                .map(s -> LocalTime.ofInstant(s.at(), policy.zone())
                                .withSecond(0)
                                .withNano(0)
                        + " " + s.reason().name().toLowerCase(java.util.Locale.ROOT)
                        + (s.notice().manner() == Notice.Manner.DIGEST ? " (line)" : "")
                        + (s.notice().clock() == null ? "" : " " + s.notice().clock())
                        + (s.notice().late() ? " late" : ""))
                .toList();
    }

    /** Forgets what was told so far. */
    Timeline quiet() {
        sent.removeIf(s -> !s.at().isAfter(now));
        notices.clear();
        entries.clear();
        return this;
    }

    /** The events of the story, in order, without hits. */
    List<String> story() {
        return entries.stream()
                .map(TimelineEntry::event)
                .filter(e -> !e.equals("hit"))
                .toList();
    }

    List<Deadline> agenda(String id) {
        return incident(id).agenda();
    }
}
