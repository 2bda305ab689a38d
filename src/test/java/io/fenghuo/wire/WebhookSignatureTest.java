package io.fenghuo.wire;

import static io.fenghuo.wire.WebhookSignature.Verdict.FORGED;
import static io.fenghuo.wire.WebhookSignature.Verdict.INCOMPLETE;
import static io.fenghuo.wire.WebhookSignature.Verdict.STALE;
import static io.fenghuo.wire.WebhookSignature.Verdict.VALID;
import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The receiver against the vector that the libraries of Standard Webhooks 1.0 are tested by. */
class WebhookSignatureTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER = "whsec_QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final String BODY = "{\"test\": 2432232314}";
    private static final Instant SIGNED = Instant.ofEpochSecond(1_614_265_330L);

    private static WebhookSignature.Verdict check(String secret, String signature, Instant now) {
        return check(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", signature, BODY, now);
    }

    private static WebhookSignature.Verdict check(
            String secret, String id, String seconds, String signature, String body, Instant now) {
        return WebhookSignature.check(
                Secret.of(secret),
                new WebhookSignature.Headers(id, seconds, signature),
                body.getBytes(StandardCharsets.UTF_8),
                now);
    }

    @Test
    void thePublishedVectorHolds() {
        assertThat(check(SECRET, SIGNATURE, SIGNED)).isEqualTo(VALID);
        assertThat(check(SECRET.substring("whsec_".length()), SIGNATURE, SIGNED))
                .as("base64 without its prefix is a plain word")
                .isEqualTo(FORGED);
    }

    @Test
    void anyOfSeveralSignaturesAndSecretsWillDo() {
        String several =
                "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v2," + SIGNATURE.substring(3) + " " + SIGNATURE;
        assertThat(check(SECRET, several, SIGNED)).isEqualTo(VALID);
        assertThat(check(OTHER + " " + SECRET, SIGNATURE, SIGNED))
                .as("while one takes the other's place")
                .isEqualTo(VALID);
        assertThat(check(OTHER, SIGNATURE, SIGNED)).isEqualTo(FORGED);
        assertThat(check(SECRET, "v1a," + SIGNATURE.substring(3), SIGNED))
                .as("a version we do not know")
                .isEqualTo(FORGED);
        assertThat(check(SECRET, "v1,%%%", SIGNED)).isEqualTo(FORGED);
    }

    @Test
    void fiveMinutesEitherWayAndNoMore() {
        Duration five = WebhookSignature.TOLERANCE;
        assertThat(check(SECRET, SIGNATURE, SIGNED.plus(five))).isEqualTo(VALID);
        assertThat(check(SECRET, SIGNATURE, SIGNED.minus(five))).isEqualTo(VALID);
        assertThat(check(SECRET, SIGNATURE, SIGNED.plus(five).plusSeconds(1))).isEqualTo(STALE);
        assertThat(check(SECRET, SIGNATURE, SIGNED.minus(five).minusSeconds(1))).isEqualTo(STALE);
    }

    @Test
    void whatWasChangedOrLeftOutIsRefused() {
        String id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
        assertThat(check(SECRET, id + "x", "1614265330", SIGNATURE, BODY, SIGNED))
                .isEqualTo(FORGED);
        assertThat(check(SECRET, id, "1614265331", SIGNATURE, BODY, SIGNED)).isEqualTo(FORGED);
        assertThat(check(SECRET, id, "1614265330", SIGNATURE, BODY + " ", SIGNED))
                .isEqualTo(FORGED);
        assertThat(check(SECRET, id, "hello", SIGNATURE, BODY, SIGNED)).isEqualTo(INCOMPLETE);
        assertThat(check(SECRET, null, "1614265330", SIGNATURE, BODY, SIGNED)).isEqualTo(INCOMPLETE);
        assertThat(check(SECRET, id, null, SIGNATURE, BODY, SIGNED)).isEqualTo(INCOMPLETE);
        assertThat(check(SECRET, id, "1614265330", null, BODY, SIGNED)).isEqualTo(INCOMPLETE);
    }
}
