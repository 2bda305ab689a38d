package io.fenghuo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenghuo.app.PluginException.Fault;
import io.fenghuo.source.Headers;
import io.fenghuo.source.Source;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jars that bring types: which SPI they were built for, and what becomes of those that do not fit or fail. */
class PluginFitTest {
    private static final String TYPE = """
            package odd;
            import io.fenghuo.source.*;
            import java.time.*;
            import java.util.*;
            public class Odd implements SourceType {
                public String word() { return "odd"; }
                public Way way() { return Way.POLL; }
                public List<Trouble> problems(SourceSpec spec) {
                    if (spec.id().equals("poor")) throw new NoSuchMethodError("Gone.method()");
                    return List.of();
                }
                public Source poll(SourceSpec spec, ZoneId zone) {
                    return new Source() {
                        public Request request(String cursor, Instant now) { throw new IllegalStateException("no\\nidea"); }
                        public Parsed parse(byte[] body, Headers headers, String cursor, Instant now) {
                            throw new NoClassDefFoundError("io/fenghuo/source/Gone");
                        }
                    };
                }
            }
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "1.0, , ",
        "0.9, OUTDATED, built for the older plug-in interface 0.9",
        "1.1, EARLY, needs the later plug-in interface 1.1",
        "2.0, EARLY, update Fenghuo",
        "latest, NO_VERSION, says Fenghuo-SPI: latest",
        ", UNDECLARED, Fenghuo-SPI: 1.0"
    })
    void aJarSaysForWhichInterfaceItWasBuilt(String declared, Fault fault, String words) throws IOException {
        jar("odd.jar", declared);
        try (Plugins plugins = Plugins.load(folder)) {
            if (fault == null) {
                assertThat(plugins.faults()).isEmpty();
                assertThat(plugins.sources().names()).contains("odd");
                return;
            }
            assertThat(plugins.jars()).isEmpty();
            assertThat(plugins.faults()).extracting(PluginException::fault).containsExactly(fault);
            assertThat(plugins.faults().get(0).text(Locale.ENGLISH))
                    .contains("plugins/odd.jar", words, SpiVersion.HERE.toString());
            SourceType unfit = plugins.sources().find("odd").orElseThrow();
            assertThat(unfit.problems(spec("any"))).as("no reason not to start").isEmpty();
            assertThatThrownBy(() -> unfit.poll(spec("any"), ZoneOffset.UTC))
                    .isSameAs(plugins.faults().get(0));
        }
    }

    @Test
    void whatATypeThrowsReachesTheHouseAsAFaultWithWords() throws IOException {
        jar("odd.jar", "1.0");
        try (Plugins plugins = Plugins.load(folder)) {
            assertThat(plugins.sources().faults(spec("poor"), Locale.ENGLISH))
                    .containsExactly(
                            "the plug-in odd.Odd failed: NoSuchMethodError: Gone.method(). See the cause in the"
                                    + " log and tell its author; build the jar again when it is mended");
            Source source = plugins.sources().find("odd").orElseThrow().poll(spec("any"), ZoneOffset.UTC);
            assertThatThrownBy(() -> source.request(null, Instant.EPOCH))
                    .isInstanceOf(PluginException.class)
                    .hasMessageContaining("IllegalStateException: no idea");
            assertThatThrownBy(() -> source.parse(new byte[0], Headers.NONE, null, Instant.EPOCH))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("io/fenghuo/source/Gone");
        }
    }

    @Test
    void aTypeThatCannotBeMadeKeepsTheOthers() throws IOException {
        jar("odd.jar", "1.0");
        Files.createDirectories(folder.resolve("half/META-INF/services"));
        Files.writeString(folder.resolve("half/META-INF/services/io.fenghuo.source.SourceType"), "no.Such\n");
        Files.writeString(folder.resolve("half/META-INF/MANIFEST.MF"), "Manifest-Version: 1.0\nFenghuo-SPI: 1.0\n\n");
        PluginJar.pack(folder.resolve("half"), folder.resolve("half.jar"));
        try (Plugins plugins = Plugins.load(folder)) {
            assertThat(plugins.sources().names()).contains("odd", "rss");
            assertThat(plugins.faults()).extracting(PluginException::fault).containsExactly(Fault.PROVIDER);
            assertThat(plugins.faults().get(0)).hasMessageContaining("no.Such");
        }
    }

    @Test
    void aTypeCannotTakeANameThatIsGiven() throws IOException {
        PluginJar.build(
                folder.resolve("rss.jar"),
                Map.of("odd.Odd", TYPE.replace("\"odd\"", "\"rss\"")),
                "1.0",
                SourceType.class);
        try (Plugins plugins = Plugins.load(folder)) {
            assertThat(plugins.faults()).extracting(PluginException::fault).containsExactly(Fault.TAKEN);
            assertThat(plugins.sources().find("rss").orElseThrow().getClass().getName())
                    .startsWith("io.fenghuo.source.");
        }
    }

    @Test
    void checkNamesTheJarAndTheClassWithTheirPlaces() throws IOException {
        jar("home/plugins/odd.jar", "9.0");
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve("watchlists"));
        Files.createDirectories(home.resolve("alerts"));
        Files.writeString(home.resolve("watchlists/sources.yaml"), """
                sources:
                  - id: tickets
                    type: verticle
                    class: no.Such
                """);
        assertThat(new CheckConfiguration(new LinkedHashMap<>(), Locale.ENGLISH, home)
                        .run()
                        .lines())
                .anyMatch(line -> line.startsWith("plugins/odd.jar:1:1: error: plugins/odd.jar needs the later"))
                .anyMatch(line -> line.startsWith("watchlists/sources.yaml:4:12: error: class no.Such not found"));
    }

    private void jar(String name, String declared) throws IOException {
        PluginJar.build(folder.resolve(name), Map.of("odd.Odd", TYPE), declared, SourceType.class);
    }

    private static SourceSpec spec(String id) {
        return new SourceSpec(
                id,
                "odd",
                null,
                Duration.ofSeconds(60),
                null,
                null,
                null,
                null,
                Map.of(),
                Map.of(),
                Map.of(),
                false,
                null);
    }
}
