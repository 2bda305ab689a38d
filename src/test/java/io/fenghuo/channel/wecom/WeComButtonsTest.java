package io.fenghuo.channel.wecom;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.channel.AppSamples;
import io.fenghuo.channel.Buttons.Call;
import io.fenghuo.channel.Buttons.Heard;
import io.fenghuo.wire.WeComCrypt;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What comes from buttons, against the example in WeCom's own library. */
class WeComButtonsTest {
    private static final String AES = AppSamples.AES;
    private static final String CORP = AppSamples.CORP;

    /** The example in WeCom's own library for developers. */
    @Test
    void weComsHandshake() {
        String sealed = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==";
        Map<String, String> query = Map.of(
                "msg_signature", "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3",
                "timestamp", "1409659589",
                "nonce", "263014780",
                "echostr", sealed);
        Call call = new Call("GET", query, Map.of(), new byte[0]);
        Instant then = Instant.ofEpochSecond(1409659589);
        assertThat(new WeComButtons().hear(call, AppSamples.spec("wecom-app"), then))
                .isEqualTo(new Heard.Echo("text/plain", "1616140317555161061"));
        assertThat(new WeComButtons().hear(call, AppSamples.spec("wecom-app"), then.plusSeconds(301)))
                .isEqualTo(new Heard.Refused(401, "timestamp"));
        assertThat(WeComCrypt.open(AES, sealed, "another")).isNull();
        assertThat(WeComCrypt.open(AES, sealed.replace('P', 'Q'), CORP)).isNull();
        assertThat(WeComCrypt.open(AES, "", CORP)).isNull();
    }

    @Test
    void weComsSignature() {
        assertThat(WeComCrypt.signature("tok", "1700000000", "nonce1", "ENCRYPTED"))
                .isEqualTo("dfda007bc2be0677ed4d4d86b0074a742dd70e48");
    }

    @Test
    void weComsSealOpensWhateverItsLength() {
        Random random = new Random(1);
        byte[] salt = new byte[16];
        for (int length = 0; length < 70; length++) {
            String text = "烽".repeat(length);
            random.nextBytes(salt);
            assertThat(WeComCrypt.open(AES, WeComCrypt.seal(AES, salt, text, CORP), CORP))
                    .isEqualTo(text);
        }
    }

    @Test
    void weComsDocumentsReachNothing() {
        String xml = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><xml><Event>&e;</Event></xml>";
        String sealed = WeComCrypt.seal(AES, new byte[16], xml, CORP);
        Map<String, String> query = Map.of(
                "msg_signature",
                WeComCrypt.signature("QDG6eK", "1409659589", "n", sealed),
                "timestamp",
                "1409659589",
                "nonce",
                "n");
        Call call = new Call(
                "POST",
                query,
                Map.of(),
                ("<xml><Encrypt>" + sealed + "</Encrypt></xml>").getBytes(StandardCharsets.UTF_8));
        assertThat(new WeComButtons().hear(call, AppSamples.spec("wecom-app"), Instant.ofEpochSecond(1409659589)))
                .isEqualTo(new Heard.Refused(400, "not XML"));
    }
}
