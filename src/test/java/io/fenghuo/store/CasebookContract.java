package io.fenghuo.store;

import static io.fenghuo.store.Fixtures.BRAND;
import static io.fenghuo.store.Fixtures.T0;
import static io.fenghuo.store.Fixtures.after;
import static io.fenghuo.store.Fixtures.incident;
import static io.fenghuo.store.Fixtures.post;
import static io.fenghuo.store.Fixtures.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.CaseFile;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Measure;
import io.fenghuo.model.Post;
import io.fenghuo.model.SamePerson;
import io.fenghuo.model.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store must do with cases, corrective actions and customers that are one. */
abstract class CasebookContract extends IncidentContract {

    private static CaseFile file(String id, String cause, Instant closed) {
        return new CaseFile(
                id,
                BRAND,
                "欺诈",
                "欺诈",
                null,
                Severity.L2,
                "标题",
                T0,
                T0,
                null,
                closed,
                "zhang",
                cause,
                "甲厂",
                new CaseFile.Told("m", "li", T0, "无", "a", "l", null),
                new Incident.Counts(2, 1),
                List.of("标签"),
                List.of("一句话"),
                false);
    }

    private static Measure measure(String id, @Nullable Instant next) {
        return new Measure(
                id,
                "i-1",
                BRAND,
                "欺诈",
                "欺诈",
                null,
                Severity.L2,
                "质量",
                null,
                "换料",
                "li",
                after(60),
                T0,
                "zhang",
                null,
                null,
                next,
                false);
    }

    private static Casebook.Query words(String... words) {
        return new Casebook.Query(List.of(words), "", "", "", null, null, null, false, 9);
    }

    @Test
    void casesAreFoundByTheirWordsAndParts() {
        CaseFile one = file("i-1", "质量", after(1));
        CaseFile two = file("i-2", "物流", after(2));
        run(tx -> {
            tx.casebook().keep(one, "温控 100% 釉_料!");
            tx.casebook().keep(two, "承运商 晚到");
            tx.casebook().keep(two, "承运商 晚到");
        });
        assertThat(read(tx -> tx.casebook().list(words())).it()).containsExactly(two, one);
        assertThat(read(tx -> tx.casebook().list(words("100%", "_料!"))).it()).containsExactly(one);
        assertThat(read(tx -> tx.casebook().list(words("1%0"))).it()).isEmpty();
        assertThat(read(tx -> tx.casebook()
                                .list(new Casebook.Query(
                                        List.of(), BRAND, "欺诈", "物流", Severity.L2, after(2), after(3), false, 9)))
                        .it())
                .containsExactly(two);
        run(tx -> tx.casebook().drop("i-2"));
        assertThat(read(tx -> tx.casebook().find("i-2")).it()).isEmpty();
        assertThat(read(tx -> tx.casebook().find("i-1")).it()).contains(one);
    }

    @Test
    void correctiveActionsFallDueUntilTheyAreDone() {
        run(tx -> {
            tx.casebook().keep(measure("m-1", after(10)));
            tx.casebook().keep(measure("m-2", after(5)));
            tx.casebook().keep(measure("m-3", null).done(after(1), "li"));
        });
        assertThat(read(tx -> tx.casebook().nextDue()).it()).contains(after(5));
        assertThat(read(tx -> tx.casebook().due(after(10), 9)).it())
                .extracting(Measure::id)
                .containsExactly("m-2", "m-1");
        run(tx -> tx.casebook().keep(measure("m-2", after(5)).done(after(6), "li")));
        assertThat(read(tx -> tx.casebook().measures(true, 9)).it())
                .extracting(Measure::id)
                .containsExactly("m-1");
        assertThat(read(tx -> tx.casebook().measuresOf("i-1")).it()).hasSize(3);
    }

    @Test
    void anAuthorIsCountedAsAnotherAndApartAgain() {
        Post first = post("c-1", "骗子");
        Post second = post("c-2", "骗子");
        run(tx -> {
            tx.incidents().save(incident("i-1"), List.of());
            for (Post post : List.of(first, second)) {
                tx.posts().save(post);
                tx.incidents().attach("i-1", post, String.valueOf(post.author().id()));
                tx.posts().saveHit(row(post, "i-1", "眼膜", 7, T0));
            }
            tx.customers().same(new SamePerson("shop", "u-c-2", "shop", "u-c-1", "li", T0));
        });
        assertThat(write(tx -> tx.customers().recount("shop", "u-c-2", "u-c-2", "u-c-1"))
                        .it())
                .containsExactly("i-1");
        assertThat(read(tx -> tx.incidents().counts("i-1")).it()).isEqualTo(new Incident.Counts(2, 1));
        Posts.Crowd crowd = new Posts.Crowd(BRAND, "欺诈", "眼膜", T0, T0);
        assertThat(read(tx -> tx.posts().authors(crowd)).it()).isEqualTo(1);
        assertThat(read(tx -> tx.customers().of("shop", "u-c-2")).it()).isPresent();
        assertThat(write(tx -> tx.customers().apart("shop", "u-c-2")).it()).isPresent();
        assertThat(write(tx -> tx.customers().apart("shop", "u-c-2")).it()).isEmpty();
        assertThat(read(tx -> tx.customers().all()).it()).isEmpty();
    }

    @Test
    void aPostMovesWithItsHitsAndIsFoundByItsThread() {
        Post first = post("c-1", "骗子").with().thread("t-1").build();
        Post second = post("c-2", "骗子").with().thread("t-2").build();
        run(tx -> {
            tx.incidents().save(incident("i-1"), List.of());
            tx.incidents().save(incident("i-2", "other", T0), List.of());
            for (Post post : List.of(first, second)) {
                tx.posts().save(post);
                tx.incidents().attach("i-1", post, String.valueOf(post.author().id()));
                tx.posts().saveHit(row(post, "i-1", "眼膜", 7, T0));
            }
            tx.incidents().move("i-1", "i-2", "shop", "c-2");
        });
        assertThat(read(tx -> tx.incidents().counts("i-1")).it()).isEqualTo(new Incident.Counts(1, 1));
        assertThat(read(tx -> tx.incidents().counts("i-2")).it()).isEqualTo(new Incident.Counts(1, 1));
        assertThat(read(tx -> tx.posts().hitsOf("i-2")).it()).hasSize(1);
        assertThat(read(tx -> tx.incidents().inThread("shop", "t-2", null)).it())
                .containsExactly("i-2");
        assertThat(read(tx -> tx.casebook().related(BRAND, "欺诈", "眼膜", T0, after(1)))
                        .it())
                .isEqualTo(2);
        assertThat(read(tx -> tx.casebook().related(BRAND, "欺诈", null, after(1), after(2)))
                        .it())
                .isZero();
    }

    @Test
    void theFirstCustomerOfAnOrderIsRemembered() {
        Post post = post("c-1", "骗子");
        Posts.HitRow plain = row(post, "i-1", "眼膜", 7, T0);
        run(tx -> {
            tx.incidents().save(incident("i-1"), List.of());
            tx.posts().save(post);
            tx.posts()
                    .saveHit(new Posts.HitRow(
                            plain.hit(),
                            plain.incident(),
                            plain.crowdKey(),
                            plain.author(),
                            plain.fingerprint(),
                            plain.publishedAt(),
                            plain.at(),
                            "E-77"));
        });
        assertThat(read(tx -> tx.customers().ofOrder(BRAND, "E-77")).it()).contains(plain.author());
        assertThat(read(tx -> tx.customers().ofOrder("别家", "E-77")).it()).isEmpty();
    }
}
