package io.fenghuo.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of {@code faults/} has the fault its name says; the file of the same name ending in {@code .txt} holds the lines expected. */
class FaultsTest {
    private static final Path FAULTS = Path.of("src/test/resources/io/fenghuo/config/faults");
    private static final Map<String, String> ENVIRONMENT = Map.of("BOTH", "a", "BOTH_FILE", "/nowhere", "SET", "x");

    static Stream<Path> faults() throws IOException {
        try (Stream<Path> files = Files.list(FAULTS)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isNamedWithPlaceAndCure(Path file) throws IOException {
        List<String> found =
                read(file).stream().map(problem -> problem.text(Locale.CHINESE)).toList();

        Path expected = Path.of(file.toString().replaceFirst("\\.yaml$", ".txt"));
        assertThat(found).isNotEmpty().isEqualTo(Files.readAllLines(expected));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isSaidInEnglishToo(Path file) {
        for (Problem problem : read(file)) {
            String text = problem.text(Locale.ENGLISH);
            assertThat(text).matches("[^:]+:\\d+:\\d+: (error|warning): .+; .+");
            assertThat(text).doesNotContain("see the manual", "{0}");
        }
    }

    static List<Problem> read(Path file) {
        Problems problems = new Problems();
        String name = file.getFileName().toString();
        Variables variables = Variables.of(ENVIRONMENT);
        sample(YamlFile.read(name, file, variables, problems).root());
        return problems.list();
    }

    /** A reader that asks for one value of each sort. */
    static void sample(YamlMap root) {
        root.keys("name", "level", "count", "after", "flag", "any", "deep", "time", "a", "b", "c", "d", "e", "f", "g");
        root.string("name");
        root.choice("level", Severity.class);
        root.integer("count", 0, 100, 1);
        root.duration("after");
        root.bool("flag", false);
        root.strings("any");
        YamlText time = root.text("time");
        if (time != null) {
            time.time();
        }
        YamlMap deep = root.map("deep");
        if (deep != null) {
            deep.keys("name");
            deep.string("name");
        }
    }
}
