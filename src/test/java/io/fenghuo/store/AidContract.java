package io.fenghuo.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Author;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.SourceGap;
import io.fenghuo.model.SourcePulse;
import io.fenghuo.model.State;
import io.fenghuo.model.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store keeps of steps and statements, and finds of earlier matters. */
abstract class AidContract extends OutboxContract {

    @Test
    void aTickIsKeptOnceAndCanBeTakenBack() {
        run(tx -> tx.incidents().save(Fixtures.incident("i-1"), List.of()));
        run(tx -> tx.aids().tick(new Aids.Tick("i-1", "refund", "s1", "zhang", Fixtures.T0)));
        run(tx -> tx.aids().tick(new Aids.Tick("i-1", "refund", "s1", "li", Fixtures.after(1))));
        run(tx -> tx.aids().tick(new Aids.Tick("i-1", "refund", "s2", "li", Fixtures.after(2))));
        assertThat(read(tx -> tx.aids().ticks("i-1")).it())
                .containsExactly(
                        new Aids.Tick("i-1", "refund", "s1", "zhang", Fixtures.T0),
                        new Aids.Tick("i-1", "refund", "s2", "li", Fixtures.after(2)));
        run(tx -> tx.aids().untick("i-1", "refund", "s1"));
        assertThat(read(tx -> tx.aids().ticks("i-1")).it()).hasSize(1);
        assertThat(read(tx -> tx.aids().ticks("i-2")).it()).isEmpty();
    }

    @Test
    void everyVersionOfAStatementIsKept() {
        run(tx -> tx.incidents().save(Fixtures.incident("i-1"), List.of()));
        Statement first = Statement.draft("i-1", 1, "正在核实 😀", "zhang", Fixtures.T0, Fixtures.after(10));
        Statement second = Statement.draft("i-1", 2, "改过", "zhang", Fixtures.after(5), Fixtures.after(15));
        run(tx -> tx.aids().save(first));
        run(tx -> tx.aids().save(second));
        Statement decided = first.decided(false, "li", Fixtures.after(3), "太满").replaced();
        run(tx -> tx.aids().save(decided));
        assertThat(read(tx -> tx.aids().statements("i-1")).it()).containsExactly(decided, second);
    }

    @Test
    void closedIncidentsOfABrandAreFoundTheLastFirst() {
        run(tx -> {
            Incident open = Fixtures.incident("i-1", "k1", Fixtures.T0);
            Incident closed = Fixtures.incident("i-2", "k2", Fixtures.T0);
            Incident wrong = Fixtures.incident("i-3", "k3", Fixtures.T0);
            Incident demo = Fixtures.demo(Fixtures.incident("i-4", "k4", Fixtures.T0));
            List.of(open, closed, wrong, demo).forEach(one -> tx.incidents().save(one, List.of()));
            tx.incidents().save(Fixtures.ended(closed, State.CLOSED, Fixtures.after(10)), List.of());
            tx.incidents().save(Fixtures.ended(wrong, State.FALSE_ALARM, Fixtures.after(10)), List.of());
            tx.incidents().save(Fixtures.ended(demo, State.CLOSED, Fixtures.after(10)), List.of());
        });
        assertThat(read(tx -> tx.aids().closed(Fixtures.BRAND, false, 10)).it())
                .extracting(Incident::id)
                .containsExactly("i-2");
        assertThat(read(tx -> tx.aids().closed(Fixtures.BRAND, true, 10)).it())
                .extracting(Incident::id)
                .containsExactlyInAnyOrder("i-2", "i-4");
        assertThat(read(tx -> tx.aids().closed("别家", true, 10)).it()).isEmpty();
    }

