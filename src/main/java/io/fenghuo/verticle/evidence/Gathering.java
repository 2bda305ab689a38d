package io.fenghuo.verticle.evidence;

import io.fenghuo.evidence.Archive;
import io.fenghuo.evidence.Bundle;
import io.fenghuo.evidence.Digests;
import io.fenghuo.evidence.EvidencePolicy;
import io.fenghuo.evidence.Items;
import io.fenghuo.evidence.Sealing;
import io.fenghuo.incident.Correlation;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Raw;
import io.fenghuo.model.TimelineEntry;
import io.fenghuo.store.Evidence;
import io.fenghuo.store.Evidence.Sealed;
import io.fenghuo.store.Evidence.Volume;
import io.fenghuo.store.Evidence.Wanted;
import io.fenghuo.store.Incidents;
import io.fenghuo.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes evidence of posts that are wanted, a few in each transaction: every version of a post, the bytes it was read from with their headers,
 * the pictures filed with it, and that it was deleted with the page that said so; and wants the posts around a hit. Confined to the store's writer thread.
 */
public final class Gathering {
    /** Posts dealt with in one transaction. */
    static final int AT_ONCE = 20;
    /** Bytes of records after which a transaction ends. */
    static final long BYTES_AT_ONCE = 2L << 20;
    /** A seal waits so long for company before its time stamp is asked for. */
    static final Duration STAMP_AFTER = Duration.ofSeconds(20);

    /** A pushed body that a post cannot be cut out of is kept whole up to this size. */
    private static final int WHOLE_BODY = 64 << 10;

    private static final Pattern PICTURE = Pattern.compile("evidence:([0-9a-f]{64})");
    private static final String FILED = "Evidence: ";

    private String lastBody = "";
    private Items lastItems = Items.of(new byte[0]);

    /** Deals with the posts of one incident that have waited longest; returns how many, 0 = none wait. */
    public int round(Tx tx, EvidencePolicy policy, Instant now) {
        List<Wanted> wanted = tx.evidence().wanted(AT_ONCE);
        if (wanted.isEmpty()) {
            return 0;
        }
        Optional<Incident> incident = tx.incidents().find(wanted.get(0).incident());
        if (incident.isEmpty()) {
            wanted.forEach(tx.evidence()::taken);
            return wanted.size();
        }
        Sheaf sheaf = new Sheaf(tx, incident.get(), now);
        int done = 0;
        for (Wanted one : wanted) {
            sheaf.take(one, policy);
            tx.evidence().taken(one);
            done++;
            if (sheaf.bytes() > BYTES_AT_ONCE) {
                break;
            }
        }
        sheaf.seal();
        return done;
    }

    private Optional<Items.Range> find(Raw raw, Post post) {
        if (!lastBody.equals(raw.sha256())) {
            lastItems = Items.of(raw.bytes());
            lastBody = raw.sha256();
        }
        return lastItems.find(post.id(), post.text());
    }

    private static @Nullable String author(Post post) {
        return post.author().id() == null ? post.author().name() : post.author().id();
    }

    /** The new records of one incident. */
    private final class Sheaf {
        private final Tx tx;
        private final Incident incident;
        private final Instant now;
        private final Volume before;
        private final List<Sealed> records = new ArrayList<>();
        private final Set<String> names = new HashSet<>();
        private long position;

        Sheaf(Tx tx, Incident incident, Instant now) {
            this.tx = tx;
            this.incident = incident;
            this.now = now;
            this.before = tx.evidence().volume(incident.id()).orElse(new Volume(incident.id(), 1, 0, 0, 0, ""));
            this.position = before.bytes();
        }

        long bytes() {
            return position - before.bytes();
        }

        void take(Wanted wanted, EvidencePolicy policy) {
            Optional<Post> found = tx.posts().find(wanted.source(), wanted.post());
            if (found.isEmpty() || tx.evidence().isErased(wanted.source(), wanted.post())) {
                return;
            }
            Post present = found.get();
            List<Post> versions = tx.posts().versions(wanted.source(), wanted.post());
            for (int i = 0; i < versions.size(); i++) {
                version(versions.get(i), i + 1);
            }
            tx.posts().deletedAt(wanted.source(), wanted.post()).ifPresent(at -> deleted(present, at));
            if (wanted.hit()) {
                boolean whole = policy.isWhole(incident.category());
                tx.evidence().surround(incident.id(), present, whole ? Evidence.WHOLE : policy.around());
            }
        }

