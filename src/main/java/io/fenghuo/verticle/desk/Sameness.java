package io.fenghuo.verticle.desk;

import io.fenghuo.incident.Correlation;
import io.fenghuo.model.Author;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.model.SamePerson;
import io.fenghuo.store.Tx;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who counts as one customer: authors somebody said are the same, and accounts that write of one order. */
final class Sameness {
    private Sameness() {}

    /** The post under the author key it counts for; the stored post stays as it came. */
    static Post asCounted(Tx tx, Post post, List<Hit> hits) {
        String key = Correlation.author(post);
        String counted = counted(tx, post, key, hits);
        if (counted.equals(key)) {
            return post;
        }
        Author author = post.author();
        return post.with()
                .author(new Author(counted, author.name(), author.followers(), author.tier()))
                .build();
    }

    private static String counted(Tx tx, Post post, String key, List<Hit> hits) {
        Optional<SamePerson> bond = tx.customers().of(post.source(), key);
        if (bond.isPresent()) {
            return bond.get().as();
        }
        String order = order(post);
        return order == null || hits.isEmpty()
                ? key
                : tx.customers().ofOrder(hits.get(0).brand(), order).orElse(key);
    }

    /** The order a customer writes of. */
    static @Nullable String order(Post post) {
        String order = post.subject().order();
        return post.role() != Role.CUSTOMER || order == null || order.isBlank() ? null : order.strip();
    }
}
