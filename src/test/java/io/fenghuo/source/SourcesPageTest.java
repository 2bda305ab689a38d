package io.fenghuo.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.config.Home;
import io.fenghuo.config.Loaded;
import io.fenghuo.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the manual page are read as people would paste them, so they cannot rot. */
class SourcesPageTest {
    private static final Path PAGE = Path.of("src/site/markdown/sources.md");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Test
    void everyExampleCanBePasted(@TempDir Path folder) throws IOException {
        SourceTypes types = SourceTypes.builtIn();
        Path file = Files.createDirectories(folder.resolve("watchlists")).resolve("sources.yaml");
        Files.createDirectories(folder.resolve("alerts"));
        Set<String> shown = new TreeSet<>();
        List<String> examples = Pattern.compile("(?s)```yaml\n(.*?)```")
                .matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        for (String example : examples) {
            Files.writeString(file, example);
            Home.Rooms rooms = new Home.Rooms(types::faults, (channel, language) -> List.of(), List.of(), List.of());
            Loaded loaded = new Home(folder, Map.of(), ZONE, rooms).load(Instant.EPOCH);
            assertThat(loaded.problems().stream().filter(Problem::isError))
                    .as(example)
                    .isEmpty();
            for (SourceSpec spec : loaded.configuration().sources()) {
                shown.add(spec.type());
                SourceType type = types.find(spec.type()).orElseThrow();
                if (type.way() == SourceType.Way.POLL) {
                    assertThat(type.poll(spec, ZONE)
                                    .request(null, Instant.EPOCH)
                                    .url())
                            .startsWith(spec.url());
                } else if (type.way() == SourceType.Way.LISTEN) {
                    assertThat(type.listen(spec, ZONE).open(null, Instant.EPOCH).url())
                            .isEqualTo(spec.url());
                }
            }
        }
        assertThat(shown).isEqualTo(new TreeSet<>(types.names()));
    }
}
