package io.fenghuo.web;

import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where platforms deliver posts, each in its own way: {@code /hooks/ID}. Threadsafe; does not block. */
public interface Hooks {
    /** No platform delivers. */
    Hooks NONE = new Hooks() {
        @Override
        public boolean known(String source) {
            return false;
        }

        @Override
        public Future<Optional<Met>> meet(String source, Callbacks.Call call) {
            return Future.succeededFuture(Optional.empty());
        }
    };

    /** Whether a source of this id takes deliveries. */
    boolean known(String source);

    /**
     * Understands a delivery; nothing is kept yet. Empty when there is no such source.
     *
     * @return failed with {@link Console.Unreadable} when the body is not what the platform documents
     */
    Future<Optional<Met>> meet(String source, Callbacks.Call call);

    /**
     * A delivery that was understood, or refused.
     *
     * @param reply what it is answered, once {@code ingest} is durable
     * @param ingest what it brought; null = nothing
     * @param rate deliveries of this source a second that are taken
     * @param kept run once {@code ingest} is durable, or at once without
     */
    record Met(Callbacks.Reply reply, @Nullable Ingest ingest, double rate, Runnable kept) {}
}
