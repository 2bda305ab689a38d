package io.fenghuo.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Post;
import io.fenghuo.model.Raw;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** What is kept long enough goes, however much of it there is, and nothing else does. */
class HousekeepingTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:00:00Z");
    private static final int OLD = 12_000;

    @Test
    void everythingThatIsDueGoesInOneRoundOfTheHour() {
        try (Store store = Stores.temporary()) {
            write(store, "old", OLD, NOW.minus(Duration.ofDays(31)));
            write(store, "new", 100, NOW.minus(Duration.ofDays(29)));
            write(store, "raw", 2, NOW.minus(Duration.ofHours(71)));
            Housekeeping housekeeping = new Housekeeping(store, InstantSource.fixed(NOW));
            int gone = housekeeping.tidy().toCompletableFuture().join();
            assertThat(gone).isEqualTo(OLD + OLD + 10 + 10);
            assertThat(store.<Long>read(tx -> tx.posts().count())).isEqualTo(102);
            assertThat(store.<Integer>read(tx -> tx.journal().after(0, 100_000).size()))
                    .isEqualTo(102);
            assertThat(store.<Boolean>read(tx -> tx.posts().raw("raw-0").isPresent()))
                    .isTrue();
            assertThat(store.<Boolean>read(tx -> tx.posts().raw("new-0").isPresent()))
                    .isFalse();
            assertThat(housekeeping.tidy().toCompletableFuture().join()).isZero();
        }
    }

    private static void write(Store store, String source, int count, Instant at) {
        store.write(tx -> {
                    for (int i = 0; i < count; i++) {
                        tx.posts()
                                .save(Post.builder(source, String.valueOf(i), "好看", at)
                                        .build());
                        tx.journal().publish("post", "{}", at);
                    }
                    for (int i = 0; i < Math.min(count, 10); i++) {
                        tx.posts().saveRaw(new Raw(source + "-" + i, source, "u", "", new byte[] {1}, at));
                    }
                    return true;
                })
                .toCompletableFuture()
                .join();
    }
}
