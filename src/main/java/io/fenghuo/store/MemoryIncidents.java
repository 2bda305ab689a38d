package io.fenghuo.store;

import io.fenghuo.model.Clock;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.State;
import io.fenghuo.model.TimelineEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Incidents in memory. */
final class MemoryIncidents implements Incidents {
    private static final Comparator<Incident> OLDEST_FIRST =
            Comparator.comparing(Incident::openedAt).thenComparing(Incident::id);

    private final Undo undo;
    private final MemoryDeadlines deadlines;
    private final MemoryStories stories;
    private final MemoryLinks links;
    private final Map<String, Incident> incidents = new HashMap<>();
    private final Map<Key, Set<String>> byKey = new HashMap<>();
    private final Map<String, String> plans = new HashMap<>();
    private Consumer<String> aids = id -> {};
    private @Nullable MemoryPosts posts;
    private @Nullable MemoryOutbox outbox;

    private record Key(String brand, String family, String key) {
        static Key of(Incident incident) {
            return new Key(incident.brand(), incident.family(), incident.key());
        }
    }

    MemoryIncidents(Undo undo, MemoryDeadlines deadlines, MemoryStories stories, MemoryLinks links) {
        this.undo = undo;
        this.deadlines = deadlines;
        this.stories = stories;
        this.links = links;
    }

    /** What goes with an incident when it is removed. */
    void helped(Consumer<String> forgetting) {
        aids = forgetting;
    }

    /** The rooms that need this one first. */
    void serve(MemoryPosts ofPosts, MemoryOutbox ofOutbox) {
        posts = ofPosts;
        outbox = ofOutbox;
    }

    private MemoryPosts posts() {
        return Objects.requireNonNull(posts, "serve() comes first");
    }

    @Override
    public void save(Incident incident, List<TimelineEntry> entries) {
        Incident former = incidents.get(incident.id());
        long version = former == null ? 0 : former.version();
        if (version != incident.version() - 1) {
            throw new StoreException.Conflict(
                    "incident " + incident.id() + " is not stored at version " + (incident.version() - 1));
        }
        undo.put(incidents, incident.id(), incident);
        Key key = Key.of(incident);
        if (former != null && !Key.of(former).equals(key)) {
            undo.remove(byKey.getOrDefault(Key.of(former), new LinkedHashSet<>()), incident.id());
        }
        undo.add(byKey.computeIfAbsent(key, k -> new LinkedHashSet<>()), incident.id());
        if (former == null || !former.agenda().equals(incident.agenda())) {
            deadlines.mirror(incident);
        }
        append(entries);
    }

    @Override
    public void append(List<TimelineEntry> entries) {
        for (TimelineEntry entry : entries) {
            stored(entry.incident());
            stories.append(entry);
        }
    }

    private void stored(String incident) {
        if (!incidents.containsKey(incident)) {
            throw new StoreException("no incident " + incident + " is stored");
        }
    }

    @Override
    public Optional<Incident> find(String id) {
        return Optional.ofNullable(incidents.get(id));
    }

    @Override
    public Optional<Incident> latest(String brand, String family, String key) {
        return newest(brand, family, key, incident -> true);
    }

    @Override
    public Optional<Incident> open(String brand, String family, String key) {
        return newest(brand, family, key, incident -> !incident.state().ended());
    }

    private Optional<Incident> newest(String brand, String family, String key, Predicate<Incident> which) {
        return ofKey(brand, family, key).filter(which).max(OLDEST_FIRST);
    }

    private Stream<Incident> ofKey(String brand, String family, String key) {
        return byKey.getOrDefault(new Key(brand, family, key), Set.of()).stream()
                .map(incidents::get)
                .filter(Objects::nonNull);
    }

    @Override
    public Optional<Incident> closed(String brand, String family, String key, Instant since) {
        return ofKey(brand, family, key)
                .filter(incident ->
                        incident.state() == State.CLOSED && !endedAt(incident).isBefore(since))
                .max(Comparator.comparing(MemoryIncidents::endedAt).thenComparing(Incident::id));
    }

    private static Instant endedAt(Incident incident) {
        Incident.Closing closing = incident.closing();
        return closing == null ? Instant.MIN : closing.at();
    }

    @Override
    public List<Incident> list(Query query) {
        return incidents.values().stream()
                .filter(incident -> !query.open() || !incident.state().ended())
                .filter(incident -> query.demo() || !(incident.has(Flag.DEMO) || incident.has(Flag.DRILL)))
                .sorted(Comparator.comparing(
                                (Incident incident) -> incident.state().ended())
                        .thenComparing(MemoryIncidents::nextDue)
                        .thenComparing(OLDEST_FIRST.reversed()))
                .limit(query.limit())
                .toList();
    }

