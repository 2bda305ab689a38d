package io.fenghuo.app;

import io.fenghuo.model.Secret;
import io.fenghuo.source.Grant;
import io.fenghuo.source.Trouble;
import io.fenghuo.store.Store;
import io.fenghuo.store.StoreException;
import io.fenghuo.store.Stores;
import io.fenghuo.verticle.FetchException;
import io.fenghuo.verticle.Fetcher;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The refresh tokens of commands that read a source once. Beside a running service they borrow its access token and spend nothing: a server that
 * gives each refresh token once would refuse the service from then on. While it does not run they ask as it would, and what takes the place of
 * the configured token is kept in its store. The store is opened only when a grant with a refresh token is tried. Threadsafe.
 */
final class TrialTokens implements TokenVault, AutoCloseable {
    private final Vertx vertx;
    private final Settings settings;
    private @Nullable Store own;

    TrialTokens(Vertx vertx, Settings settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    @Override
    public Future<Optional<Lent>> borrow(Grant grant, Instant now) {
        return vertx.executeBlocking(() -> lent(grant, now), false);
    }

    private Optional<Lent> lent(Grant grant, Instant now) {
        Secret url = settings.environment().databaseUrl();
        Path file = settings.data().resolve("fenghuo.db");
        if (url == null && !Files.exists(file)) {
            return Optional.empty();
        }
        try (Store store = Stores.openReadOnly(url == null ? "sqlite:" + file : url.reveal())) {
            return vault(store).lent(grant, now);
        } catch (StoreException unreadable) {
            return Optional.empty();
        }
    }

    /** Failed with {@link FetchException} while the service holds the store. */
    @Override
    public Future<Optional<Secret>> recall(Grant grant) {
        return vertx.executeBlocking(() -> vault(store(grant)), false).compose(vault -> vault.recall(grant));
    }

    @Override
    public Future<Void> keep(Grant grant, Secret token, @Nullable Instant until) {
        return vertx.executeBlocking(() -> vault(store(grant)), false)
                .compose(vault -> vault.keep(grant, token, until));
    }

    private StoredTokens vault(Store store) {
        return new StoredTokens(vertx, store, Startup.keys(settings), new SecureRandom());
    }

    private synchronized Store store(Grant grant) {
        if (own == null) {
            try {
                own = Startup.between(settings);
            } catch (StoreException.Locked running) {
                throw new FetchException(Trouble.of("oauth.held", Fetcher.host(grant.tokenUrl())), running);
            }
        }
        return own;
    }

    @Override
    public synchronized void close() {
        if (own != null) {
            own.close();
            own = null;
        }
    }
}
