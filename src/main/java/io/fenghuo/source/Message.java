package io.fenghuo.source;

import io.fenghuo.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Something to send over an open WebSocket. It may hold secrets, so its {@code toString} shows none of it. Immutable. */
public final class Message {
    private static final Message PING = new Message(Form.PING, new byte[0]);

    private final Form form;
    private final byte[] bytes;

    private Message(Form form, byte[] bytes) {
        this.form = form;
        this.bytes = bytes;
    }

    /** How it is sent (RFC 6455 §5.5, §5.6). */
    public enum Form {
        TEXT,
        BINARY,
        /** A control frame the peer has to answer; two in a row without any answer end the connection. */
        PING
    }

    public static Message text(String text) {
        return new Message(Form.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    public static Message text(Secret text) {
        return text(text.reveal());
    }

    public static Message binary(byte[] bytes) {
        return new Message(Form.BINARY, bytes.clone());
    }

    public static Message ping() {
        return PING;
    }

    public Form form() {
        return form;
    }

    /** The payload; of a text in UTF-8. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The payload as text. */
    public String reveal() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Message message && message.form == form && Arrays.equals(message.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return 31 * form.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return form + " of " + bytes.length + " bytes";
    }
}
