package io.fenghuo.store;

import static io.fenghuo.store.Fixtures.BRAND;
import static io.fenghuo.store.Fixtures.T0;
import static io.fenghuo.store.Fixtures.after;
import static io.fenghuo.store.Fixtures.clock;
import static io.fenghuo.store.Fixtures.deadline;
import static io.fenghuo.store.Fixtures.demo;
import static io.fenghuo.store.Fixtures.ended;
import static io.fenghuo.store.Fixtures.incident;
import static io.fenghuo.store.Fixtures.line;
import static io.fenghuo.store.Fixtures.post;
import static io.fenghuo.store.Fixtures.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenghuo.model.Author;
import io.fenghuo.model.Clock;
import io.fenghuo.model.Clocks;
import io.fenghuo.model.Deadline;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Post;
import io.fenghuo.model.State;
import io.fenghuo.model.TimelineEntry;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store owes incidents: themselves, their deadlines and their stories. */
abstract class IncidentContract extends AidContract {

    /** Statements that let somebody with the password change what must not change. */
    abstract List<String> unlockTimeline();

    @Test
    void theNewestHitOfARuleByAnAuthorInAMatterIsFound() {
        run(tx -> {
            for (int i = 0; i < 3; i++) {
                Author author = new Author(i == 2 ? "u-2" : "u", null, null, null);
                Post post = post("c-" + i, "骗子").with().author(author).build();
                tx.posts().save(post);
                tx.posts().saveHit(row(post, "i-" + i, "m", 0, after(i)));
            }
        });
        assertThat(repeated("fraud", T0)).contains("i-1");
        assertThat(repeated("fraud", after(2))).isEmpty();
        assertThat(repeated("other", T0)).isEmpty();
    }

    private Optional<String> repeated(String rule, Instant since) {
        Posts.Crowd crowd = new Posts.Crowd(BRAND, "欺诈", "m", since, after(9));
        Hit hit = Fixtures.hit(post("c-9", "骗子"), rule);
        return read(tx -> tx.posts().incidentOfRepeated(crowd, hit, "u")).it();
    }

    @Test
    void anIncidentIsReadBackAsItWas() {
        Incident incident = demo(incident("i-1"));
        run(tx -> tx.incidents().save(incident, List.of()));
        assertThat(read(tx -> tx.incidents().find("i-1")).it()).contains(incident);
        Incident closed = ended(incident, State.CLOSED, after(1));
        run(tx -> tx.incidents().save(closed, List.of()));
        assertThat(read(tx -> tx.incidents().find("i-1")).it()).contains(closed);
        assertThat(read(tx -> tx.incidents().find("i-2")).it()).isEmpty();
    }

    @Test
    void aStaleVersionIsRefusedAndNothingOfItStays() {
        Incident first = incident("i-1");
        run(tx -> tx.incidents().save(first, List.of()));
        Incident second = first.with().owner("zhang").version(2).build();
        run(tx -> tx.incidents().save(second, List.of(line("i-1", "taken", Map.of()))));
        for (Incident stale : List.of(first, second, first.with().version(4).build())) {
            assertThatThrownBy(() -> run(tx -> tx.incidents().save(stale, List.of(line("i-1", "lost", Map.of())))))
                    .hasCauseInstanceOf(StoreException.Conflict.class);
        }
        Incident unknown = incident("i-9").with().version(2).build();
        assertThatThrownBy(() -> run(tx -> tx.incidents().save(unknown, List.of())))
                .hasCauseInstanceOf(StoreException.Conflict.class);
        assertThat(read(tx -> tx.incidents().find("i-1")).it()).contains(second);
        assertThat(read(tx -> tx.incidents().timeline("i-1")).it()).hasSize(1);
    }

