package io.fenghuo.store;

import io.fenghuo.model.Hit;
import io.fenghuo.model.Incident;
import io.fenghuo.model.State;
import io.fenghuo.store.MemoryLinks.PostKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Hits in memory, and the two questions asked of many at once: is this text known, is this a crowd. */
final class MemoryHits {
    private static final int BANDS = 4;
    private static final int BITS_OF_A_BAND = 16;
    private static final Comparator<Posts.HitRow> IN_ORDER = Comparator.comparing(Posts.HitRow::at)
            .thenComparing(row -> row.hit().source())
            .thenComparing(row -> row.hit().post())
            .thenComparing(row -> row.hit().rule());

    private final Undo undo;
    private final Function<String, Optional<Incident>> incidents;
    private final Map<Key, Posts.HitRow> rows = new HashMap<>();
    private final Map<String, Set<Key>> byIncident = new HashMap<>();
    private final Map<PostKey, Set<Key>> byPost = new HashMap<>();
    private final Map<CrowdKey, TreeMap<Place, Key>> crowds = new HashMap<>();
    private final Map<Print, Long> prints = new HashMap<>();
    private final Map<Band, Set<Print>> bands = new HashMap<>();
    private final Map<String, Set<Print>> printsOf = new HashMap<>();
    private final Map<Order, String> orders = new HashMap<>();
    private long last;

    private record Key(PostKey post, String watchlist, String rule) {
        static Key of(Hit hit) {
            return new Key(new PostKey(hit.source(), hit.post()), hit.watchlist(), hit.rule());
        }
    }

    private record Order(String brand, String order) {}

    private record CrowdKey(String brand, String family, String crowdKey) {}

