package io.fenghuo.platform.wecom;

import io.fenghuo.platform.Entry;
import io.fenghuo.source.Hook;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.wire.FlatXml;
import io.fenghuo.wire.WeComCrypt;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The callback of 微信客服 (developer.work.weixin.qq.com, documents 90930 接收消息与事件 and 94670 接收消息和事件): a GET whose sealed word is sent back opened, then
 * a POST whenever something was said, which holds no text but the token to fetch it with.
 */
final class KfHook implements Hook {
    /** A call of another time is a copy of one. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    private static final String TEXT = "text/plain";

    private final SourceSpec spec;

    KfHook(SourceSpec spec) {
        this.spec = spec;
    }

    @Override
    public Reception meet(Delivery delivery, Instant now) throws SourceException {
        boolean greeting = delivery.method().equals("GET");
        FlatXml outer = greeting ? null : FlatXml.read(new String(delivery.body(), StandardCharsets.UTF_8));
        String sealed = greeting ? parameter(delivery, "echostr") : outer == null ? "" : outer.field("Encrypt");
        String plain = opened(delivery, sealed, now);
        if (plain == null) {
            return Reception.refused();
        }
        if (greeting) {
            return new Reception(200, TEXT, plain, List.of(), null, null);
        }
        FlatXml event = FlatXml.read(plain);
        if (event == null) {
            throw new SourceException("wecom.event");
        }
        String wanted = Entry.text(spec, "kfid");
        boolean ours = event.field("Event").equals("kf_msg_or_event")
                && (wanted.isEmpty() || wanted.equals(event.field("OpenKfId")));
        String token = event.field("Token");
        return new Reception(200, TEXT, "success", List.of(), null, ours && !token.isEmpty() ? token : null);
    }

    /** What was sealed; null when it does not come from WeCom, is not for us, or is old. */
    private @Nullable String opened(Delivery delivery, String sealed, Instant now) {
        String time = parameter(delivery, "timestamp");
        String right = WeComCrypt.signature(Entry.text(spec, "token"), time, parameter(delivery, "nonce"), sealed);
        boolean signed = !sealed.isEmpty()
                && MessageDigest.isEqual(
                        right.getBytes(StandardCharsets.UTF_8),
                        parameter(delivery, "msg_signature").getBytes(StandardCharsets.UTF_8));
        if (!signed || !isFresh(time, now)) {
            return null;
        }
        return WeComCrypt.open(Entry.text(spec, "aes-key"), sealed, Entry.text(spec, "corpid"));
    }

    private static boolean isFresh(String time, Instant now) {
        return time.matches("\\d{1,11}")
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now)
                                .abs()
                                .compareTo(FRESH)
                        <= 0;
    }

    private static String parameter(Delivery delivery, String name) {
        return delivery.query().getOrDefault(name, "");
    }
}
