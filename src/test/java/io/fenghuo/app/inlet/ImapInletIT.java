package io.fenghuo.app.inlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.fenghuo.app.Certificates;
import io.fenghuo.app.PublicAddresses;
import io.fenghuo.model.Batch;
import io.fenghuo.model.Post;
import io.fenghuo.model.Secret;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceTypes;
import io.fenghuo.source.SourceWords;
import io.fenghuo.verticle.RealTime;
import io.fenghuo.verticle.hearing.DrawVerticle;
import io.fenghuo.verticle.hearing.Inlet;
import io.fenghuo.verticle.hearing.KeptSources;
import io.fenghuo.verticle.hearing.SourcePorts;
import io.fenghuo.verticle.intake.Intake;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.mail.Flags;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real IMAP server on loopback, behind TLS. */
class ImapInletIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static KeyStore keys;
    private static SSLSocketFactory trust;
    private static KeyStore strangers;

    private final KeptSources kept = new KeptSources();
    private GreenMail server;
    private GreenMailUser care;
    private TlsRelay relay;
    private int mails;

    @BeforeAll
    static void certificates(@TempDir Path dir) throws Exception {
        keys = Certificates.store(Certificates.named(dir, "localhost"));
        strangers = Certificates.store(Certificates.named(dir, "elsewhere.example"));
        trust = TlsRelay.trusting(keys);
    }

    @AfterAll
    static void over() {
        VERTX.close().await();
    }

    @BeforeEach
    void start() throws Exception {
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
        server.start();
        care = server.setUser("care@shop.example", "care", "secret-of-care");
        relay = new TlsRelay(keys, Certificates.PASSWORD, server.getImap().getPort());
    }

    @AfterEach
    void stop() throws Exception {
        relay.close();
        server.stop();
    }

    private SourceSpec spec(String url, Map<String, Object> more) {
        Map<String, Object> options = new HashMap<>(Map.of("user", "care"));
        options.putAll(more);
        if (!more.containsKey("token")) {
            options.putIfAbsent("password", Secret.of("secret-of-care"));
        }
        SourceSpec spec = new SourceSpec(
                "complaints",
                "imap",
                url,
                Duration.ofSeconds(1),
                null,
                "云朵家",
                null,
                null,
                Map.of(),
                Map.of(),
                options,
                true,
                "alert");
        assertThat(SourceTypes.builtIn().problems(spec)).isEmpty();
        return spec;
    }

    private String url() {
        return "imaps://localhost:" + relay.port();
    }

    private Inlet inlet(SourceSpec spec, SSLSocketFactory trusted) {
        return new ImapInlet(spec, new PublicAddresses(), (grant, allowPrivate) -> Secret.of("none"), trusted, false);
    }

    private String deploy(SourceSpec spec, Intake intake) {
        SourcePorts ports = new SourcePorts(
                null, null, intake, new RealTime(VERTX), kept, new SourceWords(Locale.ENGLISH), () -> 0L);
        return VERTX.deployVerticle(new DrawVerticle(spec, inlet(spec, trust), ports))
                .await();
    }

    private void send(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            mails++;
            String mail = "From: u" + mails + "@x.example\r\nMessage-ID: <" + mails + "@x>\r\nSubject: s\r\n"
                    + "Content-Type: text/plain; charset=utf-8\r\n\r\n投诉" + mails;
            care.deliver(new MimeMessage(null, new ByteArrayInputStream(mail.getBytes(UTF_8))));
        }
    }

    private void everyMailOnce() {
        // The server's own threads do not like to be cut off.
        await().dontCatchUncaughtExceptions()
                .atMost(Duration.ofSeconds(10))
                .until(() -> kept.posts().size() >= mails);
        assertThat(kept.posts()).extracting(Post::id).doesNotHaveDuplicates().hasSize(mails);
    }

    @Test
    void whatIsThereAndWhatComesWhileItWaits() throws Exception {
        send(3);
        String running = deploy(spec(url(), Map.of()), kept);
        everyMailOnce();
        send(1);
        everyMailOnce();
        relay.cut();
        send(2);
        everyMailOnce();
        VERTX.undeploy(running).await();
        Batch last = kept.batches().get(kept.batches().size() - 1);
        assertThat(last.raw().url())
                .startsWith("imaps://localhost/INBOX;UIDVALIDITY=")
                .contains("/;UID=6");
        assertThat(kept.posts().get(0).text()).isEqualTo("s\n投诉1");
        assertThat(server.getManagers().getImapHostManager().getInbox(care).getMessages())
                .noneMatch(mail -> mail.getFlags().contains(Flags.Flag.SEEN));
        assertThat(kept.of("complaints").connected()).isTrue();
    }

    @Test
    void aCrashAtAnyMailLosesAndDoublesNothing() throws Exception {
        send(4);
        for (int at = 1; at <= 4; at++) {
            AtomicInteger taken = new AtomicInteger();
            int dies = at;
            // It dies before the posts are kept, or after, before anybody hears of it.
            Intake dying = batch -> {
                boolean now = taken.incrementAndGet() == dies;
                Future<Intake.Receipt> done = now && dies % 2 == 0 ? null : kept.take(batch);
                return now ? Promise.<Intake.Receipt>promise().future() : done;
            };
            String running = deploy(spec(url(), Map.of()), dying);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> taken.get() >= dies || kept.posts().size() >= mails);
            send(1);
            VERTX.undeploy(running).await();
        }
        String running = deploy(spec(url(), Map.of()), kept);
        everyMailOnce();
        VERTX.undeploy(running).await();
    }

    @Test
    void marksAsSeenOnlyWhenAsked() throws Exception {
        send(1);
        String running = deploy(spec(url(), Map.of("mark-seen", true)), kept);
        everyMailOnce();
        await().atMost(Duration.ofSeconds(5))
                .until(() -> server.getManagers().getImapHostManager().getInbox(care).getMessages().stream()
                        .allMatch(mail -> mail.getFlags().contains(Flags.Flag.SEEN)));
        VERTX.undeploy(running).await();
    }

    @Test
    void aMailboxMadeAnewIsReadAnewAndKnown() throws Exception {
        send(2);
        try (Inlet inlet = inlet(spec(url(), Map.of()), trust)) {
            Inlet.Draught first = inlet.next("{\"validity\":1,\"uid\":999}", Instant.now());
            assertThat(first.posts()).extracting(Post::id).containsExactly("1@x");
            assertThat(first.more()).isTrue();
            Inlet.Draught second = inlet.next(first.cursor(), Instant.now());
            assertThat(second.posts()).extracting(Post::id).containsExactly("2@x");
            assertThat(second.caughtUp()).isTrue();
            assertThat(inlet.next(second.cursor(), Instant.now()).posts()).isEmpty();
        }
    }

    @Test
    void aHostileMailStopsNobody() throws Exception {
        String bomb = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n".repeat(2_000);
        care.deliver(new MimeMessage(
                null, new ByteArrayInputStream(("Message-ID: <bomb@x>\r\nSubject: b\r\n" + bomb).getBytes(UTF_8))));
        String huge = "Message-ID: <huge@x>\r\nSubject: 大\r\n\r\n" + "x".repeat(3_000_000);
        care.deliver(new MimeMessage(null, new ByteArrayInputStream(huge.getBytes(UTF_8))));
        mails = 2;
        send(1);
        String running = deploy(spec(url(), Map.of()), kept);
        everyMailOnce();
        VERTX.undeploy(running).await();
        Post large = kept.posts().stream()
                .filter(post -> post.id().equals("huge@x"))
                .findFirst()
                .orElseThrow();
        assertThat(large.text()).hasSizeLessThanOrEqualTo(200_000);
        assertThat(large.attributes()).containsKey("truncated");
    }

    @Test
    void whatIsWrongIsNamedAndNoPasswordLeavesInTheClear() throws Exception {
        assertThat(trouble(spec(url(), Map.of("password", Secret.of("wrong"))), trust))
                .isEqualTo("imap.login");
        assertThat(trouble(spec(url(), Map.of("folder", "无")), trust)).isEqualTo("imap.folder");
        assertThat(trouble(spec(url(), Map.of()), null)).as("nobody vouches").isEqualTo("net.tls");
        assertThat(trouble(spec("imap://localhost:" + server.getImap().getPort(), Map.of()), trust))
                .isEqualTo("imap.starttls");
        try (TlsRelay other =
                new TlsRelay(strangers, Certificates.PASSWORD, server.getImap().getPort())) {
            String code = trouble(spec("imaps://localhost:" + other.port(), Map.of()), TlsRelay.trusting(strangers));
            assertThat(code).as("another's name").isEqualTo("net.tls");
        }
        SourceSpec inside = spec(url(), Map.of());
        SourceSpec outside = new SourceSpec(
                "o",
                "imap",
                url(),
                Duration.ofSeconds(1),
                null,
                null,
                null,
                null,
                Map.of(),
                Map.of(),
                inside.options(),
                false,
                null);
        assertThat(trouble(outside, trust)).isEqualTo("net.private");
        assertThat(trouble(outside, null)).isEqualTo("net.private");
        relay.close();
        assertThat(trouble(inside, trust)).isEqualTo("net.refused");
    }

    private String trouble(SourceSpec spec, SSLSocketFactory trusted) {
        try (Inlet inlet = inlet(spec, trusted)) {
            assertThatThrownBy(() -> inlet.next(null, Instant.now()))
                    .isInstanceOf(SourceException.class)
                    .hasMessageNotContaining("secret-of-care");
            return inlet.next(null, Instant.now()).toString();
        } catch (SourceException failed) {
            return failed.trouble().code();
        }
    }

    @Test
    void anAccessTokenInsteadOfAPassword() throws Exception {
        server.setUser("xo@shop.example", "token-of-xo");
        GreenMailUser xo = server.setUser("xo@shop.example", "xo@shop.example", "token-of-xo");
        xo.deliver(new MimeMessage(null, new ByteArrayInputStream("Message-ID: <t@x>\r\n\r\n退款".getBytes(UTF_8))));
        SourceSpec spec = spec(url(), Map.of("token", Secret.of("token-of-xo"), "user", "xo@shop.example"));
        try (Inlet inlet = inlet(spec, trust)) {
            List<Post> posts = inlet.next(null, Instant.now()).posts();
            assertThat(posts).extracting(Post::text).containsExactly("退款");
        }
    }
}
