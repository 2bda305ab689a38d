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
import org.junit.jupiter.api.Test;

class FoldTableGeneratorTest {
    private static final String SHA_256 = "d210caf791b1fc88e8ff6f04bee8df9fb5342d73374136751ec8e0f945810f2c";

    @Test
    void theCommittedTableIsTheOneThatWasGenerated() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(committed());
        assertThat(HexFormat.of().formatHex(digest)).isEqualTo(SHA_256);
    }

    @Test
    void theGeneratorGivesTheCommittedTable() throws IOException {
        Path tables = Path.of("../shared/data/tables");
        if (!Files.isDirectory(tables)) {
            System.err.println("SKIPPED: no OpenCC tables at " + tables
                    + "; the generator is not compared with the committed table");
        }
        assumeTrue(Files.isDirectory(tables), "no OpenCC tables at " + tables);
        String made = FoldTableGenerator.generate(
                tables.resolve("opencc_TSCharacters.txt"),
                tables.resolve("opencc_HKVariants.txt"),
                tables.resolve("opencc_TWVariants.txt"));
        assertThat(made).isEqualTo(new String(committed(), StandardCharsets.UTF_8));
    }

    private static byte[] committed() throws IOException {
        try (InputStream in = FoldTable.class.getResourceAsStream("variants.txt")) {
            assertThat(in).isNotNull();
            return in.readAllBytes();
        }
    }
}
