package io.fenghuo.evidence;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Whatever a stranger hands in as a bundle, or an authority as a stamp: a report in words, a stamp over what was asked, or that it is none. */
class EvidenceFuzzTest {
    private static final String HASH = "5b".repeat(32);
    private static final byte[] REQUEST = TimeStamps.request(HASH);
    /** When the kept stamp was made; no change of it may say another time. */
    private static final Instant STAMPED = Instant.parse("2026-11-23T00:00:00Z");
    /** Parts a file in the text of a bundle from the next. */
    private static final String FILE = "\n=== ";

    @FuzzTest(maxDuration = "65s")
    void files(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("bundle", ".zip");
        try {
            told(Verifier.check(Files.write(file, bytes)), bytes.length);
        } finally {
            Files.delete(file);
        }
    }

    /** A bundle whose frame and sums are right: what is in it is read further. */
    @FuzzTest(maxDuration = "65s")
    void contents(byte[] bytes) throws IOException {
        List<SealedZip.Part> parts = new ArrayList<>();
        StringBuilder sums = new StringBuilder();
        for (String part : new String(bytes, ISO_8859_1).split(FILE, 50)) {
            int end = part.indexOf('\n');
            byte[] content = part.substring(end + 1).getBytes(ISO_8859_1);
            byte[] name = part.substring(0, Math.min(100, Math.max(0, end))).getBytes(ISO_8859_1);
            parts.add(SealedZip.Part.of(new String(name, UTF_8), content));
            sums.append(Digests.sha256(content))
                    .append("  ")
                    .append(parts.get(parts.size() - 1).name())
                    .append('\n');
        }
        parts.add(SealedZip.Part.of(Bundle.SUMS, sums.toString().getBytes(UTF_8)));
        Path file = Files.createTempFile("bundle", ".zip");
        try {
            SealedZip.write(file, parts);
            told(Verifier.check(file), bytes.length);
        } finally {
            Files.delete(file);
        }
    }

    /** What is made anew of a bundle whose chain holds: its three lists of lines, and one text in the place of each record. */
    @FuzzTest(maxDuration = "65s")
    void pages(byte[] bytes) {
        String[] parts = new String(bytes, UTF_8).split(FILE, 4);
        if (parts.length < 4) {
            return;
        }
        Bundle.Told told;
        try {
            told = new Bundle.Told(
                    Lines.read(parts[0].getBytes(UTF_8), Manifest.class).get(0),
                    Lines.read(parts[1].getBytes(UTF_8), Line.class),
                    Lines.read(parts[2].getBytes(UTF_8), Entry.class));
        } catch (IllegalArgumentException | IndexOutOfBoundsException unreadable) {
            return;
        }
        byte[] record = parts[3].getBytes(UTF_8);
        Bundle.derived(told, seq -> record).forEach((name, file) -> {
            if (!name.equals(Bundle.SCRIPT)) {
                // each sign may become [U+XXXX], and what is in the records stands there once for each of them
                assertThat((long) file.length)
                        .isLessThan(20_000 + 60L * bytes.length + told.index().size() * (2_000L + 20L * record.length));
                assertThat(new String(file, UTF_8)).doesNotContain("\u0000", "\u001b", "\u202e");
                assertThat(name.equals(Bundle.PAGE) && new String(file, UTF_8).contains("<script"))
                        .isFalse();
            }
        });
    }

    @FuzzTest(maxDuration = "65s")
    void stamps(byte[] bytes) {
        try {
            TimeStamps.Stamped stamped = TimeStamps.check(bytes, HASH);
            assertThat(stamped.at()).isEqualTo(STAMPED);
            assertThat(stamped.authority()).hasSizeLessThanOrEqualTo(301);
            assertThat(stamped.authority().chars().noneMatch(Character::isISOControl))
                    .isTrue();
        } catch (TimeStamps.Unfit unfit) {
            told(unfit);
        }
        for (String other : List.of("00".repeat(32), "")) {
            assertThatThrownBy(() -> TimeStamps.check(bytes, other)).isInstanceOf(TimeStamps.Unfit.class);
        }
        // It has the number of another request.
        assertThatThrownBy(() -> TimeStamps.accept(REQUEST, bytes, HASH)).isInstanceOf(TimeStamps.Unfit.class);
    }

    /** Where in a body that was sent to us a post lies. */
    @FuzzTest(maxDuration = "65s")
    void items(byte[] bytes) {
        Items.of(bytes).find("1", "a").ifPresent(range -> {
            assertThat(range.from()).isBetween(0, range.to() - 1);
            assertThat(range.to()).isLessThanOrEqualTo(bytes.length);
            assertThat(bytes[range.from()]).isEqualTo((byte) '{');
            assertThat(bytes[range.to() - 1]).isEqualTo((byte) '}');
        });
    }

    @Test
    void aDeepAnswerIsNoStamp() {
        byte[] deep = new byte[64 << 10];
        for (int i = 0; i < deep.length; i += 2) {
            deep[i] = 0x30;
            deep[i + 1] = (byte) 0x80;
        }
        assertThatThrownBy(() -> TimeStamps.check(deep, HASH)).isInstanceOf(TimeStamps.Unfit.class);
        assertThatThrownBy(() -> TimeStamps.accept(REQUEST, deep, HASH)).isInstanceOf(TimeStamps.Unfit.class);
    }

    /** A list that names one file again and again, and an index that does so with one record, read it once. */
    @Test
    void aManyTimesNamedFileIsReadOnce() throws IOException {
        byte[] large = new byte[8 << 20];
        String sum = Digests.sha256(large) + "  large\n";
        Path file = Files.createTempFile("bundle", ".zip");
        try {
            SealedZip.write(
                    file,
                    List.of(
                            SealedZip.Part.of("large", large),
                            SealedZip.Part.of(Bundle.SUMS, sum.repeat(14_000).getBytes(UTF_8))));
            told(Verifier.check(file), sum.length());
        } finally {
            Files.delete(file);
        }
    }

    private static void told(Verifier.Report report, int length) {
        assertThat(report.findings()).hasSizeLessThanOrEqualTo(1_000);
        assertThat(report.records() + report.lines() + report.stamps().size()).isLessThanOrEqualTo(length + 1);
        for (Finding finding : report.findings()) {
            for (Locale language : List.of(Locale.CHINESE, Locale.ENGLISH)) {
                assertThat(finding.text(language)).isNotBlank().hasSizeLessThan(1_200);
                assertThat(finding.text(language).chars().noneMatch(Character::isISOControl))
                        .isTrue();
            }
        }
    }

    private static void told(TimeStamps.Unfit unfit) {
        assertThat(unfit.getMessage()).hasSizeLessThanOrEqualTo(301);
        assertThat(unfit.getMessage().chars().noneMatch(Character::isISOControl))
                .isTrue();
    }
}
