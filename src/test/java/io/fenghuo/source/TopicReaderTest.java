package io.fenghuo.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fenghuo.model.Post;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Records of a topic. */
class TopicReaderTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final TopicReader plain = new TopicReader(Specs.of("kafka", null, Map.of(), Map.of("topic", "t")), ZONE);
    private final TopicReader mapped = new TopicReader(
            Specs.of("kafka", null, Map.of("text", "/a", "items", "/list"), Map.of("topic", "t")), ZONE);

    private static List<Post> read(TopicReader reader, String value) throws SourceException {
        return reader.read(value.getBytes(UTF_8), "t-0-7", NOW.minusSeconds(30), NOW);
    }

    @Test
    void aPostAsItIsPushed() throws SourceException {
        Post post = read(plain, "{\"text\":\"假货\",\"source\":\"another\"}").get(0);
        assertThat(List.of(post.id(), post.source(), post.text())).containsExactly("t-0-7", "s1", "假货");
        assertThat(post.publishedAt()).isEqualTo(NOW.minusSeconds(30));
        assertThat(post.receivedAt()).isEqualTo(NOW);
        assertThat(read(plain, "{\"id\":\"c\",\"text\":\"x\",\"publishedAt\":\"2026-06-18T19:00:00+08:00\"}")
                        .get(0)
                        .publishedAt())
                .isEqualTo("2026-06-18T11:00:00Z");
    }

    @Test
    void whatAMapFinds() throws SourceException {
        assertThat(read(mapped, "{\"list\":[{\"a\":\"一\"},{\"b\":1},{\"a\":\"二\"}]}"))
                .extracting(Post::text)
                .containsExactly("一", "二");
        assertThat(read(mapped, "{\"list\":[]}")).isEmpty();
    }

    @Test
    void rubbishIsAFault() {
        for (String value : List.of("", "x", "[]", "{}", "{\"text\":", "{\"text\":\"a\"} {\"text\":\"b\"}")) {
            assertThatThrownBy(() -> read(plain, value)).as(value).isInstanceOf(SourceException.class);
        }
    }

    @FuzzTest(maxDuration = "65s")
    void anyRecord(byte[] bytes) {
        for (TopicReader reader : List.of(plain, mapped)) {
            try {
                for (Post post : reader.read(bytes, "t-0-7", NOW, NOW)) {
                    // As at POST /api/posts a text may be empty; a map finds none in what is blank.
                    assertThat(post.text().isBlank() && reader == mapped).isFalse();
                    assertThat(post.id()).isNotBlank();
                    assertThat(post.publishedAt()).isBeforeOrEqualTo(NOW);
                }
            } catch (SourceException told) {
                assertThat(told.trouble().code()).isNotBlank();
            }
        }
    }
}