    @Test
    void theOpenAndTheLastClosedIncidentOfAKeyAreFound() {
        Incident oldest = incident("i-1", "video-77", T0);
        Incident newest = incident("i-2", "video-77", after(1));
        Incident other = incident("i-3", "video-78", after(2));
        Incident wrong = incident("i-4", "video-77", after(3));
        run(tx -> List.of(oldest, newest, other, wrong)
                .forEach(i -> tx.incidents().save(i, List.of())));
        run(tx -> tx.incidents().save(ended(wrong, State.FALSE_ALARM, after(20)), List.of()));
        assertThat(read(tx -> tx.incidents().open(BRAND, "欺诈", "video-77")).it())
                .contains(newest);
        assertThat(read(tx -> tx.incidents().open(BRAND, "质量", "video-77")).it())
                .isEmpty();
        run(tx -> tx.incidents().save(ended(newest, State.CLOSED, after(5)), List.of()));
        run(tx -> tx.incidents().save(ended(oldest, State.CLOSED, after(9)), List.of()));
        assertThat(read(tx -> tx.incidents().open(BRAND, "欺诈", "video-77")).it())
                .isEmpty();
        assertThat(read(tx -> tx.incidents()
                                .closed(BRAND, "欺诈", "video-77", T0)
                                .orElseThrow()
                                .id())
                        .it())
                .isEqualTo("i-1");
        assertThat(read(tx -> tx.incidents().closed(BRAND, "欺诈", "video-77", after(9)))
                        .it())
                .isPresent();
        assertThat(read(tx -> tx.incidents().closed(BRAND, "欺诈", "video-77", after(10)))
                        .it())
                .isEmpty();
    }

    @Test
    void listsPutTheUrgentFirst() {
        Incident late = withClock(incident("late", "a", T0), after(90), Clock.Phase.RUNNING);
        Incident soon = withClock(incident("soon", "b", T0), after(9), Clock.Phase.RUNNING);
        Incident calm = withClock(incident("calm", "c", T0), after(1), Clock.Phase.STOPPED);
        Incident calmer = withClock(incident("calmer", "d", after(1)), after(1), Clock.Phase.STOPPED);
        Incident demo = demo(withClock(incident("demo", "e", T0), after(2), Clock.Phase.RUNNING));
        Incident over = incident("over", "f", after(50));
        run(tx -> {
            List.of(late, soon, calm, calmer, demo, over)
                    .forEach(i -> tx.incidents().save(i, List.of()));
            tx.incidents().save(ended(over, State.CLOSED, after(60)), List.of());
        });
        assertThat(listed(new Incidents.Query(false, false, 9)))
                .containsExactly("soon", "late", "calmer", "calm", "over");
        assertThat(listed(new Incidents.Query(true, true, 9)))
                .containsExactly("demo", "soon", "late", "calmer", "calm");
        assertThat(listed(new Incidents.Query(true, false, 2))).containsExactly("soon", "late");
    }

    private static Incident withClock(Incident incident, Instant due, Clock.Phase phase) {
        return incident.with().clocks(List.of(clock(Clocks.GOLDEN, due, phase))).build();
    }

    private List<String> listed(Incidents.Query query) {
        return read(tx -> tx.incidents().list(query).stream().map(Incident::id).toList())
                .it();
    }

    @Test
    void deadlinesAreExactlyTheAgenda() {
        Deadline warn = deadline("warn", after(10), Deadline.Kind.CLOCK_WARNING);
        Deadline miss = deadline("miss", after(20), Deadline.Kind.CLOCK_MISSED);
        Deadline step = new Deadline("ladder", after(10), Deadline.Kind.LADDER, null, "u9", 3);
        Incident first = incident("i-1").with().agenda(List.of(warn, miss)).build();
        Incident other = incident("i-0", "other", T0)
                .with()
                .agenda(List.of(deadline("x", after(15), Deadline.Kind.GROWTH)))
                .build();
        run(tx -> {
            tx.incidents().save(first, List.of());
            tx.incidents().save(other, List.of());
        });
        assertThat(due(after(99), 9)).containsExactly("i-1/warn", "i-0/x", "i-1/miss");
        assertThat(due(after(15), 9)).containsExactly("i-1/warn", "i-0/x");
        assertThat(due(after(99), 1)).containsExactly("i-1/warn");
        assertThat(due(after(10).minusMillis(1), 9)).isEmpty();
        assertThat(read(tx -> tx.incidents().nextDue()).it()).contains(after(10));

        Deadline moved = deadline("warn", after(30), Deadline.Kind.CLOCK_WARNING);
        run(tx -> tx.incidents()
                .save(first.with().agenda(List.of(moved, step)).version(2).build(), List.of()));
        assertThat(read(tx -> tx.incidents().due(after(99), 9)).it())
                .extracting(Incidents.Due::deadline)
                .containsExactly(step, deadline("x", after(15), Deadline.Kind.GROWTH), moved);
        run(tx -> tx.incidents().save(first.with().agenda(List.of()).version(3).build(), List.of()));
        assertThat(due(after(99), 9)).containsExactly("i-0/x");
        run(tx -> tx.incidents().save(other.with().agenda(List.of()).version(2).build(), List.of()));
        assertThat(read(tx -> tx.incidents().nextDue()).it()).isEmpty();
    }

