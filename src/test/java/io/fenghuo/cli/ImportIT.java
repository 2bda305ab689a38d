package io.fenghuo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.app.Fenghuo;
import io.fenghuo.app.Settings;
import io.fenghuo.app.importing.ImportPages;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
        service.stop().toCompletableFuture().get(60, TimeUnit.SECONDS);
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

    private static ImportPages pages(String person) {
        return new ImportPages(URI.create("http://127.0.0.1:" + service.port()), person);
    }

    private static String done(ImportPages pages, String place) {
        return await().until(
                        () -> pages.get(place).body(),
                        page -> !page.contains("every 2s") && page.contains("id=\"progress\""));
    }

    @Test
    void aFileIsMappedLookedAtAndImportedInTheConsole() throws Exception {
        ImportPages zhang = pages("zhang");
        String csv = "编号,说了什么,客户,时刻,<script>alert(1)</script>\r\n"
                + "t-1,敷完脸红肿,小雨,18/06/2020 20:01,=cmd|' /C calc'!A0\r\n"
                + "t-2,<img src=x onerror=alert(1)>,阿宁,19/06/2020 8:01,x\r\n"
                + "t-3,好,小雨,31/31/2020,=1+1\r\n"
                + "t-4,,小雨,19/06/2020,y\r\n";
        String place = ImportPages.place(zhang.upload("工单 \"导出\".csv", csv.getBytes(StandardCharsets.UTF_8)));
        String page = zhang.get(place).body();
        assertThat(page)
                .contains("还没有说哪一列是正文", "小雨", "&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>alert", "<img src=x");
        assertThat(zhang.press(place, "start", Map.of()).statusCode()).isEqualTo(409);
        Map<String, String> said = Map.of(
                "column.1",
                "text",
                "column.3",
                "publishedAt",
                "column.4",
                "attributes",
                "dates",
                "day_first",
                "source",
                "tickets");
        assertThat(zhang.press(place, "look", said).statusCode()).isEqualTo(303);
        page = zhang.get(place).body();
        assertThat(page)
                .contains("看了前 4 行，其中 2 行读成了内容", "2020-06-18 20:01:00", "第 4 行", "31/31/2020", "&lt;img src=x")
                .doesNotContain("<img src=x");
        assertThat(stored("tickets")).isZero();
        assertThat(zhang.press(place, "start", said).statusCode()).isEqualTo(303);
        page = done(zhang, place);
        assertThat(page).contains("导完了", "没有正文：1 行", "时间看不懂：1 行");
        assertThat(stored("tickets")).isEqualTo(2);
        HttpResponse<String> refused = zhang.get(place + "/refused");
        assertThat(refused.headers().firstValue("content-disposition").orElse(""))
                .startsWith("attachment");
        assertThat(refused.body())
                .startsWith("\uFEFF\"行号\",\"原因\"")
                .contains("\"4\"", "\"'=1+1\"")
                .doesNotContain(",\"=");
        assertThat(shell.run("incident", "list")).isZero();
        assertThat(shell.out).as("history alarms nobody").doesNotContain("tickets");
        assertThat(Files.exists(home.resolve("data" + place.replace("/import/", "/imports/") + "/file")))
                .as("the file is not kept once its rows are in")
                .isFalse();
        String again = ImportPages.place(zhang.upload("b.csv", csv.getBytes(StandardCharsets.UTF_8)));
        zhang.press(again, "start", said);
        assertThat(done(zhang, again)).contains("导完了");
        assertThat(stored("tickets")).as("the same file again").isEqualTo(2);
        assertThat(zhang.press(place, "drop", Map.of()).statusCode()).isEqualTo(303);
        assertThat(zhang.get(place).statusCode()).isEqualTo(404);
    }

    @Test
    void whoMayNotImportChangesNothingAndWhatIsNoTableIsRefused() throws Exception {
        ImportPages zhang = pages("zhang");
        ImportPages li = pages("li");
        byte[] csv = "text,time\n好,2020-06-18\n".getBytes(StandardCharsets.UTF_8);
        assertThat(li.get("/import").body()).contains("只有管理员可以导入").doesNotContain("type=\"file\"");
        assertThat(li.upload("a.csv", csv).statusCode()).isEqualTo(403);
        String place = ImportPages.place(zhang.upload("a.csv", csv));
        assertThat(li.press(place, "start", Map.of()).statusCode()).isEqualTo(403);
        assertThat(li.press(place, "drop", Map.of()).statusCode()).isEqualTo(403);
        assertThat(zhang.get("/import").body()).contains("a.csv");
        assertThat(li.get("/import").body()).doesNotContain("a.csv");
        assertThat(li.get(place).statusCode()).isEqualTo(403);
        assertThat(li.get(place + "/refused").statusCode()).isEqualTo(403);
        assertThat(zhang.upload("a.csv", csv, "forged").statusCode()).isEqualTo(403);
        assertThat(zhang.upload("a.csv", new byte[0]).statusCode()).isEqualTo(422);
        assertThat(zhang.upload("a.xlsx", "PK\3\4nothing".getBytes(StandardCharsets.UTF_8))
                        .body())
                .contains("文件不完整");
        assertThat(zhang.upload("a.xls", new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0})
                        .body())
                .contains(".xls");
        HttpResponse<String> most = zhang.upload("a.csv", new byte[(33 << 20)]);
        assertThat(most.statusCode()).isEqualTo(413);
        assertThat(zhang.get("/import/../../signing.key").statusCode()).isEqualTo(404);
        assertThat(zhang.get("/import/im-00000000000000000000000000").statusCode())
                .isEqualTo(404);
        assertThat(zhang.press(place, "start", Map.of("column.0", "text", "column.1", "text"))
                        .body())
                .contains("有两列都选了“正文”");
        assertThat(zhang.press(place, "start", Map.of("column.0", "nonsense")).body())
                .contains("没有“nonsense”");
        assertThat(zhang.press(place, "start", Map.of("zone", "Mars/Olympus")).body())
                .contains("时区");
        assertThat(zhang.press(place, "start", Map.of("source", "a b")).body()).contains("监测源的名字");
        assertThat(zhang.press(place, "drop", Map.of()).statusCode()).isEqualTo(303);
        await().untilAsserted(() -> {
            try (Stream<Path> left = Files.list(home.resolve("data/imports"))) {
                assertThat(left.filter(one -> one.getFileName().toString().startsWith("part-")))
                        .isEmpty();
            }
        });
    }

    @Test
    void aKilledImportGoesOnWithoutLosingOrDoublingARow() throws Exception {
        Path file = home.resolve("big.csv");
        StringBuilder csv = new StringBuilder("text,time\n");
        for (int row = 0; row < ROWS; row++) {
            csv.append("第").append(row / 2).append("条，还行,2020-06-18 20:01\n");
        }
        Files.writeString(file, csv);
        String source = "";
        long halfway = ROWS;
        // Once more should it have been through before it was killed.
        for (int round = 1; round <= 8 && halfway == ROWS; round++) {
            source = "big-" + round;
            halfway = killed(file, source);
        }
        assertThat(halfway).as(Files.readString(home.resolve("killed.log"))).isBetween(1L, ROWS - 1L);
        assertThat(shell.run("import", file.toString(), "--source", source)).isEqualTo(Command.OK);
        assertThat(stored(source)).isEqualTo(ROWS);
        assertThat(List.of(shell.out))
                .first()
                .asString()
                .contains("共 " + ROWS + " 行")
                .contains("被拒 0");
    }

    /** How many rows an import has stored that is killed as soon as some are. */
    private static long killed(Path file, String source) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.fenghuo.cli.Main",
                        "import",
                        file.toString(),
                        "--source",
                        source,
                        "--home",
                        home.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("killed.log").toFile())
                .start();
        await().pollInterval(Duration.ofMillis(20)).until(() -> stored(source) > 0 || !process.isAlive());
        process.destroyForcibly().waitFor();
        return stored(source);
    }
}