    @Test
    void anAuthorsOtherPostsAndIncidentsAreFound() {
        Post one = by("p1", "u-1");
        Post two = by("p2", "u-1");
        Post other = by("p3", "u-2");
        run(tx -> {
            List.of(one, two, other).forEach(tx.posts()::save);
            tx.incidents().save(Fixtures.incident("i-1", "k1", Fixtures.T0), List.of());
            tx.incidents().save(Fixtures.incident("i-2", "k2", Fixtures.after(5)), List.of());
            tx.incidents().attach("i-1", one, "u-1");
            tx.incidents().attach("i-2", two, "u-1");
            tx.incidents().attach("i-2", other, "u-2");
        });
        assertThat(read(tx -> tx.aids().postsOf("u-1", 10)).it())
                .extracting(Post::id)
                .containsExactlyInAnyOrder("p1", "p2");
        assertThat(read(tx -> tx.aids().postsOf("u-1", 1)).it()).hasSize(1);
        assertThat(read(tx -> tx.aids().incidentsOf("u-1", 10)).it()).containsExactly("i-2", "i-1");
        assertThat(read(tx -> tx.aids().incidentsOf("u-2", 10)).it()).containsExactly("i-2");
    }

    @Test
    void anAuthorsPostsAreFoundHoweverManyOthersLieBetween() {
        run(tx -> tx.posts().save(by("first", "u-1")));
        for (int part = 0; part < 5; part++) {
            int from = part * 2_000;
            run(tx -> tx.posts()
                    .save(IntStream.range(from, from + 2_000)
                            .mapToObj(i -> Posts.Draft.of(by("between-" + i, "u-9")))
                            .toList()));
        }
        run(tx -> tx.posts().save(by("last", "u-1")));
        assertThat(read(tx -> tx.aids().postsOf("u-1", 10)).it())
                .extracting(Post::id)
                .containsExactlyInAnyOrder("first", "last");
        assertThat(read(tx -> tx.aids().postsOf("u-9", 30)).it()).hasSize(30);
        assertThat(read(tx -> tx.aids().postsOf("u-2", 30)).it()).isEmpty();
    }

    @Test
    void stepsAndStatementsGoWithADemoIncident() {
        run(tx -> {
            tx.incidents().save(Fixtures.demo(Fixtures.incident("i-1")), List.of());
            tx.aids().tick(new Aids.Tick("i-1", "refund", "s1", "zhang", Fixtures.T0));
            tx.aids().save(Statement.draft("i-1", 1, "话", "zhang", Fixtures.T0, Fixtures.after(10)));
        });
        run(tx -> tx.incidents().remove("i-1"));
        assertThat(read(tx -> tx.aids().ticks("i-1")).it()).isEmpty();
        assertThat(read(tx -> tx.aids().statements("i-1")).it()).isEmpty();
    }

    private static Post by(String id, String author) {
        return Fixtures.post(id, "话 " + id)
                .with()
                .author(new Author(author, "名", null, null))
                .build();
    }

    @Test
    void whatWasLearnedOfASourceAndItsGapsAreKept() {
        SourcePulse pulse = new SourcePulse("shop", List.of(60L, 0L), 12, Fixtures.T0, null, "2026-06-18", 50);
        SourceGap first = new SourceGap("shop", Fixtures.T0, Fixtures.after(5), "超时", false);
        SourceGap second = new SourceGap("shop", Fixtures.after(6), Fixtures.after(9), null, true);
        run(tx -> {
            tx.sources().savePulse(new SourcePulse("shop", List.of(), 0, null, null, null, 0));
            tx.sources().savePulse(pulse);
            tx.sources().saveGap(first);
            tx.sources().saveGap(second);
            tx.sources().saveGap(second);
        });
        assertThat(read(tx -> tx.sources().pulse("shop")).it()).contains(pulse);
        assertThat(read(tx -> tx.sources().gaps("shop", 9)).it()).containsExactly(second, first);
        run(tx -> {
            for (int i = 0; i < Sources.GAPS + 5; i++) {
                tx.sources()
                        .saveGap(new SourceGap("shop", Fixtures.after(10 + i), Fixtures.after(11 + i), null, false));
            }
        });
        assertThat(read(tx -> tx.sources().gaps("shop", 999)).it())
                .hasSize(Sources.GAPS)
                .doesNotContain(first);
        run(tx -> tx.sources().forget("shop"));
        assertThat(read(tx -> tx.sources().pulse("shop")).it()).isEmpty();
        assertThat(read(tx -> tx.sources().gaps("shop", 9)).it()).isEmpty();
        assertThat(read(tx -> tx.incidents().burning("shop")).it()).isFalse();
    }
}
