package io.fenghuo.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Policy;
import io.fenghuo.model.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file of {@code faults/} has the fault its name says, and is read as what its name begins with; the file of the same name ending in
 * {@code .txt} holds the lines expected.
 */
class FaultsTest {
    private static final Path FAULTS = Path.of("src/test/resources/io/fenghuo/config/faults");
    private static final Map<String, String> ENVIRONMENT = Map.of("BOTH", "a", "BOTH_FILE", "/nowhere", "SET", "x");
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    static Stream<Path> faults() throws IOException {
        try (Stream<Path> files = Files.list(FAULTS)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    @Test
    void thereAreManyFaults() throws IOException {
        assertThat(faults()).hasSizeGreaterThan(60);
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
        YamlMap root =
                YamlFile.read(name, file, Variables.of(ENVIRONMENT), problems).root();
        readAs(name.substring(0, name.indexOf('-')), root);
        return problems.list();
    }

    /** Reads a root as what {@code kind} says. */
    static void readAs(String kind, YamlMap root) {
        switch (kind) {
            case "sources" -> new SourcesReader(List.of()).read(root);
            case "channels" -> new ChannelsReader(List.of()).read(root);
            case "alerts" -> alerts(root);
            default -> sample(root);
        }
    }

    private static void alerts(YamlMap root) {
        List<String> keys = new ArrayList<>(PolicyReader.KEYS);
        keys.addAll(ContactsReader.KEYS);
        root.keys(keys);
        Policy shipped = Policy.defaults();
        Contacts contacts = new ContactsReader(shipped.zone(), NOW).read(root);
        Names names = Names.of(contacts, List.of(channel("duty-mail"), channel("night-group")));
        ContactsReader.via(root, names.channels());
        new PolicyReader(shipped, shipped.zone(), names).read(root);
        HeartbeatReader.read(root);
    }

    private static ChannelSpec channel(String id) {
        return new ChannelSpec(
                id, "terminal", java.util.Set.of(), null, null, List.of(), List.of(), false, false, Map.of());
    }

    /** A reader that asks for one value of each sort. */
    private static void sample(YamlMap root) {
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
