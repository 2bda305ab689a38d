package io.fenghuo.app;

import io.fenghuo.model.Pause;
import io.fenghuo.model.Secret;
import io.fenghuo.store.Store;
import io.fenghuo.store.StoreException;
import io.fenghuo.store.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The pauses of a home's store, read beside a running service. */
public final class StoredPauses {
    private StoredPauses() {}

    /** Those that hold something back at a moment; none while there is no store, or it cannot be read. */
    public static List<Pause> at(Settings settings, Instant moment) {
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
                return store.read(tx -> tx.pauses().open()).stream()
                        .filter(one -> one.runs(moment) && !one.from().isAfter(moment))
                        .toList();
            }
        } catch (StoreException unreadable) {
            settings.terminal().println(unreadable.getMessage());
            return List.of();
        }
    }
}
