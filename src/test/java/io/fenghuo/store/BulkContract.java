package io.fenghuo.store;

import static io.fenghuo.store.Fixtures.T0;
import static io.fenghuo.store.Fixtures.after;
import static io.fenghuo.store.Fixtures.incident;
import static io.fenghuo.store.Fixtures.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Flag;
import io.fenghuo.model.Post;
import io.fenghuo.model.SamePerson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every store must do with many posts at once. */
abstract class BulkContract extends PauseContract {
    private static List<Posts.Draft> drafts(Post... posts) {
        return Stream.of(posts).map(Posts.Draft::of).toList();
    }

    @Test
    void severalPostsAreKeptAsEachWouldBe() {
        write(tx -> tx.posts().save(post("c-1", "一")));
        List<Posts.Change> changes = write(tx -> tx.posts()
                        .save(drafts(
                                post("c-2", "二"),
                                post("c-1", "一"),
                                post("c-1", "壹"),
                                post("c-2", "二"),
                                post("c-2", "贰"))))
                .it();
        assertThat(changes)
                .containsExactly(
                        Posts.Change.NEW,
                        Posts.Change.SAME,
                        Posts.Change.EDITED,
                        Posts.Change.SAME,
                        Posts.Change.EDITED);
        assertThat(read(tx -> tx.posts().versions("shop", "c-1")).it())
                .extracting(Post::text)
                .containsExactly("一", "壹");
        assertThat(read(tx -> tx.posts().find("shop", "c-2")).it()).contains(post("c-2", "贰"));
    }

    @Test
    void anyNumberOfPostsIsKeptAndToldOfInOrder() {
        List<Post> many = IntStream.range(0, 150)
                .mapToObj(i -> post("m-" + i, i == 77 ? "半个\uD83D和\u0000" : "第 " + i))
                .toList();
        List<Long> numbers = write(tx -> {
                    tx.posts().save(many.stream().map(Posts.Draft::of).toList());
                    return tx.journal()
                            .publish(
                                    many.stream()
                                            .map(post -> new Journal.Told(post, false))
                                            .toList(),
                                    T0);
                })
                .it();
        assertThat(numbers).hasSize(150).isSorted().doesNotHaveDuplicates();
        List<Journal.Line> lines = read(tx -> tx.journal().after(0, 1_000)).it();
        assertThat(lines).extracting(Journal.Line::post).containsExactlyElementsOf(many);
        assertThat(lines).extracting(Journal.Line::seq).containsExactlyElementsOf(numbers);
    }

    @Test
    void anEventOfAPostSaysWhatThePostSaidThenAndIsForgottenWithIt() {
        write(tx -> {
            tx.posts().save(post("c-1", "一"));
            tx.journal().publish(List.of(new Journal.Told(post("c-1", "一"), false)), T0);
            tx.posts().save(post("c-1", "二"));
            tx.journal().publish(List.of(new Journal.Told(post("c-1", "二"), true)), T0);
            tx.posts().save(post("c-1", "三"));
            return tx.journal().publish("hit", "{}", T0);
        });
        assertThat(read(tx -> tx.journal().after(0, 9)).it())
                .extracting(line ->
                        line.type() + (line.post() == null ? "" : line.post().text()))
                .containsExactly("post一", "post二", "hit");
        write(tx -> tx.posts().removeSource("shop"));
        assertThat(read(tx -> tx.journal().after(0, 9)).it())
                .extracting(Journal.Line::type)
                .containsExactly("hit");
    }

    @Test
    void authorsAreLookedUpMany() {
        List<String> asked =
                new ArrayList<>(IntStream.range(0, 100).mapToObj(i -> "u-" + i).toList());
        asked.add("u-7");
        write(tx -> {
            tx.customers().same(new SamePerson("shop", "u-7", "shop", "u-1", "li", T0));
            tx.customers().same(new SamePerson("other", "u-8", "shop", "u-1", "li", T0));
            Post heard = post("c-1", "一");
            tx.posts().save(heard);
            tx.incidents().save(incident("i-1").with().flag(Flag.WAITING, true).build(), List.of());
            tx.incidents().attach("i-1", heard, "u-99");
            tx.incidents().save(incident("i-2", "other", after(1)), List.of());
            tx.incidents().attach("i-2", heard, "u-98");
            return 0;
        });
        assertThat(read(tx -> tx.customers().of("shop", asked)).it())
                .isEqualTo(Map.of("u-7", new SamePerson("shop", "u-7", "shop", "u-1", "li", T0)));
        assertThat(read(tx -> tx.incidents().awaited(asked)).it()).containsExactly("u-99");
        assertThat(read(tx -> tx.incidents().awaited(List.of())).it()).isEmpty();
    }
}
