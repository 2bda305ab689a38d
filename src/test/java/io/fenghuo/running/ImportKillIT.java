package io.fenghuo.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.app.importing.ImportPages;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service is killed with SIGKILL while two files come in, one by the page and one by the command: each row is there once afterwards. */
class ImportKillIT {
    private static final int ROWS = 30_000;

    @TempDir
    private Path home;

    @Test
    void noRowIsLostOrDoubledWhenTheServiceIsKilled() throws Exception {
        byte[] named = table(true);
        Path file = Files.write(home.resolve("export.csv"), table(false));
        try (Service service = new Service(home, Map.of("FENGHUO_LANG", "en"))) {
            service.write("alerts/contacts.yaml", "people:\n  - { id: zhang, name: 张三, mail: zhang@example.com }\n");
            service.write("watchlists/brand.yaml", """
                    brand: 云朵家
                    rules:
                      - { id: skin, family: safety, level: L3, category: 质量, any: [红肿] }
                    """);
            service.start();
            ImportPages pages = new ImportPages(service.uri("/"), "");
            Cut cut = cut(service, pages, named, file, 1);
            // Once more should one of them have been through before the kill.
            for (int round = 2; round <= 8 && Math.max(stored(cut.page()), stored(cut.command())) == ROWS; round++) {
                service.start();
                cut = cut(service, pages, named, file, round);
            }
            String place = cut.place();
            assertThat(cut.ended().code()).as(cut.ended().output()).isEqualTo(2);
            long page = stored(cut.page());
            assertThat(page).isLessThan(ROWS);
            assertThat(stored(cut.command())).isLessThan(ROWS);
            service.start();
            assertThat(pages.get(place).body()).contains("interrupted", "Go on").doesNotContain("every 2s");
            assertThat(stored(cut.page())).as("it waits for somebody").isEqualTo(page);
            assertThat(pages.press(place, "again", Map.of()).statusCode()).isEqualTo(303);
            assertThat(bring(service, file, cut.command()).output()).contains(String.valueOf(ROWS));
            String done = await().until(() -> pages.get(place).body(), body -> body.contains(">done<"));
            assertThat(stored(cut.command())).isEqualTo(ROWS);
            assertThat(stored(cut.page())).isEqualTo(ROWS);
            assertThat(done)
                    .as("what was stored before the kill is told as new, not as known")
                    .contains("<dt>New</dt><dd><bdi>30,000</bdi>", "<dt>Known before</dt><dd><bdi>0</bdi>");
        }
    }

    /** Two imports that were under way when the service was killed, by their sources, and how the command ended. */
    private record Cut(String page, String command, String place, Service.Ended ended) {}

    private Cut cut(Service service, ImportPages pages, byte[] named, Path file, int round) throws Exception {
        String page = "page-" + round;
        String command = "command-" + round;
        String place = ImportPages.place(pages.upload("export.csv", named));
        CompletableFuture<Service.Ended> ended = CompletableFuture.supplyAsync(() -> bring(service, file, command));
        awaitSome(command);
        assertThat(pages.press(place, "start", Map.of("source", page)).statusCode())
                .isEqualTo(303);
        awaitSome(page);
        service.kill();
        return new Cut(page, command, place, ended.get());
    }

    private void awaitSome(String source) {
        await().pollInterval(Duration.ofMillis(5)).until(() -> stored(source) > 0);
    }

    private static Service.Ended bring(Service service, Path file, String source) {
        try {
            return service.run("import", file.toString(), "--source", source);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Rows of which some read alike, so that only their ids, or their places in the file, tell them apart. */
    private static byte[] table(boolean named) {
        StringBuilder csv = new StringBuilder(named ? "id,text,time\n" : "text,time\n");
        for (int row = 0; row < ROWS; row++) {
            csv.append(named ? "r-" + row + "," : "")
                    .append(row % 50 == 0 ? "用了红肿" : "还行")
                    .append(row / 3)
                    .append(",2020-06-18 20:01\n");
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    private long stored(String source) {
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
}
