package io.fenghuo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.ManualPage.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every page is there in both languages, and both tell of the same: under the same headings the same examples, keys, values and numbers.
 * Examples are compared without their comments, so that each language may have its own.
 */
class ManualTwinsTest {
    private static final Path ENGLISH = Path.of("src/site/markdown");
    private static final Path CHINESE = Path.of("src/site/zh");

    @ParameterizedTest
    @MethodSource("pages")
    void bothTellOfTheSame(String name) throws IOException {
        List<Section> english = ManualPage.of(ENGLISH.resolve(name)).sections();
        List<Section> chinese = ManualPage.of(CHINESE.resolve(name)).sections();
        assertThat(outline(chinese)).isEqualTo(outline(english));
        for (int i = 0; i < english.size(); i++) {
            Section one = english.get(i);
            Section twin = chinese.get(i);
            assertThat(twin.blocks()).as(one.heading()).isEqualTo(one.blocks());
            assertThat(twin.commands()).as(one.heading()).isEqualTo(one.commands());
            assertThat(twin.keys()).as(one.heading()).isEqualTo(one.keys());
            assertThat(columns(twin)).as(one.heading()).isEqualTo(columns(one));
            assertThat(twin.code()).as(one.heading()).isEqualTo(one.code());
            assertThat(twin.numbers()).as(one.heading()).containsAll(one.numbers());
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void eachLinksToTheOther(String name) throws IOException {
        assertThat(Files.readString(ENGLISH.resolve(name))).contains("[中文](../zh/" + name + ")");
        assertThat(Files.readString(CHINESE.resolve(name))).contains("[English](../markdown/" + name + ")");
    }

    @Test
    void everyPageHasItsTwin() throws IOException {
        List<String> chinese = new ArrayList<>(pages(CHINESE));
        chinese.remove("README.md");
        assertThat(chinese).isEqualTo(pages());
    }

    /** A page in Chinese leads to English ones only by the link at its head. */
    @ParameterizedTest
    @MethodSource("pages")
    void chinesePagesLeadToChinesePages(String name) throws IOException {
        assertThat(Files.readString(CHINESE.resolve(name)).split("\\(\\.\\./markdown/", -1))
                .hasSize(2);
    }

    private static List<String> pages() throws IOException {
        return pages(ENGLISH);
    }

    private static List<String> pages(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private static List<Integer> columns(Section section) {
        return section.rows().stream().map(List::size).toList();
    }

    private static List<Integer> outline(List<Section> sections) {
        return sections.stream().map(Section::level).toList();
    }
}
