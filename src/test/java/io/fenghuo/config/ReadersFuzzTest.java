package io.fenghuo.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fenghuo.incident.Policy;
import io.fenghuo.match.Matcher;
import io.fenghuo.match.Watchlist;
import io.fenghuo.model.Post;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Whatever a file holds: it is read, or its faults are told with their place; never anything else. {@code mvn test} repeats the kept inputs. */
class ReadersFuzzTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Names NAMES =
            new Names(Set.of("zhang"), Set.of("duty"), Set.of("duty"), Set.of("main"), Set.of("mail"));

    private final Problems problems = new Problems();

    private YamlMap root(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return YamlFile.read("f.yaml", text, Variables.of(Map.of("TOKEN", "secret-token")), problems)
                .root();
    }

    private void told() {
        for (Problem problem : problems.list()) {
            assertThat(problem.line()).isPositive();
            assertThat(problem.column()).isPositive();
            for (Locale language : List.of(Locale.CHINESE, Locale.ENGLISH)) {
                assertThat(problem.text(language)).isNotBlank().doesNotContain("\n", "\r", "\u001b");
            }
        }
    }

    @FuzzTest(maxDuration = "65s")
    void watchlists(byte[] bytes) {
        WatchlistFile file = new WatchlistFile("f", "watchlists/f.yaml", new String(bytes, StandardCharsets.UTF_8));
        WatchlistFile words = new WatchlistFile("w", "watchlists/w.txt", "骗子\n");
        List<Watchlist> lists = new WatchlistReader(NAMES, problems).readAll(List.of(file, words));
        told();
        Matcher.compile(lists)
                .match(Post.builder("s", "1", "骗子，退款？", NOW).session("s").build());
    }

    @FuzzTest(maxDuration = "65s")
    void importedTables(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        WatchlistFile own = new WatchlistFile(
                "f",
                "watchlists/f.yaml",
                "brand: b\nrules:\n  - { id: r, level: L3, category: c, import: [t.csv, t.txt], any: [骗子] }\n");
        List<Watchlist> lists = new WatchlistReader(NAMES, problems)
                .readAll(List.of(
                        own,
                        new WatchlistFile("t", "watchlists/t.csv", text),
                        new WatchlistFile("t", "watchlists/t.txt", text)));
        told();
        Matcher.compile(lists);
    }

    @FuzzTest(maxDuration = "65s")
    void policies(byte[] bytes) {
        new PolicyReader(Policy.defaults(), WatchlistReader.ZONE, NAMES).read(root(bytes));
        told();
    }

    @FuzzTest(maxDuration = "65s")
    void contacts(byte[] bytes) {
        new ContactsReader(WatchlistReader.ZONE, NOW).read(root(bytes));
        told();
    }

    @FuzzTest(maxDuration = "65s")
    void channels(byte[] bytes) {
        new ChannelsReader(List.of()).read(root(bytes));
        told();
    }

    @FuzzTest(maxDuration = "65s")
    void sources(byte[] bytes) {
        YamlMap root = root(bytes);
        new SourcesReader(List.of()).read(root);
        SourcesReader.processors(root);
        told();
    }
}
