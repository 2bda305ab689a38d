package io.fenghuo.evidence;

import io.fenghuo.wire.HashChain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Checks a bundle by itself: every byte of it is either content that is sealed, or known beforehand. Of the records one at a time is in memory;
 * the timeline, the list of records and the page made anew from them are there whole, some two kilobytes for a record of usual length. Confined to one check.
 */
public final class Verifier {
    /** Longer is no record. */
    private static final long LARGEST = 512L << 20;
    /** Longer is no list of ours: half a million records, or a timeline of as many lines. */
    private static final long LONGEST = 128L << 20;
    /** No authority's answer is larger, and no more of one is read when it comes. */
    private static final long LARGEST_STAMP = 64 << 10;
    /** An incident's id in the manifest. */
    private static final int LONGEST_ID = 200;
    /** After so many findings nobody needs more. */
    private static final int MOST = 1_000;

    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, SealedZip.Entry> files = new LinkedHashMap<>();
    private final SealedZip.Reader zip;
    private final long longest;
    private final List<String> stamps = new ArrayList<>();
    private String incident = "";
    private String head = "";
    private int records;
    private int erased;
    private int lines;

    private Verifier(SealedZip.Reader zip, long longest) {
        this.zip = zip;
        this.longest = longest;
    }

    /**
     * What a check found.
     *
     * @param findings what is not as it was, the first {@value #MOST}; empty = everything is
     * @param records in the bundle, erased ones among them
     * @param lines of the timeline
     * @param head the hash of the last line; it stands for the whole bundle but the time of its making
     * @param stamps one line each: when, by whom
     */
    public record Report(
            String incident,
            List<Finding> findings,
            int records,
            int erased,
            int lines,
            String head,
            List<String> stamps) {
        public Report {
            findings = List.copyOf(findings);
            stamps = List.copyOf(stamps);
        }
    }

    /**
     * Checks the file.
     *
     * @throws IOException when it cannot be read
     */
    public static Report check(Path file) throws IOException {
        return check(file, LONGEST);
    }

