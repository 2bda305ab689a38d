package io.fenghuo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.app.Fenghuo;
import io.fenghuo.app.Settings;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exported files brought into a running service by the command, over HTTP. */
class ImportIT {
    private static final int ROWS = 30_000;

    @TempDir
    private static Path home;

    private static Fenghuo service;
    private static Shell shell;

    @BeforeAll
    static void start() throws Exception {
        shell = new Shell(home);
        service = new Fenghuo(Settings.read(
                new HashMap<>(shell.environment), new PrintStream(OutputStream.nullOutputStream()), home));
        service.start().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() throws Exception {
        service.stop().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static long stored(String source) {
        String url = "jdbc:sqlite:file:" + home.resolve("data/fenghuo.db") + "?mode=ro";
        try (Connection db = DriverManager.getConnection(url);
                ResultSet found = db.createStatement()
                        .executeQuery(
                                "SELECT count(*), count(DISTINCT id) FROM posts WHERE source = '" + source + "'")) {
            assertThat(found.getLong(1)).isEqualTo(found.getLong(2));
            return found.getLong(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void anExportFromASpreadsheetComesIn() throws Exception {
        Path file = home.resolve("导出.csv");
        String csv = "评论内容,用户昵称,评价时间,备注\r\n敷完脸红肿,小雨,2020-06-18 20:01,\u001b[31m\r\n好,阿宁,看不懂,\r\n,空,2020-06-18,\r\n";
        Files.writeString(file, csv, Charset.forName("GBK"));
        assertThat(shell.run("import", file.toString(), "--dry-run", "--source", "csv"))
                .isEqualTo(Command.NO);
        assertThat(shell.err)
                .contains("text ← 评论内容", "publishedAt ← 评价时间", "备注", "共 3 行", "2 行")
                .doesNotContain("\u001b");
        assertThat(shell.out).contains("敷完脸红肿");
        assertThat(stored("csv")).isZero();
        assertThat(shell.run("import", file.toString(), "--source", "csv")).isEqualTo(Command.NO);
        assertThat(shell.out).contains("新存 1", "被拒 2");
        assertThat(Files.readAllLines(home.resolve("导出.csv.rejected.tsv")))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("3\t");
        assertThat(stored("csv")).isEqualTo(1);
        assertThat(shell.run("incident", "list")).isZero();
        assertThat(shell.out).as("history alarms nobody").doesNotContain("红肿");
        assertThat(shell.run("import", file.toString(), "--source", "csv", "--map", "txt=备注"))
                .isEqualTo(Command.FAILURE);
        assertThat(shell.err).contains("txt", "author.name");
    }

    @Test
    void oldPostsAlarmOnlyWhenAsked() throws Exception {
        Path file = home.resolve("a.jsonl");
        Files.writeString(file, "{\"id\":\"j-1\",\"text\":\"敷完脸刺痛\"}\n");
        assertThat(shell.run("import", file.toString(), "--source", "json")).isEqualTo(Command.FAILURE);
        assertThat(shell.err).contains("--at");
        String yesterday = LocalDate.now().minusDays(1).toString();
        assertThat(shell.run("import", file.toString(), "--source", "json", "--at", yesterday, "--alarm"))
                .isEqualTo(Command.OK);
        assertThat(shell.out).contains("新存 1", "命中规则 1");
        assertThat(shell.run("incident", "list")).isZero();
        assertThat(shell.out).contains("刺痛");
    }

    @Test
    void aKilledImportGoesOnWithoutLosingOrDoublingARow() throws Exception {
        Path file = home.resolve("big.csv");
        StringBuilder csv = new StringBuilder("text,time\n");
        for (int row = 0; row < ROWS; row++) {
            csv.append("第").append(row / 2).append("条，还行,2020-06-18 20:01\n");
        }
        Files.writeString(file, csv);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.fenghuo.cli.Main",
                        "import",
                        file.toString(),
                        "--source",
                        "big",
                        "--home",
                        home.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("killed.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> stored("big") > 0 || !process.isAlive());
        process.destroyForcibly().waitFor();
        long halfway = stored("big");
        assertThat(halfway).as(Files.readString(home.resolve("killed.log"))).isBetween(1L, ROWS - 1L);
        assertThat(shell.run("import", file.toString(), "--source", "big")).isEqualTo(Command.OK);
        assertThat(stored("big")).isEqualTo(ROWS);
        assertThat(List.of(shell.out))
                .first()
                .asString()
                .contains("共 " + ROWS + " 行")
                .contains("被拒 0");
    }
}
