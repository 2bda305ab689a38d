package io.fenghuo.store;

import static io.fenghuo.store.Fixtures.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenghuo.model.Post;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a store in tables must do when the database refuses one of many posts. */
abstract class RefusedBulkContract extends StoreContract {
    @Test
    void aWorkThatFailsLeavesNothingBehindForTheNext() {
        Post broken = post("b-1", "一");
        Posts.Draft unreadable = new Posts.Draft(broken, null);
        assertThatThrownBy(() -> write(tx -> tx.posts().save(List.of(Posts.Draft.of(post("b-0", "零")), unreadable)))
                        .it())
                .isNotNull();
        write(tx -> tx.posts().save(List.of(Posts.Draft.of(post("b-2", "二")), Posts.Draft.of(post("b-3", "三")))));
        assertThat(read(tx -> tx.posts().find("shop", "b-0")).it()).isEmpty();
        assertThat(read(tx -> tx.posts().find("shop", "b-3")).it()).isPresent();
    }
}
