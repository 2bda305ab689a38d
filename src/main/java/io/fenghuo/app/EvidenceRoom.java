package io.fenghuo.app;

import io.fenghuo.evidence.Bundle;
import io.fenghuo.evidence.Digests;
import io.fenghuo.evidence.Entry;
import io.fenghuo.evidence.EvidencePolicy;
import io.fenghuo.evidence.Line;
import io.fenghuo.evidence.Manifest;
import io.fenghuo.evidence.Sealing;
import io.fenghuo.evidence.Volumes;
import io.fenghuo.model.Incident;
import io.fenghuo.model.TimelineEntry;
import io.fenghuo.store.Evidence;
import io.fenghuo.store.Store;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Time;
import io.fenghuo.verticle.evidence.EvidenceVerticle;
import io.fenghuo.verticle.evidence.Gathering;
import io.fenghuo.web.Console;
import io.fenghuo.web.Evidencing;
import io.fenghuo.wire.HashChain;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes evidence bundles. Threadsafe. */
final class EvidenceRoom implements Evidencing {
    private static final int ATTEMPTS = 3;

    private final Vertx vertx;
    private final Store store;
    private final Time time;
    private final Supplier<EvidencePolicy> policy;
    private final Volumes volumes;
    private final Gathering gathering = new Gathering();

    EvidenceRoom(Vertx vertx, Store store, Time time, Supplier<EvidencePolicy> policy, Volumes volumes) {
        this.vertx = vertx;
        this.store = store;
        this.time = time;
        this.policy = policy;
        this.volumes = volumes;
    }

    @Override
    public Future<Optional<Made>> bundle(String incident, Console.Actor actor) {
        return vertx.executeBlocking(() -> make(incident, actor), false);
    }

    /** What goes into a bundle, as it was at one moment. */
    private record Snapshot(
            Manifest manifest, Evidence.Volume volume, List<Evidence.Sealed> records, Bundle.Told told) {}

    private Optional<Made> make(String incident, Console.Actor actor) throws IOException {
        if (store.read(tx -> tx.incidents().find(incident)).isEmpty()) {
            return Optional.empty();
        }
        int gathered;
        do {
            gathered = write(tx -> gathering.round(tx, policy.get(), time.now()));
        } while (gathered > 0);
        for (int attempt = 1; ; attempt++) {
            Snapshot snapshot = write(tx -> snapshot(tx, incident, actor));
            Path archive = snapshot.records.isEmpty() ? null : volumes.temporary(".warc");
            try {
                // erased in between: the next snapshot knows
                if (archive == null || archive(snapshot, archive) || attempt == ATTEMPTS) {
                    return Optional.of(made(snapshot, archive));
                }
            } finally {
                if (archive != null) {
                    Files.deleteIfExists(archive);
                }
            }
        }
    }

    private <T> T write(Store.Work<T> work) {
        return store.write(work).toCompletableFuture().join();
    }

    private Snapshot snapshot(Tx tx, String id, Console.Actor actor) {
        Incident incident = tx.incidents().find(id).orElseThrow();
        List<Evidence.Sealed> records = tx.evidence().records(id);
        Evidence.Volume volume = tx.evidence().volume(id).orElse(new Evidence.Volume(id, 1, 0, 0, 0, ""));
        Manifest open = new Manifest(
                Manifest.FORMAT,
                Bundle.PROGRAM,
                id,
                records.isEmpty() ? "" : volume.file(),
                0,
                "",
                time.now().truncatedTo(ChronoUnit.MILLIS).toString(),
                HashChain.salt(),
                facts(incident));
        tx.incidents()
                .append(List.of(new TimelineEntry(
                        id,
                        time.now(),
                        Sealing.EXPORTED,
                        actor.by(),
                        actor.via(),
                        Map.of("manifest", open.seal(), "records", Integer.toString(records.size())),
                        Map.of())));
        List<Line> chain = tx.evidence().chain(id).stream()
                .map(link -> Line.of(link.seq(), link.entry(), link.commitments(), link.salts(), link.hash()))
                .toList();
        Manifest manifest = open.at(chain.size(), chain.get(chain.size() - 1).hash());
        List<Entry> index = records.stream()
                .map(one -> new Entry(
                        one.seq(),
                        one.kind(),
                        one.source(),
                        one.post(),
                        one.position(),
                        one.length(),
                        one.digest(),
                        one.erasedAt() == null ? null : one.erasedAt().toString()))
                .toList();
        return new Snapshot(manifest, volume, records, new Bundle.Told(manifest, chain, index));
    }

    private static Map<String, String> facts(Incident incident) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("brand", incident.brand());
        facts.put("category", incident.category());
        facts.put("title", incident.title());
        facts.put("level", incident.level().name());
        facts.put("state", incident.state().name());
        facts.put("opened", incident.openedAt().toString());
        return facts;
    }

    /** Writes the records together; false when one was erased since. */
    private boolean archive(Snapshot snapshot, Path to) throws IOException {
        boolean whole = true;
        try (OutputStream out = Files.newOutputStream(to)) {
            for (Evidence.Sealed record : snapshot.records) {
                byte[] bytes = record.erasedAt() == null ? content(record) : EvidenceVerticle.bytes(record);
                whole = whole && bytes != null;
                out.write(bytes == null ? new byte[(int) record.length()] : bytes);
            }
        }
        return whole;
    }

    /** A record's content: the row's, or the file's when somebody has changed the row; the row's again when both are wrong, so that it shows. */
    private byte @Nullable [] content(Evidence.Sealed record) throws IOException {
        byte[] row = store.read(tx -> tx.evidence().content(record.incident(), record.seq()))
                .orElse(null);
        if (row == null || Digests.sha256(row).equals(record.digest())) {
            return row;
        }
        byte[] file = volumes.read(record.file(), record.position(), (int) record.length());
        return Digests.sha256(file).equals(record.digest()) || row.length != record.length() ? file : row;
    }

    private Made made(Snapshot snapshot, @Nullable Path archive) throws IOException {
        Map<Long, byte[]> stamps = new TreeMap<>();
        long last = snapshot.manifest.lines();
        store.read(tx -> tx.evidence().stamps(snapshot.manifest.incident())).stream()
                .filter(stamp -> isTold(snapshot.told, stamp.line()))
                .forEach(stamp -> stamps.put(stamp.line(), stamp.token()));
        Path file = volumes.temporary(".zip");
        Bundle.write(file, snapshot.told, archive, stamps);
        return new Made(
                file,
                "evidence-" + snapshot.manifest.incident() + ".zip",
                sha256(file),
                snapshot.manifest.head(),
                last,
                snapshot.records.size());
    }

    private static boolean isTold(Bundle.Told told, long line) {
        return told.chain().stream()
                .anyMatch(one -> one.event().equals(Sealing.STAMPED)
                        && Long.toString(line).equals(one.facts().get("line")));
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            java.security.MessageDigest digest = java.security.MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[64 << 10];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
