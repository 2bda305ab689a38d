package io.fenghuo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenghuo.Patience;
import io.fenghuo.app.SmtpServer.Tls;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Delivery.Status;
import io.fenghuo.model.Notice.Manner;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Outcome.Kind;
import io.fenghuo.model.Secret;
import io.fenghuo.model.Severity;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a mail: through TLS or none, good and bad certificates, refusals and broken connections, judged as the service judges. */
class MailSenderIT {
    private static final ChannelSpec CHANNEL =
            new ChannelSpec("duty-mail", "email", Set.of(), null, null, List.of(), List.of(), false, true, Map.of());
    private static final Vertx VERTX = SteppedTime.vertx();

    @TempDir
    static Path dir;

    private static KeyStore localhost;
    private static KeyStore other;

    @BeforeAll
    static void certificates() throws Exception {
        localhost = Certificates.store(Certificates.named(dir, "localhost"));
        other = Certificates.store(Certificates.named(dir, "other.example"));
    }

    @AfterAll
    static void close() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static Outcome send(String url, @Nullable KeyStore trust, String... to) throws Exception {
        return send(Patience.USUAL, url, trust, to);
    }

    private static Outcome send(Duration patience, String url, @Nullable KeyStore trust, String... to)
            throws Exception {
        Outgoing.Mail mail = new Outgoing.Mail(
                "a@fenghuo.example",
                List.of(to),
                "主题",
                "<p>正文</p>",
                "正文",
                Map.of("Message-ID", "<d-1@x.invalid>"),
                false);
        MailSender sender = new MailSender(VERTX, Secret.of(url), trust, patience);
        Reply reply = sender.send(mail, CHANNEL)
                .toCompletionStage()
                .toCompletableFuture()
                .get(90, TimeUnit.SECONDS);
        return Channels.builtIn().type("email").orElseThrow().classify(reply, CHANNEL, Instant.EPOCH);
    }

    private static String starttls(SmtpServer server) {
        return "smtp://localhost:" + server.port() + "?starttls=required";
    }

    private static void refusedForTls(Outcome outcome, SmtpServer server) {
        assertThat(outcome.kind()).as(outcome.detail()).isEqualTo(Kind.RETRY);
        assertThat(outcome.detail()).contains("TLS");
        assertThat(outcome.cure()).isEqualTo("cure.tls");
        assertThat(server.kept).isEmpty();
        assertThat(server.heard).noneMatch(line -> line.contains("MAIL FROM") || line.contains("AUTH "));
    }

    @Test
    void aGoodCertificateDelivers() throws Exception {
        try (SmtpServer server = new SmtpServer(Tls.STARTTLS, localhost);
                SmtpServer smtps = new SmtpServer(Tls.SMTPS, localhost)) {
            assertThat(send(starttls(server), localhost, "a@example.com").kind())
                    .isEqualTo(Kind.DELIVERED);
            assertThat(server.kept).hasSize(1);
            assertThat(server.heard)
                    .filteredOn(line -> line.startsWith("clear "))
                    .hasSize(2);
            assertThat(send("smtps://localhost:" + smtps.port(), localhost, "a@example.com")
                            .kind())
                    .isEqualTo(Kind.DELIVERED);
            assertThat(smtps.kept).hasSize(1);
        }
    }

    @Test
    void withoutStarttlsNothingIsSaidInClearText() throws Exception {
        try (SmtpServer server = new SmtpServer(Tls.NONE, null)) {
            refusedForTls(
                    send("smtp://user:right@localhost:" + server.port() + "?starttls=required", null, "a@example.com"),
                    server);
        }
    }

    @Test
    void anUntrustedCertificateIsRefused() throws Exception {
        try (SmtpServer server = new SmtpServer(Tls.STARTTLS, localhost);
                SmtpServer smtps = new SmtpServer(Tls.SMTPS, localhost)) {
            refusedForTls(send(starttls(server), null, "a@example.com"), server);
            refusedForTls(send("smtps://localhost:" + smtps.port(), null, "a@example.com"), smtps);
        }
    }

