package io.fenghuo.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.config.Home;
import io.fenghuo.config.Loaded;
import io.fenghuo.config.Problem;
import io.fenghuo.model.Secret;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceType;
import io.fenghuo.source.StreamSource;
import io.fenghuo.wire.Coverage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual's page of platforms: its table is the one the console shows, and its examples can be pasted. */
class PlatformsPageTest {
    private static final Secret PROXY = Secret.of("http://proxy.example:3128");
    private static final Path PAGE = Path.of("src/site/markdown/platforms.md");

    @Test
    void theTableIsTheOneTheConsoleShows() throws IOException {
        String rows = Coverage.all().stream()
                .map(one -> "| %s (%s) | %s | %s | %s | %s |"
                        .formatted(
                                one.name().get("en"),
                                one.name().get("zh"),
                                one.heard().word(),
                                one.how().get("en"),
                                one.types().stream()
                                        .map(type -> "`" + type + "`")
                                        .collect(Collectors.joining(" ")),
                                one.instead().get("en")))
                .collect(Collectors.joining("\n"));
        assertThat(Files.readString(PAGE)).contains("|---|---|---|---|---|\n" + rows + "\n");
    }

    @Test
    void soIsTheChineseOne() throws IOException {
        String rows = Coverage.all().stream()
                .map(one -> "| %s | %s | %s | %s | %s |"
                        .formatted(
                                one.name().get("zh"),
                                one.heard().word(),
                                one.how().get("zh"),
                                one.types().stream()
                                        .map(type -> "`" + type + "`")
                                        .collect(Collectors.joining(" ")),
                                one.instead().get("zh")))
                .collect(Collectors.joining("\n"));
        assertThat(Files.readString(Path.of("src/site/zh/platforms.md")))
                .contains("|---|---|---|---|---|\n" + rows + "\n");
    }

    @Test
    void everyRowSaysWhatToDoInBothLanguages() {
        Set<String> names = new TreeSet<>(Stand.TYPES.names());
        for (Coverage one : Coverage.all()) {
            assertThat(one.heard() == Coverage.Heard.NO ? one.instead() : one.how())
                    .as(one.id())
                    .containsOnlyKeys("zh", "en")
                    .doesNotContainValue("");
            assertThat(one.instead().get("zh").isEmpty())
                    .isEqualTo(one.instead().get("en").isEmpty());
            assertThat(Coverage.in(one.name(), Locale.ENGLISH)).isNotBlank();
            assertThat(names).as(one.id()).containsAll(one.types());
        }
    }

    @Test
    void whatListensWhere() {
        Coverage taobao = named("taobao");
        assertThat(taobao.listens("taobao-flagship", "push")).isTrue();
        assertThat(taobao.listens("crm", "push")).isFalse();
        assertThat(named("wecom-kf").listens("anything", "wecom-kf")).isTrue();
    }

    private static Coverage named(String id) {
        return Coverage.all().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyExampleCanBePasted(@TempDir Path folder) throws IOException {
        Path file = Files.createDirectories(folder.resolve("watchlists")).resolve("sources.yaml");
        Files.createDirectories(folder.resolve("alerts"));
        Home.Rooms rooms = new Home.Rooms(
                Stand.TYPES::faults,
                (channel, language) -> List.of(),
                Stand.TYPES.names(),
                List.of(),
                Stand.TYPES.keys());
        Set<String> shown = new TreeSet<>();
        for (String example : examples()) {
            Files.writeString(file, example);
            Loaded loaded = new Home(folder, Map.of(), Stand.ZONE, rooms).load(Instant.EPOCH);
            assertThat(loaded.problems().stream().filter(Problem::isError))
                    .as(example)
                    .isEmpty();
            for (SourceSpec spec : loaded.configuration().sources()) {
                SourceType type = Stand.type(spec);
                shown.add(spec.type());
                if (type.way() == SourceType.Way.POLL) {
                    assertThat(proxied(type, spec)).as(spec.type()).isEqualTo(PROXY);
                }
                SourceType.Keys keys = type.keys();
                (keys == null ? List.<String>of() : keys.secret())
                        .stream()
                                .filter(spec.options()::containsKey)
                                .forEach(key -> assertThat(spec.options().get(key))
                                        .as(key)
                                        .hasToString("<secret>"));
            }
        }
        assertThat(shown)
                .contains("bilibili-live", "wecom-kf", "telegram", "telegram-webhook", "mastodon", "bluesky")
                .contains(
                        "hackernews",
                        "youtube",
                        "discord",
                        "twitch",
                        "feishu-stream",
                        "dingtalk-stream",
                        "youtube-stream");
    }

    /** The proxy the first request goes through when the entry names one. */
    private static @Nullable Secret proxied(SourceType type, SourceSpec spec) {
        Map<String, Object> options = new HashMap<>(spec.options());
        options.put("proxy", PROXY);
        SourceSpec own = Stand.spec(spec.type(), "https://platform.example", options);
        if (type.way() == SourceType.Way.POLL) {
            return type.poll(own, Stand.ZONE)
                    .request(null, Instant.EPOCH)
                    .conduct()
                    .proxy();
        }
        StreamSource stream = type.listen(own, Stand.ZONE);
        StreamSource.Prologue prologue = stream.prologue(null, Instant.EPOCH);
        return (prologue == null ? stream.open(null, Instant.EPOCH) : prologue.request())
                .conduct()
                .proxy();
    }

    private static List<String> examples() throws IOException {
        return Pattern.compile("(?s)```yaml\n(.*?)```")
                .matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
