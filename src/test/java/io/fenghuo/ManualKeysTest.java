package io.fenghuo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.ManualPage.Section;
import io.fenghuo.config.SourcesReader;
import io.fenghuo.source.PostMapper;
import io.fenghuo.source.SourceType;
import io.fenghuo.source.SourceTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every key that an entry of sources.yaml may have stands in a table of the manual, under its type; and none that it may not have. */
class ManualKeysTest {
    private static final Path SOURCES = Path.of("src/site/markdown/sources.md");
    private static final Path PLATFORMS = Path.of("src/site/markdown/platforms.md");
    private static final SourceTypes TYPES = SourceTypes.builtIn().and(ManualKeysTest.class.getClassLoader());
    private static final Pattern KEY = Pattern.compile("[a-z][a-z-]*");
    private static final Pattern GROUP = Pattern.compile("([a-z]+)\\.\\{([a-z,]+)}");

    @Test
    void everyKeyOfABuiltInTypeIsInItsTable() throws IOException {
        ManualPage page = ManualPage.of(SOURCES);
        Set<String> shared = shared(page);
        for (Map.Entry<String, List<String>> type : SourcesReader.options().entrySet()) {
            Set<String> known = new TreeSet<>(type.getValue());
            known.addAll(SourcesReader.common());
            Set<String> told = told(page, type.getKey());
            assertThat(known).as(type.getKey()).containsAll(told);
            told.addAll(shared);
            assertThat(told).as(type.getKey()).containsAll(known);
        }
    }

    @Test
    void everyKeyOfAPlatformIsInItsTable() throws IOException {
        Set<String> shared = shared(ManualPage.of(SOURCES));
        ManualPage page = ManualPage.of(PLATFORMS);
        for (Map.Entry<String, SourceType.Keys> type : TYPES.keys().entrySet()) {
            Set<String> known = new TreeSet<>(type.getValue().known());
            known.addAll(SourcesReader.common());
            Set<String> told = told(page, type.getKey());
            told.addAll(shared);
            assertThat(told).as(type.getKey()).containsAll(known);
        }
    }

    /** Of chapters that speak of several types the rows name theirs: no key is told of that none of them has. */
    @Test
    void noPlatformIsSaidToHaveAKeyItHasNot() throws IOException {
        Map<String, Set<String>> known = new TreeMap<>();
        TYPES.keys().forEach((word, keys) -> {
            known.put(word, new TreeSet<>(keys.known()));
            known.get(word).addAll(SourcesReader.common());
        });
        for (Section section : ManualPage.of(PLATFORMS).sections()) {
            Set<String> any = new TreeSet<>();
            known.forEach((word, keys) -> any.addAll(speaksOf(section, word) ? keys : Set.of()));
            for (List<String> row : section.rows()) {
                List<String> first = ManualPage.codes(row.get(0));
                boolean typed = first.size() == 1 && known.containsKey(first.get(0));
                if (!any.isEmpty()) {
                    assertThat(typed ? known.get(first.get(0)) : any)
                            .as(section.heading())
                            .containsAll(ManualPage.codes(row.get(typed ? 1 : 0)));
                }
            }
        }
    }

    @Test
    void everyFieldOfAPostIsNamed() throws IOException {
        String page = Files.readString(SOURCES);
        Set<String> named = new TreeSet<>();
        ManualPage.codes(page.substring(page.indexOf("\nFields: ")).split("\n\n", 2)[0])
                .forEach(code ->
                        named.addAll(GROUP.matcher(code).matches() ? group(code) : Arrays.asList(code.split(" ", -1))));
        named.remove("attributes.*");
        assertThat(named).isEqualTo(new TreeSet<>(PostMapper.FIELDS));
    }

    private static List<String> group(String code) {
        String[] parts = GROUP.matcher(code).replaceAll("$1 $2").split(" ", -1);
        return Arrays.stream(parts[1].split(",", -1))
                .map(name -> parts[0] + "." + name)
                .toList();
    }

    /** What the tables tell that stand above all types. */
    private static Set<String> shared(ManualPage page) {
        return keys(page.sections().stream()
                .filter(one -> one.heading().equals("What every source can say"))
                .flatMap(one -> one.rows().stream())
                .map(row -> row.get(0)));
    }

    /** What the tables under its heading tell of a type. */
    private static Set<String> told(ManualPage page, String type) {
        List<Section> own =
                page.sections().stream().filter(one -> speaksOf(one, type)).toList();
        assertThat(own).as(type).hasSize(1);
        return keys(own.get(0).rows().stream().map(row -> {
            List<String> first = ManualPage.codes(row.get(0));
            boolean typed = TYPES.names().containsAll(first) && !first.isEmpty();
            return typed ? first.contains(type) ? row.get(1) : "" : row.get(0);
        }));
    }

    private static Set<String> keys(Stream<String> cells) {
        Set<String> keys = new TreeSet<>();
        cells.map(ManualPage::codes).forEach(keys::addAll);
        keys.removeIf(key -> !KEY.matcher(key).matches());
        return keys;
    }

    private static boolean speaksOf(Section section, String type) {
        return section.level() == 2
                && Set.of(section.heading().split("[:,] ?", -1)).contains(type);
    }
}
