package io.fenghuo.store;

import io.fenghuo.model.Hit;
import io.fenghuo.model.Post;
import io.fenghuo.model.Raw;
import io.fenghuo.store.MemoryLinks.PostKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Posts and raw bytes in memory; hits are left to {@link MemoryHits}. */
final class MemoryPosts implements Posts {
    private static final Comparator<Kept> IN_ORDER =
            Comparator.comparing((Kept kept) -> kept.post.publishedAt()).thenComparingLong(Kept::seq);

    private final Undo undo;
    private final MemoryLinks links;
    private final MemoryHits hits;
    private final Map<PostKey, Kept> posts = new HashMap<>();
    private final Map<String, Raw> raws = new HashMap<>();
    private long last;

    private record Kept(
            Post post, List<Post> former, @Nullable Instant deletedAt, long seq) {
        Kept edited(Post now) {
            List<Post> versions = new ArrayList<>(former);
            versions.add(post);
            return new Kept(now, List.copyOf(versions), deletedAt, seq);
        }
    }

    MemoryPosts(Undo undo, MemoryLinks links, MemoryHits hits) {
        this.undo = undo;
        this.links = links;
        this.hits = hits;
    }

    private static PostKey key(Post post) {
        return new PostKey(post.source(), post.id());
    }

    @Override
    public Change save(Post post) {
        PostKey key = key(post);
        Kept known = posts.get(key);
        if (known == null) {
            undo.put(posts, key, new Kept(post, List.of(), null, ++last));
            return Change.NEW;
        }
        if (known.post.text().equals(post.text())) {
            return Change.SAME;
        }
        undo.put(posts, key, known.edited(post));
        String raw = post.raw();
        if (raw != null) {
            links.incidentsOf(key).forEach(incident -> links.keepRaw(incident, raw));
        }
        return Change.EDITED;
    }

    @Override
    public List<Change> save(List<Draft> drafts) {
        return drafts.stream().map(Draft::post).map(this::save).toList();
    }

    @Override
    public Optional<Post> find(String source, String id) {
        return Optional.ofNullable(posts.get(new PostKey(source, id))).map(Kept::post);
    }

    @Override
    public boolean deleted(String source, String id, Instant at) {
        Kept known = posts.get(new PostKey(source, id));
        if (known == null || known.deletedAt != null) {
            return false;
        }
        undo.put(posts, new PostKey(source, id), new Kept(known.post, known.former, at, known.seq));
        return true;
    }

    @Override
    public Optional<Instant> deletedAt(String source, String id) {
        return Optional.ofNullable(posts.get(new PostKey(source, id))).map(Kept::deletedAt);
    }

    @Override
    public List<String> incidentsOf(String source, String id) {
        return links.incidentsOf(new PostKey(source, id));
    }

    @Override
    public List<Post> conversation(Post post, Instant since, int limit) {
        return Talk.of(
                post,
                posts.values().stream()
                        .filter(kept -> kept.post.source().equals(post.source())
                                && !kept.post.publishedAt().isAfter(post.publishedAt())
                                && !kept.post.publishedAt().isBefore(since))
                        .sorted(IN_ORDER.reversed())
                        .limit(LOOKED_THROUGH)
                        .map(Kept::post),
                limit);
    }

    @Override
    public List<Post> latest(String source, int limit) {
        return posts.values().stream()
                .filter(kept -> kept.post.source().equals(source))
                .sorted(IN_ORDER.reversed())
                .limit(limit)
                .map(Kept::post)
                .toList();
    }

    @Override
    public List<Post> since(Instant since, int limit) {
        return posts.values().stream()
                .filter(kept -> !kept.post.receivedAt().isBefore(since))
                .sorted(Comparator.comparing((Kept kept) -> kept.post.receivedAt())
                        .thenComparingLong(Kept::seq)
                        .reversed())
                .limit(limit)
                .map(Kept::post)
                .toList();
    }

    /** The posts of an incident by the time they were published. */
    Stream<Post> of(String incident) {
        return links.of(incident).stream()
                .map(posts::get)
                .filter(Objects::nonNull)
                .sorted(IN_ORDER)
                .map(Kept::post);
    }

    @Override
    public int visit(Instant since, int limit, Predicate<Post> visitor) {
        List<Post> found = posts.values().stream()
                .filter(kept -> !kept.post.receivedAt().isBefore(since))
                .sorted(Comparator.comparing((Kept kept) -> kept.post.receivedAt())
                        .thenComparingLong(Kept::seq)
                        .reversed())
                .limit(limit)
                .map(Kept::post)
                .toList();
        int shown = 0;
        for (Post post : found) {
            shown++;
            if (!visitor.test(post)) {
                break;
            }
        }
        return shown;
    }

