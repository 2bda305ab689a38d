package io.fenghuo.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fenghuo.model.Secret;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Whatever is shown as a proof of who sends or who asks: it is none without the key, and what is sealed for others stays shut. */
class ProofFuzzTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_781_785_800);
    private static final String SECONDS = "1781785800";
    private static final String KEY = "a-secret-of-32-characters-for-us";
    private static final SignedLink LINKS = new SignedLink(Secret.of(KEY));
    private static final String AES = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";

    /** Three lines of headers and a body. */
    @FuzzTest(maxDuration = "65s")
    void webhooks(byte[] bytes) throws GeneralSecurityException {
        String[] lines = new String(bytes, ISO_8859_1).split("\n", 4);
        String id = lines[0];
        String signature = lines.length > 2 ? lines[2] : "";
        for (String seconds : new String[] {lines.length > 1 ? lines[1] : null, SECONDS}) {
            assertThat(check(new WebhookSignature.Headers(id, seconds, signature), bytes))
                    .isIn(WebhookSignature.Verdict.INCOMPLETE, WebhookSignature.Verdict.FORGED);
        }
        String right = "v1," + sign("msg." + SECONDS + ".", bytes);
        String several = signature.length() > 2_000 ? right : signature + " " + right;
        assertThat(check(new WebhookSignature.Headers("msg", SECONDS, several), bytes))
                .isEqualTo(WebhookSignature.Verdict.VALID);
        assertThat(check(new WebhookSignature.Headers("msg2", SECONDS, several), bytes))
                .isEqualTo(WebhookSignature.Verdict.FORGED);
        assertThat(check(
                        new WebhookSignature.Headers("msg", "1781785100", "v1," + sign("msg.1781785100.", bytes)),
                        bytes))
                .isEqualTo(WebhookSignature.Verdict.STALE);
    }

    private static WebhookSignature.Verdict check(WebhookSignature.Headers headers, byte[] body) {
        return WebhookSignature.check(Secret.of(KEY), headers, body, NOW);
    }

    private static String sign(String head, byte[] body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY.getBytes(UTF_8), "HmacSHA256"));
        mac.update(head.getBytes(UTF_8));
        return Base64.getEncoder().encodeToString(mac.doFinal(body));
    }

    @FuzzTest(maxDuration = "65s")
    void links(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        assertThat(LINKS.verify(text, "i-1", NOW).verdict()).isEqualTo(SignedLink.Verdict.FORGED);
        String head = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        assertThat(LINKS.verify(head + "." + "A".repeat(43), "i-1", NOW).verdict())
                .isEqualTo(SignedLink.Verdict.FORGED);
        String token = LINKS.token(text, text, NOW.plusSeconds(60));
        if (token.length() <= 1_000) {
            SignedLink.Checked ours = LINKS.verify(token, text, NOW);
            assertThat(ours.valid()).isTrue();
            assertThat(ours.claim()).isNotNull();
            assertThat(ours.claim().person()).isEqualTo(text);
            assertThat(LINKS.verify(token, text, NOW.plusSeconds(61)).verdict()).isEqualTo(SignedLink.Verdict.EXPIRED);
        }
    }

    @FuzzTest(maxDuration = "65s")
    void sealed(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        assertThat(WeComCrypt.open(AES, text, "corp")).isNull();
        assertThat(WeComCrypt.open(AES, Base64.getEncoder().encodeToString(bytes), "corp"))
                .isNull();
        String own = WeComCrypt.seal(AES, new byte[16], text, "corp");
        assertThat(WeComCrypt.open(AES, own, "corp")).isEqualTo(text);
        assertThat(WeComCrypt.open(AES, own, "corps")).isNull();
        FlatXml xml = FlatXml.read(text);
        if (xml != null) {
            for (String name : new String[] {"xml", "Encrypt", "a"}) {
                // line ends become one sign, named characters too
                assertThat(xml.field(name)).hasSizeLessThanOrEqualTo(text.length());
            }
        }
    }
}