    @Test
    void aDeadlineNamedAfterAHostileAuthorComesBackAsItWas() {
        Deadline deadline =
                new Deadline("settle/\0\uD83D", after(1), Deadline.Kind.CLOCK_MISSED, Clocks.SETTLE, "\0\uD83D", 0);
        Incident incident = incident("i-1").with().agenda(List.of(deadline)).build();
        run(tx -> tx.incidents().save(incident, List.of()));
        assertThat(read(tx -> tx.incidents().due(after(1), 9)).it())
                .containsExactly(new Incidents.Due("i-1", deadline));
        run(tx -> tx.incidents().save(incident.with().version(2).build(), List.of()));
        assertThat(read(tx -> tx.incidents().due(after(1), 9)).it()).hasSize(1);
        run(tx ->
                tx.incidents().save(incident.with().agenda(List.of()).version(3).build(), List.of()));
        assertThat(read(tx -> tx.incidents().due(after(1), 9)).it()).isEmpty();
    }

    private List<String> due(Instant now, int limit) {
        return read(tx -> tx.incidents().due(now, limit).stream()
                        .map(due -> due.incident() + "/" + due.deadline().name())
                        .toList())
                .it();
    }

    @Test
    void postsAndAuthorsOfAnIncidentAreCountedOnce() {
        Post one = post("c-1", "骗子");
        Post two = post("c-2", "骗子").with().publishedAt(after(-5)).build();
        run(tx -> {
            tx.posts().save(one);
            tx.posts().save(two);
            tx.incidents().attach("i-1", one, "u1");
            tx.incidents().attach("i-1", two, "u1");
            tx.incidents().attach("i-1", one, "u1");
            tx.incidents().attach("i-2", one, "u1");
        });
        assertThat(read(tx -> tx.incidents().counts("i-1")).it()).isEqualTo(new Incident.Counts(2, 1));
        assertThat(read(tx -> tx.incidents().counts("none")).it()).isEqualTo(new Incident.Counts(0, 0));
        assertThat(read(tx -> tx.incidents().posts("i-1", 9)).it()).containsExactly(two, one);
        assertThat(read(tx -> tx.posts().incidentsOf("shop", "c-1")).it()).containsExactly("i-1", "i-2");
        assertThat(read(tx -> tx.incidents().beside("i-1")).it()).containsExactly("i-2");
        assertThat(read(tx -> tx.incidents().beside("i-2")).it()).containsExactly("i-1");
        assertThat(read(tx -> tx.incidents().beside("none")).it()).isEmpty();
    }

    @Test
    void aMergeMovesPostsHitsAndFingerprints() {
        Post one = post("c-1", "骗子");
        Post two = post("c-2", "骗子");
        run(tx -> {
            tx.incidents().save(incident("i-1"), List.of());
            for (Post post : List.of(one, two)) {
                tx.posts().save(post);
                tx.incidents().attach("i-2", post, String.valueOf(post.author().id()));
                tx.posts().saveHit(row(post, "i-2", "眼膜", 99, T0));
            }
            tx.incidents().attach("i-1", one, "u-c-1");
            tx.incidents().move("i-2", "i-1");
        });
        assertThat(read(tx -> tx.incidents().counts("i-1")).it()).isEqualTo(new Incident.Counts(2, 2));
        assertThat(read(tx -> tx.incidents().counts("i-2")).it()).isEqualTo(new Incident.Counts(0, 0));
        assertThat(read(tx -> tx.posts().hitsOf("i-1")).it()).hasSize(2);
        assertThat(read(tx -> tx.posts().incidentsOf("shop", "c-1")).it()).containsExactly("i-1");
        assertThat(read(tx -> tx.posts().similar(BRAND, "欺诈", 98, 3, T0)).it()).contains("i-1");
        Post three = post("c-3", "骗子");
        run(tx -> {
            tx.posts().save(three);
            tx.incidents().attach("i-1", three, "u-c-1");
        });
        assertThat(read(tx -> tx.incidents().counts("i-1")).it()).isEqualTo(new Incident.Counts(3, 2));
    }

