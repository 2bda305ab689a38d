package io.fenghuo.source;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One message of a stream, heard or sent.
 *
 * @param text the text of a WebSocket message, or the data of a server-sent event; of a binary message its bytes decoded
 * @param id the event's id, or the last one seen before it; null when the stream has none
 * @param type the event's type; null for a WebSocket
 * @param bytes a binary message as it came; null when it was text
 */
public record Frame(
        String text, @Nullable String id, @Nullable String type, byte @Nullable [] bytes) {

    /** A text message. */
    public Frame(String text, @Nullable String id, @Nullable String type) {
        this(text, id, type, null);
    }

    /** A WebSocket message. */
    public static Frame of(String text) {
        return new Frame(text, null, null);
    }

    /** A binary WebSocket message. */
    public static Frame of(byte[] bytes) {
        return new Frame("", null, null, bytes);
    }

    @Override
    public String text() {
        return bytes == null ? text : Decoding.text(bytes, null);
    }

    /** How much memory it takes, about. */
    public int size() {
        return bytes == null ? text.length() : bytes.length;
    }

    /** The message as bytes, text in UTF-8. */
    public byte[] data() {
        return bytes == null ? text.getBytes(StandardCharsets.UTF_8) : bytes;
    }
}
