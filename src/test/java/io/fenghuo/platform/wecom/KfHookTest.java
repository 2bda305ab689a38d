package io.fenghuo.platform.wecom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fenghuo.model.Secret;
import io.fenghuo.platform.Stand;
import io.fenghuo.source.Headers;
import io.fenghuo.source.Hook.Delivery;
import io.fenghuo.source.Hook.Reception;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.wire.WeComCrypt;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The callback of 微信客服: sealed and signed as WeCom does. */
class KfHookTest {
    private static final String AES = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final String EVENT =
            "<xml><ToUserName>wwcorp</ToUserName><CreateTime>1700000000</CreateTime><MsgType>event</MsgType>"
                    + "<Event>kf_msg_or_event</Event><Token><![CDATA[TOK1]]></Token><OpenKfId>wk1</OpenKfId></xml>";

    private final KfHook hook = new KfHook(spec("wk1"));

    private static SourceSpec spec(String account) {
        return Stand.spec(
                "wecom-kf",
                null,
                Map.of(
                        "corpid",
                        "wwcorp",
                        "secret",
                        Secret.of("s"),
                        "kfid",
                        account,
                        "token",
                        Secret.of("QDG6eK"),
                        "aes-key",
                        Secret.of(AES)));
    }

    private static Delivery post(String plain, String receiver, String time, String token) {
        String sealed = WeComCrypt.seal(AES, new byte[16], plain, receiver);
        return new Delivery(
                "POST",
                query(sealed, time, token),
                Headers.NONE,
                ("<xml><ToUserName>wwcorp</ToUserName><Encrypt><![CDATA[" + sealed + "]]></Encrypt></xml>")
                        .getBytes(UTF_8));
    }

    private static Map<String, String> query(String sealed, String time, String token) {
        return new HashMap<>(Map.of(
                "msg_signature", WeComCrypt.signature(token, time, "n1", sealed), "timestamp", time, "nonce", "n1"));
    }

    @Test
    void theAddressIsProved() throws SourceException {
        String sealed = WeComCrypt.seal(AES, new byte[16], "1234567", "wwcorp");
        Map<String, String> query = query(sealed, "1700000000", "QDG6eK");
        query.put("echostr", sealed);
        Reception answer = hook.meet(new Delivery("GET", query, Headers.NONE, new byte[0]), NOW);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.answer()).isEqualTo("1234567");
        query.put("msg_signature", "0");
        assertThat(hook.meet(new Delivery("GET", query, Headers.NONE, new byte[0]), NOW)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void whatWasSaidIsFetchedWithTheTokenThatCame() throws SourceException {
        Reception answer = hook.meet(post(EVENT, "wwcorp", "1700000000", "QDG6eK"), NOW);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.answer()).isEqualTo("success");
        assertThat(answer.nudge()).isEqualTo("TOK1");
        assertThat(answer.posts()).isEmpty();
    }

    @Test
    void anotherAccountOrEventIsAnsweredOnly() throws SourceException {
        Reception other = hook.meet(post(EVENT.replace("wk1", "wk2"), "wwcorp", "1700000000", "QDG6eK"), NOW);
        assertThat(other.status()).isEqualTo(200);
        assertThat(other.nudge()).isNull();
        Reception event =
                hook.meet(post(EVENT.replace("kf_msg_or_event", "subscribe"), "wwcorp", "1700000000", "QDG6eK"), NOW);
        assertThat(event.nudge()).isNull();
    }

    @Test
    void whatIsNotFromWeComOrNotForUsIsRefused() throws SourceException {
        assertThat(hook.meet(post(EVENT, "wwcorp", "1700000000", "wrong"), NOW).status())
                .isEqualTo(401);
        assertThat(hook.meet(post(EVENT, "another", "1700000000", "QDG6eK"), NOW)
                        .status())
                .isEqualTo(401);
        assertThat(hook.meet(post(EVENT, "wwcorp", "1699999000", "QDG6eK"), NOW).status())
                .isEqualTo(401);
        assertThat(hook.meet(new Delivery("POST", Map.of(), Headers.NONE, "<!DOCTYPE x>".getBytes(UTF_8)), NOW)
                        .status())
                .isEqualTo(401);
    }

    @FuzzTest(maxDuration = "60s")
    void whateverIsSealed(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        for (Delivery delivery : new Delivery[] {
            post(text, "wwcorp", "1700000000", "QDG6eK"),
            new Delivery("POST", query(text, "1700000000", "QDG6eK"), Headers.NONE, bytes),
            new Delivery(
                    "POST",
                    query(text.strip(), "1700000000", "QDG6eK"),
                    Headers.NONE,
                    ("<xml><Encrypt>" + text + "</Encrypt></xml>").getBytes(UTF_8))
        }) {
            try {
                assertThat(hook.meet(delivery, NOW).status()).isIn(200, 401);
            } catch (SourceException rubbish) {
                assertThat(rubbish.trouble().code()).isEqualTo("wecom.event");
            }
        }
    }
}
