package io.fenghuo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.config.Configuration;
import io.fenghuo.config.Home;
import io.fenghuo.config.Loaded;
import io.fenghuo.config.Problem;
import io.fenghuo.config.Problems;
import io.fenghuo.config.ScenarioReader;
import io.fenghuo.source.SourceTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of files under {@code alerts/} are read together, as people would paste them: {@code check} finds no error in them. */
class ManualExamplesTest {
    /** Indented lines, with what is blank among them. */
    private static final Pattern BLOCK = Pattern.compile("(?m)(?:^ {4}.*\\n(?:\\n+(?= {4}))?)+");

    private static final Pattern FENCED = Pattern.compile("(?s)```yaml\\n(.*?)```");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    /** A day after the first shifts of the page begin. */
    private static final Instant NOW = Instant.parse("2026-11-29T02:00:00Z");

    private static final String PEOPLE = "people:\n"
            + "  - { id: zhang, name: 张, mail: zhang@brand.example }\n"
            + "  - { id: li, name: 李, mail: li@brand.example }\n"
            + "  - { id: wang, name: 王, mail: wang@brand.example }\n"
            + "  - { id: chen, name: 陈, mail: chen@brand.example }\n"
            + "  - { id: zhao, name: 赵, mail: zhao@brand.example }\n";
    /** Roles that the examples name and give to nobody, and those who hold the rotas. */
    private static final String ROLES =
            "  supervisor: [li]\n  senior: [rota:weekdays, rota:weekend]\n  pr: [rota:long]\n";

    private static final String SALE = "  sale: { from: 2026-06-01T09:00, every: 7d, people: [zhang, li] }\n";
    private static final String CHANNELS =
            "channels:\n  - id: live-room\n    type: webhook\n    url: https://live.example/hook\n"
                    + "    secret: 0123456789abcdef0123456789abcdef\n    levels: []\n";
    private static final String RULES = "brand: 云朵家\nrules:\n"
            + "  - { id: fraud, level: L3, category: 退款, when: 骗子 }\n"
            + "  - { id: pay, level: L3, category: 支付, when: 扣款 }\n";

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(strings = {"markdown", "zh"})
    void canBePasted(String language) throws IOException {
        Path pages = Path.of("src/site", language);
        String contacts =
                PEOPLE + example(pages, "oncall", "roles:") + ROLES + example(pages, "oncall", "rota:") + SALE;
        write("watchlists/own.yaml", RULES);
        write("alerts/channels.yaml", CHANNELS);
        write("alerts/contacts.yaml", contacts);
        write(
                "alerts/policy.yaml",
                example(pages, "oncall", "ladder:")
                        + example(pages, "oncall", "heartbeat:")
                        + example(pages, "incidents", "tiers:")
                        + example(pages, "incidents", "profiles:")
                        + example(pages, "evidence", "evidence:"));
        write("alerts/causes.yaml", example(pages, "cases", "causes:"));
        write("alerts/holidays/2027.yaml", example(pages, "incidents", "year:"));
        write("alerts/playbooks/refund.md", example(pages, "playbooks", "---"));

        Loaded loaded = load();
        assertThat(errors(loaded.problems())).isEmpty();
        Configuration read = loaded.configuration();
        assertThat(read.contacts().rotas()).containsKeys("main", "weekdays", "weekend", "long");
        assertThat(read.handbook().playbooks()).hasSize(1);
        assertThat(read.heartbeat()).isNotNull();
        assertThat(read.evidence().around()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"markdown", "zh"})
    void aScenarioCanBePasted(String language) throws IOException {
        Matcher shown = FENCED.matcher(Files.readString(Path.of("src/site", language, "drills.md")));
        assertThat(shown.find()).isTrue();
        write("alerts/drills/shown.yaml", shown.group(1));
        Problems problems = new Problems();
        assertThat(ScenarioReader.all(home, problems)).hasSize(1);
        assertThat(errors(problems.list())).isEmpty();
    }

    private Loaded load() {
        Home.Rooms rooms =
                new Home.Rooms(SourceTypes.builtIn()::faults, (channel, language) -> List.of(), List.of(), List.of());
        Map<String, String> variables =
                Map.of("HEARTBEAT_URL", "https://beat.example/x", "TIMESTAMP_URL", "http://stamp.example/tsa");
        return new Home(home, variables, ZONE, rooms).load(NOW);
    }

    private static List<String> errors(List<Problem> problems) {
        return problems.stream()
                .filter(Problem::isError)
                .map(problem -> problem.text(Locale.ENGLISH))
                .toList();
    }

    private void write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** The one example of a page that begins so. */
    private static String example(Path pages, String page, String begin) throws IOException {
        List<String> found = BLOCK.matcher(Files.readString(pages.resolve(page + ".md")))
                .results()
                .map(block -> block.group().stripTrailing().replaceAll("(?m)^ {4}", "") + "\n")
                .filter(block -> block.startsWith(begin))
                .toList();
        assertThat(found).as(page + " " + begin).hasSize(1);
        return found.get(0);
    }
}
