package io.fenghuo.platform.wecom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.Caller;
import io.fenghuo.app.Fenghuo;
import io.fenghuo.app.Settings;
import io.fenghuo.wire.WeComCrypt;
import io.vertx.core.Vertx;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 微信客服 with a running service: WeCom proves the address, calls back, and what was said is fetched and judged at once. */
class WeComKfServiceIT {
    private static final String AES = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
    private static final String EVENT = "<xml><MsgType>event</MsgType><Event>kf_msg_or_event</Event>"
            + "<Token><![CDATA[CALLBACK]]></Token><OpenKfId>wk1</OpenKfId></xml>";

    private final HttpClient client = Caller.client();
    private String base;

    @Test
    void aCallbackBringsWhatWasSaid(@TempDir Path home) throws Exception {
        Vertx vertx = Vertx.vertx();
        FakeKf wecom = new FakeKf(vertx);
        file(home, "watchlists/brand.yaml", """
                brand: 云朵家
                rules:
                  - { id: skin, family: safety, level: L1, category: 人身安全, when: 红肿 }
                """);
        file(home, "watchlists/sources.yaml", """
                sources:
                  - { id: service, type: wecom-kf, url: "%s", every: 1h, allow-private: true, corpid: %s, secret: %s, token: QDG6eK, aes-key: %s }
                """.formatted(wecom.url(), FakeKf.CORP, FakeKf.SECRET, AES));
        file(home, "alerts/contacts.yaml", """
                people:
                  - { id: zhang, name: 张三, mail: zhang@example.com, mobile: "13900001234" }
                roles: { duty: [zhang], legal: [zhang], supervisor: [zhang], brand: [zhang], admin: [zhang] }
                """);
        Fenghuo service = new Fenghuo(Settings.read(
                Map.of("FENGHUO_LISTEN", "127.0.0.1:0", "FENGHUO_LANG", "en", "FENGHUO_HOME", home.toString()),
                new PrintStream(OutputStream.nullOutputStream()),
                home));
        service.start().toCompletableFuture().get(60, TimeUnit.SECONDS);
        try {
            base = "http://127.0.0.1:" + service.port();
            await().until(() -> !wecom.cursors.isEmpty());
            String word = WeComCrypt.seal(AES, new byte[16], "8351", FakeKf.CORP);
            assertThat(call("GET", "&echostr=" + encoded(word), word, "").body())
                    .isEqualTo("8351");
            wecom.say(3, "m1", "敷完脸红肿刺痛");
            String sealed = WeComCrypt.seal(AES, new byte[16], EVENT, FakeKf.CORP);
            String body = "<xml><Encrypt><![CDATA[" + sealed + "]]></Encrypt></xml>";
            assertThat(call("POST", "", "another", body).statusCode()).isEqualTo(401);
            HttpResponse<String> met = call("POST", "", sealed, body);
            assertThat(met.statusCode()).isEqualTo(200);
            assertThat(met.body()).isEqualTo("success");
            await().until(() -> get("/api/incidents").contains("红肿"));
            assertThat(wecom.free).hasPositiveValue();
            assertThat(get("/coverage")).contains("WeCom customer service", ">service<");
        } finally {
            service.stop().toCompletableFuture().get(60, TimeUnit.SECONDS);
            vertx.close().await();
        }
    }

    private static void file(Path home, String name, String text) throws Exception {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private String get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Accept-Language", "en")
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /** A call as WeCom signs it, over {@code signed}. */
    private HttpResponse<String> call(String method, String more, String signed, String body) throws Exception {
        String time = String.valueOf(InstantSource.system().instant().getEpochSecond());
        String query = "?msg_signature=" + WeComCrypt.signature("QDG6eK", time, "n1", signed) + "&timestamp=" + time
                + "&nonce=n1" + more;
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/hooks/service" + query))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Via", "1.1 proxy")
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
