package io.fenghuo.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fenghuo.channel.Buttons.Call;
import io.fenghuo.channel.Buttons.Heard;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.channel.exchange.Api;
import io.fenghuo.channel.exchange.Robots;
import io.fenghuo.model.Secret;
import io.fenghuo.wire.WeComCrypt;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Whatever comes to {@code /callback/CHANNEL}: a press that can be kept, a word back, or a refusal; and nothing without the vendor's signature. */
class CallbacksFuzzTest {
    private static final String SECONDS = String.valueOf(Samples.NOW.getEpochSecond());
    private static final Channels CHANNELS = Channels.builtIn();
    private static final ChannelSpec WECOM = AppSamples.spec("wecom-app");
    private static final ChannelSpec SLACK = AppSamples.spec("slack-app");
    private static final ChannelSpec TELEGRAM =
            AppSamples.spec("telegram", "1:abcdefghij", Map.of("callback", "webhook"));
    private static final ChannelSpec FEISHU = AppSamples.spec("feishu-app");
    private static final String KEY = "encrypt-key-0123456789";
    private static final ChannelSpec SEALED = AppSamples.spec(
            "feishu-app",
            "feishu-secret-0123456789",
            Map.of("verification", Secret.of("token-0123456789"), "encrypt-key", Secret.of(KEY)));

    @FuzzTest(maxDuration = "65s")
    void weCom(byte[] bytes) {
        String sealed = WeComCrypt.seal(AppSamples.AES, new byte[16], new String(bytes, UTF_8), AppSamples.CORP);
        byte[] outer = ("<xml><Encrypt>" + sealed + "</Encrypt></xml>").getBytes(UTF_8);
        Map<String, String> proof = Map.of(
                "msg_signature",
                WeComCrypt.signature("QDG6eK", SECONDS, "n", sealed),
                "timestamp",
                SECONDS,
                "nonce",
                "n");
        sound(hear(WECOM, new Call("POST", proof, Map.of(), outer)), WECOM);
        refused(WECOM, new Call("POST", proof, Map.of(), bytes));
        refused(WECOM, new Call("POST", Map.of("timestamp", SECONDS), Map.of(), outer));
        Map<String, String> greeting = Map.of("echostr", new String(bytes, UTF_8), "timestamp", SECONDS);
        refused(WECOM, new Call("GET", greeting, Map.of(), new byte[0]));
    }

    @FuzzTest(maxDuration = "65s")
    void slack(byte[] bytes) throws GeneralSecurityException {
        for (String form :
                new String[] {new String(bytes, UTF_8), "payload=" + URLEncoder.encode(new String(bytes, UTF_8), UTF_8)
                }) {
            byte[] key = Api.option(SLACK, "signing").getBytes(UTF_8);
            String right = "v0=" + HexFormat.of().formatHex(Robots.hmac(key, "v0:" + SECONDS + ":" + form));
            Map<String, String> proof = Map.of("X-Slack-Request-Timestamp", SECONDS, "X-Slack-Signature", right);
            sound(hear(SLACK, new Call("POST", Map.of(), proof, form.getBytes(UTF_8))), SLACK);
            Map<String, String> other = Map.of("X-Slack-Request-Timestamp", SECONDS, "X-Slack-Signature", form);
            refused(SLACK, new Call("POST", Map.of(), other, form.getBytes(UTF_8)));
        }
    }

    @FuzzTest(maxDuration = "65s")
    void telegram(byte[] bytes) {
        byte[] key = Api.secret(TELEGRAM).getBytes(UTF_8);
        String shown = HexFormat.of().formatHex(Robots.hmac(key, "fenghuo callback"));
        String header = "X-Telegram-Bot-Api-Secret-Token";
        sound(hear(TELEGRAM, new Call("POST", Map.of(), Map.of(header, shown), bytes)), TELEGRAM);
        refused(TELEGRAM, new Call("POST", Map.of(), Map.of(header, new String(bytes, UTF_8)), bytes));
        Buttons.Polled polled = buttons(TELEGRAM).polled(Reply.of(200, new String(bytes, UTF_8)));
        if (polled != null) {
            assertThat(polled.offset()).isNotNegative();
            polled.presses().forEach(press -> sound(new Heard.Pressed(press), TELEGRAM));
        }
    }

