package io.fenghuo.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentReaderTest {
    private static final Map<String, String> FULL = new TreeMap<>(Map.of(
            "FENGHUO_HOME", "/srv/fenghuo",
            "FENGHUO_LISTEN", "[::1]:9090",
            "FENGHUO_TRUSTED", "10.0.0.0/8, fd00::/8",
            "FENGHUO_PUBLIC_URL", "https://alerts.example/f/",
            "FENGHUO_DATABASE_URL", "jdbc:postgresql://db:5432/fenghuo?user=f",
            "FENGHUO_KAFKA", "kafka:9092",
            "FENGHUO_SMTP_URL", "smtps://u:p%40@mail.example:465",
            "FENGHUO_KEY", "0123456789abcdef0123456789abcdef",
            "FENGHUO_ZONE", "Asia/Tokyo",
            "FENGHUO_LANG", "en"));

    static {
        FULL.put("FENGHUO_CONTACT", "ops@brand.example");
        FULL.put("FENGHUO_PROXY", "http://u:p@proxy.example:3128");
    }

    private final Problems problems = new Problems();

    @Test
    void defaults() {
        assertThat(EnvironmentReader.read(Map.of("FENGHUO_KAFKA", "  ", "PATH", "/bin"), problems))
                .isEqualTo(new Environment(
                        Path.of("."),
                        new Environment.Listen("127.0.0.1", 8080),
                        List.of("127.0.0.0/8", "::1/128"),
                        null,
                        null,
                        null,
                        null,
                        null,
                        ZoneId.of("Asia/Shanghai"),
                        Locale.CHINESE,
                        null,
                        null));
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void inFull() {
        assertThat(EnvironmentReader.read(FULL, problems)).isEqualTo(full());
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void eachMayStandInAFile(@TempDir Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (Map.Entry<String, String> variable : FULL.entrySet()) {
            Path file = Files.writeString(folder.resolve(variable.getKey()), variable.getValue() + "\n");
            files.put(variable.getKey() + "_FILE", file.toString());
        }

        assertThat(EnvironmentReader.read(files, problems)).isEqualTo(full());
        assertThat(problems.list()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "FENGHUO_LISTEN,8080,environment-listen",
        "FENGHUO_LISTEN,127.0.0.1:70000,environment-listen",
        "FENGHUO_TRUSTED,10.0.0.0/40,environment-network",
        "FENGHUO_TRUSTED,300.0.0.1,environment-network",
        "FENGHUO_TRUSTED,example.com,environment-network",
        "FENGHUO_PUBLIC_URL,alerts.example,environment-url",
        "FENGHUO_DATABASE_URL,mysql://db/x,environment-url",
        "FENGHUO_SMTP_URL,mail.example:25,environment-url",
        "FENGHUO_KEY,short,environment-short",
        "FENGHUO_KEY,0123456789abcdef0123456789abcdef short,environment-key-parts",
        "FENGHUO_ZONE,Beijing,environment-zone",
        "FENGHUO_LANG,fr,environment-lang",
        "FENGHUO_CONTACT,call us,environment-contact",
        "FENGHUO_CONTACT,https://a.example/(x),environment-contact",
        "FENGHUO_PROXY,socks5://proxy.example:1080,environment-url",
        "FENGHUO_PUBLIC_ULR,https://a.example,environment-unknown",
        "FENGHUO_KEY_FILE,/nowhere/at/all,variable-file"
    })
    void faultsAreNamed(String name, String value, String code) {
        EnvironmentReader.read(Map.of(name, value), problems);

        assertThat(problems.list()).hasSize(1).allSatisfy(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.file()).startsWith("$FENGHUO_");
        });
    }

    @Test
    void bothWaysAtOnceIsAFault() {
        EnvironmentReader.read(Map.of("FENGHUO_KEY", "x".repeat(32), "FENGHUO_KEY_FILE", "/x"), problems);

        assertThat(problems.list()).extracting(Problem::code).containsExactly("variable-twice");
    }

    private static Environment full() {
        return new Environment(
                Path.of("/srv/fenghuo"),
                new Environment.Listen("::1", 9090),
                List.of("10.0.0.0/8", "fd00::/8"),
                URI.create("https://alerts.example/f"),
                Secret.of("jdbc:postgresql://db:5432/fenghuo?user=f"),
                "kafka:9092",
                Secret.of("smtps://u:p%40@mail.example:465"),
                Secret.of("0123456789abcdef0123456789abcdef"),
                ZoneId.of("Asia/Tokyo"),
                Locale.ENGLISH,
                "ops@brand.example",
                Secret.of("http://u:p@proxy.example:3128"));
    }
}
