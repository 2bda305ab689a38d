package io.fenghuo.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Author;
import io.fenghuo.model.Post;
import io.fenghuo.model.TimelineEntry;
import io.fenghuo.wire.HashChain;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle in which any one byte was changed, taken out or put in is not whole, and says where. */
class TamperTest {
    private static final Instant AT = Instant.parse("2026-06-18T12:00:00Z");
    private static final String HOSTILE = "骗子<script>alert(1)</script> \u202Egnp.exe\u0007 ' \" & </div>";

    @TempDir
    Path folder;

    private final List<Line> chain = new ArrayList<>();
    private final List<Entry> index = new ArrayList<>();
    private final ByteArrayOutputStream archive = new ByteArrayOutputStream();
    private String head = HashChain.genesis("i-1");
    private Path zip = Path.of("");

    private void line(String event, Map<String, String> facts, Map<String, String> personal) {
        TimelineEntry entry =
                new TimelineEntry("i-1", AT.plusMillis(chain.size()), event, "zhang", "console", facts, personal);
        Map<String, String> commitments = new TreeMap<>();
        Map<String, String> salts = new TreeMap<>();
        personal.forEach((name, value) -> {
            String salt = HashChain.salt();
            salts.put(name, salt);
            commitments.put(name, HashChain.commitment(salt, value));
        });
        head = HashChain.line(head, chain.size() + 1, entry, commitments);
        chain.add(Line.of(chain.size() + 1, entry, commitments, salts, head));
    }

    private String record(byte[] bytes, String kind, @Nullable Instant erased) {
        String digest = Digests.sha256(bytes);
        long seq = index.size() + 1;
        byte[] there = erased == null ? bytes : Archive.tombstone(place(seq), digest, erased, bytes.length);
        index.add(new Entry(
                seq,
                kind,
                "shop",
                "c-1",
                archive.size(),
                bytes.length,
                digest,
                erased == null ? null : erased.toString()));
        archive.writeBytes(there);
        return digest;
    }

    private static Archive.Place place(long seq) {
        return new Archive.Place("i-1", seq);
    }

    @BeforeEach
    void make() throws IOException {
        Post post = Post.builder("shop", "c-1", HOSTILE, AT)
                .author(new Author("u-7", "<b>老铁", null, null))
                .url("javascript:alert(1)")
                .build();
        line("incident.opened", Map.of("level", "L1"), Map.of("quote", HOSTILE));
        List<String> digests = List.of(
                record(Archive.info(place(1), "x", AT), Archive.INFO, null),
                record(Archive.post(place(2), post, 1), Archive.POST, null),
                record(Archive.post(place(3), post, 2), Archive.POST, AT.plusSeconds(9)),
                record(Archive.deletion(place(4), post, AT), Archive.DELETION, null));
        line(Sealing.KEPT, Sealing.facts(1, digests), Map.of());
        line(Sealing.ERASED, Map.of("records", "3"), Map.of());
        Manifest open = new Manifest(
                1, Bundle.PROGRAM, "i-1", "i-1.warc", 0, "", AT.toString(), HashChain.salt(), Map.of("title", HOSTILE));
        line(Sealing.EXPORTED, Map.of("manifest", open.seal(), "records", "4"), Map.of());
        Path warc = folder.resolve("i-1.warc");
        Files.write(warc, archive.toByteArray());
        zip = folder.resolve("evidence.zip");
        Bundle.write(zip, new Bundle.Told(open.at(chain.size(), head), chain, index), warc, Map.of());
    }

    private List<Finding> check(byte[] bytes) throws IOException {
        Path file = folder.resolve("changed.zip");
        Files.write(file, bytes);
        return Verifier.check(file).findings();
    }

    @Test
    void anUntouchedBundleIsWhole() throws IOException {
        Verifier.Report report = Verifier.check(zip);
        assertThat(report.findings()).isEmpty();
        assertThat(report.records()).isEqualTo(4);
        assertThat(report.erased()).isEqualTo(1);
        assertThat(report.lines()).isEqualTo(4);
        assertThat(report.head()).isEqualTo(head);
    }