    @Test
    void plansAreKeptOnce() {
        run(tx -> {
            tx.incidents().savePlan("p", "{\"golden\":1}");
            tx.incidents().savePlan("p", "{\"golden\":2}");
        });
        assertThat(read(tx -> tx.incidents().plan("p")).it()).contains("{\"golden\":1}");
        assertThat(read(tx -> tx.incidents().plan("q")).it()).isEmpty();
    }

    @Test
    void aDemoIncidentLeavesNoTrace() {
        Post post = post("c-1", "骗子");
        run(tx -> {
            tx.incidents().save(demo(incident("i-1")), List.of(line("i-1", "opened", Map.of("name", "老铁"))));
            tx.posts().save(post);
            tx.incidents().attach("i-1", post, "u");
            tx.outbox()
                    .add(
                            Fixtures.notice("n-1", "i-1", Notice.Manner.CARD),
                            List.of(Fixtures.delivery("d-1", "n-1", "mail", null)));
            tx.outbox().fixBytes("d-1", new byte[] {1});
            tx.incidents().remove("i-1");
        });
        assertThat(read(tx -> tx.incidents().find("i-1")).it()).isEmpty();
        assertThat(read(tx -> tx.outbox().list(null, 9)).it()).isEmpty();
        assertThat(read(tx -> tx.incidents().nextDue()).it()).isEmpty();
    }

    @Test
    void theStoryIsReadBackInOrder() {
        TimelineEntry opened = line("i-1", "incident.opened", Map.of("author", "老铁", "text", "骗子\0"));
        TimelineEntry taken = line("i-1", "incident.taken", Map.of());
        run(tx -> {
            tx.incidents().save(incident("i-1"), List.of(opened));
            tx.incidents().append(List.of(taken));
        });
        List<Incidents.Recorded> lines =
                read(tx -> tx.incidents().timeline("i-1")).it();
        assertThat(lines).extracting(Incidents.Recorded::seq).containsExactly(1L, 2L);
        assertThat(lines.get(0).entry().personal())
                .containsEntry("author", "老铁")
                .containsEntry("text", "骗子\\u0000");
        assertThat(lines.get(1).entry()).isEqualTo(taken);
        assertThat(read(tx -> tx.incidents().verify("i-1")).it()).isEqualTo(-1L);
        assertThatThrownBy(() -> run(tx -> tx.incidents().append(List.of(line("none", "x", Map.of())))))
                .hasMessageContaining("none");
        assertThatThrownBy(() -> read(tx -> tx.incidents().verify("none"))).isInstanceOf(StoreException.class);
    }

    private void story() {
        run(tx -> {
            tx.incidents()
                    .save(
                            incident("i-1"),
                            List.of(
                                    line("i-1", "incident.opened", Map.of("author", "老铁")),
                                    line("i-1", "hit", Map.of("author", "小王", "text", "骗子"))));
            tx.incidents().save(incident("i-2", "b", T0), List.of(line("i-2", "hit", Map.of("author", "老铁"))));
        });
        run(tx -> tx.incidents().append(List.of(line("i-1", "taken", Map.of()), line("i-1", "closed", Map.of()))));
    }

    private long verify() {
        return read(tx -> tx.incidents().verify("i-1")).it();
    }

