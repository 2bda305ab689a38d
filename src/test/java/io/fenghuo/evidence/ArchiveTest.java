package io.fenghuo.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Author;
import io.fenghuo.model.Post;
import io.fenghuo.model.Raw;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.netpreserve.jwarc.WarcMetadata;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResource;

/** Records that any reader of web archives understands, and what is left of them when somebody is erased. */
class ArchiveTest {
    private static final Instant AT = Instant.parse("2026-06-18T12:00:05.123Z");
    private static final Archive.Place PLACE = new Archive.Place("i-1", 7);

    private static Raw raw(String url, String headers) {
        return new Raw("ab".repeat(32), "shop", url, headers, "<p>骗子</p>\r\n\r\n".getBytes(StandardCharsets.UTF_8), AT);
    }

    @Test
    void whatWasReceivedStandsThereByteForByte() throws IOException {
        Raw raw = raw("https://shop.example/r?id=7", "content-type: text/html; charset=utf-8");
        byte[] bytes = Archive.raw(PLACE, raw, raw.bytes(), "");
        WarcRecord record = read(bytes).get(0);
        assertThat(record).isInstanceOf(WarcResource.class);
        assertThat(((WarcResource) record).target()).isEqualTo("https://shop.example/r?id=7");
        assertThat(record.headers().first("Fenghuo-Time")).contains("2026-06-18T12:00:05.123Z");
        assertThat(new String(bytes, StandardCharsets.UTF_8)).contains("<p>骗子</p>\r\n\r\n", "text/html");
    }

    @Test
    void secretsNeverGetIn() {
        String lines = "content-type: text/html\nSet-Cookie: a=geheim\nauthorization: Bearer geheim\nCookie: geheim\n"
                + "Proxy-Authorization: geheim\netag: x";
        byte[] bytes = Archive.headers(PLACE, raw("https://shop.example/", lines));
        assertThat(new String(bytes, StandardCharsets.UTF_8))
                .contains("etag: x", "content-type: text/html")
                .doesNotContain("geheim");
    }

    @Test
    void hostileIdsAndAddressesForgeNoHeader() throws IOException {
        Post post = Post.builder("sh\r\nX: 1", "c-1\r\nWARC-Type: response\r\n\r\n", "x\r\n\r\nWARC/1.0", AT)
                .author(new Author("u", "n", null, null))
                .url("https://x.example/\r\nX-Evil: 1")
                .raw("r\r\nX-Evil: 2")
                .build();
        List<WarcRecord> records = read(Archive.post(PLACE, post, 1));
        assertThat(records).hasSize(1);
        assertThat(records.get(0).type()).isEqualTo("resource");
        assertThat(records.get(0).headers().map().keySet()).noneMatch(name -> name.contains("X"));
        assertThat(read(Archive.raw(PLACE, raw("api\r\nX: 1", "content-type: \u0000;;"), new byte[] {1}, "")))
                .hasSize(1);
    }

    @Test
    void aTombstoneIsAsLongAsWhatItCoversAndReadable() throws IOException {
        for (int length = 300; length < 1_400; length++) {
            byte[] stone = Archive.tombstone(PLACE, "cd".repeat(32), AT, length);
            assertThat(stone).hasSize(length);
            WarcRecord record = read(stone).get(0);
            assertThat(record).isInstanceOf(WarcMetadata.class);
            assertThat(record.headers().first("Fenghuo-Kind")).contains("erased");
        }
        assertThat(Archive.tombstone(PLACE, "cd".repeat(32), AT, 100_009)).hasSize(100_009);
    }

    @Test
    void theShortestRecordHasRoomForATombstone() {
        Post least = Post.builder("", "", "", Instant.EPOCH).build();
        for (byte[] record : List.of(
                Archive.deletion(new Archive.Place("i", 1), least, Instant.EPOCH),
                Archive.post(new Archive.Place("i", 1), least, 1),
                Archive.headers(new Archive.Place("i", 1), new Raw("", "", "", "a", new byte[0], Instant.EPOCH)),
                Archive.raw(
                        new Archive.Place("i", 1),
                        new Raw("", "", "", "", new byte[1], Instant.EPOCH),
                        new byte[1],
                        ""))) {
            assertThat(Archive.tombstone(new Archive.Place("i", Long.MAX_VALUE), "x", AT, record.length))
                    .hasSize(record.length);
        }
    }

    @Test
    void equalContentsHaveUnequalDigests() {
        Raw raw = raw("https://shop.example/", "");
        assertThat(Digests.sha256(Archive.raw(PLACE, raw, raw.bytes(), "")))
                .isNotEqualTo(Digests.sha256(Archive.raw(PLACE, raw, raw.bytes(), "")));
    }

    @Test
    void manyRecordsMakeAFile() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(Archive.info(PLACE, "x", AT));
        file.write(Archive.tombstone(PLACE, "x", AT, 400));
        file.write(Archive.post(PLACE, Post.builder("s", "c", "骗子", AT).build(), 2));
        assertThat(read(file.toByteArray()))
                .extracting(record -> record.headers().first("Fenghuo-Kind").orElse(""))
                .containsExactly("info", "erased", "post");
    }

    private static List<WarcRecord> read(byte[] bytes) throws IOException {
        List<WarcRecord> records = new ArrayList<>();
        try (WarcReader reader = new WarcReader(new ByteArrayInputStream(bytes))) {
            for (WarcRecord record : reader) {
                records.add(record);
            }
        }
        return records;
    }
}
