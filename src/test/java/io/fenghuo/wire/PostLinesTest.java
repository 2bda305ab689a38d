package io.fenghuo.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenghuo.model.Post;
import java.io.Reader;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class PostLinesTest {
    private static final PostDefaults NUMBERED = PostDefaults.numbered("stdin", Instant.EPOCH);

    @Test
    void plainLinesAreNamedByTheirNumber() {
        List<Post> posts = all(lines("\uFEFF[doge] 好\r\n\n  \n{笑}\n骗子"));
        assertThat(posts).extracting(Post::id).containsExactly("1", "4", "5");
        assertThat(posts).extracting(Post::text).containsExactly("[doge] 好", "{笑}", "骗子");
    }

    @Test
    void jsonLinesToo() {
        List<Post> posts = all(lines("{\"text\":\"a\"}\n\n{ \"text\":\"b\",\"id\":\"x\"}\n"));
        assertThat(posts).extracting(Post::id).containsExactly("1", "x");
    }

    @Test
    void aBadLineIsNamedAndTheNextIsRead() {
        PostLines lines = lines("{\"text\":\"a\"}\n{\"text\":}\nplain\n{\"text\":\"d\",\"odd\":1}");
        assertThat(lines.next().text()).isEqualTo("a");
        assertThatThrownBy(lines::next).isInstanceOf(WireException.class).hasMessageContaining("第 2 行");
        assertThatThrownBy(lines::next).isInstanceOf(WireException.class).hasMessageContaining("第 3 行");
        assertThat(lines.next().text()).isEqualTo("d");
        assertThat(lines.line()).isEqualTo(4);
        assertThat(lines.unknown()).containsEntry("odd", 1);
        assertThat(lines.hasNext()).isFalse();
        assertThatThrownBy(lines::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void aLineTooLongIsRefusedAndPassed() {
        PostLines lines = lines("x".repeat(PostLines.MAX_LINE + 1) + "\nnext");
        assertThatThrownBy(lines::next)
                .isInstanceOfSatisfying(
                        WireException.class, e -> assertThat(e.fault()).isEqualTo(WireException.Fault.TOO_LONG));
        assertThat(lines.next().text()).isEqualTo("next");
    }

    /** A stream of two million characters and more is read without ever being held. */
    @Test
    void readsOnLine() {
        String line = "{\"text\":\"质量很好\"}\n";
        Reader endless = new Reader() {
            private long at;

            @Override
            public int read(char[] into, int off, int len) {
                for (int i = 0; i < len; i++) {
                    into[off + i] = line.charAt((int) (at++ % line.length()));
                }
                return len;
            }

            @Override
            public void close() {}
        };
        PostLines lines = new PostLines(endless, NUMBERED);
        for (int i = 0; i < 100_000; i++) {
            lines.next();
        }
        assertThat(lines.line()).isEqualTo(100_000);
    }

    private static PostLines lines(String text) {
        return new PostLines(new StringReader(text), NUMBERED);
    }

    private static List<Post> all(PostLines lines) {
        List<Post> posts = new ArrayList<>();
        lines.forEachRemaining(posts::add);
        return posts;
    }
}
