package io.fenghuo.app;

import io.fenghuo.model.Post;
import io.fenghuo.model.Secret;
import io.fenghuo.store.Store;
import io.fenghuo.store.StoreException;
import io.fenghuo.store.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** The posts a home's store keeps, read beside a running instance; nothing is changed. */
public final class StoredPosts {
    private StoredPosts() {}

    /**
     * Shows the posts received since {@code since}, the newest first, until {@code visitor} says false or {@code limit} were shown. A home
     * without a store has none.
     *
     * @throws StartRefused when there is a store and it cannot be read, or an older version made it
     */
    public static void visit(Settings settings, Instant since, int limit, Predicate<Post> visitor) {
        TerminalWords words = new TerminalWords(settings.environment().language());
        Secret url = settings.environment().databaseUrl();
        Path file = settings.data().resolve("fenghuo.db");
        if (url == null && !Files.exists(file)) {
            return;
        }
        String where = url == null ? "sqlite:" + file : url.reveal();
        try {
            List<String> lacking = Stores.pending(where);
            if (!lacking.isEmpty()) {
                throw new StartRefused(List.of(words.say("store.behind", lacking.size(), String.join(", ", lacking))));
            }
            try (Store store = Stores.openReadOnly(where)) {
                store.read(tx -> tx.posts().visit(since, limit, visitor));
            }
        } catch (StoreException failed) {
            throw new StartRefused(
                    List.of(words.say("doctor.store.failed", String.valueOf(failed.getMessage()))), failed);
        }
    }
}
