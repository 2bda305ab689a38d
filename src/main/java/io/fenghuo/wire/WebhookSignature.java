package io.fenghuo.wire;

import io.fenghuo.model.Secret;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The signature of a message that a program brings, as Standard Webhooks 1.0 has it: {@code webhook-signature: v1,base64(HMAC-SHA256(key,
 * id.seconds.body))}, several parted by spaces, any one of which must hold. A secret is {@code whsec_} and base64, else its own UTF-8 bytes;
 * it may be several parted by spaces while one takes the other's place. Pure.
 */
public final class WebhookSignature {
    /** How far the sender's clock and ours may stand apart; also how long a message can be repeated. Standard Webhooks suggests 5 minutes. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String PREFIX = "whsec_";
    private static final int LONGEST = 4_000;

    private WebhookSignature() {}

    /** What became of checking one. */
    public enum Verdict {
        VALID,
        /** A header is missing or mangled. */
        INCOMPLETE,
        /** Signed by nobody we know, or the body was changed. */
        FORGED,
        /** The time it names is more than {@link #TOLERANCE} from ours. */
        STALE
    }

    /** The headers {@code webhook-id}, {@code webhook-timestamp} (epoch seconds) and {@code webhook-signature}. */
    public record Headers(
            @Nullable String id,
            @Nullable String timestamp,
            @Nullable String signature) {}

    /** Whether these headers were made for this body by somebody who has the secret; compared in constant time. */
    public static Verdict check(Secret secret, Headers headers, byte[] body, Instant now) {
        String id = headers.id();
        String seconds = headers.timestamp();
        String signature = headers.signature();
        if (id == null
                || id.isEmpty()
                || id.length() > 200
                || seconds == null
                || !seconds.matches("\\d{1,12}")
                || signature == null
                || signature.length() > LONGEST) {
            return Verdict.INCOMPLETE;
        }
        boolean holds = false;
        for (String key : secret.reveal().strip().split("\\s+", -1)) {
            byte[] expected = sign(key, id, seconds, body);
            for (String one : signature.strip().split(" +", -1)) {
                holds |= one.startsWith("v1,") && MessageDigest.isEqual(expected, decoded(one.substring(3)));
            }
        }
        if (!holds) {
            return Verdict.FORGED;
        }
        Duration apart = Duration.between(Instant.ofEpochSecond(Long.parseLong(seconds)), now)
                .abs();
        return apart.compareTo(TOLERANCE) > 0 ? Verdict.STALE : Verdict.VALID;
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException mangled) {
            return new byte[0];
        }
    }

    private static byte[] sign(String key, String id, String seconds, byte[] body) {
        ByteArrayOutputStream signed = new ByteArrayOutputStream(body.length + 64);
        signed.writeBytes((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
        signed.writeBytes(body);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(key), "HmacSHA256"));
            return mac.doFinal(signed.toByteArray());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HmacSHA256", impossible);
        }
    }

    private static byte[] bytes(String key) {
        byte[] plain = key.getBytes(StandardCharsets.UTF_8);
        if (!key.toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
            return plain;
        }
        byte[] decoded = decoded(key.substring(PREFIX.length()));
        return decoded.length == 0 ? plain : decoded;
    }
}
