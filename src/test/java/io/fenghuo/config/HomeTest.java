package io.fenghuo.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fenghuo.match.Watchlist;
import io.fenghuo.model.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    @TempDir
    private Path folder;

    @BeforeEach
    void folders() throws IOException {
        Files.createDirectories(folder.resolve("watchlists"));
        Files.createDirectories(folder.resolve("alerts"));
    }

    @Test
    void theShippedFilesAreFreeOfProblemsAndTellSomebody() {
        Loaded loaded = home(Path.of(".")).load(NOW);

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.configuration()).isNotNull();
        assertThat(loaded.configuration().channels())
                .extracting(channel -> channel.type())
                .containsExactly("terminal", "email");
        assertThat(loaded.configuration().contacts().roles()).containsEntry("duty", List.of(Target.person("me")));
    }

    @Test
    void theShippedExamplesWorkOnceUncommented() throws IOException {
        Map<String, String> environment = Map.of(
                "SHOP_TOKEN", "x",
                "WECOM_ROBOT_URL", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x",
                "DINGTALK_URL", "https://oapi.dingtalk.com/robot/send?access_token=x",
                "DINGTALK_SECRET", "SECx",
                "FEISHU_URL", "https://open.feishu.cn/open-apis/bot/v2/hook/x",
                "FEISHU_SECRET", "x",
                "CALL_URL", "https://call.example/x",
                "HEARTBEAT_URL", "https://beat.example/x",
                "CALL_SECRET", "x");
        for (String name : List.of(
                "watchlists/sources.yaml", "alerts/channels.yaml", "alerts/contacts.yaml", "alerts/policy.yaml")) {
            String shipped = Files.readString(Path.of(name));
            write(name, shipped.replaceAll("(?m)^#(?=( {2,}|[a-z]))", ""));
        }

        Loaded loaded = new Home(folder, environment, ZoneId.of("Asia/Shanghai"), Home.Rooms.PLAIN)
                .load(Instant.parse("2026-11-24T00:00:00Z"));

        assertThat(loaded.problems().stream().map(problem -> problem.text(Locale.ENGLISH)))
                .isEmpty();
        assertThat(loaded.configuration()).isNotNull();
        assertThat(loaded.configuration().sources()).hasSize(5);
        assertThat(loaded.configuration().channels()).hasSize(6);
        assertThat(loaded.configuration().contacts().people()).hasSize(3);
        assertThat(loaded.configuration().policy().categories()).containsKey("直播违规");
    }

    @Test
    void faultsOfAllFilesAreToldAtOnceInOrder() throws IOException {
        write("watchlists/sources.yaml", "sources: [{ id: a, type: rrs }]\n");
        write("alerts/channels.yaml", "channels: [{ id: a, tpye: terminal }]\n");
        write("alerts/contacts.yaml", "people: [{ id: zhang, via: [nowhere] }]\n");
        write("alerts/policy.yaml", "golden: 2\n");

        Loaded loaded = home(folder).load(NOW);

        assertThat(loaded.configuration()).isNull();
        assertThat(loaded.problems()).isSorted();
        assertThat(loaded.problems().stream().filter(Problem::isError).map(Problem::file))
                .containsExactly(
                        "alerts/channels.yaml",
                        "alerts/channels.yaml",
                        "alerts/contacts.yaml",
                        "alerts/policy.yaml",
                        "watchlists/sources.yaml");
    }

    @Test
    void policyAndContactsMayStandInOneFile() throws IOException {
        write("alerts/policy.yaml", "golden: 1h\n---\npeople: [{ id: zhang, mail: z@e.cn }]\nroles: { duty: zhang }\n");

        Loaded loaded = home(folder).load(NOW);

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.configuration()).isNotNull();
        assertThat(loaded.configuration().contacts().people()).containsOnlyKeys("zhang");
    }

    @Test
    void watchlistsAreReadWithTheNamesOfThisHome() throws IOException {
        write(
                "watchlists/yunduo.yaml",
                "brand: 云朵家\nowner: zhang\nrules: [{ id: a, level: L3, category: 欺诈, any: [骗子] }]\n");
        write("watchlists/words.txt", "骗子\n");
        write("watchlists/old.yml", "");
        write("watchlists/.hidden.yaml", "");
        write("watchlists/sources.yaml", "sources:\n");
        write("alerts/contacts.yaml", "people: [{ id: zhang, mail: z@e.cn }]\nroles: { duty: zhang }\n");

        Loaded loaded = home(folder).load(NOW);

        assertThat(loaded.problems()).extracting(Problem::code).containsExactly("file-unused");
        assertThat(loaded.configuration()).isNotNull();
        assertThat(loaded.configuration().watchlists())
                .extracting(Watchlist::id, Watchlist::brand, Watchlist::owner)
                .containsExactly(tuple("words", "云朵家", null), tuple("yunduo", "云朵家", "zhang"));
    }

    @Test
    void ownersOfEntriesAreAskedAboutEntriesThatAreWhole() throws IOException {
        write("watchlists/sources.yaml", "sources:\n  - { id: a, type: file }\n  - { id: b, type: rrs }\n");
        Home.Rooms rooms = new Home.Rooms(
                (source, language) -> List.of(language.equals(Locale.ENGLISH) ? "no path" : "缺 path"),
                (channel, language) -> List.of(),
                List.of(),
                List.of());

        Loaded loaded = new Home(folder, Map.of(), ZoneId.of("Asia/Shanghai"), rooms).load(NOW);

        assertThat(loaded.problems().stream().map(problem -> problem.text(Locale.CHINESE)))
                .contains("watchlists/sources.yaml:2:5: error: “a”: 缺 path; 改好后再试");
        assertThat(loaded.problems().stream().map(problem -> problem.text(Locale.ENGLISH)))
                .contains("watchlists/sources.yaml:2:5: error: \"a\": no path; mend it and try again");
    }

    @Test
    void aFolderThatIsNoHomeSaysSo(@TempDir Path empty) {
        assertThat(home(empty).load(NOW).problems())
                .extracting(Problem::code)
                .containsExactly("folder-missing", "folder-missing");
    }

    @Test
    void equalFilesHaveEqualVersions() throws IOException {
        write("alerts/policy.yaml", "golden: 1h\n");
        String before = version();
        write("alerts/policy.yaml", "golden: 2h\n");
        String after = version();
        write("alerts/policy.yaml", "golden: 1h\n");

        assertThat(after).isNotEqualTo(before);
        assertThat(version()).isEqualTo(before);
    }

    private String version() {
        Configuration configuration = home(folder).load(NOW).configuration();
        assertThat(configuration).isNotNull();
        return configuration.version();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    static Home home(Path folder) {
        return new Home(folder, Map.of(), ZoneId.of("Asia/Shanghai"), Home.Rooms.PLAIN);
    }
}
