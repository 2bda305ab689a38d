package io.fenghuo.store;

import io.fenghuo.model.Hit;
import io.fenghuo.model.Post;
import io.fenghuo.model.Raw;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Posts, the hits in them and the bytes they came from. */
public interface Posts {

    /**
     * Keeps a post. The same (source, id) with the same text changes nothing; with another text it is an edit and the former text is kept; one
     * that was erased stays so.
     */
    Change save(Post post);

    /** Keeps several, in their order, as {@link #save(Post)} would each; for many it takes a fraction of the time. What it did to each. */
    List<Change> save(List<Draft> drafts);

    /**
     * A post made ready outside of any transaction.
     *
     * @param doc as it is stored
     */
    record Draft(Post post, String doc) {
        /** Makes a post ready. */
        public static Draft of(Post post) {
            return new Draft(post, Json.write(post));
        }
    }

    /** What saving a post did. */
    enum Change {
        NEW,
        SAME,
        EDITED
    }

    Optional<Post> find(String source, String id);

    /** Marks a post as deleted at its source; what it said is kept. Returns whether it was known and not marked yet. */
    boolean deleted(String source, String id, Instant at);

    /** When a post was deleted at its source; empty while it stands there, as far as we know. */
    Optional<Instant> deletedAt(String source, String id);

    /** Keeps the newest 500 posts under one thread of a source as long as a post with a hit is kept. */
    void keepThread(String source, String thread);

    /** The incidents a post belongs to, also ended ones. */
    List<String> incidentsOf(String source, String id);

    /** The newest posts of a source, newest first. */
    List<Post> latest(String source, int limit);

    /** The newest posts received since, newest first; erased ones are not among them. */
    List<Post> since(Instant since, int limit);

    /**
     * Shows the posts received since {@code since}, the newest first, those erased left out, until {@code visitor} says false or {@code limit}
     * were shown.
     *
     * @return how many were shown
     */
    int visit(Instant since, int limit, Predicate<Post> visitor);

    /** Posts of a source that {@link #conversation} looks through, the newest: {@value}. */
    int LOOKED_THROUGH = 2_000;

    /**
     * What was said before {@code post} in its conversation, the newest {@code limit} of it, oldest first: the posts of its session; without a
     * session those of its author under its thread, with what others than customers wrote there in answer to that author or to nobody. Of the
     * source's newest {@value #LOOKED_THROUGH} posts up to this one.
     */
    List<Post> conversation(Post post, Instant since, int limit);

    long count();

    /** Every text a post has had, oldest first; the last is the present one. */
    List<Post> versions(String source, String id);

    /**
     * Forgets posts received before {@code postsBefore} that nobody was alarmed by, and before {@code hitPostsBefore} those with a hit whose
     * incidents have all ended; with them their versions and hits. At most 5,000 of each at a time, so that no writer waits long: call again
     * until it returns 0.
     *
     * @return how many posts went
     */
    int prune(Instant postsBefore, Instant hitPostsBefore);

    /** Forgets every post of a source, its hits and its raw bytes, such as the demo's. Returns how many posts went. */
    int removeSource(String source);

    /** Keeps raw bytes once per hash. */
    void saveRaw(Raw raw);

    Optional<Raw> raw(String sha256);

    /** Forgets raw bytes older than {@code before} that belong to no incident, at most 500 at a time. Returns how many. */
    int forgetRaw(Instant before);

    /** Keeps a hit of a post under its incident; the same hit again changes nothing. */
    void saveHit(HitRow row);

    /**
     * One hit with what the store looks it up by.
     *
     * @param crowdKey what the crowd is counted by, or ""
     * @param author the author key
     * @param fingerprint of the folded text, for finding near-duplicates; 0 = too short to compare
     * @param order the customer's order, by which several accounts of one buyer are known; null = none
     */
    record HitRow(
            Hit hit,
            String incident,
            String crowdKey,
            String author,
            long fingerprint,
            Instant publishedAt,
            Instant at,
            @Nullable String order) {
        /** One without an order. */
        public HitRow(
                Hit hit,
                String incident,
                String crowdKey,
                String author,
                long fingerprint,
                Instant publishedAt,
                Instant at) {
            this(hit, incident, crowdKey, author, fingerprint, publishedAt, at, null);
        }
    }

    List<Hit> hitsOf(String incident);

    /** The hits of an incident in some of its posts only; reads no others. */
    List<Hit> hitsOf(String incident, List<Post> posts);

    /** A hit already kept for this post, rule and watchlist, if any: the incident it went to. */
    Optional<String> incidentOfHit(Hit hit);

    /**
     * An open incident of the brand and family that holds a hit whose fingerprint differs from this one in at most {@code distance} of 64
     * bits, since {@code since}; the newest.
     */
    Optional<String> similar(String brand, String family, long fingerprint, int distance, Instant since);

    /** Whether at least {@code authors} distinct authors had such hits; unlike {@link #authors} it does not count them all. */
    boolean isCrowd(Crowd crowd, int authors);

    /** Distinct authors with a hit of this crowd exposed within its time, across incidents but for false alarms. */
    int authors(Crowd crowd);

    /** The incidents that hold those hits and have not ended, oldest first. */
    List<String> crowd(Crowd crowd);

    /** How wide a matter is: the hits of a brand and family exposed within a time, but for false alarms. */
    Breadth breadth(String brand, String family, Instant since, Instant until);

    /**
     * How wide a matter is.
     *
     * @param authors distinct authors
     * @param keys distinct crowd keys: products, hosts, threads, sources
     * @param first when the first was exposed; null = there is none
     */
    record Breadth(int authors, int keys, @Nullable Instant first) {}

    /** The incidents that hold hits of a brand and family exposed within a time and have not ended, oldest first. */
    List<String> ofMatter(String brand, String family, Instant since, Instant until);

    /** The incident of the newest hit of the same watchlist and rule by {@code author} in this crowd, if any. */
    Optional<String> incidentOfRepeated(Crowd crowd, Hit hit, String author);

    /** Hits of one brand, family and crowd key that were exposed from {@code since} to {@code until}, both included. */
    record Crowd(String brand, String family, String crowdKey, Instant since, Instant until) {}
}
