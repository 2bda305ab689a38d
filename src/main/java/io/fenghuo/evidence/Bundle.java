package io.fenghuo.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The file a lawyer gets: records, timeline, stamps, a page to read, sums, and how to check it all without us. */
public final class Bundle {
    /** Who makes it. */
    public static final String PROGRAM = "Fenghuo/0.1 evidence 1";

    static final String README = "README.txt";
    static final String PAGE = "evidence.html";
    static final String MANIFEST = "manifest.json";
    static final String TIMELINE = "timeline.jsonl";
    static final String RECORDS = "records.jsonl";
    static final String SCRIPT = "verify.py";
    static final String SUMS = "SHA256SUMS";
    static final String STAMPS = "stamps/";

    private Bundle() {}

    /** What a bundle tells. */
    public record Told(Manifest manifest, List<Line> chain, List<Entry> index) {
        public Told {
            chain = List.copyOf(chain);
            index = List.copyOf(index);
        }
    }

    /** The name of the stamp over a timeline line. */
    static String stamp(String line) {
        return STAMPS + "line-" + line + ".tsr";
    }

    /**
     * Writes a bundle.
     *
     * @param archive the file with the records, those of {@code told}; null = there are none
     * @param stamps line of the timeline → the authority's answer
     * @throws IOException when it cannot be written, or is larger than 4 GB
     */
    public static void write(Path to, Told told, @Nullable Path archive, Map<Long, byte[]> stamps) throws IOException {
        Map<String, byte[]> derived = derived(told, reading(told.index, entry -> content(archive, entry)));
        List<SealedZip.Part> parts = new ArrayList<>();
        derived.forEach((name, bytes) -> parts.add(SealedZip.Part.of(name, bytes)));
        parts.add(SealedZip.Part.of(MANIFEST, Lines.write(List.of(told.manifest))));
        parts.add(SealedZip.Part.of(TIMELINE, Lines.write(told.chain)));
        parts.add(SealedZip.Part.of(RECORDS, Lines.write(told.index)));
        if (archive != null) {
            parts.add(SealedZip.Part.of(told.manifest.archive(), archive));
        }
        new TreeMap<>(stamps).forEach((line, token) -> parts.add(SealedZip.Part.of(stamp(Long.toString(line)), token)));
        StringBuilder sums = new StringBuilder();
        for (SealedZip.Part part : parts) {
            sums.append(sha256(part)).append("  ").append(part.name()).append('\n');
        }
        parts.add(SealedZip.Part.of(SUMS, sums.toString().getBytes(StandardCharsets.UTF_8)));
        SealedZip.write(to, parts);
    }

    /** What follows from the rest, by name. */
    static Map<String, byte[]> derived(Told told, LongFunction<byte @Nullable []> contents) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(README, Page.readme(told).getBytes(StandardCharsets.UTF_8));
        files.put(PAGE, new Page(told, contents).html().getBytes(StandardCharsets.UTF_8));
        files.put(SCRIPT, script());
        return files;
    }

    private static byte[] script() {
        try (InputStream in = Bundle.class.getResourceAsStream("/io/fenghuo/evidence/verify.py")) {
            if (in == null) {
                throw new IllegalStateException("verify.py is missing in the jar");
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Reads a record where it lies; null when there is none. */
    interface Records {
        byte @Nullable [] read(Entry entry) throws IOException;
    }

    /** The records of an index by their numbers, each read when it is asked for; null for one that was erased, or is not there. */
    static LongFunction<byte @Nullable []> reading(List<Entry> index, Records records) {
        Map<Long, Entry> kept = new HashMap<>();
        index.stream().filter(entry -> entry.erased() == null).forEach(entry -> kept.putIfAbsent(entry.seq(), entry));
        return seq -> {
            Entry entry = kept.get(seq);
            try {
                return entry == null ? null : records.read(entry);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        };
    }

    private static byte @Nullable [] content(@Nullable Path archive, Entry entry) throws IOException {
        if (archive == null) {
            return null;
        }
        try (InputStream in = Files.newInputStream(archive)) {
            in.skipNBytes(entry.position());
            return in.readNBytes((int) entry.length());
        }
    }

    private static String sha256(SealedZip.Part part) throws IOException {
        java.security.MessageDigest digest = Digests.digest();
        try (InputStream in = part.open()) {
            byte[] buffer = new byte[64 << 10];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
