package io.fenghuo.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fenghuo.Patience;
import io.fenghuo.evidence.EvidencePolicy;
import io.fenghuo.evidence.TimeStamps;
import io.fenghuo.evidence.Verifier;
import io.fenghuo.evidence.Volumes;
import io.fenghuo.model.Reason;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.fenghuo.verticle.Time;
import io.fenghuo.verticle.evidence.EvidenceVerticle;
import io.fenghuo.web.Console;
import io.fenghuo.web.Evidencing;
import io.vertx.core.Vertx;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seals are stamped by a real authority on loopback; one that is away delays nothing and is asked again. */
class TimeAuthorityIT {
    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Forward time = new Forward();
    private final Queue<Reason> told = new ConcurrentLinkedQueue<>();
    private final Authority authority = new Authority();
    private HttpServer server;
    private Store store;
    private volatile int status = 200;
    private volatile boolean liar;

    @BeforeEach
    void start() throws Exception {
        authority.begin();
        store = Stores.sqlite(folder.resolve("fenghuo.db"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", call -> {
            // Read in this order, set in the other: whoever sees the mended status sees the liar too.
            int answered = status;
            byte[] request = call.getRequestBody().readAllBytes();
            byte[] answer = authority.answer(liar ? TimeStamps.request("ab".repeat(32)) : request);
            call.getResponseHeaders().add("Content-Type", "application/timestamp-reply");
            call.sendResponseHeaders(answered, answer.length);
            call.getResponseBody().write(answer);
            call.close();
        });
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        server.stop(0);
        store.close();
    }

    private EvidencePolicy policy() {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/tsa";
        return new EvidencePolicy(10, List.of(), EvidencePolicy.DEFAULT.keep(), url, true);
    }