    @Override
    public long count() {
        return posts.size();
    }

    @Override
    public List<Post> versions(String source, String id) {
        Kept known = posts.get(new PostKey(source, id));
        return known == null
                ? List.of()
                : Stream.concat(known.former.stream(), Stream.of(known.post)).toList();
    }

    @Override
    public int prune(Instant postsBefore, Instant hitPostsBefore) {
        return remove(post -> {
            boolean hit = hits.has(key(post)) || !links.incidentsOf(key(post)).isEmpty();
            boolean held = links.incidentsOf(key(post)).stream().anyMatch(hits::isOpen);
            return post.receivedAt().isBefore(hit ? hitPostsBefore : postsBefore) && !held;
        });
    }

    @Override
    public int removeSource(String source) {
        List<String> theirs = raws.values().stream()
                .filter(raw -> raw.source().equals(source))
                .map(Raw::sha256)
                .toList();
        theirs.forEach(sha256 -> undo.remove(raws, sha256));
        return remove(post -> post.source().equals(source));
    }

    private int remove(Predicate<Post> which) {
        List<Post> gone = posts.values().stream().map(Kept::post).filter(which).toList();
        for (Post post : gone) {
            undo.remove(posts, key(post));
            hits.forget(key(post));
        }
        return gone.size();
    }

    @Override
    public void saveRaw(Raw raw) {
        if (!raws.containsKey(raw.sha256())) {
            undo.put(raws, raw.sha256(), raw);
        }
    }

    @Override
    public Optional<Raw> raw(String sha256) {
        return Optional.ofNullable(raws.get(sha256));
    }

    @Override
    public int forgetRaw(Instant before) {
        List<String> old = raws.values().stream()
                .filter(raw -> raw.at().isBefore(before) && !links.needed(raw.sha256()))
                .map(Raw::sha256)
                .toList();
        old.forEach(sha256 -> undo.remove(raws, sha256));
        return old.size();
    }

    @Override
    public void saveHit(HitRow row) {
        PostKey post = new PostKey(row.hit().source(), row.hit().post());
        if (!posts.containsKey(post)) {
            throw new StoreException(
                    "no post " + row.hit().source() + "/" + row.hit().post() + " is stored");
        }
        hits.save(row);
    }

    @Override
    public List<Hit> hitsOf(String incident) {
        return hits.of(incident);
    }

    @Override
    public List<Hit> hitsOf(String incident, List<Post> those) {
        return hits.of(incident, those.stream().map(MemoryPosts::key).toList());
    }

    @Override
    public Optional<String> incidentOfHit(Hit hit) {
        return hits.incidentOf(hit);
    }

    @Override
    public Optional<String> similar(String brand, String family, long fingerprint, int distance, Instant since) {
        return hits.similar(new MemoryHits.Sought(brand, family, since.toEpochMilli()), fingerprint, distance);
    }

    @Override
    public Optional<String> incidentOfRepeated(Crowd crowd, Hit hit, String author) {
        return hits.repeated(crowd, hit, author);
    }

    @Override
    public boolean isCrowd(Crowd crowd, int authors) {
        return hits.authors(crowd, authors) >= authors;
    }

    @Override
    public int authors(Crowd crowd) {
        return hits.authors(crowd, Integer.MAX_VALUE);
    }

    @Override
    public Breadth breadth(String brand, String family, Instant since, Instant until) {
        return hits.breadth(brand, family, since, until);
    }

    @Override
    public List<String> ofMatter(String brand, String family, Instant since, Instant until) {
        return hits.ofMatter(brand, family, since, until);
    }

    @Override
    public List<String> crowd(Crowd crowd) {
        return hits.crowd(crowd);
    }

    /** Everything found in one incident belongs to another from now on. */
    void moveHits(String from, String into) {
        hits.move(from, into, author -> true);
        hits.moveFingerprints(from, into);
    }

    void moveHits(String from, String into, PostKey post) {
        hits.move(from, into, post);
    }

    /** Nothing is forgotten here before the store is. */
    @Override
    public void keepThread(String source, String thread) {}

    void moveHits(String from, String into, List<String> authors) {
        hits.move(from, into, authors::contains);
    }

    void removeHits(String incident) {
        hits.remove(incident);
    }
}
