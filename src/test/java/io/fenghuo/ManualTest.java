package io.fenghuo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.channel.Channel;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.config.EnvironmentReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the manual says must be so. */
class ManualTest {
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]*)(?:#([^)]*))?\\)");
    private static final Pattern VARIABLE = Pattern.compile("\\| `(FENGHUO_[A-Z_]+)`");

    private static final Pattern INDENTED = Pattern.compile("(?m)^ {4,}((?:java|cp) [^#\\n]*)");
    private static final Pattern KEYS = Pattern.compile("(?m)^\\| (`[^|]+) \\|");

    private static final Pattern STEPS = Pattern.compile("(?m)^### (`[^`]+`)");
    private static final Pattern BLOCK = Pattern.compile("(?m)^ {4,}([a-z -]+: [^#\\n]*)");
    private static final Pattern CODE = Pattern.compile("`[^`]+`|\\b\\d{3,8}\\b");

    /** A command in a block, or one at the head of a row of the commands table. */
    private static final Pattern COMMAND =
            Pattern.compile("(?m)^    (?:java|mvn|export FENGHUO)[\\p{ASCII}&&[^#\\n]]*|^\\| `[^`]+`");

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Path page) throws IOException {
        List<String> dead = new ArrayList<>();
        for (Matcher link = LINK.matcher(Files.readString(page)); link.find(); ) {
            Path folder = page.getParent() == null ? Path.of("") : page.getParent();
            Path target = link.group(1).isEmpty() ? page : folder.resolve(link.group(1));
            if (!Files.exists(target)
                    || (link.group(2) != null && !ManualPage.of(target).hasChapter(link.group(2)))) {
                dead.add(link.group());
            }
        }
        assertThat(dead).isEmpty();
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages =
                new ArrayList<>(List.of(Path.of("README.md"), Path.of("src/samples/plugin-sample/README.md")));
        try (Stream<Path> files = Files.walk(Path.of("src/site"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/site/markdown/configuration.md", "src/site/zh/configuration.md"})
    void everyVariableIsInTheManual(String file) throws IOException {
        String page = Files.readString(Path.of(file));
        Set<String> named = new TreeSet<>();
        for (Matcher row = VARIABLE.matcher(page); row.find(); ) {
            named.add(row.group(1));
        }
        assertThat(named).containsExactlyInAnyOrderElementsOf(EnvironmentReader.NAMES);
    }

    /** Commands and their options are the same in both languages. */
    @Test
    void bothReadmesShowTheSameCommands() throws IOException {
        assertThat(commands("src/site/zh/README.md")).isNotEmpty().isEqualTo(commands("README.md"));
    }

    /** Chapters, keys and commands are the same in both languages. */
    @Test
    void bothPagesOfConfigurationTellOfTheSame() throws IOException {
        String english = "src/site/markdown/configuration.md";
        String chinese = "src/site/zh/configuration.md";
        assertThat(found(INDENTED, chinese)).isNotEmpty().isEqualTo(found(INDENTED, english));
        assertThat(found(KEYS, chinese)).isNotEmpty().isEqualTo(found(KEYS, english));
    }

    /** Types, the headings of their steps, the keys of each and the vendors' codes are the same in both languages; no built-in type is missing. */
    @Test
    void bothPagesOfChannelsTellOfTheSame() throws IOException {
        String english = "src/site/markdown/channels.md";
        String chinese = "src/site/zh/channels.md";
        for (Pattern told : List.of(KEYS, STEPS, BLOCK)) {
            assertThat(found(told, chinese)).isNotEmpty().isEqualTo(found(told, english));
        }
        assertThat(codes(chinese)).hasSizeGreaterThan(50).isEqualTo(codes(english));
        for (Channel type : Channels.builtIn().all()) {
            assertThat(Files.readString(Path.of(english))).contains("`" + type.type() + "`");
            assertThat(Files.readString(Path.of(chinese))).contains("`" + type.type() + "`");
        }
    }

    /** The numbers and words of vendors in the rows of failures, row by row. */
    private static List<String> codes(String page) throws IOException {
        List<String> codes = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(page))) {
            String[] cells = line.split(" \\| ", -1);
            if (line.startsWith("| ") && cells.length == 3) {
                CODE.matcher(cells[0]).results().forEach(code -> codes.add(code.group()));
            }
        }
        return codes;
    }

    private static List<String> found(Pattern pattern, String page) throws IOException {
        return pattern.matcher(Files.readString(Path.of(page)))
                .results()
                .map(found -> found.group(1).strip())
                .toList();
    }

    private static List<String> commands(String page) throws IOException {
        List<String> found = new ArrayList<>();
        for (Matcher row = COMMAND.matcher(Files.readString(Path.of(page))); row.find(); ) {
            found.add(row.group().strip());
        }
        return found;
    }
}
