package io.fenghuo.store;

import static io.fenghuo.store.Fixtures.T0;
import static io.fenghuo.store.Fixtures.after;
import static io.fenghuo.store.Fixtures.delivery;
import static io.fenghuo.store.Fixtures.hit;
import static io.fenghuo.store.Fixtures.incident;
import static io.fenghuo.store.Fixtures.line;
import static io.fenghuo.store.Fixtures.notice;
import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Author;
import io.fenghuo.model.CustomerCase;
import io.fenghuo.model.Deadline;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Post;
import io.fenghuo.model.Raw;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store owes a person who wants to be forgotten: nothing of them is left anywhere, and everything else still stands. */
abstract class PersonContract extends RefusedBulkContract {
    private static final String TEXT = "这是骗子，害我红肿了三天，电话13800000000";

    private static Post post(String id, String author, String name, String text) {
        return Post.builder("shop", id, text, T0)
                .author(new Author(author, name, 1200L, "vip"))
                .url("https://shop.example/" + author)
                .session("s-" + author)
                .attributes(Map.of("ip", "浙江", "phone", "13800000000"))
                .raw("sha-" + id)
                .build();
    }

    /** Two customers in one incident, told of, talked about, and one of them edited what they wrote. */
    private void evening() {
        Post first = post("c-1", "wanted-77", "张三丰", "这是骗子");
        Post edited = first.with().text(TEXT).raw("sha-edit").build();
        Post other = post("c-2", "u-2", "老铁", "也是骗子");
        Incident both = incident("i-1")
                .with()
                .title("这是骗子，害我红肿…")
                .cases(List.of(
                        new CustomerCase("wanted-77", "张三丰", "shop/c-1", T0, T0, null, null),
                        new CustomerCase("u-2", "老铁", "shop/c-2", T0, T0, null, null)))
                .agenda(List.of(
                        new Deadline(
                                "settle/wanted-77", after(60), Deadline.Kind.CLOCK_MISSED, "settle", "wanted-77", 0),
                        new Deadline("settle/u-2", after(60), Deadline.Kind.CLOCK_MISSED, "settle", "u-2", 0)))
                .build();
        run(tx -> {
            for (Post post : List.of(first, edited, other)) {
                tx.posts()
                        .saveRaw(new Raw(
                                String.valueOf(post.raw()),
                                "shop",
                                "u",
                                "h",
                                post.text().getBytes(StandardCharsets.UTF_8),
                                T0));
                tx.posts().save(post);
                tx.journal()
                        .publish(
                                "post",
                                "{\"id\":\"" + post.id() + "\",\"source\":\"shop\",\"author\":{\"id\":\""
                                        + post.author().id() + "\",\"name\":\""
                                        + post.author().name()
                                        + "\"},\"text\":\"" + post.text() + "\"}",
                                T0);
            }
            tx.incidents()
                    .save(
                            both,
                            List.of(
                                    line("i-1", "opened", Map.of("quote", TEXT, "by", "老铁")),
                                    line("i-1", "noted", Map.of("customers", "u-2 wanted-77", "text", "张三丰来电"))));
            for (Post post : List.of(edited, other)) {
                tx.incidents().attach("i-1", post, String.valueOf(post.author().id()));
                tx.posts()
                        .saveHit(new Posts.HitRow(
                                hit(post, "fraud"),
                                "i-1",
                                "thread:77",
                                String.valueOf(post.author().id()),
                                post.id().hashCode(),
                                T0,
                                T0));
            }
            tx.journal().publish("incident.opened", "{\"id\":\"i-1\",\"title\":\"这是骗子，害我红肿…\"}", T0);
            tx.journal().publish("other", "{\"a\": 1.0}", T0);
            tx.outbox().add(notice("n-1", "i-1", Notice.Manner.CARD), List.of(delivery("d-1", "n-1", "c", "zhang")));
            tx.outbox().fixBytes("d-1", ("{\"text\":\"张三丰：" + TEXT + "\"}").getBytes(StandardCharsets.UTF_8));
        });
    }

    @Test
    void nothingOfAnErasedPersonIsLeftInAnyTable() throws SQLException {
        evening();
        Persons.Erased erased = write(tx -> tx.persons().erase("shop", "wanted-77", "admin", after(9)))
                .it();
        assertThat(erased).isEqualTo(new Persons.Erased(1, 2, 1, 1, 3, 3));
        String everything = everything();
        for (String trace : List.of("wanted-77", "张三丰", "这是骗子", "红肿", "https://shop.example/wanted")) {
            assertThat(everything).as("traces of " + trace).doesNotContain(trace);
        }
        assertThat(everything).contains("u-2", "老铁", "也是骗子", "\"a\": 1.0");
        assertThat(write(tx -> tx.persons().erase("shop", "wanted-77", "admin", after(10)))
                        .it())
                .isEqualTo(new Persons.Erased(0, 0, 0, 0, 0, 0));
    }