    @Test
    void aSealIsStampedAndTheBundleProvesIt() throws Exception {
        deploy();
        new House(vertx, store).incident("i-1", io.fenghuo.model.Severity.L1, false);
        awaitStamp("i-1");
        Evidencing.Made made = export("i-1");
        Verifier.Report report = Verifier.check(made.file());
        assertThat(report.findings()).isEmpty();
        assertThat(report.stamps()).hasSize(1);
        assertThat(report.stamps().get(0)).contains("CN=TSA");
        openssl(made.file());
        byte[] zip = Files.readAllBytes(made.file());
        int at = new String(zip, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("stamps/line-");
        for (int i = at + 40; i < at + 2_000; i += 41) {
            byte[] changed = zip.clone();
            changed[i] ^= 4;
            Path file = Files.write(folder.resolve("changed.zip"), changed);
            assertThat(Verifier.check(file).findings()).as("byte " + i).isNotEmpty();
        }
    }

    @Test
    void anAuthorityThatFailsOrLiesIsAskedAgainAndTold() throws Exception {
        status = 503;
        deploy();
        new House(vertx, store).incident("i-1", io.fenghuo.model.Severity.L1, false);
        Awaitility.await().until(() -> {
            time.step(Duration.ofMinutes(1));
            return !told.isEmpty();
        });
        assertThat(told.peek().code()).isEqualTo("evidence.unstamped");
        assertThat(told.peek().args()).containsExactly("127.0.0.1", "3");
        liar = true;
        status = 200;
        int before = told.size();
        Awaitility.await().until(() -> {
            time.step(Duration.ofMinutes(1));
            return told.size() > before;
        });
        assertThat(store.<Boolean>read(tx -> tx.evidence().stamps("i-1").isEmpty()))
                .isTrue();
        liar = false;
        awaitStamp("i-1");
        assertThat(store.<Long>read(tx -> tx.incidents().verify("i-1"))).isEqualTo(-1);
    }

    private void deploy() throws Exception {
        Volumes volumes = new Volumes(folder.resolve("evidence"));
        vertx.deployVerticle(new EvidenceVerticle(new EvidenceVerticle.Ports(
                        store,
                        time,
                        this::policy,
                        volumes,
                        new TimestampSender(new WebhookSender(vertx, new PublicAddresses(), null, Patience.USUAL)),
                        (tx, why) -> told.add(why))))
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    private void awaitStamp(String incident) {
        Awaitility.await().until(() -> {
            time.step(Duration.ofSeconds(30));
            return store.<Boolean>read(tx -> !tx.evidence().stamps(incident).isEmpty());
        });
    }

    private Evidencing.Made export(String id) throws Exception {
        return new EvidenceRoom(vertx, store, time, this::policy, new Volumes(folder.resolve("evidence")))
                .bundle(id, new Console.Actor("zhang", "console"))
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS)
                .orElseThrow();
    }

    /** What the note in the bundle tells a lawyer's expert to do. */
    private void openssl(Path bundle) throws Exception {
        Path ca = Files.writeString(folder.resolve("ca.pem"), authority.pem());
        try (java.util.zip.ZipFile zip = new java.util.zip.ZipFile(bundle.toFile())) {
            java.util.zip.ZipEntry entry = zip.stream()
                    .filter(one -> one.getName().startsWith("stamps/"))
                    .findFirst()
                    .orElseThrow();
            Path answer = Files.write(
                    folder.resolve("line.tsr"), zip.getInputStream(entry).readAllBytes());
            long line = Long.parseLong(entry.getName().replaceAll("\\D", ""));
            String hash = store.<String>read(
                    tx -> tx.evidence().chain("i-1").get((int) line - 1).hash());
            Process process;
            try {
                process = new ProcessBuilder(
                                "openssl",
                                "ts",
                                "-verify",
                                "-digest",
                                hash,
                                "-in",
                                answer.toString(),
                                "-CAfile",
                                ca.toString())
                        .redirectErrorStream(true)
                        .start();
            } catch (java.io.IOException notHere) {
                System.err.println("SKIPPED in part: openssl is not here");
                return;
            }
            String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            assertThat(said).contains("OK");
        }
    }

    /** Time that can be pushed forward; timers look soon, whatever they were asked. */
    private final class Forward implements Time {
        private final AtomicLong ahead = new AtomicLong();

        void step(Duration by) {
            ahead.addAndGet(by.toMillis());
        }

        @Override
        public Instant now() {
            return Instant.now().plusMillis(ahead.get());
        }

        @Override
        public Runnable after(Duration delay, Runnable task) {
            long id = vertx.setTimer(Math.max(1, Math.min(50, delay.toMillis())), tick -> task.run());
            return () -> vertx.cancelTimer(id);
        }
    }

    /** A time-stamping authority with a certificate of its own. */
    private static final class Authority {
        private X509CertificateHolder certificate;
        private TimeStampResponseGenerator generator;
        private long serial;

        void begin() throws Exception {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
            keys.initialize(2048);
            KeyPair pair = keys.generateKeyPair();
            ContentSigner signer = new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate());
            X500Name name = new X500Name("CN=TSA, O=Loopback");
            Instant now = Instant.now();
            certificate = new JcaX509v3CertificateBuilder(
                            name,
                            BigInteger.ONE,
                            Date.from(now.minus(Duration.ofDays(1))),
                            Date.from(now.plus(Duration.ofDays(1))),
                            name,
                            pair.getPublic())
                    .addExtension(
                            Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping))
                    .build(signer);
            DigestCalculator digests = new JcaDigestCalculatorProviderBuilder()
                    .build()
                    .get(new org.bouncycastle.asn1.x509.AlgorithmIdentifier(
                            org.bouncycastle.asn1.nist.NISTObjectIdentifiers.id_sha256));
            TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder()
                            .build("SHA256withRSA", pair.getPrivate(), certificate(certificate)),
                    digests,
                    new ASN1ObjectIdentifier("1.2.3.4.1"));
            tokens.addCertificates(new JcaCertStore(List.of(certificate)));
            generator = new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED);
        }

        private static java.security.cert.X509Certificate certificate(X509CertificateHolder holder) throws Exception {
            return new org.bouncycastle.cert.jcajce.JcaX509CertificateConverter().getCertificate(holder);
        }

        byte[] answer(byte[] request) throws java.io.IOException {
            try {
                TimeStampResponse response =
                        generator.generate(new TimeStampRequest(request), BigInteger.valueOf(++serial), new Date());
                return response.getEncoded();
            } catch (org.bouncycastle.tsp.TSPException failed) {
                throw new java.io.IOException(failed);
            }
        }

        String pem() throws java.io.IOException {
            return "-----BEGIN CERTIFICATE-----\n"
                    + java.util.Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        }
    }
}
