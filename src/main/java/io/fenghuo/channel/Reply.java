package io.fenghuo.channel;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What came back.
 *
 * @param status HTTP status, or SMTP reply code; 0 when {@code failure} is set
 * @param headers names in any case
 * @param body at most 64 KB of it
 * @param failure why there is no reply, or null
 */
public record Reply(
        int status,
        Map<String, String> headers,
        byte[] body,
        @Nullable Failure failure) {

    /** Why there is no reply to read. */
    public enum Failure {
        /** No connection: nothing left this machine. */
        NOT_SENT,
        /** The name leads to a private, loopback or metadata address and the channel does not say {@code allow-private}. */
        ADDRESS_REFUSED,
        /** The certificate does not fit the name or is not trusted; nothing was sent. */
        TLS,
        /** The server wants another login, or none was configured; nothing was sent. */
        LOGIN,
        /** Sent, wholly or in part, and then silence, a reset or more than may be read. */
        NO_REPLY
    }

    public Reply {
        Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> sorted.put(name.toLowerCase(Locale.ROOT), value));
        headers = java.util.Collections.unmodifiableMap(sorted);
        body = body.clone();
    }

    public static Reply of(int status, String body) {
        return new Reply(status, Map.of(), body.getBytes(StandardCharsets.UTF_8), null);
    }

    /** No reply, and what was seen instead. */
    public static Reply failed(Failure failure, String words) {
        return new Reply(0, Map.of(), words.getBytes(StandardCharsets.UTF_8), failure);
    }

    /** The same without what would let others write to {@code reader}, a device key or topic that the other side may repeat. */
    public Reply hiding(Message.@Nullable Person reader) {
        String safe = text();
        for (String messenger : List.of("bark", "ntfy")) {
            String key = reader == null ? null : reader.ims().get(messenger);
            safe = key == null || key.isEmpty() ? safe : safe.replace(key, "***");
        }
        return safe.equals(text()) ? this : new Reply(status, headers, safe.getBytes(StandardCharsets.UTF_8), failure);
    }

    @Override
    public byte[] body() {
        return body.clone();
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Reply[" + status + ", " + body.length + " bytes, " + failure + "]";
    }
}