    @Test
    void anyChangeOfTheStoryIsFound() throws SQLException {
        story();
        assertThat(verify()).isEqualTo(-1);
        assertThatThrownBy(() -> sql("UPDATE timeline SET event = 'x' WHERE incident = 'i-1' AND seq = 3"))
                .hasMessageContaining("append-only");
        sql(unlockTimeline().toArray(String[]::new));
        assertTampering("UPDATE timeline SET event = 'late' WHERE seq = 3", 3);
        assertTampering("UPDATE timeline SET at = at + 1 WHERE seq = 2", 2);
        assertTampering("UPDATE timeline SET actor = 'li' WHERE seq = 1", 1);
        assertTampering("UPDATE timeline SET facts = '{}' WHERE seq = 4", 4);
        assertTampering("UPDATE timeline SET commitments = '{}' WHERE seq = 2", 2);
        assertTampering("UPDATE personal SET value = '别人' WHERE seq = 2 AND name = 'author'", 2);
        assertTampering("DELETE FROM personal WHERE seq = 2 AND name = 'text'", 2);
        assertTampering("INSERT INTO personal (incident, seq, name) VALUES ('i-1', 4, 'extra')", 4);
        assertTampering("DELETE FROM timeline WHERE seq = 3", 3);
        assertTampering("DELETE FROM timeline WHERE seq = 4", 4);
        assertTampering("UPDATE timeline SET seq = CASE seq WHEN 3 THEN 40 ELSE 3 END WHERE seq IN (3, 4)", 3);
        assertTampering("UPDATE incidents SET head_seq = 3 WHERE id = 'i-1'", 5);
    }

    /** Changes one incident's rows behind the store's back, expects the line to be named, and puts the rows back. */
    private void assertTampering(String sql, long line) throws SQLException {
        sql(
                "CREATE TABLE t AS SELECT * FROM timeline WHERE incident = 'i-1'",
                "CREATE TABLE p AS SELECT * FROM personal WHERE incident = 'i-1'",
                "CREATE TABLE h AS SELECT head_seq FROM incidents WHERE id = 'i-1'",
                sql.contains("WHERE seq") ? sql + " AND incident = 'i-1'" : sql);
        assertThat(verify()).as(sql).isEqualTo(line);
        sql(
                "DELETE FROM personal WHERE incident = 'i-1'",
                "DELETE FROM timeline WHERE incident = 'i-1'",
                "INSERT INTO timeline SELECT * FROM t",
                "INSERT INTO personal SELECT * FROM p",
                "UPDATE incidents SET head_seq = (SELECT head_seq FROM h) WHERE id = 'i-1'",
                "DROP TABLE t",
                "DROP TABLE p",
                "DROP TABLE h");
        assertThat(verify()).isEqualTo(-1);
    }

    @Test
    void erasedPersonsLeaveTheChainWhole() throws SQLException {
        story();
        assertThat(write(tx -> tx.incidents().erase("i-1", 2, "admin", after(9)))
                        .it())
                .isEqualTo(2);
        assertThat(write(tx -> tx.incidents().erase("i-1", 2, "admin", after(9)))
                        .it())
                .isZero();
        assertThat(verify()).isEqualTo(-1);
        List<Incidents.Recorded> lines =
                read(tx -> tx.incidents().timeline("i-1")).it();
        assertThat(lines.get(1).entry().personal()).isEmpty();
        assertThat(lines.get(0).entry().personal()).containsEntry("author", "老铁");
        assertThat(lines.get(4).entry().event()).isEqualTo("personal.erased");
        assertThat(lines.get(4).entry().actor()).isEqualTo("admin");

        assertThat(write(tx -> tx.incidents().eraseValue("老铁", "admin", after(10)))
                        .it())
                .isEqualTo(2);
        assertThat(verify()).isEqualTo(-1);
        assertThat(read(tx -> tx.incidents().verify("i-2")).it()).isEqualTo(-1);
        assertThat(read(tx -> tx.incidents().timeline("i-2")).it())
                .allMatch(line -> line.entry().personal().isEmpty());
        sql("UPDATE personal SET value = 'forged' WHERE incident = 'i-1' AND seq = 2 AND name = 'text'");
        assertThat(verify()).isEqualTo(2);
    }
}