    private record Place(long published, long seq) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byTime = Long.compare(published, other.published);
            return byTime == 0 ? Long.compare(seq, other.seq) : byTime;
        }
    }

    private record Print(String incident, long fingerprint, String brand, String family) {}

    private record Band(String brand, String family, int index, int bits) {}

    /** Where to look: one brand's family, from a moment on. */
    record Sought(String brand, String family, long since) {}

    /** @param incidents finds an incident by its id */
    MemoryHits(Undo undo, Function<String, Optional<Incident>> incidents) {
        this.undo = undo;
        this.incidents = incidents;
    }

    /** Ids of the rules that hit in an incident. */
    Set<String> rules(String incident) {
        return byIncident.getOrDefault(incident, Set.of()).stream()
                .map(Key::rule)
                .collect(java.util.stream.Collectors.toSet());
    }

    void save(Posts.HitRow row) {
        Key key = Key.of(row.hit());
        if (rows.containsKey(key)) {
            return;
        }
        put(key, row);
        String order = row.order();
        if (order != null && !orders.containsKey(new Order(row.hit().brand(), order))) {
            undo.put(orders, new Order(row.hit().brand(), order), row.author());
        }
        undo.add(byPost.computeIfAbsent(key.post, post -> new LinkedHashSet<>()), key);
        CrowdKey crowd = new CrowdKey(row.hit().brand(), row.hit().family(), row.crowdKey());
        Place place = new Place(row.publishedAt().toEpochMilli(), ++last);
        undo.put(crowds.computeIfAbsent(crowd, k -> new TreeMap<>()), place, key);
        if (row.fingerprint() != 0) {
            Hit hit = row.hit();
            Print print = new Print(row.incident(), row.fingerprint(), hit.brand(), hit.family());
            remember(print, row.at().toEpochMilli());
        }
    }

    private void put(Key key, Posts.HitRow row) {
        undo.put(rows, key, row);
        undo.add(byIncident.computeIfAbsent(row.incident(), id -> new LinkedHashSet<>()), key);
    }

    private void remember(Print print, long at) {
        Long known = prints.get(print);
        if (known == null || at > known) {
            undo.put(prints, print, at);
        }
        if (known == null) {
            undo.add(printsOf.computeIfAbsent(print.incident, id -> new LinkedHashSet<>()), print);
            bandsOf(print).forEach(band -> undo.add(bands.computeIfAbsent(band, b -> new LinkedHashSet<>()), print));
        }
    }

    private void drop(Print print) {
        undo.remove(prints, print);
        undo.remove(printsOf.getOrDefault(print.incident, new HashSet<>()), print);
        bandsOf(print).forEach(band -> undo.remove(bands.getOrDefault(band, new HashSet<>()), print));
    }

    private static Stream<Band> bandsOf(Print print) {
        return IntStream.range(0, BANDS)
                .mapToObj(i -> new Band(
                        print.brand, print.family, i, (int) (print.fingerprint >>> (i * BITS_OF_A_BAND)) & 0xFFFF));
    }

    boolean has(PostKey post) {
        return !byPost.getOrDefault(post, Set.of()).isEmpty();
    }

    boolean isOpen(String incident) {
        return incidents.apply(incident).filter(one -> !one.state().ended()).isPresent();
    }

    void forget(PostKey post) {
        for (Key key : List.copyOf(byPost.getOrDefault(post, Set.of()))) {
            forget(key);
        }
    }

    private void forget(Key key) {
        Posts.HitRow row = rows.get(key);
        if (row != null) {
            undo.remove(rows, key);
            undo.remove(byIncident.getOrDefault(row.incident(), new HashSet<>()), key);
            undo.remove(byPost.getOrDefault(key.post, new HashSet<>()), key);
        }
    }

    void remove(String incident) {
        List.copyOf(byIncident.getOrDefault(incident, Set.of())).forEach(this::forget);
        List.copyOf(printsOf.getOrDefault(incident, Set.of())).forEach(this::drop);
    }

    List<Hit> of(String incident) {
        return of(byIncident.getOrDefault(incident, Set.of()).stream());
    }

    List<Hit> of(String incident, List<PostKey> posts) {
        Set<Key> held = byIncident.getOrDefault(incident, Set.of());
        return of(posts.stream()
                .flatMap(post -> byPost.getOrDefault(post, Set.of()).stream())
                .filter(held::contains));
    }

    private List<Hit> of(Stream<Key> keys) {
        return keys.map(rows::get)
                .filter(Objects::nonNull)
                .sorted(IN_ORDER)
                .map(Posts.HitRow::hit)
                .toList();
    }

    Optional<String> incidentOf(Hit hit) {
        return Optional.ofNullable(rows.get(Key.of(hit))).map(Posts.HitRow::incident);
    }

    Optional<String> similar(Sought sought, long fingerprint, int distance) {
        if (fingerprint == 0) {
            return Optional.empty();
        }
        Print like = new Print("", fingerprint, sought.brand, sought.family);
        Stream<Print> candidates = distance < BANDS
                ? bandsOf(like).flatMap(band -> bands.getOrDefault(band, Set.of()).stream())
                : prints.keySet().stream()
                        .filter(print -> print.brand.equals(sought.brand) && print.family.equals(sought.family));
        return candidates
                .filter(print -> Long.bitCount(print.fingerprint ^ fingerprint) <= distance)
                .filter(print -> prints.getOrDefault(print, Long.MIN_VALUE) >= sought.since)
                .map(print -> incidents.apply(print.incident))
                .flatMap(Optional::stream)
                .filter(incident -> !incident.state().ended())
                .max(Comparator.comparing(Incident::openedAt).thenComparing(Incident::id))
                .map(Incident::id);
    }

    Optional<String> repeated(Posts.Crowd crowd, Hit hit, String author) {
        Posts.HitRow newest = null;
        for (Key key : within(crowd)) {
            Posts.HitRow row = rows.get(key);
            if (row != null
                    && row.author().equals(author)
                    && row.hit().watchlist().equals(hit.watchlist())
                    && row.hit().rule().equals(hit.rule())) {
                newest = row;
            }
        }
        return Optional.ofNullable(newest).map(Posts.HitRow::incident);
    }

    /** Distinct authors of a crowd, counted up to {@code enough}. */
    int authors(Posts.Crowd crowd, int enough) {
        Set<String> authors = new HashSet<>();
        for (Key key : within(crowd)) {
            Posts.HitRow row = rows.get(key);
            if (row != null && !authors.contains(row.author()) && counts(row.incident())) {
                authors.add(row.author());
                if (authors.size() >= enough) {
                    break;
                }
            }
        }
        return authors.size();
    }

    private boolean counts(String incident) {
        return incidents
                .apply(incident)
                .filter(one -> one.state() != State.FALSE_ALARM)
                .isPresent();
    }

    Posts.Breadth breadth(String brand, String family, Instant since, Instant until) {
        Set<String> authors = new HashSet<>();
        Set<String> keys = new HashSet<>();
        Instant first = null;
        for (Posts.HitRow row : matter(brand, family, since, until)) {
            if (counts(row.incident())) {
                authors.add(row.author());
                keys.add(row.crowdKey());
                first = first == null || row.publishedAt().isBefore(first) ? row.publishedAt() : first;
            }
        }
        return new Posts.Breadth(authors.size(), keys.size(), first);
    }

    List<String> ofMatter(String brand, String family, Instant since, Instant until) {
        Set<String> ids = new LinkedHashSet<>();
        matter(brand, family, since, until).forEach(row -> ids.add(row.incident()));
        return open(ids);
    }

    private List<Posts.HitRow> matter(String brand, String family, Instant since, Instant until) {
        List<Posts.HitRow> found = new ArrayList<>();
        for (CrowdKey key : List.copyOf(crowds.keySet())) {
            if (key.brand().equals(brand) && key.family().equals(family)) {
                for (Key one : within(new Posts.Crowd(brand, family, key.crowdKey(), since, until))) {
                    Posts.HitRow row = rows.get(one);
                    if (row != null) {
                        found.add(row);
                    }
                }
            }
        }
        return found;
    }

    List<String> crowd(Posts.Crowd crowd) {
        Set<String> ids = new LinkedHashSet<>();
        for (Key key : within(crowd)) {
            Posts.HitRow row = rows.get(key);
            if (row != null) {
                ids.add(row.incident());
            }
        }
        return open(ids);
    }

    private List<String> open(Set<String> ids) {
        return ids.stream()
                .map(incidents)
                .flatMap(Optional::stream)
                .filter(incident -> !incident.state().ended())
                .sorted(Comparator.comparing(Incident::openedAt).thenComparing(Incident::id))
                .map(Incident::id)
                .toList();
    }

    private Iterable<Key> within(Posts.Crowd crowd) {
        CrowdKey key = new CrowdKey(crowd.brand(), crowd.family(), crowd.crowdKey());
        Place from = new Place(crowd.since().toEpochMilli(), Long.MIN_VALUE);
        Place to = new Place(crowd.until().toEpochMilli(), Long.MAX_VALUE);
        TreeMap<Place, Key> hits = crowds.get(key);
        return hits == null || from.compareTo(to) > 0
                ? List.of()
                : hits.subMap(from, true, to, true).values();
    }

    void move(String from, String into, Predicate<String> authors) {
        moveRows(from, into, row -> authors.test(row.author()));
    }

    void move(String from, String into, PostKey post) {
        moveRows(from, into, row -> Key.of(row.hit()).post.equals(post));
    }

    private void moveRows(String from, String into, Predicate<Posts.HitRow> which) {
        for (Key key : new ArrayList<>(byIncident.getOrDefault(from, Set.of()))) {
            Posts.HitRow row = rows.get(key);
            if (row != null && which.test(row)) {
                undo.remove(byIncident.getOrDefault(from, new HashSet<>()), key);
                put(key, changed(row, into, row.author()));
            }
        }
    }

    private static Posts.HitRow changed(Posts.HitRow row, String incident, String author) {
        return new Posts.HitRow(
                row.hit(),
                incident,
                row.crowdKey(),
                author,
                row.fingerprint(),
                row.publishedAt(),
                row.at(),
                row.order());
    }

    void rename(String source, String from, String to) {
        for (Map.Entry<Key, Posts.HitRow> one : List.copyOf(rows.entrySet())) {
            Posts.HitRow row = one.getValue();
            if (row.author().equals(from) && row.hit().source().equals(source)) {
                undo.put(rows, one.getKey(), changed(row, row.incident(), to));
            }
        }
    }

    Optional<String> ofOrder(String brand, String order) {
        return Optional.ofNullable(orders.get(new Order(brand, order)));
    }

    long related(String brand, String family, @Nullable String crowdKey, Instant from, Instant to) {
        return rows.values().stream()
                .filter(row -> row.hit().brand().equals(brand)
                        && row.hit().family().equals(family)
                        && (crowdKey == null || row.crowdKey().equals(crowdKey))
                        && !row.publishedAt().isBefore(from)
                        && row.publishedAt().isBefore(to)
                        && counts(row.incident()))
                .count();
    }

    void moveFingerprints(String from, String into) {
        for (Print print : List.copyOf(printsOf.getOrDefault(from, Set.of()))) {
            long at = prints.getOrDefault(print, 0L);
            drop(print);
            remember(new Print(into, print.fingerprint, print.brand, print.family), at);
        }
    }
}
