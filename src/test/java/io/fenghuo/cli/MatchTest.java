package io.fenghuo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MatchTest extends CommandLineCase {

    @Test
    void linesOfEitherFormAreReadAndNamedByTheirNumber() throws IOException {
        String posts = "这家就是騙 子\n\n{\"id\":\"c-1\",\"source\":\"shop\",\"text\":\"假货\"}\r\n{\"text\":\"假貨\"}\n好用\n";

        assertThat(runWith(posts, "match", "--home", home().toString())).isZero();
        assertThat(lines()).hasSize(3);
        assertThat(lines().get(0))
                .isEqualTo(
                        "{\"post\":\"1\",\"source\":\"match\",\"brand\":\"云朵家\",\"watchlist\":\"yunduo\",\"rule\":\"fraud\","
                                + "\"family\":\"欺诈\",\"level\":\"L3\",\"suspected\":false,\"category\":\"欺诈\",\"match\":\"folded\","
                                + "\"spans\":[{\"start\":4,\"end\":7,\"keyword\":\"骗子\",\"text\":\"騙 子\",\"via\":[\"variant\",\"separator\"]}]}");
        assertThat(lines().get(1)).startsWith("{\"post\":\"c-1\",\"source\":\"shop\"");
        assertThat(lines().get(2)).startsWith("{\"post\":\"4\"");
        assertThat(err()).isEmpty();
    }

    @Test
    void countsOnly() throws IOException {
        Path posts = file("posts.txt", "骗子，假货\n不错\n绝不是骗子\n");

        assertThat(run("match", "--home", home().toString(), "--count", posts.toString()))
                .isZero();
        assertThat(out()).isEqualTo("{\"posts\":3,\"matched\":1,\"hits\":1}\n");
    }

    @Test
    void nothingIsOneAndABadLineIsTwoAfterTheOthersWereRead() throws IOException {
        String home = home().toString();

        assertThat(runWith("好\n", "match", "--home", home)).isEqualTo(1);
        assertThat(out()).isEmpty();
        assertThat(runWith("{\"text\":7}\n骗子\n", "match", "--home", home)).isEqualTo(2);
        assertThat(lines()).hasSize(1);
        assertThat(err()).contains("第 1 行", "1 行读不懂");
        Path foreign = Files.write(file("gbk.txt", ""), "骗子\n".getBytes(Charset.forName("GBK")));
        assertThat(run("match", "--home", home, foreign.toString())).isEqualTo(2);
        assertThat(err()).contains("第 1 行：不是 UTF-8");
    }

    @Test
    void watchlistsMayBeNamedInstead() throws IOException {
        Path words = file("elsewhere/words.txt", "# brand: 别家\n漏电\n");
        Path yaml = file("elsewhere/other.yaml", """
                brand: 别家
                owner: role:nobody-knows
                rules: [{ id: slow, level: L3, category: 物流, any: [太慢], channels: [nowhere] }]
                """);

        assertThat(runWith("漏电\n太慢\n骗子\n", "match", "-w", words.toString(), "-w", yaml.toString()))
                .isZero();
        assertThat(lines()).hasSize(2);
        assertThat(out()).contains("\"brand\":\"别家\",\"watchlist\":\"words\"", "\"rule\":\"slow\"");
        Path broken =
                file("elsewhere/broken.yaml", "brand: 别家\nrules: [{ id: x, level: L9, category: c, any: [a] }]\n");
        assertThat(runWith("漏电\n", "match", "-w", broken.toString())).isEqualTo(2);
        assertThat(err()).contains("broken.yaml:2:");
        assertThat(out()).isEmpty();
    }

    @Test
    void theOrderOfTheInputIsKeptOverManyBlocks() throws IOException {
        StringBuilder posts = new StringBuilder();
        for (int i = 0; i < 60_000; i++) {
            posts.append("第").append(i).append("条：骗子\n");
        }

        assertThat(runWith(posts.toString(), "match", "--home", home().toString()))
                .isZero();
        assertThat(lines()).hasSize(60_000);
        for (int i : new int[] {0, 1, 9_999, 30_000, 59_999}) {
            assertThat(lines().get(i)).startsWith("{\"post\":\"" + (i + 1) + "\"");
        }
    }

    @Test
    void misuseIsTwo() throws IOException {
        assertThat(run("match", "--home", home().toString(), "nowhere.txt")).isEqualTo(2);
        assertThat(err()).contains("读不到文件");
        assertThat(runWith("x", "match", "--home", home().resolve("empty").toString()))
                .isEqualTo(2);
        assertThat(err()).contains("没有一条规则");
    }
}
