package io.fenghuo.channel.wording;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.channel.Message;
import io.fenghuo.channel.Words;
import io.fenghuo.model.Post;
import io.fenghuo.model.Span;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExcerptsTest {
    private static final String TEXT = "敷完脸红肿刺痛，两颊都起疹子了";

    @Test
    void wordsThatOverlapNestOrTouchAreMarkedOnce() {
        assertThat(marked("起疹", "起疹子")).isEqualTo("敷完脸红肿刺痛，两颊都【起疹子】了");
        assertThat(marked("起疹子", "疹子了")).isEqualTo("敷完脸红肿刺痛，两颊都【起疹子了】");
        assertThat(marked("红肿", "刺痛", "敷")).isEqualTo("【敷】完脸【红肿刺痛】，两颊都起疹子了");
    }

    private static String marked(String... keywords) {
        List<Span> spans = List.of(keywords).stream()
                .map(word -> new Span(TEXT.indexOf(word), TEXT.indexOf(word) + word.length(), word, word, List.of()))
                .toList();
        Message.Excerpt excerpt = new Message.Excerpt(
                Post.builder("shop", "1", TEXT, Instant.EPOCH).build(), spans);
        return Excerpts.quote(excerpt, 100, Words.of("zh")).pieces().stream()
                .map(piece -> piece.matched() ? "【" + piece.text() + "】" : piece.text())
                .collect(Collectors.joining());
    }
}
