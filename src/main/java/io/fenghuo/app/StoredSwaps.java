package io.fenghuo.app;

import io.fenghuo.incident.Swap;
import io.fenghuo.model.Secret;
import io.fenghuo.store.Store;
import io.fenghuo.store.StoreException;
import io.fenghuo.store.Stores;
import io.fenghuo.verticle.duty.Swaps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The swapped shifts of a home's store, read beside a running service. */
final class StoredSwaps {
    private StoredSwaps() {}

    /** All there are; none while there is no store, or it cannot be read. */
    static List<Swap> read(Settings settings) {
        Secret url = settings.environment().databaseUrl();
        Path file = settings.data().resolve("fenghuo.db");
        if (url == null && !Files.exists(file)) {
            return List.of();
        }
        String where = url == null ? "sqlite:" + file : url.reveal();
        try {
            if (!Stores.pending(where).isEmpty()) {
                return List.of();
            }
            try (Store store = Stores.openReadOnly(where)) {
                return store.read(Swaps::all);
            }
        } catch (StoreException unreadable) {
            settings.terminal().println(unreadable.getMessage());
            return List.of();
        }
    }
}