    @Test
    void nothingIsLeftOfOneAmongManyCustomers() throws SQLException {
        evening();
        Incident small = read(tx -> tx.incidents().find("i-1")).it().orElseThrow();
        List<CustomerCase> many = new ArrayList<>(small.cases());
        for (int i = 0; i < 100; i++) {
            many.add(new CustomerCase("x-" + i, null, "shop/x-" + i, T0, T0, null, null));
        }
        Incident large = small.with().cases(many).version(small.version() + 1).build();
        run(tx -> tx.incidents().save(large, List.of()));
        assertThat(read(tx -> tx.incidents().find("i-1")).it()).contains(large);
        run(tx -> tx.persons().erase("shop", "wanted-77", "admin", after(9)));
        assertThat(everything()).doesNotContain("wanted-77", "张三丰").contains("x-99");
        Incident erased = read(tx -> tx.incidents().find("i-1")).it().orElseThrow();
        assertThat(erased.cases()).hasSize(102);
        assertThat(erased.cases().get(0).customer()).startsWith("erased-");
        assertThat(erased.cases().subList(1, 102)).isEqualTo(many.subList(1, 102));
        assertThat(read(tx -> tx.incidents().due(after(100), 10)).it().stream().map(Incidents.Due::deadline))
                .containsExactlyInAnyOrderElementsOf(erased.agenda());
    }

    @Test
    void theChainHoldsAndSaysWhatWasErased() {
        evening();
        run(tx -> tx.persons().erase("shop", "wanted-77", "admin", after(9)));
        assertThat(read(tx -> tx.incidents().verify("i-1")).it()).isEqualTo(-1);
        List<Incidents.Recorded> lines =
                read(tx -> tx.incidents().timeline("i-1")).it();
        assertThat(lines.get(0).entry().personal()).isEqualTo(Map.of("by", "老铁"));
        assertThat(lines.get(1).entry().personal()).isEmpty();
        Incidents.Recorded tombstone = lines.get(lines.size() - 1);
        assertThat(tombstone.entry().event()).isEqualTo("personal.erased");
        assertThat(tombstone.entry().actor()).isEqualTo("admin");
        assertThat(tombstone.entry().facts()).containsEntry("posts", "1").containsEntry("messages", "1");
        assertThat(tombstone.entry().facts().get("author")).startsWith("erased-");
    }

    @Test
    void countsClocksAndTheOthersStay() {
        evening();
        run(tx -> tx.persons().erase("shop", "wanted-77", "admin", after(9)));
        Incident incident = read(tx -> tx.incidents().find("i-1")).it().orElseThrow();
        assertThat(read(tx -> tx.incidents().counts("i-1")).it()).isEqualTo(new Incident.Counts(2, 2));
        assertThat(incident.cases()).hasSize(2);
        String pseudonym = incident.cases().get(0).customer();
        assertThat(pseudonym).startsWith("erased-");
        List<Incidents.Due> due = read(tx -> tx.incidents().due(after(100), 10)).it();
        assertThat(due.stream().map(Incidents.Due::deadline)).containsExactlyInAnyOrderElementsOf(incident.agenda());
        assertThat(due.stream().map(one -> one.deadline().name())).contains("settle/" + pseudonym, "settle/u-2");
        assertThat(read(tx -> tx.posts().hitsOf("i-1")).it()).hasSize(2);
        assertThat(read(tx -> tx.posts().find("shop", "c-1"))
                        .it()
                        .orElseThrow()
                        .author()
                        .id())
                .isEqualTo(pseudonym);
        assertThat(read(tx -> tx.outbox().bytes("d-1")).it()).isEmpty();
        assertThat(read(tx -> tx.posts().raw("sha-c-2")).it().orElseThrow().bytes())
                .isNotEmpty();
    }

    @Test
    void aSourceThatStillShowsAnErasedPostDoesNotBringItBack() {
        evening();
        run(tx -> tx.persons().erase("shop", "wanted-77", "admin", after(9)));
        Post again = post("c-1", "wanted-77", "张三丰", TEXT + "!");
        assertThat(write(tx -> tx.posts().save(again)).it()).isEqualTo(Posts.Change.SAME);
        run(tx -> tx.posts().saveRaw(new Raw("sha-edit", "shop", "u", "h", new byte[] {1}, after(10))));
        assertThat(read(tx -> tx.posts().find("shop", "c-1")).it().orElseThrow().text())
                .isEmpty();
        assertThat(read(tx -> tx.posts().raw("sha-edit")).it().orElseThrow().bytes())
                .isEmpty();
    }

    @Test
    void anAuthorWithoutIdIsErasedByName() {
        Post post = Post.builder("shop", "c-9", "差评", T0)
                .author(new Author(null, "路人甲", null, null))
                .build();
        run(tx -> tx.posts().save(post));
        assertThat(write(tx -> tx.persons().erase("shop", "路人甲", "admin", after(9)))
                        .it()
                        .posts())
                .isEqualTo(1);
        assertThat(read(tx -> tx.posts().find("shop", "c-9")).it().orElseThrow().text())
                .isEmpty();
    }

    /** Every value of every row, as somebody who reads the database sees it. */
    private String everything() throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Connection connection = direct();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet found = connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE"})) {
                while (found.next()) {
                    String name = found.getString("TABLE_NAME");
                    if (!name.startsWith("sqlite_") && !name.startsWith("pg_") && !name.startsWith("sql_")) {
                        tables.add(name);
                    }
                }
            }
            for (String table : tables) {
                try (ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
                    dump(row, all);
                }
            }
        }
        return all.toString();
    }

    private static void dump(ResultSet row, StringBuilder all) throws SQLException {
        while (row.next()) {
            for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                Object value = row.getObject(column);
                all.append(value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : value)
                        .append('\n');
            }
        }
    }
}
