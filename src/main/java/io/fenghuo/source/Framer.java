package io.fenghuo.source;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts the endless body of an HTTP answer into messages, wherever its chunks begin and end. Not threadsafe. */
public interface Framer {

    /** The messages that end within {@code chunk}. */
    List<Frame> feed(byte[] chunk);

    /** What still counts as a message when the body ended as it should. */
    default List<Frame> end() {
        return List.of();
    }

    /** How many messages were too large and left out. */
    long dropped();

    /** How long the server asks to wait before reconnecting; null = it did not say. */
    default @Nullable Duration retry() {
        return null;
    }
}
