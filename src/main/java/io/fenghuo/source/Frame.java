package io.fenghuo.source;

import org.jspecify.annotations.Nullable;

/**
 * One message of a stream.
 *
 * @param text the text of a WebSocket message, or the data of a server-sent event
 * @param id the event's id, or the last one seen before it; null when the stream has none
 * @param type the event's type; null for a WebSocket
 */
public record Frame(
        String text, @Nullable String id, @Nullable String type) {
    /** A WebSocket message. */
    public static Frame of(String text) {
        return new Frame(text, null, null);
    }
}
