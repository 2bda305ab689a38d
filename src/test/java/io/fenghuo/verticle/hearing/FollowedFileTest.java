package io.fenghuo.verticle.hearing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.source.SourceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is turned over while it is read, by every way logrotate knows, with and without a restart between. */
class FollowedFileTest {
    @TempDir
    private Path dir;

    private final List<String> turns = new ArrayList<>();
    private String cursor;
    private FollowedFile feed;

    private Path file() {
        return dir.resolve("posts.log");
    }

    private void write(String text) throws IOException {
        Files.writeString(file(), text, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void restart() {
        feed = new FollowedFile(file(), null);
    }

    /** Reads until there is nothing more at once. */
    private List<String> read() throws SourceException {
        if (feed == null) {
            restart();
        }
        List<String> lines = new ArrayList<>();
        LineFeed.Chunk chunk;
        do {
            chunk = feed.next(cursor);
            for (int i = 0; i < chunk.lines().size(); i++) {
                turns.add(chunk.turn() + ":" + (chunk.first() + i));
            }
            lines.addAll(chunk.lines());
            cursor = chunk.lines().isEmpty() ? cursor : chunk.cursor();
        } while (chunk.more());
        return lines;
    }

    @Test
    void renamed() throws Exception {
        for (boolean restarts : new boolean[] {false, true}) {
            write("甲1\n甲2\n");
            assertThat(read()).containsExactly("甲1", "甲2");
            write("甲3\n甲4 没写完");
            Files.move(file(), dir.resolve("posts.log.1"), StandardCopyOption.REPLACE_EXISTING);
            if (restarts) {
                restart();
            }
            write("乙1\n");
            assertThat(read()).containsExactly("甲3", "甲4 没写完", "乙1");
            write("乙2\n");
            assertThat(read()).containsExactly("乙2");
            Files.delete(file());
            Files.delete(dir.resolve("posts.log.1"));
            cursor = null;
            restart();
        }
        assertThat(turns)
                .containsExactly("0:1", "0:2", "0:3", "0:4", "1:1", "1:2", "0:1", "0:2", "0:3", "0:4", "1:1", "1:2");
    }

    @Test
    void renamedAndTheNextBeginsWithTheSameWordsAndIsLonger() throws Exception {
        String head = "时间,内容".repeat(40) + "\n";
        write(head + "一\n");
        assertThat(read()).hasSize(2);
        write("二\n");
        Files.move(file(), dir.resolve("posts.log.2026-11-22"));
        write(head + "新一\n新二\n新三\n");
        assertThat(read()).containsExactly("二", head.strip(), "新一", "新二", "新三");
    }

    @Test
    void copiedAndCutToNothing() throws Exception {
        write("甲1\n");
        assertThat(read()).containsExactly("甲1");
        write("甲2\n");
        Files.copy(file(), dir.resolve("posts.log.1"));
        Files.write(file(), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
        write("乙1\n");
        assertThat(read()).containsExactly("甲2", "乙1");
        assertThat(read()).isEmpty();
    }

    @Test
    void theNextFileIsNotThereYet() throws Exception {
        write("甲1\n");
        assertThat(read()).containsExactly("甲1");
        write("甲2\n");
        Files.move(file(), dir.resolve("posts.log.1"));
        LineFeed.Chunk rest = feed.next(cursor);
        assertThat(rest.lines()).containsExactly("甲2");
        cursor = rest.cursor();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> feed.next(cursor))
                .isInstanceOf(SourceException.class);
        write("乙1\n");
        assertThat(read()).containsExactly("乙1");
    }

    @Test
    void savedAnewByAnEditorWithMoreLines() throws Exception {
        write("甲1\n甲2\n");
        assertThat(read()).hasSize(2);
        Path other = Files.writeString(dir.resolve("tmp"), "甲1\n甲2\n甲3\n");
        Files.move(other, file(), StandardCopyOption.REPLACE_EXISTING);
        assertThat(read()).containsExactly("甲3");
    }

    @Test
    void halfALineWaitsUntilItIsWhole() throws Exception {
        write("{\"text\":\"还没");
        assertThat(read()).isEmpty();
        assertThat(read()).isEmpty();
        write("写完\"}\n");
        assertThat(read()).containsExactly("{\"text\":\"还没写完\"}");
    }

    @Test
    void encodings() throws Exception {
        Files.write(file(), "联通\n过敏红肿退款没有人处理\n".getBytes(Charset.forName("GBK")));
        assertThat(new FollowedFile(file(), "GB18030").next(null).lines()).containsExactly("联通", "过敏红肿退款没有人处理");
        InputLines in = new InputLines(new ByteArrayInputStream("联通\r\n".getBytes(Charset.forName("GBK"))), "GBK");
        assertThat(in.next(null).lines()).containsExactly("联通");
        assertThat(new InputLines(
                                new ByteArrayInputStream(("x".repeat(FollowedFile.WINDOW + 9) + "\ny").getBytes(UTF_8)),
                                null)
                        .next(null)
                        .lines())
                .extracting(String::length)
                .containsExactly(FollowedFile.WINDOW, 1);
    }
}
