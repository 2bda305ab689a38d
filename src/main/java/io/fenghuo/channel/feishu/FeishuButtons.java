package io.fenghuo.channel.feishu;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.channel.Buttons;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Plain;
import io.fenghuo.channel.Reply;
import io.fenghuo.channel.exchange.Api;
import io.fenghuo.channel.exchange.Json;
import io.fenghuo.channel.exchange.Replies;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Buttons of a Feishu application (open.feishu.cn/document: 卡片回传交互回调 card.action.trigger, 将事件发送至开发者服务器): the call carries the verification token; with an
 * Encrypt Key it is sealed (AES-256 in CBC, the key's SHA-256, IV in front) and its header holds
 * {@code sha256(time + nonce + key + body)}. Answered within three seconds by a toast.
 */
final class FeishuButtons implements Buttons {
    private static final String JSON = "application/json";
    private static final int IV = 16;
    private static final int SECONDS = 10;

    @Override
    public String messenger() {
        return "feishu";
    }

    @Override
    public Heard hear(Call call, ChannelSpec spec, Instant now) {
        String verification = Api.option(spec, "verification");
        String key = Api.option(spec, "encrypt-key");
        JsonNode body = Replies.object(Reply.of(200, call.text()));
        if (verification.isEmpty() || body == null) {
            return new Heard.Refused(
                    verification.isEmpty() ? 401 : 400, verification.isEmpty() ? "no callback is set up" : "not JSON");
        }
        if (!key.isEmpty()) {
            String plain = open(key, Api.text(body, "/encrypt"));
            body = plain == null ? null : Replies.object(Reply.of(200, plain));
            if (body == null) {
                return new Heard.Refused(401, "sealed with another key");
            }
        }
        boolean greeting = Api.text(body, "/type").equals("url_verification");
        String token = Api.text(body, greeting ? "/token" : "/header/token");
        if (!Api.same(token, verification)) {
            return new Heard.Refused(401, "verification token");
        }
        if (greeting) {
            return new Heard.Echo(JSON, Json.write(Json.map("challenge", Api.text(body, "/challenge"))));
        }
        String fault = key.isEmpty() ? stale(body, now) : unsigned(call, key, now);
        return fault == null ? event(body) : new Heard.Refused(401, fault);
    }

    /** What is wrong with the signature; null when it holds. */
    private static @Nullable String unsigned(Call call, String key, Instant now) {
        String time = call.header("x-lark-request-timestamp");
        String right = Api.hex("SHA-256", time + call.header("x-lark-request-nonce") + key + call.text());
        return !Api.same(call.header("x-lark-signature"), right)
                ? "X-Lark-Signature"
                : Api.fresh(time, now) ? null : "X-Lark-Request-Timestamp";
    }

    /** Without a signature the event's own time keeps copies out: ten digits of seconds, and what is finer. */
    private static @Nullable String stale(JsonNode body, Instant now) {
        String time = Api.text(body, "/header/create_time");
        return time.length() >= SECONDS && Api.fresh(time.substring(0, SECONDS), now) ? null : "create_time";
    }

    private static Heard event(JsonNode body) {
        String delivery = Api.delivery(Api.text(body, "/event/action/value/do"));
        if (!Api.text(body, "/header/event_type").equals("card.action.trigger") || delivery == null) {
            return new Heard.Echo(JSON, "{}");
        }
        String card = Api.text(body, "/event/context/open_message_id");
        Press press = new Press(
                Api.text(body, "/header/event_id"),
                delivery,
                Api.text(body, "/event/operator/open_id"),
                card.matches("om_[A-Za-z0-9_-]{1,100}") ? card : null,
                "");
        return press.fits() ? new Heard.Pressed(press) : new Heard.Echo(JSON, "{}");
    }

    /** What was sealed; null when the key does not open it. */
    static @Nullable String open(String key, String sealed) {
        try {
            byte[] bytes = Base64.getDecoder().decode(sealed);
            if (bytes.length <= IV) {
                return null;
            }
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(Api.digest("SHA-256", key), "AES"),
                    new IvParameterSpec(bytes, 0, IV));
            return new String(cipher.doFinal(Arrays.copyOfRange(bytes, IV, bytes.length)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException notForUs) {
            return null;
        }
    }

    @Override
    public Told tell(Press press, String words, boolean done, ChannelSpec spec) {
        String toast = Json.write(
                Json.map("toast", Json.map("type", done ? "success" : "warning", "content", Plain.line(words, 200))));
        return new Told(JSON, toast, List.of());
    }
}
