package io.fenghuo.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.app.demo.DemoScript.Line;
import io.fenghuo.config.Names;
import io.fenghuo.config.Problems;
import io.fenghuo.config.WatchlistFile;
import io.fenghuo.config.WatchlistReader;
import io.fenghuo.match.Explanation;
import io.fenghuo.match.Matcher;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Post;
import io.fenghuo.model.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The evening against the watchlists that ship: what the script says must be heard is heard, and nothing else. */
class DemoEveningTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static Matcher matcher;

    private final DemoScript script = DemoScript.load();

    @BeforeAll
    static void readTheShippedLists() throws IOException {
        List<WatchlistFile> lists = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("watchlists"))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (!name.equals("sources.yaml")) {
                    String id = name.substring(0, name.lastIndexOf('.'));
                    lists.add(new WatchlistFile(id, "watchlists/" + name, Files.readString(file)));
                }
            }
        }
        Names names = new Names(Set.of(), Set.copyOf(Names.KNOWN_ROLES), Set.of(), Set.of(), Set.of());
        Problems problems = new Problems();
        matcher = Matcher.compile(new WatchlistReader(names, problems).readAll(lists));
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void exactlyTheMattersOfTheScriptAreHeard() {
        List<String> wrong = new ArrayList<>();
        for (Line line : script.lines()) {
            List<Hit> hits = matcher.match(post(line));
            if (hits.isEmpty() != (line.matter() == null)) {
                wrong.add(line.number() + " " + line.text() + " " + line.matter() + " "
                        + hits.stream().map(Hit::rule).toList());
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** One family for each matter, so that the evening ends in five incidents once the wave has been merged. */
    @Test
    void eachMatterIsOneFamily() {
        Map<String, Set<String>> families = new TreeMap<>();
        Map<String, Severity> gravest = new TreeMap<>();
        Set<String> keys = new TreeSet<>();
        for (Line line : script.lines()) {
            for (Hit hit : matcher.match(post(line))) {
                String matter = String.valueOf(line.matter());
                families.computeIfAbsent(matter, m -> new TreeSet<>()).add(hit.family());
                gravest.merge(matter, hit.level(), Severity::graver);
                keys.add(hit.brand() + "/" + hit.family() + "/" + line.channel());
            }
        }
        assertThat(families).hasSize(5);
        assertThat(families.values()).allMatch(some -> some.size() == 1);
        assertThat(families.values().stream().distinct()).hasSize(5);
        assertThat(gravest)
                .containsEntry("fraud", Severity.L2)
                .containsEntry("skin", Severity.L1)
                .containsEntry("quality", Severity.L3)
                .containsEntry("overclaim", Severity.L2)
                .containsEntry("secrets", Severity.L2);
        // The wave opens in two places and is merged; everything else is one place.
        assertThat(keys).hasSize(6);
    }

    @Test
    void theDenialSaysWhyItIsQuiet() {
        Line denial = script.lines().stream()
                .filter(line -> line.text().contains("绝不是骗子"))
                .findFirst()
                .orElseThrow();
        Explanation explanation = matcher.explain(denial.text(), post(denial));
        assertThat(explanation.hits()).isEmpty();
        assertThat(explanation.nearMisses()).isNotEmpty();
    }

    private static Post post(Line line) {
        return Post.builder(line.channel().source(), "demo-" + line.number(), line.text(), NOW)
                .role(line.role())
                .build();
    }
}
