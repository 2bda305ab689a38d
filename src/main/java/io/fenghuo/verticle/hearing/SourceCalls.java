package io.fenghuo.verticle.hearing;

import io.fenghuo.model.Post;
import io.fenghuo.source.Trouble;
import io.fenghuo.verticle.intake.Intake;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Reaches the verticle of a source from outside of it: others bring its posts, or tell it that there is something to read. Threadsafe. */
public final class SourceCalls {
    private final Map<String, Consumer<Call>> listeners = new ConcurrentHashMap<>();

    /** What a source is told. */
    public sealed interface Call {
        /** Posts of its were brought and are durable. */
        record Brought(Intake.Receipt receipt, List<Post> posts) implements Call {
            public Brought {
                posts = List.copyOf(posts);
            }
        }

        /** Its platform brought what cannot be understood. */
        record Faulty(Trouble trouble) implements Call {}

        /**
         * There is something to read.
         *
         * @param text what came along, such as a token; may be secret
         */
        record Nudge(String text) implements Call {}
    }

    /** Tells a source; without one that runs under this id, nothing happens. */
    public void tell(String source, Call call) {
        Consumer<Call> listener = listeners.get(source);
        if (listener != null) {
            listener.accept(call);
        }
    }

    /** Calls {@code listener}, on any thread, until the result is run; one that listens later under the same id takes its place. */
    Runnable listen(String source, Consumer<Call> listener) {
        listeners.put(source, listener);
        return () -> listeners.remove(source, listener);
    }
}
