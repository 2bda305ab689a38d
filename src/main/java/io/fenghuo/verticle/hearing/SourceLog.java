package io.fenghuo.verticle.hearing;

import io.fenghuo.model.SourceGap;
import io.fenghuo.model.SourcePulse;
import io.fenghuo.model.SourceStatus;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** What is remembered of sources across restarts. Threadsafe. */
public interface SourceLog {

    Future<Memory> recall(String source);

    /** Keeps how a source is doing; losing the last one does no harm. */
    void status(SourceStatus status);

    /** Keeps what was learned; losing the last of it does no harm. */
    default void pulse(SourcePulse pulse) {}

    /** Keeps that a source was not heard for a while. */
    default void gap(SourceGap gap) {}

    /** Whether an incident that has not ended holds a post of this source. */
    default Future<Boolean> burning(String source) {
        return Future.succeededFuture(false);
    }

    /** The cursor that was committed last, the last status, and what was learned; null on the first run. */
    record Memory(
            @Nullable String cursor,
            @Nullable SourceStatus status,
            @Nullable SourcePulse pulse) {
        public Memory(@Nullable String cursor, @Nullable SourceStatus status) {
            this(cursor, status, null);
        }

        /** Nothing is remembered. */
        public static final Memory NONE = new Memory(null, null);
    }
}
