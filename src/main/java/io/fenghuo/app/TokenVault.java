package io.fenghuo.app;

import io.fenghuo.model.Secret;
import io.fenghuo.source.Grant;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Where refresh tokens that a server replaced outlive a restart: the one in the file is worth nothing any more. Threadsafe. */
interface TokenVault {
    /** A vault that lasts as long as the process. */
    static TokenVault passing() {
        Map<Grant, Secret> kept = new ConcurrentHashMap<>();
        return new TokenVault() {
            @Override
            public Future<Optional<Secret>> recall(Grant grant) {
                return Future.succeededFuture(Optional.ofNullable(kept.get(grant)));
            }

            @Override
            public Future<Void> keep(Grant grant, Secret token, @Nullable Instant until) {
                kept.put(grant, token);
                return Future.succeededFuture();
            }
        };
    }

    /** An access token and when it ends. */
    record Lent(Secret token, Instant until) {}

    /** An access token that was got for this grant elsewhere and holds after {@code now}; empty = there is none, so one is asked for. */
    default Future<Optional<Lent>> borrow(Grant grant, Instant now) {
        return Future.succeededFuture(Optional.empty());
    }

    /** Puts an access token where others may borrow it. */
    default void lend(Grant grant, Lent lent) {}

    /**
     * The one that took the place of the configured one last; empty = none did, or it cannot be read. Failed with a
     * {@link io.fenghuo.verticle.FetchException} when none may be shown at all.
     */
    Future<Optional<Secret>> recall(Grant grant);

    /**
     * Keeps the one that takes its place.
     *
     * @param until when it ends; null = the server did not say
     * @return done when it is durable, or cannot become so
     */
    Future<Void> keep(Grant grant, Secret token, @Nullable Instant until);
}
