package io.fenghuo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.fenghuo.Patience;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Delivery.Status;
import io.fenghuo.model.Notice.Manner;
import io.fenghuo.model.Secret;
import io.fenghuo.model.Severity;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the outbox of a real SQLite file to vendors on loopback and a real mail server. */
class DeliveryIT {
    private static final String OK = "{\"errcode\":0,\"errmsg\":\"ok\"}";
    private static final String WECOM = "/cgi-bin/webhook/send?key=5b2c9a7e-key-of-robot";
    private static final String DING_SECRET = "SEC0123456789";

    @TempDir
    Path dir;

    private Vertx vertx;
    private Store store;
    private House house;
    private GreenMail mail;
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        store = Stores.sqlite(dir.resolve("fenghuo.db"));
        house = new House(vertx, store);
        ServerSetup smtp = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort();
        smtp.setServerStartupTimeout(Patience.USUAL.toMillis());
        mail = new GreenMail(smtp);
        mail.setUser("fenghuo@example.com", "fenghuo@example.com", "pa ss:w+rd");
        mail.setUser("zhang@example.com", "zhang");
        mail.setUser("duty@example.com", "duty");
        mail.start();
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
        store.close();
        mail.stop();
    }

    private void start() throws Exception {
        start("");
    }

    /** Nobody but this channel's sender is impatient. */
    private void start(String hasty) throws Exception {
        WebhookSender patient = new WebhookSender(vertx, new PublicAddresses(), null, Patience.USUAL);
        WebhookSender impatient = new WebhookSender(vertx, new PublicAddresses(), null, Duration.ofSeconds(3));
        String url = "smtp://fenghuo%40example.com:pa%20ss%3Aw+rd@127.0.0.1:"
                + mail.getSmtp().getPort();
        house.open(new Senders(
                (outgoing, spec) -> (spec.id().equals(hasty) ? impatient : patient).send(outgoing, spec),
                new MailSender(vertx, Secret.of(url), null, Patience.USUAL),
                new MailFolder(vertx, dir.resolve("mail"), house.new RealTime(), ZoneId.of("Asia/Shanghai")),
                new TerminalSender(new PrintStream(terminal, true, StandardCharsets.UTF_8))));
    }

    private Delivery reaches(String id, Status status) {
        await().pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(house.delivery(id).state())
                        .as(String.valueOf(house.delivery(id).outcome()))
                        .isEqualTo(status));
        return house.delivery(id);
    }

    @Test
    void anL1RingsAWeComGroup() throws Exception {
        try (Vendor wecom = new Vendor(vertx, Vendor.says(OK))) {
            house.channel(House.spec("night", "wecom-robot", wecom.url(WECOM), null));
            house.incident("i-1", Severity.L1, false);
            String id = house.tell("i-1", Severity.L1, Manner.RING, "night", null);
            start();
            reaches(id, Status.DELIVERED);
            reaches(id + "._2", Status.DELIVERED);
            assertThat(wecom.seen).hasSize(2);
            JsonObject card = new JsonObject(wecom.seen.get(0).body());
            String link = card.getJsonObject("template_card")
                    .getJsonObject("card_action")
                    .getString("url");
            assertThat(link).startsWith("https://fenghuo.example/i/i-1?t=");
            assertThat(House.LINKS
                            .verify(link.split("t=")[1], "i-1", Instant.now())
                            .claim()
                            .person())
                    .isEqualTo("channel:night");
            JsonObject text = new JsonObject(wecom.seen.get(1).body()).getJsonObject("text");
            assertThat(text.getJsonArray("mentioned_mobile_list").getString(0)).isEqualTo("13900000000");
            assertThat(text.getString("content")).contains("【红肿】", "剩 ", "😀").doesNotContain("@all");
            assertThat(store.<Integer>read(tx -> tx.journal().after(0, 10).size()))
                    .isEqualTo(2);
        }
    }

    @Test
    void anErrorInA200BodyIsAFailureAndTheSpareTakesOver() throws Exception {
        try (Vendor wecom = new Vendor(vertx, Vendor.says("{\"errcode\":93000,\"errmsg\":\"invalid webhook url\"}"))) {
            house.channel(House.spec("night", "wecom-robot", wecom.url(WECOM), null, "duty-mail"));
            house.channel(House.spec("duty-mail", "email", null, null));
            house.incident("i-1", Severity.L1, false);
            String id = house.tell("i-1", Severity.L1, Manner.RING, "night", "zhang");
            start();
            assertThat(reaches(id, Status.FAILED).outcome())
                    .isEqualTo("DEAD errcode 93000 invalid webhook url [cure.key]");
            assertThat(reaches(id + "-f", Status.DELIVERED).fallbackOf()).startsWith(id);
            await().until(() -> mail.getReceivedMessages().length == 2);
            List<String> subjects = Arrays.stream(mail.getReceivedMessages())
                    .map(DeliveryIT::subject)
                    .sorted()
                    .toList();
            assertThat(subjects.get(0)).startsWith("【一级】云朵家 人身安全：敷完脸红肿刺痛");
            assertThat(subjects.get(1)).contains("渠道“night”已失效");
            assertThat(store.read(tx -> tx.outbox().state("night"))
                            .orElseThrow()
                            .deadReason())
                    .contains("93000");
            assertThat(all(mail)).doesNotContain("5b2c9a7e");
        }
    }

    @Test
    void aThrottledChannelRestsAndAnL1DoesNotWait() throws Exception {
        try (Vendor wecom =
                new Vendor(vertx, Vendor.says("{\"errcode\":45009,\"errmsg\":\"api freq out of limit\"}"))) {
            house.channel(House.spec("night", "wecom-robot", wecom.url(WECOM), null, "screen"));
            house.channel(House.spec("screen", "terminal", null, null));
            house.incident("i-1", Severity.L1, false);
            house.incident("i-2", Severity.L2, false);
            String slow = house.tell("i-2", Severity.L2, Manner.CARD, "night", null);
            Instant before = Instant.now();
            start();
            await().until(() -> house.delivery(slow).outcome() != null);
            assertThat(house.delivery(slow).state()).isEqualTo(Status.PENDING);
            assertThat(house.delivery(slow).notBefore()).isAfter(before.plusSeconds(50));
            String grave = house.tell("i-1", Severity.L1, Manner.RING, "night", null);
            reaches(grave, Status.FAILED);
            reaches(grave + "-f", Status.DELIVERED);
            assertThat(wecom.seen).as("nothing goes to a resting channel").hasSize(1);
            assertThat(terminal.toString(StandardCharsets.UTF_8)).contains("【一级】云朵家", "【红肿】");
        }
    }

    @Test
    void dingTalkBelievesOurSignatureAndNoOther() throws Exception {
        try (Vendor ding = new Vendor(
                vertx,
                (response, seen, n) ->
                        response.end(signed(seen.uri()) ? OK : "{\"errcode\":310000,\"errmsg\":\"sign not match\"}"))) {
            String url = ding.url("/robot/send?access_token=abcdefgh12345678");
            house.channel(House.spec("good", "dingtalk", url, DING_SECRET));
            house.channel(House.spec("bad", "dingtalk", url.replace("abcdefgh", "xyzxyzxy"), "SECwrong"));
            house.incident("i-1", Severity.L2, false);
            String good = house.tell("i-1", Severity.L2, Manner.CARD, "good", null);
            String bad = house.tell("i-1", Severity.L2, Manner.CARD, "bad", null);
            start();
            reaches(good, Status.DELIVERED);
            assertThat(reaches(bad, Status.FAILED).outcome()).contains("310000 sign not match", "[cure.sign]");
        }
    }

    @Test
    void aHangingChannelDelaysNoOtherAndIsTriedOnceMore() throws Exception {
        try (Vendor hangs = new Vendor(vertx, (response, seen, n) -> {});
                Vendor garbage = new Vendor(vertx, Vendor.says("<html>Login</html>"));
                Vendor resets = new Vendor(vertx, (response, seen, n) -> response.reset());
                Vendor works = new Vendor(vertx, Vendor.says("ok"))) {
            house.channel(House.spec("hangs", "feishu", hangs.url("/open-apis/bot/v2/hook/aaaaaaaa-1"), "s3cret"));
            house.channel(House.spec("garbage", "wecom-robot", garbage.url(WECOM), null));
            house.channel(House.spec("resets", "wecom-robot", resets.url(WECOM), null));
            house.channel(House.spec("works", "slack", works.url("/services/T0/B0/xxxxxxxxxx"), null));
            house.incident("i-1", Severity.L2, false);
            String hung = house.tell("i-1", Severity.L2, Manner.CARD, "hangs", null);
            String junk = house.tell("i-1", Severity.L2, Manner.CARD, "garbage", null);
            String reset = house.tell("i-1", Severity.L2, Manner.CARD, "resets", null);
            String good = house.tell("i-1", Severity.L2, Manner.CARD, "works", null);
            start("hangs");
            reaches(good, Status.DELIVERED);
            assertThat(house.delivery(hung).state()).isEqualTo(Status.PENDING);
            reaches(hung, Status.FAILED);
            reaches(junk, Status.FAILED);
            reaches(reset, Status.FAILED);
            assertThat(hangs.seen).hasSizeGreaterThanOrEqualTo(2);
            assertThat(cards(resets)).hasSize(2);
            assertThat(cards(garbage)).hasSize(2);
            assertThat(cards(garbage).get(0)).doesNotContain("可能重复");
            assertThat(cards(garbage).get(1).replace("【可能重复】", ""))
                    .as("the same but for the mark")
                    .isEqualTo(cards(garbage).get(0))
                    .isNotEqualTo(cards(garbage).get(1));

            List<String> cards = hangs.seen.stream()
                    .map(seen -> DeliveryIT.card(seen).toString())
                    .filter(card -> card.contains("红肿"))
                    .toList();
            assertThat(cards).hasSize(2);
            assertThat(cards.get(1)).contains("可能重复");
            assertThat(cards.get(0)).isEqualTo(cards.get(1).replace("【可能重复】", ""));
            assertThat(house.delivery(junk).outcome()).startsWith("AMBIGUOUS HTTP 200 unreadable");
        }
    }

    @Test
    void aRetriedWebhookIsTheSameMessage() throws Exception {
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        try (Vendor hook = new Vendor(
                vertx,
                (response, seen, n) ->
                        response.setStatusCode(n == 0 ? 503 : 204).end())) {
            house.channel(House.spec("hook", "webhook", hook.url("/hook"), secret));
            house.incident("i-1", Severity.L3, false);
            String id = house.tell("i-1", Severity.L3, Manner.CARD, "hook", null);
            start();
            assertThat(reaches(id, Status.DELIVERED).attempts()).isEqualTo(2);
            Vendor.Seen one = hook.seen.get(0);
            Vendor.Seen two = hook.seen.get(1);
            assertThat(one.body()).isEqualTo(two.body());
            assertThat(one.headers().get("webhook-id"))
                    .isEqualTo(id)
                    .isEqualTo(two.headers().get("webhook-id"));
            for (Vendor.Seen seen : hook.seen) {
                String signed = seen.headers().get("webhook-id") + "."
                        + seen.headers().get("webhook-timestamp") + "." + seen.body();
                byte[] key = Base64.getDecoder().decode(secret.substring(6));
                assertThat(seen.headers().get("webhook-signature")).isEqualTo("v1," + hmac(key, signed));
            }
        }
    }

    @Test
    void digestLinesGoAsOneMessage() throws Exception {
        house.channel(House.spec("duty-mail", "email", null, null));
        house.incident("i-1", Severity.L3, false);
        for (int i = 0; i < 30; i++) {
            house.tell("i-1", Severity.L3, Manner.DIGEST, "duty-mail", "zhang");
        }
        start();
        await().until(() -> house.all().stream().allMatch(one -> one.state() == Status.DELIVERED));
        assertThat(mail.getReceivedMessages()).hasSize(1);
        assertThat(subject(mail.getReceivedMessages()[0])).isEqualTo("【汇总】30 条，1 个事件");
    }

    @Test
    void whatWasInterruptedIsSentAgainMarkedAndOtherwiseTheSame() throws Exception {
        try (Vendor wecom = new Vendor(vertx, Vendor.says(OK))) {
            house.channel(House.spec("night", "wecom-robot", wecom.url(WECOM), null));
            house.incident("i-1", Severity.L2, false);
            String id = house.tell("i-1", Severity.L2, Manner.CARD, "night", null);
            // as a kill leaves it: bytes fixed, an attempt begun, no outcome
            Sender dying = new Sender();
            house.open(dying);
            await().until(() -> dying.body != null);
            House again = new House(vertx, store);
            again.channels.putAll(house.channels);
            again.open(new WebhookSender(vertx, new PublicAddresses(), null, Patience.USUAL));
            reaches(id, Status.DELIVERED);
            assertThat(wecom.seen.get(0).body()).contains("【可能重复】");
            assertThat(wecom.seen.get(0).body().replace("【可能重复】", "")).isEqualTo(dying.body);
            assertThat(house.delivery(id).attempts()).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void aPrivateAddressIsRefusedUnlessAllowed() throws Exception {
        try (Vendor hook = new Vendor(vertx, Vendor.says("ok"))) {
            house.channel(new ChannelSpec(
                    "hook",
                    "slack",
                    Set.of(),
                    Secret.of(hook.url("/services/abcdefgh/12345678")),
                    null,
                    List.of(),
                    List.of(),
                    false,
                    false,
                    Map.of()));
            house.channel(House.spec("screen", "terminal", null, null));
            house.incident("i-1", Severity.L2, false);
            String id = house.tell("i-1", Severity.L2, Manner.CARD, "hook", null);
            start();
            assertThat(reaches(id, Status.FAILED).outcome()).contains("[cure.address]");
            assertThat(hook.seen).isEmpty();
            await().until(() -> terminal.toString(StandardCharsets.UTF_8).contains("allow-private: true"));
        }
    }

    @Test
    void theDemoStaysInTheHouse() throws Exception {
        try (Vendor hook = new Vendor(vertx, Vendor.says("ok"))) {
            house.channel(House.spec("hook", "slack", hook.url("/services/abcdefgh/12345678"), null));
            house.channel(House.spec("duty-mail", "email", null, null));
            house.incident("i-1", Severity.L1, true);
            String out = house.tell("i-1", Severity.L1, Manner.CARD, "hook", null);
            String in = house.tell("i-1", Severity.L1, Manner.CARD, "duty-mail", "zhang");
            start();
            reaches(out, Status.DROPPED);
            reaches(in, Status.DELIVERED);
            assertThat(hook.seen).isEmpty();
            assertThat(mail.getReceivedMessages()).isEmpty();
            Path file;
            try (var files = java.nio.file.Files.list(dir.resolve("mail"))) {
                file = files.findFirst().orElseThrow();
            }
            MimeMessage read = new MimeMessage(null, java.nio.file.Files.newInputStream(file));
            assertThat(read.getSubject()).startsWith("【演示】【一级】云朵家");
            assertThat(read.getMessageID()).startsWith("<" + in);
            jakarta.mail.Multipart parts = (jakarta.mail.Multipart) read.getContent();
            assertThat((String) parts.getBodyPart(0).getContent()).contains("【红肿】");
            assertThat((String) parts.getBodyPart(1).getContent()).contains("<mark>红肿</mark>");
        }
    }

    @Test
    void aChangeOfACardGoesWhereItCanAndIsSettledWhereItCannot() throws Exception {
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        try (Vendor wecom = new Vendor(vertx, Vendor.says(OK));
                Vendor hook = new Vendor(vertx, Vendor.says(""))) {
            house.channel(House.spec("night", "wecom-robot", wecom.url(WECOM), null));
            house.channel(House.spec("duty-mail", "email", null, null));
            house.channel(House.spec("tickets", "webhook", hook.url("/hook"), secret));
            house.incident("i-1", Severity.L2, false);
            String robot = house.tell("i-1", Severity.L2, Manner.EDIT, "night", "zhang");
            String letter = house.tell("i-1", Severity.L2, Manner.EDIT, "duty-mail", "zhang");
            String event = house.tell("i-1", Severity.L2, Manner.EDIT, "tickets", null);
            start();
            reaches(event, Status.DELIVERED);
            for (String id : List.of(robot, letter)) {
                assertThat(reaches(id, Status.DROPPED).outcome()).contains("cannot edit");
            }
            assertThat(new JsonObject(hook.seen.get(0).body()).getString("type"))
                    .isEqualTo("incident.updated");
            assertThat(wecom.seen).isEmpty();
            assertThat(mail.getReceivedMessages()).isEmpty();
        }
    }

    @Test
    void aRobotNeverHearsMoreThanItsVendorAllows() throws Exception {
        try (Vendor wecom = new Vendor(vertx, Vendor.says(OK))) {
            house.channel(House.spec("night", "wecom-robot", wecom.url(WECOM), null));
            house.incident("i-1", Severity.L2, false);
            house.incident("i-9", Severity.L1, false);
            for (int i = 0; i < 40; i++) {
                house.tell("i-1", Severity.L2, Manner.CARD, "night", null);
            }
            start();
            await().until(() -> wecom.seen.size() == 17);
            String grave = house.tell("i-9", Severity.L1, Manner.CARD, "night", null);
            reaches(grave, Status.DELIVERED);
            // one text that names those told
            assertThat(wecom.seen).as("three of twenty are kept for L1").hasSize(18);
        }
    }

    @Test
    void mailIsWholeAndThreaded() throws Exception {
        house.channel(House.spec("duty-mail", "email", null, null));
        house.incident("i-1", Severity.L1, false);
        String id = house.tell("i-1", Severity.L1, Manner.RING, "duty-mail", "zhang");
        start();
        reaches(id, Status.DELIVERED);
        MimeMessage got = mail.getReceivedMessages()[0];
        assertThat(got.getMessageID()).startsWith("<" + id + ".").isEqualTo(got.getHeader("Message-ID")[0]);
        assertThat(got.getHeader("Message-ID")).hasSize(1);
        assertThat(got.getHeader("Auto-Submitted")[0]).isEqualTo("auto-generated");
        assertThat(got.getHeader("References")[0]).startsWith("<inc-i-1.");
        assertThat(got.getFrom()[0].toString()).isEqualTo("fenghuo@example.com");
        assertThat(got.getAllRecipients()[0].toString()).isEqualTo("zhang@example.com");
        house.tell("i-1", Severity.L1, Manner.CARD, "duty-mail", "zhang");
        await().until(() -> mail.getReceivedMessages().length == 2);
        assertThat(all(mail)).contains("同一事件第 2 次更新");
    }

    private static String subject(MimeMessage message) {
        try {
            return message.getSubject();
        } catch (jakarta.mail.MessagingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static String all(GreenMail mail) throws Exception {
        StringBuilder all = new StringBuilder();
        for (MimeMessage message : mail.getReceivedMessages()) {
            jakarta.mail.Multipart parts = (jakarta.mail.Multipart) message.getContent();
            for (int i = 0; i < parts.getCount(); i++) {
                all.append(parts.getBodyPart(i).getContent());
            }
        }
        return all.toString();
    }

    private static Object card(Vendor.Seen seen) {
        return new JsonObject(seen.body()).getJsonObject("card");
    }

    /** What came in beside words to administrators. */
    private static List<String> cards(Vendor vendor) {
        return vendor.seen.stream()
                .map(Vendor.Seen::body)
                .filter(body -> body.contains("红肿"))
                .toList();
    }

    private static boolean signed(String uri) {
        String time = uri.replaceAll(".*timestamp=(\\d+).*", "$1");
        String sign = URLDecoder.decode(uri.replaceAll(".*sign=", ""), StandardCharsets.UTF_8);
        return sign.equals(hmac(DING_SECRET.getBytes(StandardCharsets.UTF_8), time + "\n" + DING_SECRET))
                && uri.contains(URLEncoder.encode(sign, StandardCharsets.UTF_8));
    }

    private static String hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Takes a sending and never says what became of it. */
    private static final class Sender implements io.fenghuo.verticle.Sender {
        private volatile String body;

        @Override
        public io.vertx.core.Future<io.fenghuo.channel.Reply> send(
                io.fenghuo.channel.Outgoing outgoing, ChannelSpec spec) {
            body = new String(((io.fenghuo.channel.Outgoing.Http) outgoing).body(), StandardCharsets.UTF_8);
            return io.vertx.core.Promise.<io.fenghuo.channel.Reply>promise().future();
        }
    }
}