    /**
     * Records as many as a storm of a day leaves. Of their contents one at a time is in memory: all of them, of the usual 3 KB, would be 600 MB, their
     * list is 40 MB. Looking each up in the list anew would take 20,000,000,000 steps.
     */
    @Test
    void manyRecordsAreReadOneByOne() throws IOException {
        int many = 200_000;
        Path warc = folder.resolve("i-2.warc");
        head = HashChain.genesis("i-1");
        chain.clear();
        index.clear();
        List<String> digests = new ArrayList<>();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(warc))) {
            for (int seq = 1; seq <= many; seq++) {
                byte[] bytes = ("WARC/1.1\r\n\r\n" + seq).getBytes(StandardCharsets.UTF_8);
                String digest = Digests.sha256(bytes);
                Entry last = index.isEmpty() ? null : index.get(index.size() - 1);
                long at = last == null ? 0 : last.position() + last.length();
                index.add(new Entry(seq, Archive.RAW, "shop", "c-" + seq, at, bytes.length, digest, null));
                digests.add(digest);
                out.write(bytes);
            }
        }
        line(Sealing.KEPT, Sealing.facts(1, digests), Map.of());
        Manifest open = new Manifest(
                1, Bundle.PROGRAM, "i-1", "i-2.warc", 0, "", AT.toString(), HashChain.salt(), Map.of("title", "t"));
        line(Sealing.EXPORTED, Map.of("manifest", open.seal(), "records", "4"), Map.of());
        Bundle.write(zip, new Bundle.Told(open.at(chain.size(), head), chain, index), warc, Map.of());

        Verifier.Report report = Verifier.check(zip);
        assertThat(report.findings()).isEmpty();
        assertThat(report.records()).isEqualTo(many);
    }

    @Test
    void aListBeyondAllMeasureIsRefusedNotRead() throws IOException {
        assertThat(Verifier.check(zip, 800).findings())
                .extracting(finding -> finding.text(Locale.ENGLISH))
                .anyMatch(said -> said.contains("too large to be checked"));
        assertThat(Verifier.check(zip, 1 << 20).findings()).isEmpty();
    }

    @Test
    void everyChangedByteIsFound() throws IOException {
        byte[] whole = Files.readAllBytes(zip);
        for (int at = 0; at < whole.length; at += at < 200 || at > whole.length - 900 ? 1 : 11) {
            byte[] changed = whole.clone();
            changed[at] ^= (byte) (1 << (at % 8));
            assertThat(check(changed)).as("byte " + at).isNotEmpty();
        }
    }

    @Test
    void everyMissingOrAddedByteIsFound() throws IOException {
        byte[] whole = Files.readAllBytes(zip);
        for (int at = 0; at <= whole.length; at += 97) {
            byte[] longer = Arrays.copyOf(whole, whole.length + 1);
            System.arraycopy(whole, at, longer, at + 1, whole.length - at);
            assertThat(check(longer)).as("added at " + at).isNotEmpty();
            if (at < whole.length) {
                byte[] shorter = Arrays.copyOf(whole, whole.length - 1);
                System.arraycopy(whole, at + 1, shorter, at, whole.length - at - 1);
                assertThat(check(shorter)).as("missing at " + at).isNotEmpty();
            }
        }
        for (int length = 0; length < whole.length; length += 331) {
            assertThat(check(Arrays.copyOf(whole, length)))
                    .as("cut at " + length)
                    .isNotEmpty();
        }
    }

    @Test
    void itSaysWhichFileAndRecord() throws IOException {
        byte[] whole = Files.readAllBytes(zip);
        byte[] needle = "\"text\":\"骗".getBytes(StandardCharsets.UTF_8);
        byte[] changed = whole.clone();
        changed[find(whole, needle) + 3] ^= 1;
        assertThat(check(changed))
                .anyMatch(one -> one.file().equals("i-1.warc") && one.place().equals("record 2"));
        assertThat(check(changed).get(0).text(Locale.CHINESE)).isNotBlank();
    }

    @Test
    void whoeverAlsoForgesTheSumsIsStillFound() throws IOException {
        Map<String, byte[]> files = files();
        byte[] warc = files.get("i-1.warc").clone();
        warc[find(warc, "\"text\":\"骗".getBytes(StandardCharsets.UTF_8)) + 8] ^= 1;
        assertThat(forged(files, "i-1.warc", warc)).isNotEmpty();
        assertThat(forged(files, "evidence.html", "<p>nothing".getBytes(StandardCharsets.UTF_8)))
                .isNotEmpty();
        assertThat(forged(files, "README.txt", new byte[0])).isNotEmpty();
        assertThat(forged(files, "more.txt", new byte[1])).isNotEmpty();
        byte[] line = new String(files.get("timeline.jsonl"), StandardCharsets.UTF_8)
                .replace("zhang", "wangx")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(forged(files, "timeline.jsonl", line)).isNotEmpty();
        byte[] manifest = new String(files.get("manifest.json"), StandardCharsets.UTF_8)
                .replace("2026-06-18", "2026-06-17")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(forged(files, "manifest.json", manifest)).isNotEmpty();
        assertThat(forged(files, "timeline.jsonl", files.get("timeline.jsonl"))).isEmpty();
    }

    private List<Finding> forged(Map<String, byte[]> files, String name, byte[] content) throws IOException {
        Map<String, byte[]> all = new java.util.LinkedHashMap<>(files);
        all.put(name, content);
        all.remove("SHA256SUMS");
        StringBuilder sums = new StringBuilder();
        all.forEach((one, bytes) ->
                sums.append(Digests.sha256(bytes)).append("  ").append(one).append('\n'));
        all.put("SHA256SUMS", sums.toString().getBytes(StandardCharsets.UTF_8));
        Path file = folder.resolve("forged.zip");
        SealedZip.write(
                file,
                all.entrySet().stream()
                        .map(one -> SealedZip.Part.of(one.getKey(), one.getValue()))
                        .toList());
        return Verifier.check(file).findings();
    }

    private Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new java.util.LinkedHashMap<>();
        try (java.util.zip.ZipFile open = new java.util.zip.ZipFile(zip.toFile())) {
            for (java.util.zip.ZipEntry entry : java.util.Collections.list(open.entries())) {
                files.put(entry.getName(), open.getInputStream(entry).readAllBytes());
            }
        }
        return files;
    }

    @Test
    void hostileTextIsTextInThePage() throws IOException {
        String html = new String(files().get("evidence.html"), StandardCharsets.UTF_8);
        assertThat(html)
                .contains(
                        "&lt;script&gt;alert(1)", "[U+202E]", "[U+0007]", "&lt;b&gt;老铁", "已按要求抹除", "default-src 'none'")
                .doesNotContain("<script", "\u202E", "\u0007", "href=");
    }

    @Test
    void othersCanVerifyItToo() throws IOException, InterruptedException {
        Path unpacked = Files.createDirectories(folder.resolve("unpacked"));
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            Files.write(unpacked.resolve(file.getKey()), file.getValue());
        }
        if (!runs(unpacked, 0, "sha256sum", "-c", "--quiet", "SHA256SUMS")
                || !runs(unpacked, 0, "python3", "verify.py")) {
            System.err.println("SKIPPED in part: sha256sum or python3 is not here");
            return;
        }
        byte[] warc = files().get("i-1.warc");
        warc[warc.length / 2] ^= 1;
        Files.write(unpacked.resolve("i-1.warc"), warc);
        assertThat(runs(unpacked, 1, "python3", "verify.py")).isTrue();
    }

    private static boolean runs(Path in, int code, String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(in.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(said).isEqualTo(code);
            return true;
        } catch (IOException notHere) {
            return false;
        }
    }

    private static int find(byte[] in, byte[] needle) {
        for (int i = 0; i + needle.length <= in.length; i++) {
            if (Arrays.equals(in, i, i + needle.length, needle, 0, needle.length)) {
                return i;
            }
        }
        throw new IllegalStateException("not there");
    }
}
