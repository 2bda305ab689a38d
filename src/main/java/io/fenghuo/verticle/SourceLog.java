package io.fenghuo.verticle;

import io.fenghuo.model.SourceStatus;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** What is remembered of sources across restarts. Threadsafe. */
public interface SourceLog {

    Future<Memory> recall(String source);

    /** Keeps how a source is doing; losing the last one does no harm. */
    void status(SourceStatus status);

    /** The cursor that was committed last, and the last status; null on the first run. */
    record Memory(@Nullable String cursor, @Nullable SourceStatus status) {
        /** Nothing is remembered. */
        public static final Memory NONE = new Memory(null, null);
    }
}
