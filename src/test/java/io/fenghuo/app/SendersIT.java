package io.fenghuo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.fenghuo.Patience;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.channel.Reply.Failure;
import io.fenghuo.model.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.ext.mail.StartTLSOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS, logins, refusals and odd answers, against real servers on loopback. */
class SendersIT {
    /** For what never ends. */
    private static final Duration SHORT = Duration.ofSeconds(6);

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path dir;

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static ChannelSpec spec(String type) {
        return new ChannelSpec("c", type, Set.of(), null, null, List.of(), List.of(), false, true, Map.of());
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(90, TimeUnit.SECONDS);
    }

    private Outgoing.Mail mail(String... to) {
        return new Outgoing.Mail(
                null, List.of(to), "主题 😀", "<p>正文</p>", "正文", Map.of("Message-ID", "<d-1@x.invalid>"), false);
    }

    private Reply smtp(String url, String... to) throws Exception {
        return get(new MailSender(vertx, Secret.of(url), null, Patience.USUAL).send(mail(to), spec("email")));
    }

    private Reply http(String url, @Nullable PfxOptions trust) throws Exception {
        return http(Patience.USUAL, url, trust);
    }

    private Reply http(Duration total, String url, @Nullable PfxOptions trust) throws Exception {
        return get(new WebhookSender(vertx, new PublicAddresses(), trust, total)
                .send(Outgoing.Http.json("{}").to(Secret.of(url)), spec("slack")));
    }

    @Test
    void aWrongPasswordAndAnUnknownServer() throws Exception {
        ServerSetup smtp = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort();
        smtp.setServerStartupTimeout(Patience.USUAL.toMillis());
        GreenMail mail = new GreenMail(smtp);
        mail.setUser("a@example.com", "a", "right");
        mail.start();
        try {
            int port = mail.getSmtp().getPort();
            assertThat(smtp("smtp://a:right@127.0.0.1:" + port, "a@example.com").status())
                    .isEqualTo(250);
            Reply wrong = smtp("smtp://a:wrong@127.0.0.1:" + port, "a@example.com");
            assertThat(wrong.failure() == Failure.LOGIN || wrong.status() == 535)
                    .as(wrong.text())
                    .isTrue();
            assertThat(wrong.text()).doesNotContain("wrong@");
            Reply plain = smtp("smtp://127.0.0.1:" + port + "?starttls=required", "a@example.com");
            assertThat(plain.failure()).as("STARTTLS is not offered").isEqualTo(Failure.TLS);
        } finally {
            mail.stop();
        }
        assertThat(smtp("smtp://127.0.0.1:1", "a@example.com").failure()).isEqualTo(Failure.NOT_SENT);
    }

    @Test
    void httpsIsPinnedAndVerified() throws Exception {
        PfxOptions own = Certificates.named(dir, "localhost");
        int port = get(vertx.createHttpServer(
                                new HttpServerOptions().setSsl(true).setKeyCertOptions(own))
                        .requestHandler(request -> request.response().end("ok"))
                        .listen(0, "127.0.0.1"))
                .actualPort();
        assertThat(http("https://localhost:" + port + "/x", own).text()).isEqualTo("ok");
        assertThat(http("https://localhost:" + port + "/x", null).failure()).isEqualTo(Failure.TLS);
        assertThat(http("https://127.0.0.1:" + port + "/x", own).failure()).isEqualTo(Failure.TLS);
    }

    @Test
    void oddAnswersAreBounded() throws Exception {
        try (Vendor big = new Vendor(vertx, (response, seen, n) -> response.end("x".repeat(3 << 20)));
                Vendor moved = new Vendor(
                        vertx,
                        (response, seen, n) -> response.setStatusCode(302)
                                .putHeader("Location", "/y")
                                .end());
                Vendor drip = new Vendor(
                        vertx, (response, seen, n) -> response.setChunked(true).write("o"))) {
            assertThat(http(big.url("/"), null).body()).hasSize(64 << 10);
            assertThat(http(moved.url("/"), null).status()).isEqualTo(302);
            assertThat(moved.seen).as("no redirect is followed").hasSize(1);
            assertThat(http(SHORT, drip.url("/"), null).failure()).isEqualTo(Failure.NO_REPLY);
        }
        assertThat(http("http://127.0.0.1:1/x", null).failure()).isEqualTo(Failure.NOT_SENT);
        assertThat(http("nonsense", null).failure()).isEqualTo(Failure.NOT_SENT);
    }

    @Test
    void settingsAreReadAsWritten() {
        MailSettings far = MailSettings.of(Secret.of("smtp://a%40b.cn:p%3Aw+%2F@mail.example"));
        assertThat(far.config().getStarttls()).isEqualTo(StartTLSOptions.REQUIRED);
        assertThat(far.config().getPort()).isEqualTo(587);
        assertThat(far.config().getPassword()).isEqualTo("p:w+/");
        assertThat(far.from()).isEqualTo("a@b.cn");
        assertThat(MailSettings.of(Secret.of("smtps://mail.example?from=x@y.cn"))
                        .config()
                        .getPort())
                .isEqualTo(465);
        assertThat(MailSettings.of(Secret.of("smtp://localhost:25")).config().getStarttls())
                .isEqualTo(StartTLSOptions.DISABLED);
        assertThatThrownBy(() -> MailSettings.of(Secret.of("http://u:topsecret@x")))
                .hasMessageContaining("smtp://")
                .hasMessageNotContaining("topsecret");
        assertThatThrownBy(() -> MailSettings.of(Secret.of("smtp://u:top secret@x")))
                .hasMessageNotContaining("top secret");
    }
}