    /** The same, of a bundle whose lists have at most so many bytes each. */
    static Report check(Path file, long longest) throws IOException {
        try (SealedZip.Reader zip = new SealedZip.Reader(file)) {
            Verifier verifier = new Verifier(zip, longest);
            verifier.all();
            return new Report(
                    verifier.incident,
                    verifier.findings,
                    verifier.records,
                    verifier.erased,
                    verifier.lines,
                    verifier.head,
                    verifier.stamps);
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    private void found(String file, String place, String code, String... args) {
        if (findings.size() < MOST) {
            findings.add(Finding.of(file, place, code, args));
        }
    }

    private void all() throws IOException {
        zip.damaged().forEach(name -> found(name, "", "container"));
        for (SealedZip.Entry entry : zip.entries()) {
            if (files.put(entry.name(), entry) != null) {
                found(entry.name(), "", "twice");
            }
        }
        sums();
        Manifest manifest = manifest();
        if (manifest == null) {
            return;
        }
        incident = manifest.incident();
        head = manifest.head();
        List<Line> chain = list(Bundle.TIMELINE, Line.class);
        List<Entry> index = list(Bundle.RECORDS, Entry.class);
        if (chain == null || index == null) {
            return;
        }
        lines = chain.size();
        chain(manifest, chain);
        records(manifest, chain, index);
        stamps(chain);
        derived(manifest, chain, index);
    }

    /** The list of sums, against every file; and every file, against the list. */
    private void sums() throws IOException {
        byte[] text = content(Bundle.SUMS);
        if (text == null) {
            return;
        }
        Set<String> unlisted = new TreeSet<>(files.keySet());
        unlisted.remove(Bundle.SUMS);
        StringBuilder again = new StringBuilder();
        for (String line : new String(text, StandardCharsets.UTF_8).lines().toList()) {
            String[] parts = line.split("  ", 2);
            String name = parts.length == 2 ? parts[1] : "";
            SealedZip.Entry entry = files.get(name);
            again.append(line).append('\n');
            if (entry == null) {
                found(Bundle.SUMS, "", "missing", name.isEmpty() ? line : name);
            } else if (!unlisted.remove(name)) {
                // once more, or the list itself: it is not read again for each line that names it
                found(Bundle.SUMS, "", "form");
            } else if (!zip.sha256(entry).equals(parts[0])) {
                found(name, "", "sum");
            }
        }
        if (!Arrays.equals(again.toString().getBytes(StandardCharsets.UTF_8), text)) {
            found(Bundle.SUMS, "", "form");
        }
        unlisted.forEach(name -> found(name, "", "unlisted"));
    }

    private byte @Nullable [] content(String name) throws IOException {
        SealedZip.Entry entry = files.get(name);
        if (entry == null) {
            found(name, "", "absent");
            return null;
        }
        if (entry.size() > longest) {
            found(name, "", "large", String.valueOf(longest >> 20));
            return null;
        }
        return zip.bytes(entry.data(), (int) entry.size());
    }

    private <T> @Nullable List<T> list(String name, Class<T> type) throws IOException {
        byte[] bytes = content(name);
        if (bytes == null) {
            return null;
        }
        try {
            List<T> read = Lines.read(bytes, type);
            if (!Lines.written(read, bytes)) {
                found(name, "", "form");
            }
            return read;
        } catch (RuntimeException unreadable) {
            found(name, "", "unreadable");
            return null;
        }
    }

    private @Nullable Manifest manifest() throws IOException {
        List<Manifest> read = list(Bundle.MANIFEST, Manifest.class);
        if (read == null
                || read.size() != 1
                || read.get(0).format() != Manifest.FORMAT
                || read.get(0).incident().length() > LONGEST_ID) {
            found(Bundle.MANIFEST, "", "manifest");
            return null;
        }
        return read.get(0);
    }

    private void chain(Manifest manifest, List<Line> chain) {
        String previous = HashChain.genesis(manifest.incident());
        long number = 0;
        for (Line line : chain) {
            number++;
            String place = "#" + number;
            try {
                if (line.seq() != number
                        || !line.reckon(manifest.incident(), previous, number).equals(line.hash())) {
                    found(Bundle.TIMELINE, place, "line");
                } else if (!line.isTrue()) {
                    found(Bundle.TIMELINE, place, "personal");
                }
            } catch (RuntimeException unreadable) {
                found(Bundle.TIMELINE, place, "unreadable");
            }
            previous = line.hash();
        }
        Line last = chain.isEmpty() ? null : chain.get(chain.size() - 1);
        if (last == null
                || !last.event().equals(Sealing.EXPORTED)
                || !manifest.seal().equals(last.facts().get("manifest"))) {
            found(Bundle.MANIFEST, "", "sealed");
        }
        if (manifest.lines() != chain.size() || !manifest.head().equals(previous)) {
            found(Bundle.TIMELINE, "", "head");
        }
    }

    private void records(Manifest manifest, List<Line> chain, List<Entry> index) throws IOException {
        Sealing sealing;
        try {
            sealing = Sealing.of(chain);
        } catch (RuntimeException unreadable) {
            found(Bundle.TIMELINE, "", "unreadable");
            return;
        }
        Map<Long, String> due = sealing.digests();
        SealedZip.Entry archive = manifest.archive().isEmpty() ? null : files.get(manifest.archive());
        if (archive == null && !manifest.archive().isEmpty()) {
            found(manifest.archive(), "", "absent");
        }
        long at = 0;
        for (Entry entry : index) {
            String place = "record " + entry.seq();
            String digest = due.remove(entry.seq());
            if (digest == null || !digest.equals(entry.digest()) || entry.position() != at || entry.length() <= 0) {
                found(Bundle.RECORDS, place, "index");
            }
            records++;
            if (entry.position() < at || entry.position() > SealedZip.MOST) {
                // only what lies behind the last is read, so nothing is read twice
                continue;
            }
            at = entry.position() + Math.min(LARGEST, Math.max(0, entry.length()));
            if (archive != null && digest != null) {
                record(archive, entry, digest, sealing.isErased(entry.seq()));
            }
        }
        due.keySet().forEach(seq -> found(Bundle.RECORDS, "record " + seq, "gone"));
        if (archive != null && archive.size() != at) {
            found(manifest.archive(), "", "length");
        }
    }

    private void record(SealedZip.Entry archive, Entry entry, String digest, boolean mayBeErased) throws IOException {
        String place = "record " + entry.seq();
        if (entry.length() < 0 || entry.length() > LARGEST || entry.position() > archive.size() - entry.length()) {
            found(archive.name(), place, "length");
            return;
        }
        byte[] bytes = bytes(archive, entry);
        if (entry.erased() == null) {
            if (!Digests.sha256(bytes).equals(digest)) {
                found(archive.name(), place, "record");
            }
            return;
        }
        erased++;
        if (!mayBeErased) {
            found(archive.name(), place, "unsaid");
        }
        try {
            byte[] stone = Archive.tombstone(
                    new Archive.Place(incident, entry.seq()), digest, Instant.parse(entry.erased()), bytes.length);
            if (!Arrays.equals(stone, bytes)) {
                found(archive.name(), place, "tombstone");
            }
        } catch (RuntimeException unreadable) {
            found(Bundle.RECORDS, place, "unreadable");
        }
    }

    private byte[] bytes(SealedZip.Entry archive, Entry entry) throws IOException {
        return zip.bytes(archive.data() + entry.position(), (int) entry.length());
    }

    private void stamps(List<Line> chain) throws IOException {
        Map<String, String> told = new HashMap<>();
        chain.stream()
                .filter(line -> line.event().equals(Sealing.STAMPED))
                .forEach(line -> told.put(
                        Bundle.stamp(line.facts().getOrDefault("line", "")),
                        line.facts().getOrDefault("digest", "")));
        for (String name : told.keySet()) {
            SealedZip.Entry entry = files.get(name);
            if (entry == null) {
                found(name, "", "absent");
            } else if (!zip.sha256(entry).equals(told.get(name))) {
                found(name, "", "stamp");
            } else {
                stamp(entry, chain);
            }
        }
        files.keySet().stream()
                .filter(name -> name.startsWith(Bundle.STAMPS) && !told.containsKey(name))
                .forEach(name -> found(name, "", "stamp"));
    }

    private void stamp(SealedZip.Entry entry, List<Line> chain) throws IOException {
        try {
            int line = Integer.parseInt(entry.name().replaceAll("\\D", ""));
            if (entry.size() > LARGEST_STAMP) {
                throw new TimeStamps.Unfit("it is too large");
            }
            byte[] answer = zip.bytes(entry.data(), (int) entry.size());
            TimeStamps.Stamped stamped =
                    TimeStamps.check(answer, chain.get(line - 1).hash());
            stamps.add("#" + line + " " + stamped.at() + " " + stamped.authority());
        } catch (TimeStamps.Unfit | RuntimeException unfit) {
            found(entry.name(), "", "stamp");
        }
    }

    /** What can be made anew from the rest, of which nothing is wrong then, must come out the same. */
    private void derived(Manifest manifest, List<Line> chain, List<Entry> index) throws IOException {
        if (!findings.isEmpty()) {
            return;
        }
        SealedZip.Entry archive = files.get(manifest.archive());
        Map<String, byte[]> expected =
                Bundle.derived(new Bundle.Told(manifest, chain, index), Bundle.reading(index, entry -> {
                    return archive == null ? null : bytes(archive, entry);
                }));
        for (Map.Entry<String, byte[]> one : expected.entrySet()) {
            SealedZip.Entry file = files.get(one.getKey());
            if (file == null) {
                found(one.getKey(), "", "absent");
            } else if (!zip.sha256(file).equals(Digests.sha256(one.getValue()))) {
                found(one.getKey(), "", manifest.program().equals(Bundle.PROGRAM) ? "derived" : "version");
            }
        }
        Set<String> known = new TreeSet<>(expected.keySet());
        known.addAll(List.of(Bundle.SUMS, Bundle.MANIFEST, Bundle.TIMELINE, Bundle.RECORDS, manifest.archive()));
        files.keySet().stream()
                .filter(name -> !known.contains(name) && !name.startsWith(Bundle.STAMPS))
                .forEach(name -> found(name, "", "added"));
    }
}
