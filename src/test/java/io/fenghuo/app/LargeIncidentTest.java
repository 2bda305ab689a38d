package io.fenghuo.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Author;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Incident;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Post;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import io.fenghuo.model.TimelineEntry;
import io.fenghuo.store.Posts;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.fenghuo.store.Tx;
import io.fenghuo.web.Console;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An incident of 6,000 posts: its page reads a hundred of them. */
class LargeIncidentTest {
    private static final int POSTS = 6_000;
    private static final Instant T0 = Instant.parse("2026-06-18T12:00:00Z");

    @Test
    void aPageReadsItsPartOnly() {
        try (Store store = Stores.temporary()) {
            store.write(LargeIncidentTest::fill).toCompletableFuture().join();
            Console.Dossier last = store.read(
                    tx -> BoardReader.dossier(tx, "i-1", Console.Window.LAST).orElseThrow());
            assertThat(last.incident().counts().posts()).isEqualTo(POSTS);
            assertThat(last.posts()).hasSize(Console.Window.POSTS);
            assertThat(last.posts().get(Console.Window.POSTS - 1).post().id()).isEqualTo("c-5999");
            assertThat(last.hits()).hasSize(Console.Window.POSTS);
            assertThat(last.timeline()).hasSize(Console.Window.LINES);
            assertThat(last.earlierLines()).isEqualTo(POSTS - Console.Window.LINES);

            Console.Dossier earlier = store.read(tx -> BoardReader.dossier(tx, "i-1", new Console.Window(5_950, 101))
                    .orElseThrow());
            assertThat(earlier.posts())
                    .extracting(line -> line.post().id())
                    .hasSize(50)
                    .startsWith("c-0")
                    .endsWith("c-49");
            assertThat(earlier.timeline()).hasSize(100);
            assertThat(earlier.earlierLines()).isZero();
            assertThat(earlier.timeline().get(0).facts()).containsEntry("post", "shop/c-0");
        }
    }

    private static boolean fill(Tx tx) {
        List<TimelineEntry> story = new ArrayList<>();
        for (int i = 0; i < POSTS; i++) {
            Post post = Post.builder("shop", "c-" + i, "骗子 " + i, T0.plusSeconds(i))
                    .author(new Author("u" + i, null, null, null))
                    .thread("video-77")
                    .build();
            tx.posts().save(post);
            tx.incidents().attach("i-1", post, "u" + i);
            tx.posts().saveHit(new Posts.HitRow(hit(post), "i-1", "video-77", "u" + i, 0, T0, T0.plusSeconds(i)));
            Map<String, String> facts = Map.of("post", "shop/c-" + i, "rule", "fraud");
            story.add(new TimelineEntry("i-1", T0.plusSeconds(i), "hit", "system", "service", facts, Map.of()));
        }
        tx.incidents().save(incident(), story);
        return true;
    }

    private static Hit hit(Post post) {
        return new Hit(
                post.id(),
                "shop",
                "云朵家",
                "w",
                "fraud",
                "欺诈",
                Severity.L2,
                false,
                "欺诈",
                MatchMode.FOLDED,
                List.of(),
                Hit.Effects.NONE);
    }

    private static Incident incident() {
        return new Incident(
                "i-1",
                "云朵家",
                "欺诈",
                "欺诈",
                "video-77",
                null,
                "骗子",
                Severity.L2,
                State.OPEN,
                Set.of(),
                null,
                T0,
                T0,
                T0,
                new Incident.Counts(POSTS, POSTS),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Incident.Ladder.NONE,
                "plan",
                Hit.Effects.NONE,
                null,
                1);
    }
}