        private void deleted(Post present, Instant at) {
            tx.incidents().timeline(incident.id()).stream()
                    .map(Incidents.Recorded::entry)
                    .filter(line -> line.event().equals("post.deleted")
                            && Correlation.name(present).equals(line.facts().get("post")))
                    .map(line -> line.facts().get("page"))
                    .filter(Objects::nonNull)
                    .map(tx.posts()::raw)
                    .flatMap(Optional::stream)
                    .forEach(page -> received(page, present, true));
            add(
                    "deleted/" + present.source() + "/" + present.id(),
                    Archive.DELETION,
                    present,
                    at,
                    place -> Archive.deletion(place, present, at));
        }

        private void version(Post post, int version) {
            if (post.raw() != null) {
                tx.posts().raw(post.raw()).ifPresent(raw -> received(raw, post, false));
            }
            post.attachments().stream()
                    .map(one -> PICTURE.matcher(one.url()))
                    .filter(Matcher::matches)
                    .map(picture -> tx.posts().raw(picture.group(1)))
                    .flatMap(Optional::stream)
                    .forEach(raw -> part(raw, post, raw.bytes(), ""));
            add(
                    "post/" + post.source() + "/" + post.id() + "/" + version,
                    Archive.POST,
                    post,
                    post.receivedAt(),
                    place -> Archive.post(place, post, version));
        }

        /** @param alone whether a page that was fetched is about this post alone */
        private void received(Raw raw, Post post, boolean alone) {
            boolean pushed = raw.headers().isBlank() && !raw.url().contains("://");
            if (raw.bytes().length == 0) {
                return;
            }
            Items.Range range = pushed ? find(raw, post).orElse(null) : null;
            if (range != null) {
                part(raw, post, Arrays.copyOfRange(raw.bytes(), range.from(), range.to()), range.words());
            } else if (!pushed || raw.bytes().length <= WHOLE_BODY) {
                part(raw, alone && !pushed ? post : null, raw.bytes(), "");
            }
        }

        /** @param post whose alone it is; null = others may be in it */
        private void part(Raw raw, @Nullable Post post, byte[] bytes, String range) {
            if (bytes.length == 0) {
                return;
            }
            String name = raw.sha256() + (range.isEmpty() ? "" : "/" + range);
            Post of = post == null
                    ? Post.builder(raw.source(), "", "", raw.at())
                            .raw(raw.sha256())
                            .build()
                    : post.with().raw(raw.sha256()).build();
            add("raw/" + name, Archive.RAW, of, raw.at(), place -> Archive.raw(place, raw, bytes, range));
            if (!raw.headers().isBlank() && !raw.headers().startsWith(FILED)) {
                add("headers/" + name, Archive.HEADERS, of, raw.at(), place -> Archive.headers(place, raw));
            }
        }

        private void add(String name, String kind, Post post, Instant at, Function<Archive.Place, byte[]> maker) {
            if (!names.add(name) || tx.evidence().has(incident.id(), name)) {
                return;
            }
            if (position == 0) {
                append(
                        "info/" + before.generation(),
                        Archive.INFO,
                        null,
                        now,
                        place -> Archive.info(place, Bundle.PROGRAM, now));
            }
            append(name, kind, post, at, maker);
        }

        private void append(
                String name, String kind, @Nullable Post post, Instant at, Function<Archive.Place, byte[]> maker) {
            long seq = before.records() + records.size() + 1;
            byte[] content = maker.apply(new Archive.Place(incident.id(), seq));
            String author = post == null || post.id().isEmpty() ? null : author(post);
            records.add(new Sealed(
                    incident.id(),
                    seq,
                    before.generation(),
                    name,
                    kind,
                    post == null ? "" : post.source(),
                    post == null ? "" : post.id(),
                    author,
                    post == null ? null : post.raw(),
                    at,
                    Digests.sha256(content),
                    position,
                    content.length,
                    content,
                    null));
            position += content.length;
        }

        void seal() {
            if (records.isEmpty()) {
                return;
            }
            List<String> digests = records.stream().map(Sealed::digest).toList();
            TimelineEntry line = new TimelineEntry(
                    incident.id(),
                    now,
                    Sealing.KEPT,
                    "system",
                    "service",
                    Sealing.facts(before.records() + 1, digests),
                    Map.of());
            tx.evidence().seal(before, records, line, now.plus(STAMP_AFTER));
        }
    }
}
