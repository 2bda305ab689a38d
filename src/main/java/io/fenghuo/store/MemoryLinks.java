package io.fenghuo.store;

import io.fenghuo.model.Incident;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which posts, authors and raw bytes belong to which incident, in memory. */
final class MemoryLinks {
    private final Undo undo;
    private final Map<String, Map<PostKey, String>> posts = new HashMap<>();
    private final Map<String, Map<String, Integer>> authors = new HashMap<>();
    private final Map<PostKey, Set<String>> byPost = new HashMap<>();
    private final Map<String, Set<String>> byAuthor = new HashMap<>();
    private final Map<String, Set<String>> raw = new HashMap<>();

    /** The identity of a post. */
    record PostKey(String source, String id) {}

    MemoryLinks(Undo undo) {
        this.undo = undo;
    }

    void attach(String incident, PostKey post, String author) {
        Map<PostKey, String> held = posts.computeIfAbsent(incident, id -> new LinkedHashMap<>());
        if (held.containsKey(post)) {
            return;
        }
        undo.put(held, post, author);
        Map<String, Integer> counted = authors.computeIfAbsent(incident, id -> new HashMap<>());
        undo.put(counted, author, counted.getOrDefault(author, 0) + 1);
        undo.add(byPost.computeIfAbsent(post, key -> new TreeSet<>()), incident);
        undo.add(byAuthor.computeIfAbsent(author, key -> new TreeSet<>()), incident);
    }

    private void detach(String incident, PostKey post) {
        Map<PostKey, String> held = posts.getOrDefault(incident, Map.of());
        String author = held.get(post);
        if (author == null) {
            return;
        }
        undo.remove(held, post);
        undo.remove(byPost.getOrDefault(post, new TreeSet<>()), incident);
        Map<String, Integer> counted = authors.getOrDefault(incident, Map.of());
        int left = counted.getOrDefault(author, 0) - 1;
        if (left > 0) {
            undo.put(counted, author, left);
        } else {
            undo.remove(counted, author);
            undo.remove(byAuthor.getOrDefault(author, new TreeSet<>()), incident);
        }
    }

    void keepRaw(String incident, String sha256) {
        undo.add(raw.computeIfAbsent(sha256, key -> new TreeSet<>()), incident);
    }

    boolean needed(String sha256) {
        return !raw.getOrDefault(sha256, Set.of()).isEmpty();
    }

    Incident.Counts counts(String incident) {
        return new Incident.Counts(
                posts.getOrDefault(incident, Map.of()).size(),
                authors.getOrDefault(incident, Map.of()).size());
    }

    Incident.Counts counts(String incident, Collection<String> of) {
        Map<String, Integer> counted = authors.getOrDefault(incident, Map.of());
        List<String> known = of.stream().distinct().filter(counted::containsKey).toList();
        int sum = known.stream()
                .mapToInt(author -> counted.getOrDefault(author, 0))
                .sum();
        return new Incident.Counts(sum, known.size());
    }

    Set<PostKey> of(String incident) {
        return posts.getOrDefault(incident, Map.of()).keySet();
    }

    List<String> incidentsOf(PostKey post) {
        return List.copyOf(byPost.getOrDefault(post, Set.of()));
    }

    List<String> incidentsOfAuthor(String author) {
        return List.copyOf(byAuthor.getOrDefault(author, Set.of()));
    }

    void move(String from, String into) {
        for (Map.Entry<PostKey, String> link :
                List.copyOf(posts.getOrDefault(from, Map.of()).entrySet())) {
            move(from, into, link.getKey(), link.getValue());
        }
        for (Set<String> holders : raw.values()) {
            if (holders.contains(from)) {
                undo.remove(holders, from);
                undo.add(holders, into);
            }
        }
    }

    void move(String from, String into, Collection<String> ofAuthors) {
        for (Map.Entry<PostKey, String> link :
                List.copyOf(posts.getOrDefault(from, Map.of()).entrySet())) {
            if (ofAuthors.contains(link.getValue())) {
                move(from, into, link.getKey(), link.getValue());
            }
        }
    }

    void move(String from, String into, PostKey post) {
        String author = posts.getOrDefault(from, Map.of()).get(post);
        if (author != null) {
            move(from, into, post, author);
        }
    }

    /** Files what {@code from} wrote in a source under {@code to}; gives the incidents it is in. */
    List<String> rename(String source, String from, String to) {
        List<String> concerned = incidentsOfAuthor(from).stream()
                .filter(incident ->
                        of(incident).stream().anyMatch(post -> post.source().equals(source)))
                .toList();
        for (String incident : concerned) {
            for (Map.Entry<PostKey, String> link :
                    List.copyOf(posts.getOrDefault(incident, Map.of()).entrySet())) {
                if (link.getValue().equals(from) && link.getKey().source().equals(source)) {
                    move(incident, incident, link.getKey(), to);
                }
            }
        }
        return concerned;
    }

    private void move(String from, String into, PostKey post, String author) {
        detach(from, post);
        attach(into, post, author);
    }

    void remove(String incident) {
        for (PostKey post : List.copyOf(of(incident))) {
            detach(incident, post);
        }
        for (Set<String> holders : raw.values()) {
            undo.remove(holders, incident);
        }
    }
}