    @Test
    void anExpiredCertificateIsRefused() throws Exception {
        KeyStore expired = Certificates.store(Certificates.expired(dir, "localhost"));
        try (SmtpServer server = new SmtpServer(Tls.STARTTLS, expired);
                SmtpServer smtps = new SmtpServer(Tls.SMTPS, expired)) {
            refusedForTls(send(starttls(server), expired, "a@example.com"), server);
            refusedForTls(send("smtps://localhost:" + smtps.port(), expired, "a@example.com"), smtps);
        }
    }

    /** A middleman who leaves STARTTLS out of the greeting gets no password. */
    @Test
    void aPasswordIsNotSentInClearTextWhereTlsIsOptional() throws Exception {
        try (SmtpServer server = new SmtpServer(Tls.NONE, null)) {
            refusedForTls(
                    send("smtp://user:right@localhost:" + server.port() + "?starttls=optional", null, "a@example.com"),
                    server);
            assertThat(send("smtp://localhost:" + server.port() + "?starttls=optional", null, "a@example.com")
                            .kind())
                    .as("without a password there is nothing to lose but the mail")
                    .isEqualTo(Kind.DELIVERED);
        }
        assertThatThrownBy(() -> send("smtp://user:right@mail.example?starttls=disabled", null, "a@example.com"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("right");
    }

    /** Each recipient has a row: who was told to come back later is asked again, and nobody else. */
    @Test
    void onlyThoseRefusedForNowAreSentItAgain(@TempDir Path home) throws Exception {
        SteppedTime time = new SteppedTime(Instant.parse("2026-06-18T12:00:00Z"));
        try (SmtpServer server = new SmtpServer(Tls.NONE, null);
                Store store = Stores.sqlite(home.resolve("fenghuo.db"))) {
            House house = new House(VERTX, time.watched(store));
            house.clock = time::now;
            ChannelSpec mail = House.spec("duty-mail", "email", null, null);
            house.channel(new ChannelSpec(
                    mail.id(),
                    mail.type(),
                    Set.of(),
                    null,
                    null,
                    List.of("a@example.com", "later@example.com", "unknown@example.com", "b@example.com"),
                    List.of(),
                    false,
                    true,
                    Map.of()));
            house.incident("i-1", Severity.L2, false);
            String id = house.tell("i-1", Severity.L2, Manner.CARD, "duty-mail", null);
            house.open(
                    time.watched(new MailSender(
                            VERTX, Secret.of("smtp://localhost:" + server.port()), null, Patience.USUAL)),
                    time);
            until(
                    time,
                    store,
                    () -> ofMessage(server, id).size() == 2
                            && settled(house, id)
                            && settled(house, id + "._2")
                            && settled(house, id + "._3"));
            assertThat(house.delivery(id).state()).isEqualTo(Status.DELIVERED);
            assertThat(house.delivery(id + "._2").state()).isEqualTo(Status.PENDING);
            assertThat(house.delivery(id + "._2").outcome()).contains("451");
            assertThat(house.delivery(id + "._3").state()).isEqualTo(Status.FAILED);
            assertThat(house.delivery(id + "._3").outcome()).contains("550");
            server.greylisting = false;
            until(time, store, () -> ofMessage(server, id).size() == 3);
            assertThat(house.delivery(id + "._2").state()).isEqualTo(Status.DELIVERED);
            assertThat(ofMessage(server, id))
                    .as("each once")
                    .satisfiesExactly(
                            first -> assertThat(first).contains("To: a@example.com"),
                            second -> assertThat(second).contains("To: b@example.com"),
                            third -> assertThat(third).contains("To: later@example.com"));
            house.shut();
        }
    }

    /** The mails kept of one delivery; administrators are told of the refused address by others. */
    private static List<String> ofMessage(SmtpServer server, String id) {
        return server.kept.stream()
                .filter(mail -> mail.contains("Message-ID: <" + id + "."))
                .toList();
    }

    private static boolean settled(House house, String id) {
        Optional<Delivery> found = house.store.read(tx -> tx.outbox().find(id));
        return found.map(Delivery::outcome).isPresent();
    }

    /** Moves the clock by hand, which waits for the real server. */
    private static void until(SteppedTime time, Store store, Callable<Boolean> done) throws Exception {
        for (int i = 0; i < 60 && !done.call(); i++) {
            time.step(VERTX, store);
        }
        assertThat(done.call()).isTrue();
    }

    @Test
    void aTrustedCertificateOfAnotherNameIsRefused() throws Exception {
        try (SmtpServer server = new SmtpServer(Tls.STARTTLS, other);
                SmtpServer smtps = new SmtpServer(Tls.SMTPS, other)) {
            refusedForTls(send(starttls(server), other, "a@example.com"), server);
            refusedForTls(send("smtps://localhost:" + smtps.port(), other, "a@example.com"), smtps);
        }
    }

    @Test
    void aWrongPasswordWaitsForAPerson() throws Exception {
        try (SmtpServer server = new SmtpServer(Tls.STARTTLS, localhost)) {
            String at = "@localhost:" + server.port();
            assertThat(send("smtp://user:right" + at + "?starttls=required", localhost, "a@example.com")
                            .kind())
                    .isEqualTo(Kind.DELIVERED);
            Outcome wrong = send("smtp://user:wrong" + at + "?starttls=required", localhost, "a@example.com");
            assertThat(wrong.kind()).isEqualTo(Kind.DEAD);
            assertThat(wrong.cure()).isEqualTo("cure.login");
            assertThat(wrong.detail()).contains("535");
            assertThat(server.heard).noneMatch(line -> line.startsWith("clear AUTH"));
        }
    }

    @Test
    void eachRecipientHasItsOwnAnswer() throws Exception {
        try (SmtpServer server = new SmtpServer(Tls.NONE, null)) {
            String url = "smtp://localhost:" + server.port();
            Outcome unknown = send(url, null, "unknown@example.com");
            assertThat(unknown.kind()).isEqualTo(Kind.REJECTED);
            assertThat(unknown.detail()).contains("550").contains("no such user");
            assertThat(unknown.cure()).isEqualTo("cure.recipient");
            Outcome later = send(url, null, "later@example.com");
            assertThat(later.kind()).isEqualTo(Kind.RETRY);
            assertThat(later.detail()).contains("451");
            assertThat(server.kept).isEmpty();
            Outcome some = send(url, null, "a@example.com", "unknown@example.com");
            assertThat(some.kind()).isEqualTo(Kind.DELIVERED);
            assertThat(some.detail()).contains("unknown@example.com: 550");
            assertThat(server.kept).hasSize(1);
            Outcome none = send(url, null, "unknown@example.com", "later@example.com");
            assertThat(none.kind()).as("one of them is worth another try").isEqualTo(Kind.RETRY);
            assertThat(server.kept).hasSize(1);
        }
    }

    @Test
    void silenceAndALostConnectionAreAmbiguous() throws Exception {
        try (SmtpServer server = new SmtpServer(Tls.NONE, null)) {
            String url = "smtp://localhost:" + server.port();
            assertThat(send(url, null, "drop@example.com").kind()).isEqualTo(Kind.AMBIGUOUS);
            assertThat(send(Duration.ofSeconds(4), url, null, "hang@example.com")
                            .kind())
                    .isEqualTo(Kind.AMBIGUOUS);
            Outcome half = send(url, null, "a@example.com", "unknown@example.com", "drop@example.com");
            assertThat(half.kind()).as(half.detail()).isEqualTo(Kind.AMBIGUOUS);
        }
    }
}
