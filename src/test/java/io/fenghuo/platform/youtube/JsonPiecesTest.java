package io.fenghuo.platform.youtube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fenghuo.platform.Stand;
import io.fenghuo.source.Frame;
import io.fenghuo.source.SourceException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Objects of a text that has no end. */
class JsonPiecesTest {
    private final JsonPieces pieces = new JsonPieces();

    private List<String> feed(String... lines) throws SourceException {
        List<String> all = new ArrayList<>();
        for (String line : lines) {
            all.addAll(pieces.feed(line));
        }
        return all;
    }

    @Test
    void elementsOfAnArrayAndOneBehindAnother() throws SourceException {
        assertThat(feed("[{", "\"a\": {\"b\": []}", "}", ",", "{}{\"c\":1},{", "}", "]"))
                .containsExactly("{\n\"a\": {\"b\": []}\n}", "{}", "{\"c\":1}", "{\n}");
    }

    @Test
    void bracesInWordsAreWords() throws SourceException {
        assertThat(feed("{\"a\":\"}{\\\"}\\\\\"}")).containsExactly("{\"a\":\"}{\\\"}\\\\\"}");
        assertThat(feed("} ] x {\"b\":1}")).containsExactly("{\"b\":1}");
    }

    @Test
    void whatHasNoEndIsGivenUp() throws SourceException {
        String mega = "x".repeat(JsonPieces.LARGEST / 4);
        feed("{\"a\":\"" + mega, mega, mega);
        assertThatThrownBy(() -> feed(mega)).isInstanceOf(SourceException.class);
        assertThat(feed("{}")).containsExactly("{}");
    }

    @FuzzTest(maxDuration = "60s")
    void whateverComes(byte[] bytes) {
        LiveChatStream stream = new LiveChatStream(
                Stand.spec("youtube-stream", null, Map.of()),
                "chat",
                new ChatItems(Stand.spec("youtube-stream", null, Map.of()), "v", Stand.ZONE));
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
            try {
                stream.hear(Frame.of(line), "7", Instant.EPOCH)
                        .parsed()
                        .posts()
                        .forEach(post -> assertThat(post.text()).isNotBlank());
                assertThat(stream.evidence(Frame.of(line))).isNotNull();
            } catch (SourceException rubbish) {
                assertThat(rubbish.trouble().code()).isNotBlank();
            }
        }
    }
}
