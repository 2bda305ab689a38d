package io.fenghuo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.Caller;
import io.fenghuo.app.Fenghuo;
import io.fenghuo.app.Settings;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evidence}: from a running service, from the store it leaves, and verified. */
class EvidenceIT {
    @TempDir
    private Path home;

    private Shell shell;
    private Fenghuo service;

    @BeforeEach
    void start() throws Exception {
        shell = new Shell(home);
        shell.file("watchlists/sources.yaml", "sources:\n  - { id: crm, type: push }\n");
        shell.file("alerts/policy.yaml", "evidence: { around: 3, keep: { L3: 90d } }\n");
        Settings settings =
                Settings.read(new HashMap<>(shell.environment), new PrintStream(OutputStream.nullOutputStream()), home);
        service = new Fenghuo(settings);
        service.start().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        if (service != null) {
            service.stop().toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
    }

    private void post(String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + service.port() + "/api/posts?source=crm"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        assertThat(Caller.client()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void aLawyerGetsAFileThatCanBeChecked() throws Exception {
        post("[{\"id\":\"c0\",\"thread\":\"v\",\"text\":\"好看\"},"
                + "{\"id\":\"c1\",\"thread\":\"v\",\"author\":{\"id\":\"u-7\"},\"text\":\"用了之后红肿刺痛<script>\"}]");
        assertThat(shell.run("incident", "list")).isZero();
        String id = shell.out.substring(0, shell.out.indexOf(' '));
        Path warc = home.resolve("data/evidence/" + id + ".warc");
        Awaitility.await().until(() -> Files.exists(warc) && Files.size(warc) > 2_000);
        Path zip = home.resolve("out.zip");
        assertThat(shell.run("evidence", id, "-o", zip.toString(), "--by", "zhang"))
                .isZero();
        assertThat(shell.out).contains(zip.toString());
        assertThat(shell.err).contains("末行指纹");
        assertThat(shell.run("evidence", "verify", zip.toString())).isZero();
        assertThat(shell.out).contains("完好", id);
        shell.run("incident", "show", id);
        assertThat(shell.out).contains("导出存证");

        assertThat(shell.run("incident", "forget", "crm", "u-7", "--by", "zhang", "--yes"))
                .isZero();
        assertThat(shell.out).contains("存证中 2 条记录");
        // Written over in its place meanwhile: half a character may be read.
        Awaitility.await()
                .untilAsserted(() -> assertThat(new String(Files.readAllBytes(warc), StandardCharsets.UTF_8))
                        .doesNotContain("红肿", "u-7", "script"));

        service.stop().toCompletableFuture().get(60, TimeUnit.SECONDS);
        service = null;
        assertThat(shell.run("evidence", id, "-o", zip.toString())).isZero();
        assertThat(shell.run("evidence", "verify", zip.toString(), "--json")).isZero();
        assertThat(shell.out).contains("\"erased\":", "\"problems\":[]").doesNotContain("\"erased\":0");

        byte[] bytes = Files.readAllBytes(zip);
        bytes[bytes.length / 2] ^= 1;
        Files.write(zip, bytes);
        assertThat(shell.run("evidence", "verify", zip.toString())).isEqualTo(1);
        assertThat(shell.out).isNotBlank();
    }

    @Test
    void whatIsNotThereIsSaid() throws Exception {
        assertThat(shell.run(
                        "evidence", "i-nothing", "-o", home.resolve("x.zip").toString()))
                .isEqualTo(1);
        assertThat(home.resolve("x.zip")).doesNotExist();
        assertThat(shell.run("evidence", "verify", home.resolve("x.zip").toString()))
                .isEqualTo(2);
        assertThat(shell.run("evidence", "verify")).isEqualTo(2);
        Files.writeString(home.resolve("y.zip"), "nothing of ours");
        assertThat(shell.run("evidence", "verify", home.resolve("y.zip").toString()))
                .isEqualTo(1);
        Map<String, String> english = shell.environment;
        english.put("FENGHUO_LANG", "en");
        assertThat(shell.run("evidence", "--help")).isZero();
        assertThat(shell.out).contains("verify");
    }
}
