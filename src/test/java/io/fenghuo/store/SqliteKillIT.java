package io.fenghuo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes is killed with SIGKILL at moments of chance: nothing it acknowledged is lost, and the file stays sound. */
class SqliteKillIT {
    private static final int KILLS = 6;
    private static final int MOST_BEFORE_A_KILL = 3_000;
    private static final long NUMBERS_OF_A_RUN = 1_000_000;

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("fenghuo.db");
    }

    @Test
    void whatWasAcknowledgedSurvivesAKill() throws Exception {
        Random random = new Random(20260618);
        Set<Long> acknowledged = new HashSet<>();
        for (int kill = 0; kill < KILLS; kill++) {
            long before = acknowledged.size();
            runAndKill(kill * NUMBERS_OF_A_RUN, 1 + random.nextInt(MOST_BEFORE_A_KILL), acknowledged);
            assertThat(acknowledged.size()).as("acknowledged in run %s", kill).isGreaterThan((int) before);
            assertThat(integrity()).isEqualTo("ok");
        }
        try (Store store = Stores.sqlite(file())) {
            List<Journal.Line> lines = store.read(tx -> tx.journal().after(0, Integer.MAX_VALUE));
            Set<Long> stored =
                    lines.stream().map(line -> Long.valueOf(line.json())).collect(Collectors.toSet());
            assertThat(stored).containsAll(acknowledged).hasSize(lines.size());
            assertThat(lines).extracting(Journal.Line::seq).isSorted();
        }
    }

    @Test
    void aSecondProcessIsRefusedAndNamesTheFirst() throws Exception {
        Process first = start(0);
        try (BufferedReader numbers = first.inputReader(StandardCharsets.US_ASCII)) {
            assertThat(numbers.readLine()).isEqualTo("0");
            assertThatThrownBy(() -> Stores.sqlite(file()))
                    .isInstanceOf(StoreException.Locked.class)
                    .hasMessageContaining("process " + first.pid());
            assertThat(StoreLock.tryAcquire(directory)).isEmpty();
            try (Store beside = Stores.sqliteReadOnly(file())) {
                assertThat(beside.<Integer>read(tx -> tx.journal().after(0, 1).size()))
                        .isEqualTo(1);
            }
        } finally {
            first.destroyForcibly().waitFor();
        }
        Stores.sqlite(file()).close();
    }

    @Test
    void theLogIsCarriedOverBesideTheWriter() throws Exception {
        try (Store store = Stores.sqlite(file())) {
            long before = Files.size(file());
            for (int part = 0; part < 8; part++) {
                int from = part * 1_000;
                store.write(tx -> tx.posts()
                                .save(IntStream.range(from, from + 1_000)
                                        .mapToObj(i -> Posts.Draft.of(Fixtures.post("p" + i, "云".repeat(200))))
                                        .toList()))
                        .toCompletableFuture()
                        .join();
            }
            await().until(() -> Files.size(file()) > before + 4_000_000);
        }
        assertThat(integrity()).isEqualTo("ok");
    }

    private void runAndKill(long from, int lines, Set<Long> acknowledged) throws Exception {
        Process writer = start(from);
        try (BufferedReader numbers = writer.inputReader(StandardCharsets.US_ASCII)) {
            String line = numbers.readLine();
            for (int i = 0; line != null; i++) {
                acknowledged.add(Long.valueOf(line));
                if (i == lines) {
                    writer.toHandle().destroyForcibly();
                }
                line = whole(numbers);
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }
    }

    /** The next line, or null at the end; a line without its end was cut off by the kill and says nothing. */
    private static String whole(BufferedReader numbers) throws IOException {
        StringBuilder line = new StringBuilder();
        int c = numbers.read();
        while (c >= 0 && c != '\n') {
            line.append((char) c);
            c = numbers.read();
        }
        return c < 0 ? null : line.toString().strip();
    }

    private Process start(long from) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NumberWriter.class.getName(),
                        file().toString(),
                        Long.toString(from))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private String integrity() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA integrity_check")) {
            result.next();
            return result.getString(1);
        }
    }
}
