package io.fenghuo.source;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * One message of a stream.
 *
 * @param text the text of a WebSocket message, the data of a server-sent event, or a line; empty when the message is binary
 * @param id the event's id, or the last one seen before it; null when the stream has none
 * @param type the event's type; null for a WebSocket and for lines
 * @param bytes of a binary message; null when it is text
 */
public record Frame(
        String text, @Nullable String id, @Nullable String type, byte @Nullable [] bytes) {

    public Frame(String text, @Nullable String id, @Nullable String type) {
        this(text, id, type, null);
    }

    /** A text message. */
    public static Frame of(String text) {
        return new Frame(text, null, null, null);
    }

    /** A binary message. */
    public static Frame of(byte[] bytes) {
        return new Frame("", null, null, bytes);
    }

    /** The message as it is kept for evidence, in one line of text: as it came, or as a data URL (RFC 2397) when it is binary. */
    public String kept() {
        return bytes == null
                ? text
                : "data:application/octet-stream;base64," + Base64.getEncoder().encodeToString(bytes);
    }

    /** The message as bytes, text in UTF-8. */
    public byte[] data() {
        return bytes == null ? text.getBytes(StandardCharsets.UTF_8) : bytes;
    }
}
