package io.fenghuo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.Patience;
import io.fenghuo.Ports;
import io.fenghuo.store.Stores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor} finds what is wrong around the service and changes nothing while it looks. */
class DoctorIT {
    @TempDir
    private Path home;

    private Shell shell;

    @BeforeEach
    void home() {
        shell = new Shell(home);
    }

    @Test
    void aClockThatDiffersFromTheServersIsNamed() throws Exception {
        try (Teller teller = new Teller()) {
            shell.file(
                    "alerts/channels.yaml",
                    "channels: [{ id: hook, type: slack, url: 'http://127.0.0.1:" + teller.port()
                            + "/secret-path?key=verysecret', allow-private: true }]\n");
            shell.run("doctor");
            assertThat(shell.out).contains("正常  clock  与 127.0.0.1 一致");
            teller.ahead.set(Duration.ofMinutes(10));
            shell.run("doctor");
            assertThat(shell.out).containsPattern("注意  clock  本机时间比 127.0.0.1 慢 (5[89]\\d|60\\d) 秒：校准时间");
            teller.ahead.set(Duration.ofHours(-3));
            shell.environment.put("FENGHUO_LANG", "en");
            shell.run("doctor");
            assertThat(shell.out)
                    .containsPattern("this machine is (107[89]\\d|108[01]\\d) s ahead of 127.0.0.1: set its clock");
            assertThat(teller.asked).isNotEmpty().allMatch(line -> line.equals("HEAD / HTTP/1.1"));
        }
    }

    @Test
    void aWarningOfTheFilesIsSaidOnce() {
        shell.file(
                "alerts/channels.yaml",
                "channels: [{ id: hook, type: slack, url: 'https://127.0.0.1:1/longsecret1' }]\n");
        shell.run("doctor");
        String all = shell.out + shell.err;
        String warning = shell.out
                .lines()
                .filter(line -> line.contains("channels.yaml") && line.contains("warning"))
                .findFirst()
                .orElseThrow();
        String words = warning.substring(warning.indexOf("warning"));
        assertThat(all.split(java.util.regex.Pattern.quote(words), -1)).hasSize(2);
    }

    @Test
    void lookingAtPostgresDoesNotMigrateIt() throws Exception {
        boolean runnable = (System.getProperty("os.name") + "/" + System.getProperty("os.arch"))
                .toLowerCase(Locale.ROOT)
                .matches("linux/(amd64|x86_64)");
        if (!runnable) {
            System.err.println("SKIPPED: PostgreSQL binaries are for linux/amd64 only");
        }
        Assumptions.assumeTrue(runnable);
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setPort(Ports.free())
                .setPGStartupWait(Patience.USUAL)
                .start()) {
            String url = "postgres://postgres:any@localhost:" + server.getPort() + "/postgres";
            shell.environment.put("FENGHUO_DATABASE_URL", url);
            shell.run("doctor");
            assertThat(shell.out).contains("注意  store").contains("缺", "迁移：1 ");
            assertThat(shell.run("source", "list")).isZero();
            assertThat(shell.err).contains("迁移");
            assertThat(shell.run("channel", "list")).isZero();
            assertThat(tables(server)).isEmpty();
            Stores.open(url).close();
            shell.run("doctor");
            assertThat(shell.out).contains("正常  store  打得开");
            assertThat(shell.run("source", "list")).isZero();
            assertThat(shell.err).doesNotContain("迁移");
        }
        shell.run("doctor");
        assertThat(shell.out).contains("失败  store  打不开");
        assertThat(shell.run("channel", "list")).isEqualTo(2);
        assertThat(shell.err).contains("打不开").doesNotContain("\tat ");
    }

    private static List<String> tables(EmbeddedPostgres server) throws Exception {
        List<String> names = new CopyOnWriteArrayList<>();
        try (Connection connection = DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"));
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    /** A web server that says what time it wants it to be. */
    private static final class Teller implements AutoCloseable {
        final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
        final List<String> asked = new CopyOnWriteArrayList<>();
        private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

        Teller() throws IOException {
            Thread thread = new Thread(this::serve, "teller");
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return listening.getLocalPort();
        }

        private void serve() {
            while (!listening.isClosed()) {
                try (Socket socket = listening.accept()) {
                    BufferedReader in =
                            new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                    String first = in.readLine();
                    if (first == null) {
                        continue; // only looked whether we are there
                    }
                    asked.add(first);
                    String line = first;
                    while (line != null && !line.isEmpty()) {
                        line = in.readLine();
                    }
                    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                            Instant.now().plus(ahead.get()).atZone(ZoneOffset.UTC));
                    socket.getOutputStream()
                            .write(("HTTP/1.1 404 No\r\nDate: " + date + "\r\nContent-Length: 0\r\n\r\n")
                                    .getBytes(StandardCharsets.UTF_8));
                } catch (IOException gone) {
                    continue;
                }
            }
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }
}