    private static Instant nextDue(Incident incident) {
        return incident.state().ended()
                ? Instant.MAX
                : incident.clocks().stream()
                        .filter(clock -> clock.state() == Clock.Phase.RUNNING)
                        .map(Clock::due)
                        .min(Comparator.naturalOrder())
                        .orElse(Instant.MAX);
    }

    @Override
    public List<Recorded> timeline(String incident) {
        return stories.of(incident);
    }

    @Override
    public List<Recorded> timeline(String incident, long before, int limit) {
        List<Recorded> all = stories.of(incident);
        int to = (int) Math.max(0, Math.min(all.size(), before - 1));
        return all.subList(Math.max(0, to - limit), to);
    }

    /** Nobody can reach it past this store, so it always holds. */
    @Override
    public long verify(String incident) {
        stored(incident);
        return -1;
    }

    @Override
    public int erase(String incident, long seq, String actor, Instant at) {
        return stories.erase(incident, seq, actor, at);
    }

    @Override
    public int eraseValue(String value, String actor, Instant at) {
        return stories.eraseValue(value, actor, at);
    }

    @Override
    public void remove(String id) {
        Incident incident = incidents.get(id);
        if (incident != null) {
            undo.remove(byKey.getOrDefault(Key.of(incident), new LinkedHashSet<>()), id);
        }
        undo.remove(incidents, id);
        deadlines.remove(id);
        stories.remove(id);
        links.remove(id);
        aids.accept(id);
        posts().removeHits(id);
        Objects.requireNonNull(outbox, "serve() comes first").remove(id);
    }

    @Override
    public void attach(String incident, Post post, String author) {
        links.attach(incident, new MemoryLinks.PostKey(post.source(), post.id()), author);
        IncidentPostRows.rawOf(post).forEach(sha256 -> links.keepRaw(incident, sha256));
    }

    @Override
    public void move(String from, String into) {
        posts().moveHits(from, into);
        links.move(from, into);
    }

    @Override
    public void move(String from, String into, List<String> authors) {
        posts().moveHits(from, into, authors);
        links.move(from, into, authors);
    }

    @Override
    public void move(String from, String into, String source, String post) {
        MemoryLinks.PostKey key = new MemoryLinks.PostKey(source, post);
        posts().moveHits(from, into, key);
        links.move(from, into, key);
    }

    @Override
    public Incident.Counts counts(String incident) {
        return links.counts(incident);
    }

    @Override
    public Incident.Counts counts(String incident, List<String> authors) {
        return links.counts(incident, authors);
    }

    @Override
    public List<String> waitingFor(String author) {
        return links.incidentsOfAuthor(author).stream()
                .map(incidents::get)
                .filter(Objects::nonNull)
                .filter(incident -> !incident.state().ended() && incident.has(Flag.WAITING))
                .map(Incident::id)
                .toList();
    }

    @Override
    public Set<String> awaited(Collection<String> authors) {
        return authors.stream().filter(author -> !waitingFor(author).isEmpty()).collect(Collectors.toSet());
    }

    @Override
    public boolean burning(String source) {
        return incidents.values().stream()
                .filter(incident -> !incident.state().ended())
                .anyMatch(incident ->
                        posts().of(incident.id()).anyMatch(post -> post.source().equals(source)));
    }

    @Override
    public List<String> inThread(String source, String thread, @Nullable String session) {
        return incidents.values().stream()
                .filter(incident -> !incident.state().ended())
                .map(Incident::id)
                .filter(id -> posts().of(id)
                        .anyMatch(post -> post.source().equals(source)
                                && (post.thread().equals(thread)
                                        || (session != null && session.equals(post.session())))))
                .toList();
    }

    @Override
    public List<String> beside(String incident) {
        return links.of(incident).stream()
                .limit(BESIDE)
                .flatMap(post -> links.incidentsOf(post).stream())
                .filter(id -> !id.equals(incident))
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public List<Post> posts(String incident, int limit) {
        return posts().of(incident).limit(limit).toList();
    }

    @Override
    public List<Post> newest(String incident, int skip, int limit) {
        List<Post> all = new ArrayList<>(posts().of(incident).toList());
        Collections.reverse(all);
        return all.stream().skip(skip).limit(limit).toList();
    }

    @Override
    public List<Due> due(Instant now, int limit) {
        return deadlines.due(now, limit);
    }

    @Override
    public void postpone(Due due, Instant until) {
        deadlines.postpone(due, until);
    }

    @Override
    public Optional<Instant> nextDue() {
        return deadlines.next();
    }

    @Override
    public void savePlan(String id, String json) {
        if (!plans.containsKey(id)) {
            undo.put(plans, id, json);
        }
    }

    @Override
    public Optional<String> plan(String id) {
        return Optional.ofNullable(plans.get(id));
    }
}
