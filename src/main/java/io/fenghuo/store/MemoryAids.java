package io.fenghuo.store;

import io.fenghuo.model.Flag;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.State;
import io.fenghuo.model.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Ticks and statements in memory. */
final class MemoryAids implements Aids {
    private final Undo undo;
    private final MemoryIncidents incidents;
    private final MemoryPosts posts;
    private final MemoryLinks links;
    private final Map<String, Tick> ticks = new LinkedHashMap<>();
    private final Map<String, Map<Integer, Statement>> statements = new TreeMap<>();

    MemoryAids(Undo undo, MemoryIncidents incidents, MemoryPosts posts, MemoryLinks links) {
        this.undo = undo;
        this.incidents = incidents;
        this.posts = posts;
        this.links = links;
    }

    private static String key(String incident, String playbook, String step) {
        return incident + "\n" + playbook + "\n" + step;
    }

    @Override
    public void tick(Tick tick) {
        String key = key(tick.incident(), tick.playbook(), tick.step());
        if (!ticks.containsKey(key)) {
            undo.put(ticks, key, tick);
        }
    }

    @Override
    public void untick(String incident, String playbook, String step) {
        undo.remove(ticks, key(incident, playbook, step));
    }

    @Override
    public List<Tick> ticks(String incident) {
        return ticks.values().stream()
                .filter(one -> one.incident().equals(incident))
                .sorted(Comparator.comparing(Tick::at).thenComparing(Tick::step))
                .toList();
    }

    @Override
    public void save(Statement statement) {
        undo.put(
                statements.computeIfAbsent(statement.incident(), id -> new TreeMap<>()),
                statement.version(),
                statement);
    }

    @Override
    public List<Statement> statements(String incident) {
        return new ArrayList<>(statements.getOrDefault(incident, Map.of()).values());
    }

    /** Forgets everything about an incident. */
    void remove(String incident) {
        ticks(incident).forEach(one -> untick(incident, one.playbook(), one.step()));
        undo.remove(statements, incident);
    }

    @Override
    public List<Incident> closed(String brand, boolean demo, int limit) {
        return incidents.list(new Incidents.Query(false, demo, Integer.MAX_VALUE)).stream()
                .filter(one -> one.brand().equals(brand) && one.state() == State.CLOSED)
                .filter(one -> demo || !(one.has(Flag.DEMO) || one.has(Flag.DRILL)))
                .sorted(Comparator.comparing(Incident::lastHitAt).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public List<Post> postsOf(String author, int limit) {
        return posts.since(java.time.Instant.MIN, Integer.MAX_VALUE).stream()
                .filter(post -> author.equals(post.author().id()))
                .sorted(Comparator.comparing(Post::publishedAt).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public List<String> incidentsOf(String author, int limit) {
        return links.incidentsOfAuthor(author).stream()
                .map(incidents::find)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Incident::openedAt).reversed())
                .map(Incident::id)
                .limit(limit)
                .toList();
    }
}
