package io.fenghuo.store;

import static io.fenghuo.store.Fixtures.T0;
import static io.fenghuo.store.Fixtures.after;
import static io.fenghuo.store.Fixtures.incident;
import static io.fenghuo.store.Fixtures.line;
import static io.fenghuo.store.Fixtures.notice;
import static io.fenghuo.store.Fixtures.post;
import static io.fenghuo.store.Fixtures.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Post;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract in memory, but for what needs a way past the store, or two works at a time. */
class MemoryStoreTest extends StoreContract {
    @Override
    Store open() {
        return Stores.memory();
    }

    @Override
    Connection direct() {
        throw new UnsupportedOperationException("there is no way past a store in memory");
    }

    @Override
    List<String> unlockTimeline() {
        return List.of();
    }

    /** Nobody can change a story behind this store's back. */
    @Override
    void anyChangeOfTheStoryIsFound() {}

    @Test
    @Override
    void erasedPersonsLeaveTheChainWhole() {
        run(tx -> {
            tx.incidents()
                    .save(
                            incident("i-1"),
                            List.of(
                                    line("i-1", "incident.opened", Map.of("author", "老铁")),
                                    line("i-1", "hit", Map.of("author", "小王", "text", "骗子"))));
            tx.incidents().save(incident("i-2", "b", T0), List.of(line("i-2", "hit", Map.of("author", "老铁"))));
        });
        String before = read(tx -> tx.incidents().timeline("i-1").get(1).hash()).it();
        assertThat(write(tx -> tx.incidents().erase("i-1", 2, "admin", after(9)))
                        .it())
                .isEqualTo(2);
        assertThat(write(tx -> tx.incidents().erase("i-1", 2, "admin", after(9)))
                        .it())
                .isZero();
        List<Incidents.Recorded> lines =
                read(tx -> tx.incidents().timeline("i-1")).it();
        assertThat(lines).extracting(Incidents.Recorded::seq).containsExactly(1L, 2L, 3L, 4L);
        assertThat(lines.get(1).entry().personal()).isEmpty();
        assertThat(lines.get(1).hash()).isEqualTo(before);
        assertThat(lines.get(2).entry().event()).isEqualTo("personal.erased");
        assertThat(write(tx -> tx.incidents().eraseValue("老铁", "admin", after(10)))
                        .it())
                .isEqualTo(2);
        assertThat(read(tx -> tx.incidents().timeline("i-2")).it())
                .allMatch(line -> line.entry().personal().isEmpty());
    }

    @Test
    @Override
    void readersSeeOneMomentAndMayNotWrite() {
        run(tx -> tx.journal().saveSetting("a", "1"));
        assertThatThrownBy(() -> read(tx -> {
                    tx.journal().saveSetting("a", "3");
                    return true;
                }))
                .isInstanceOf(StoreException.class);
        assertThat(read(tx -> tx.journal().setting("a")).it()).contains("1");
    }

    /** Every subject, so that no collection is forgotten. */
    @Test
    void whatFailsLeavesNothingBehind() {
        Post first = post("c-1", "骗子");
        run(tx -> {
            tx.posts().save(first);
            tx.incidents().save(incident("i-1"), List.of());
            tx.incidents().attach("i-1", first, "u1");
            tx.posts().saveHit(row(first, "i-1", "眼膜", 7, T0));
        });
        assertThatThrownBy(() -> run(tx -> {
                    everything(tx, first);
                    throw new IllegalStateException("at last");
                }))
                .hasRootCauseMessage("at last");
        asBefore();
        run(tx -> {
            assertThatThrownBy(() -> tx.apart(() -> {
                        everything(tx, first);
                        throw new IllegalStateException("apart");
                    }))
                    .hasMessage("apart");
            tx.journal().saveSetting("kept", "yes");
        });
        asBefore();
        assertThat(read(tx -> tx.journal().setting("kept")).it()).contains("yes");
    }

    private static void everything(Tx tx, Post first) {
        Post second = post("c-2", "骗子");
        tx.posts().save(second);
        tx.posts().save(first.with().text("改了").build());
        tx.posts().deleted("shop", "c-1", T0);
        tx.incidents().save(incident("i-2"), List.of(line("i-2", "opened", Map.of())));
        tx.incidents()
                .save(
                        incident("i-1").with().version(2).agenda(List.of()).build(),
                        List.of(line("i-1", "x", Map.of("a", "b"))));
        tx.incidents().attach("i-2", second, "u1");
        tx.posts().saveHit(row(second, "i-2", "眼膜", 9, T0));
        tx.incidents().move("i-1", "i-2");
        tx.incidents().erase("i-1", 1, "admin", T0);
        tx.outbox()
                .add(
                        notice("n-1", "i-1", Notice.Manner.CARD),
                        List.of(Fixtures.delivery("d-1", "n-1", "mail", "zhang")));
        tx.outbox().update(Fixtures.delivered(Fixtures.delivery("d-1", "n-1", "mail", "zhang"), T0));
        tx.outbox().fixBytes("d-1", new byte[] {1});
        tx.outbox().dead("mail", "x");
        tx.journal().publish("hit", "{}", T0);
        tx.sources().saveCursor("shop", "9");
        tx.incidents().remove("i-2");
    }

    private void asBefore() {
        assertThat(read(tx -> tx.posts().count()).it()).isEqualTo(1);
        assertThat(read(tx -> tx.posts().find("shop", "c-1").orElseThrow().text())
                        .it())
                .isEqualTo("骗子");
        assertThat(read(tx -> tx.posts().deletedAt("shop", "c-1")).it()).isEmpty();
        assertThat(read(tx -> tx.incidents().find("i-2")).it()).isEmpty();
        assertThat(read(tx -> tx.incidents().find("i-1").orElseThrow().version())
                        .it())
                .isEqualTo(1);
        assertThat(read(tx -> tx.incidents().timeline("i-1")).it()).isEmpty();
        assertThat(read(tx -> tx.incidents().nextDue()).it()).isPresent();
        assertThat(read(tx -> tx.incidents().counts("i-1")).it()).isEqualTo(new Incident.Counts(1, 1));
        assertThat(read(tx -> tx.incidents().counts("i-2")).it()).isEqualTo(new Incident.Counts(0, 0));
        assertThat(read(tx -> tx.posts().hitsOf("i-1")).it()).hasSize(1);
        assertThat(read(tx -> tx.posts().similar(Fixtures.BRAND, "欺诈", 7, 0, T0))
                        .it())
                .contains("i-1");
        assertThat(read(tx -> tx.posts().similar(Fixtures.BRAND, "欺诈", 9, 0, T0))
                        .it())
                .isEmpty();
        assertThat(read(tx -> tx.outbox().list(null, 9)).it()).isEmpty();
        assertThat(read(tx -> tx.outbox().nextDue()).it()).isEmpty();
        assertThat(read(tx -> tx.outbox().bytes("d-1")).it()).isEmpty();
        assertThat(read(tx -> tx.outbox().state("mail")).it()).isEmpty();
        assertThat(read(tx -> tx.journal().after(0, 9)).it()).isEmpty();
        assertThat(read(tx -> tx.sources().cursor("shop")).it()).isEmpty();
    }
}
