package io.fenghuo.channel.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Samples;
import io.fenghuo.model.Secret;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Signatures against the vectors of Standard Webhooks 1.0.0. */
class WebhookTest {
    @Test
    void webhooksAreSignedAsStandardWebhooksSays() {
        assertThat(Webhook.sign(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        "1614265330",
                        "{\"test\": 2432232314}",
                        Secret.of(Samples.WHSEC)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        Outgoing rendered = new Webhook()
                .render(Samples.message("敷完脸红肿刺痛", "红肿", "老铁"), Samples.spec("webhook"), Samples.NOW)
                .get(0);
        Outgoing.Http sent = (Outgoing.Http) new Webhook().prepare(rendered, Samples.spec("webhook"), Samples.NOW);
        assertThat(sent.headers())
                .containsEntry("webhook-id", "d-01jd3")
                .containsEntry("webhook-timestamp", Long.toString(Samples.NOW.getEpochSecond()));
        assertThat(sent.headers().get("webhook-signature"))
                .isEqualTo(Webhook.sign(
                        "d-01jd3",
                        Long.toString(Samples.NOW.getEpochSecond()),
                        new String(sent.body(), StandardCharsets.UTF_8),
                        Secret.of(Samples.WHSEC)));
    }

    /** While a key is being replaced both sign. */
    @Test
    void twoKeysBothSign() {
        String old = "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=";
        String both = Webhook.sign(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "1614265330",
                "{\"test\": 2432232314}",
                Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw " + old));
        assertThat(both.split(" ")).hasSize(2);
        assertThat(both.split(" ")[0]).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assertThat(both.split(" ")[1]).startsWith("v1,").isNotEqualTo(both.split(" ")[0]);
    }
}