    /** Feishu shows its token in the body, so what lacks it counts as forged. */
    @FuzzTest(maxDuration = "65s")
    void feishu(byte[] bytes) throws GeneralSecurityException {
        Heard plain = hear(FEISHU, new Call("POST", Map.of(), Map.of(), bytes));
        sound(plain, FEISHU);
        if (!new String(bytes, UTF_8).replace("\\", "").contains("token-0123456789")) {
            assertThat(plain instanceof Heard.Refused || new String(bytes, UTF_8).contains("\\u"))
                    .isTrue();
        }
        String body = "{\"encrypt\":\"" + sealed(bytes) + "\"}";
        Map<String, String> proof = Map.of(
                "X-Lark-Request-Timestamp",
                SECONDS,
                "X-Lark-Request-Nonce",
                "n",
                "X-Lark-Signature",
                Api.hex("SHA-256", SECONDS + "n" + KEY + body));
        sound(hear(SEALED, new Call("POST", Map.of(), proof, body.getBytes(UTF_8))), SEALED);
        refused(SEALED, new Call("POST", Map.of(), proof, bytes));
        assertThat(hear(SEALED, new Call("POST", Map.of(), Map.of(), body.getBytes(UTF_8))))
                .isNotInstanceOf(Heard.Pressed.class);
    }

    private static String sealed(byte[] bytes) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(Api.digest("SHA-256", KEY), "AES"),
                new IvParameterSpec(new byte[16]));
        byte[] hidden = cipher.doFinal(bytes);
        byte[] all = Arrays.copyOf(new byte[16], 16 + hidden.length);
        System.arraycopy(hidden, 0, all, 16, hidden.length);
        return Base64.getEncoder().encodeToString(all);
    }

    private static Buttons buttons(ChannelSpec spec) {
        Buttons buttons = CHANNELS.type(spec.type()).orElseThrow().buttons();
        assertThat(buttons).isNotNull();
        return buttons;
    }

    private static Heard hear(ChannelSpec spec, Call call) {
        return buttons(spec).hear(call, spec, Samples.NOW);
    }

    private static void refused(ChannelSpec spec, Call call) {
        assertThat(hear(spec, call)).isInstanceOfSatisfying(Heard.Refused.class, CallbacksFuzzTest::told);
    }

    private static void told(Heard.Refused refused) {
        assertThat(refused.status()).isIn(400, 401);
        assertThat(refused.why()).matches("[ -~]{1,60}");
    }

    private static void sound(Heard heard, ChannelSpec spec) {
        if (heard instanceof Heard.Refused refused) {
            told(refused);
        } else if (heard instanceof Heard.Pressed pressed) {
            Buttons.Press press = pressed.press();
            String card = press.card() == null ? "" : press.card();
            for (String part : new String[] {press.id(), press.delivery(), press.user(), card, press.back()}) {
                assertThat(part).hasSizeLessThanOrEqualTo(1_000);
                assertThat(part.chars().noneMatch(Character::isISOControl)).isTrue();
            }
            Buttons.Told told = buttons(spec).tell(press, "words", false, spec);
            assertThat(told.body()).hasSizeLessThan(1_000);
            told.then().forEach(one -> assertThat(one.body()).hasSizeLessThan(4_000));
        }
    }

    /** Nobody has to sign anything to make us read this. */
    @Test
    void aDeepDocumentIsRefused() {
        for (String name : new String[] {"Encrypt", "a"}) {
            String deep = "<" + name + ">" + "<b>".repeat(30_000) + "</b>".repeat(30_000) + "</" + name + ">";
            refused(WECOM, new Call("POST", Map.of("timestamp", SECONDS), Map.of(), deep.getBytes(UTF_8)));
        }
    }
}
