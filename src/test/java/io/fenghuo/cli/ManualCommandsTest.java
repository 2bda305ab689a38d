package io.fenghuo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command line that the manual shows is one the program takes: command, options and their values. */
class ManualCommandsTest {
    private static final Pattern SHOWN = Pattern.compile(
            "(?m)^ {4,}java -jar (?:target/)?fenghuo\\.jar ([^\\n]*)|-Dexec\\.args=\"([^\"]*)\"|`(?:java -jar (?:target/)?fenghuo\\.jar|fenghuo) ([^`]*)`");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
    /** Comments, what a shell does with it, what stands for anything, and the brackets of what may be left out. */
    private static final Pattern ASIDE = Pattern.compile("\\s#.*|\\s>.*|\\s…$|[\\[\\]]");

    /** What stands for any command, and the first words of a hash. */
    private static final List<String> NO_COMMANDS = List.of("COMMAND", "命令", "timeline");

    @ParameterizedTest
    @MethodSource("pages")
    void isTaken(Path page) throws IOException {
        for (String shown : shown(Files.readString(page))) {
            List<String> words = new ArrayList<>();
            WORD.matcher(ASIDE.matcher(shown).replaceAll(""))
                    .results()
                    .forEach(word -> words.add(Stream.of(1, 2, 3)
                            .map(word::group)
                            .filter(one -> one != null)
                            .findFirst()
                            .orElseThrow()));
            if (!NO_COMMANDS.contains(words.get(0))) {
                assertThatCode(() -> Main.line(around()).parseArgs(words.toArray(String[]::new)))
                        .as(shown)
                        .doesNotThrowAnyException();
            }
        }
    }

    private static List<String> shown(String page) {
        return SHOWN.matcher(page)
                .results()
                .map(found -> Stream.of(1, 2, 3)
                        .map(found::group)
                        .filter(one -> one != null)
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    private static Surroundings around() {
        return Surroundings.ofProcess(Locale.CHINESE);
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
        try (Stream<Path> files = Files.walk(Path.of("src/site"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        assertThat(pages).hasSizeGreaterThan(15);
        return pages;
    }
}
