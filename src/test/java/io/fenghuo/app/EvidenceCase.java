package io.fenghuo.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.evidence.EvidencePolicy;
import io.fenghuo.evidence.Verifier;
import io.fenghuo.evidence.Volumes;
import io.fenghuo.model.Author;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Raw;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import io.fenghuo.model.TimelineEntry;
import io.fenghuo.store.Evidence;
import io.fenghuo.store.Store;
import io.fenghuo.verticle.evidence.EvidenceVerticle;
import io.fenghuo.verticle.evidence.Gathering;
import io.fenghuo.web.Console;
import io.fenghuo.web.Evidencing;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evidence from the first hit to the lawyer, over a real store. */
abstract class EvidenceCase {
    static final Instant T0 = Instant.parse("2026-06-18T12:00:00Z");
    private static final EvidencePolicy POLICY =
            new EvidencePolicy(2, List.of("威胁"), EvidencePolicy.DEFAULT.keep(), null, false);

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final SteppedTime time = new SteppedTime(T0);
    Store store;
    private Volumes volumes;

    abstract Store open() throws Exception;

    @BeforeEach
    void start() throws Exception {
        store = open();
        volumes = new Volumes(folder.resolve("evidence"));
    }

    @AfterEach
    void stop() throws Exception {
        store.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    <T> T write(Store.Work<T> work) {
        return store.write(work).toCompletableFuture().join();
    }

    private Post post(String id, String author, int second, String text) {
        return Post.builder("shop", id, text, T0.plusSeconds(second))
                .author(new Author(author, "名" + author, null, null))
                .thread("video-77")
                .build();
    }

    private void take(Post post) {
        write(tx -> tx.posts().save(post));
    }

    /** An incident over some posts, as the desk would keep it, in one transaction with what they were read from. */
    private void incident(String id, String category, Severity level, Post... posts) {
        write(tx -> {
            Incident incident = incident(id, category, level);
            tx.incidents()
                    .save(
                            incident,
                            List.of(new TimelineEntry(
                                    id, T0, "incident.opened", "system", "service", Map.of(), Map.of("quote", "骗子"))));
            for (Post post : posts) {
                tx.posts().save(post);
                tx.incidents().attach(id, post, String.valueOf(post.author().id()));
            }
            return true;
        });
    }

    private static Incident incident(String id, String category, Severity level) {
        return new Incident(
                id,
                "云朵家",
                category,
                category,
                "video-77",
                null,
                "骗子",
                level,
                State.OPEN,
                Set.of(),
                null,
                T0,
                T0,
                T0,
                new Incident.Counts(1, 1),
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

    private void gather() {
        Gathering gathering = new Gathering();
        while (write(tx -> gathering.round(tx, POLICY, time.now())) > 0) {
            continue;
        }
    }

    /** What the verticle does with the rows, without its clock. */
    private void writeOut() throws IOException {
        for (Evidence.Sealed record : store.read(tx -> tx.evidence().unwritten(1_000))) {
            volumes.write(record.file(), record.position(), EvidenceVerticle.bytes(record));
            write(tx -> {
                tx.evidence().written(record);
                return true;
            });
        }
    }

    private Evidencing.Made export(String id) throws Exception {
        return new EvidenceRoom(vertx, store, time, () -> POLICY, volumes)
                .bundle(id, new Console.Actor("zhang", "console"))
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS)
                .orElseThrow();
    }

    private List<String> kinds(String incident) {
        return store.read(tx -> tx.evidence().records(incident)).stream()
                .map(record -> record.kind() + (record.post().isEmpty() ? "" : " " + record.post()))
                .toList();
    }

    private String bundled(Evidencing.Made made, String name) throws IOException {
        try (java.util.zip.ZipFile zip = new java.util.zip.ZipFile(made.file().toFile())) {
            return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theConversationAroundAHitIsKeptAndNoMore() throws Exception {
        for (int i = 0; i < 5; i++) {
            take(post("before-" + i, "b" + i, i, "普通"));
        }
        Post hit = post("hit", "u-7", 10, "骗子");
        incident("i-1", "欺诈", Severity.L3, hit);
        take(post("after-0", "a", 11, "普通"));
        gather();
        for (int i = 1; i < 5; i++) {
            take(post("after-" + i, "a", 11 + i, "普通"));
        }
        take(post("elsewhere", "a", 12, "普通").with().thread("video-78").build());
        gather();
        assertThat(kinds("i-1"))
                .containsExactlyInAnyOrder(
                        "info", "post hit", "post before-4", "post before-3", "post after-0", "post after-1");
        assertThat(Verifier.check(export("i-1").file()).findings()).isEmpty();
        assertThat(store.<Long>read(tx -> tx.incidents().verify("i-1"))).isEqualTo(-1);
    }

    @Test
    void ofAThreatEverythingIsKept() {
        for (int i = 0; i < 50; i++) {
            take(post("before-" + i, "b", i, "普通"));
        }
        incident("i-1", "人身威胁", Severity.L1, post("hit", "u-7", 60, "弄死你"));
        gather();
        for (int i = 0; i < 30; i++) {
            take(post("after-" + i, "a", 61 + i, "普通"));
        }
        gather();
        assertThat(kinds("i-1")).hasSize(82);
    }

    @Test
    void rawBytesHeadersEditsAndDeletionsAreAdded() throws Exception {
        Raw page = new Raw(
                "aa".repeat(32),
                "shop",
                "https://shop.example/r",
                "content-type: text/html\nset-cookie: geheim",
                "<p>骗子</p>".getBytes(StandardCharsets.UTF_8),
                T0);
        Raw body = new Raw(
                "bb".repeat(32),
                "shop",
                "api",
                "",
                "[{\"id\":\"x\",\"text\":\"别人\"},{\"id\":\"c-2\",\"text\":\"骗子二\"}]".getBytes(StandardCharsets.UTF_8),
                T0);
        write(tx -> {
            tx.posts().saveRaw(page);
            tx.posts().saveRaw(body);
            return true;
        });
        Post first = post("c-1", "u-1", 0, "骗子").with().raw(page.sha256()).build();
        incident(
                "i-1",
                "欺诈",
                Severity.L3,
                first,
                post("c-2", "u-2", 1, "骗子二")
                        .with()
                        .thread("c-2")
                        .raw(body.sha256())
                        .build());
        gather();
        List<String> before = kinds("i-1");
        assertThat(before).containsExactly("info", "raw", "headers", "post c-1", "raw c-2", "post c-2");
        write(tx -> tx.posts().save(first.with().text("骗子，退钱").build()));
        write(tx -> tx.posts().deleted("shop", "c-1", T0.plusSeconds(99)));
        gather();
        assertThat(kinds("i-1")).startsWith(before.toArray(String[]::new)).hasSize(8);
        writeOut();
        Evidencing.Made made = export("i-1");
        assertThat(Verifier.check(made.file()).findings()).isEmpty();
        assertThat(bundled(made, "i-1.warc"))
                .contains("<p>骗子</p>", "骗子，退钱", "deleted: 2026-06-18T12:01:39Z", "{\"id\":\"c-2\",\"text\":\"骗子二\"}")
                .doesNotContain("geheim", "别人");
        assertThat(Files.readAllBytes(folder.resolve("evidence/i-1.warc")))
                .isEqualTo(bundled(made, "i-1.warc").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anErasedPersonIsATombstoneEverywhereAndAllStillVerifies() throws Exception {
        Raw page = new Raw(
                "aa".repeat(32),
                "shop",
                "https://shop.example/r",
                "etag: x",
                "wanted-77: 独一无二的话".getBytes(StandardCharsets.UTF_8),
                T0);
        write(tx -> {
            tx.posts().saveRaw(page);
            return true;
        });
        incident(
                "i-1",
                "欺诈",
                Severity.L3,
                post("c-1", "wanted-77", 0, "独一无二的话").with().raw(page.sha256()).build(),
                post("c-2", "u-2", 1, "也是骗子"));
        gather();
        writeOut();
        assertThat(text("i-1.warc")).contains("独一无二的话", "wanted-77");
        long size = Files.size(folder.resolve("evidence/i-1.warc"));
        int emptied = write(tx -> tx.persons().erase("shop", "wanted-77", "admin", T0.plusSeconds(60)))
                .evidence();
        assertThat(emptied).isEqualTo(3);
        Evidencing.Made halfway = export("i-1");
        assertThat(Verifier.check(halfway.file()).findings()).isEmpty();
        assertThat(bundled(halfway, "i-1.warc") + bundled(halfway, "evidence.html") + bundled(halfway, "records.jsonl"))
                .doesNotContain("独一无二", "wanted-77")
                .contains("也是骗子");
        writeOut();
        assertThat(text("i-1.warc")).doesNotContain("独一无二", "wanted-77").contains("也是骗子");
        assertThat(Files.size(folder.resolve("evidence/i-1.warc"))).isEqualTo(size);
        assertThat(Verifier.check(export("i-1").file()).erased()).isEqualTo(3);
        assertThat(store.<Long>read(tx -> tx.incidents().verify("i-1"))).isEqualTo(-1);
        gather();
        assertThat(kinds("i-1")).hasSize(5);
    }

    private String text(String file) throws IOException {
        return Files.readString(folder.resolve("evidence").resolve(file), StandardCharsets.UTF_8);
    }

    @Test
    void whatAnInterruptionLeftHalfDoneIsDoneAgainTheSame() throws Exception {
        incident("i-1", "欺诈", Severity.L3, post("c-1", "u-1", 0, "骗子"), post("c-2", "u-2", 1, "骗子二"));
        Gathering gathering = new Gathering();
        // killed after the seal was committed and a part of a record was written
        write(tx -> gathering.round(tx, POLICY, T0));
        Evidence.Sealed second = store.read(tx -> tx.evidence().unwritten(10)).get(1);
        volumes.write(second.file(), second.position(), java.util.Arrays.copyOf(EvidenceVerticle.bytes(second), 9));
        writeOut();
        byte[] once = Files.readAllBytes(folder.resolve("evidence/i-1.warc"));
        // killed after writing and before saying so
        for (Evidence.Sealed record : List.of(second)) {
            volumes.write(record.file(), record.position(), EvidenceVerticle.bytes(record));
        }
        gather();
        writeOut();
        assertThat(Files.readAllBytes(folder.resolve("evidence/i-1.warc"))).isEqualTo(once);
        assertThat(Verifier.check(export("i-1").file()).findings()).isEmpty();
    }

    @Test
    void aWantedPostOutlivesAnythingButItsOwnTransaction() {
        try {
            write(tx -> {
                incidentIn(tx, "i-1");
                throw new IllegalStateException("killed before the commit");
            });
        } catch (RuntimeException killed) {
            assertThat(store.<Boolean>read(tx -> tx.evidence().wanted(10).isEmpty()))
                    .isTrue();
        }
        incident("i-2", "欺诈", Severity.L3, post("c-1", "u-1", 0, "骗子"));
        assertThat(store.<List<Evidence.Wanted>>read(tx -> tx.evidence().wanted(10)))
                .extracting(Evidence.Wanted::post)
                .containsExactly("c-1");
    }

    private static void incidentIn(io.fenghuo.store.Tx tx, String id) {
        Post post = Post.builder("shop", "c-9", "骗子", T0).build();
        tx.incidents().save(incident(id, "欺诈", Severity.L3), List.of());
        tx.posts().save(post);
        tx.incidents().attach(id, post, "u");
    }

    @Test
    void evidenceGoesWhenItsTimeIsUpAndTheTimelineStaysWhole() throws Exception {
        incident("i-1", "欺诈", Severity.L3, post("c-1", "u-1", 0, "骗子"));
        incident("i-2", "欺诈", Severity.L1, post("c-2", "u-2", 0, "骗子"));
        gather();
        writeOut();
        for (String id : List.of("i-1", "i-2")) {
            write(tx -> {
                Incident open = tx.incidents().find(id).orElseThrow();
                tx.incidents()
                        .save(
                                open.with()
                                        .state(State.CLOSED)
                                        .closing(new Incident.Closing(
                                                T0.plusSeconds(60), "zhang", null, null, null, null, null, null, null))
                                        .version(2)
                                        .build(),
                                List.of());
                return true;
            });
        }
        Instant later = T0.plus(Duration.ofDays(181));
        assertThat(this.<Integer>write(tx -> tx.evidence().expire(POLICY.keep(), T0.plus(Duration.ofDays(180)), 10)))
                .isZero();
        assertThat(this.<Integer>write(tx -> tx.evidence().expire(POLICY.keep(), later, 10)))
                .isEqualTo(1);
        assertThat(kinds("i-1")).isEmpty();
        assertThat(kinds("i-2")).hasSize(3);
        assertThat(store.<List<String>>read(tx -> tx.evidence().gone())).containsExactly("i-1.warc");
        assertThat(Verifier.check(export("i-1").file()).findings()).isEmpty();
        write(tx -> tx.posts().save(post("c-1", "u-1", 0, "骗子改").with().build()));
        write(tx -> {
            tx.posts().save(post("c-3", "u-3", 5, "又来"));
            tx.incidents().attach("i-1", post("c-3", "u-3", 5, "又来"), "u-3");
            return true;
        });
        gather();
        assertThat(kinds("i-1")).contains("post c-3");
        Evidencing.Made made = export("i-1");
        assertThat(Verifier.check(made.file()).findings()).isEmpty();
        assertThat(bundled(made, "manifest.json")).contains("i-1.2.warc");
    }

    @Test
    void aRowSomebodyChangedIsTakenFromTheFileElseItShows() throws Exception {
        incident("i-1", "欺诈", Severity.L3, post("c-1", "u-1", 0, "骗子"));
        gather();
        writeOut();
        change("UPDATE evidence SET content = " + blob() + " WHERE seq = 2");
        assertThat(Verifier.check(export("i-1").file()).findings()).isEmpty();
        volumes.write("i-1.warc", 600, new byte[] {1, 2, 3});
        assertThat(Verifier.check(export("i-1").file()).findings()).isNotEmpty();
    }

    abstract void change(String sql) throws Exception;

    abstract String blob();
}
