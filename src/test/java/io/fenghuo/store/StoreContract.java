package io.fenghuo.store;

import static io.fenghuo.store.Fixtures.BRAND;
import static io.fenghuo.store.Fixtures.T0;
import static io.fenghuo.store.Fixtures.after;
import static io.fenghuo.store.Fixtures.incident;
import static io.fenghuo.store.Fixtures.post;
import static io.fenghuo.store.Fixtures.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenghuo.model.Attachment;
import io.fenghuo.model.Author;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Raw;
import io.fenghuo.model.Role;
import io.fenghuo.model.SourceStatus;
import io.fenghuo.model.State;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What every store must do; run over each database. What it owes incidents and the outbox stands in the classes above. */
abstract class StoreContract extends BulkContract {
    @Test
    void theSamePostAgainChangesNothing() {
        Post post = post("c-1", "这家是骗子");
        assertThat(write(tx -> tx.posts().save(post)).it()).isEqualTo(Posts.Change.NEW);
        Post again = post.with().receivedAt(after(5)).build();
        assertThat(write(tx -> tx.posts().save(again)).it()).isEqualTo(Posts.Change.SAME);
        assertThat(read(tx -> tx.posts().find("shop", "c-1")).it()).contains(post);
        assertThat(read(tx -> tx.posts().count()).it()).isEqualTo(1);
        assertThat(read(tx -> tx.posts().versions("shop", "c-1")).it()).containsExactly(post);
    }

    @Test
    void aConversationIsItsSessionElseItsAuthorUnderTheThread() {
        Post asked = post("c-1", "在吗？").with().session("s%1").thread("t").build();
        Post answered = post("c-2", "在的")
                .with()
                .session("s%1")
                .role(Role.AGENT)
                .publishedAt(after(1))
                .build();
        Post other =
                post("c-3", "在吗？").with().session("sX1").publishedAt(after(2)).build();
        Post last =
                post("c-4", "到底在吗？").with().session("s%1").publishedAt(after(3)).build();
        Post later =
                post("c-5", "喂").with().session("s%1").publishedAt(after(4)).build();
        Author mine = new Author("u-9", null, null, null);
        Post first = post("d-1", "发货没？").with().thread("v").author(mine).build();
        Post reply = post("d-2", "快了")
                .with()
                .thread("v")
                .parent("d-1")
                .role(Role.AGENT)
                .publishedAt(after(1))
                .build();
        Post elsewhere = post("d-3", "谢谢")
                .with()
                .thread("v")
                .parent("d-9")
                .role(Role.AGENT)
                .publishedAt(after(2))
                .build();
        Post stranger = post("d-4", "我也想问")
                .with()
                .thread("v")
                .author(new Author("u-8", null, null, null))
                .publishedAt(after(2))
                .build();
        Post again = post("d-5", "到底发没发？")
                .with()
                .thread("v")
                .author(mine)
                .publishedAt(after(3))
                .build();
        for (Post each : List.of(asked, answered, other, last, later, first, reply, elsewhere, stranger, again)) {
            run(tx -> tx.posts().save(each));
        }
        Instant since = after(-60);
        assertThat(read(tx -> tx.posts().conversation(last, since, 10)).it()).containsExactly(asked, answered);
        assertThat(read(tx -> tx.posts().conversation(last, since, 1)).it()).containsExactly(answered);
        assertThat(read(tx -> tx.posts().conversation(last, after(1), 10)).it()).containsExactly(answered);
        assertThat(read(tx -> tx.posts().conversation(again, since, 10)).it()).containsExactly(first, reply);
    }

    @Test
    void theSameIdOfAnotherSourceIsAnotherPost() {
        run(tx -> tx.posts().save(post("c-1", "一")));
        Post other = post("c-1", "一").with().source("live").build();
        assertThat(write(tx -> tx.posts().save(other)).it()).isEqualTo(Posts.Change.NEW);
        assertThat(read(tx -> tx.posts().count()).it()).isEqualTo(2);
    }

    @Test
    void anEditKeepsEveryFormerText() {
        Post first = post("c-1", "骗子");
        Post second = first.with().text("不是骗子").receivedAt(after(1)).build();
        Post third = first.with().text("真不是骗子").receivedAt(after(2)).build();
        run(tx -> tx.posts().save(first));
        assertThat(write(tx -> tx.posts().save(second)).it()).isEqualTo(Posts.Change.EDITED);
        assertThat(write(tx -> tx.posts().save(third)).it()).isEqualTo(Posts.Change.EDITED);
        assertThat(read(tx -> tx.posts().versions("shop", "c-1")).it()).containsExactly(first, second, third);
        assertThat(read(tx -> tx.posts().find("shop", "c-1")).it()).contains(third);
    }

    @Test
    void aDeletionIsMarkedOnceAndTheWordsStay() {
        run(tx -> tx.posts().save(post("c-1", "骗子")));
        assertThat(write(tx -> tx.posts().deleted("shop", "c-1", after(1))).it())
                .isTrue();
        assertThat(write(tx -> tx.posts().deleted("shop", "c-1", after(2))).it())
                .isFalse();
        assertThat(read(tx -> tx.posts().deletedAt("shop", "c-1")).it()).contains(after(1));
        assertThat(read(tx -> tx.posts().deletedAt("shop", "c-2")).it()).isEmpty();
        assertThat(write(tx -> tx.posts().deleted("shop", "unknown", after(2))).it())
                .isFalse();
        assertThat(read(tx -> tx.posts().find("shop", "c-1")).it()).isPresent();
    }

    @Test
    void strangersMayWriteWhatNoDatabaseLikes() {
        String vile = "<script>\0\uD83D @all \uDE00 😀 \u001b[31m '); DROP TABLE posts; -- :name ?";
        Post post = post("id\0\uD800", vile).with().thread("t\0").build();
        run(tx -> tx.posts().save(post));
        assertThat(read(tx -> tx.posts().find("shop", "id\0\uD800")).it()).contains(post);
        assertThat(write(tx -> tx.posts().save(post)).it()).isEqualTo(Posts.Change.SAME);
        Post huge = post("huge", "长".repeat(100_000));
        run(tx -> tx.posts().save(huge));
        assertThat(read(tx -> tx.posts().find("shop", "huge")).it()).contains(huge);
    }

    @Test
    void latestPostsComeNewestFirst() {
        for (int i = 0; i < 5; i++) {
            Post post = post("c-" + i, "x").with().publishedAt(after(i)).build();
            run(tx -> tx.posts().save(post));
        }
        assertThat(read(tx -> tx.posts().latest("shop", 2)).it())
                .extracting(Post::id)
                .containsExactly("c-4", "c-3");
        assertThat(read(tx -> tx.posts().latest("none", 2)).it()).isEmpty();
    }

    @Test
    void receivedPostsAreShownNewestFirstUntilEnoughWereSeen() {
        for (int i = 0; i < 5; i++) {
            Post post = post("c-" + i, "x").with().receivedAt(after(i)).build();
            run(tx -> tx.posts().save(post));
        }
        List<String> seen = new ArrayList<>();
        int all = read(tx -> tx.posts().visit(after(1), 3, post -> seen.add(post.id())))
                .it();
        assertThat(all).isEqualTo(3);
        assertThat(seen).containsExactly("c-4", "c-3", "c-2");
        assertThat(read(tx -> tx.posts().visit(after(3), 9, post -> true)).it()).isEqualTo(2);
        assertThat(read(tx -> tx.posts().visit(T0, 9, post -> false)).it()).isEqualTo(1);
        assertThat(read(tx -> tx.posts().visit(after(9), 9, post -> true)).it()).isZero();
    }

    @Test
    void picturesFiledWithAPostStayWithItsIncident() {
        String kept = "a".repeat(64);
        run(tx -> {
            tx.posts().saveRaw(raw(kept, T0));
            tx.posts().saveRaw(raw("b".repeat(64), T0));
            Post post = post("c-1", "截图")
                    .with()
                    .attachments(List.of(
                            new Attachment("evidence:" + kept, "image/png"),
                            new Attachment("https://x.example/1", null)))
                    .build();
            tx.posts().save(post);
            tx.incidents().attach("i-1", post, "u");
        });
        assertThat(write(tx -> tx.posts().forgetRaw(after(5))).it()).isEqualTo(1);
        assertThat(read(tx -> tx.posts().raw(kept)).it()).isPresent();
    }

    @Test
    void rawBytesGoAfterTheirTimeUnlessAnIncidentNeedsThem() {
        run(tx -> {
            tx.posts().saveRaw(raw("aa", T0));
            tx.posts().saveRaw(raw("aa", after(9)));
            tx.posts().saveRaw(raw("bb", T0));
            tx.posts().saveRaw(raw("cc", after(10)));
            tx.posts().saveRaw(raw("dd", T0));
            Post post = post("c-1", "骗子").with().raw("aa").build();
            tx.posts().save(post);
            tx.incidents().attach("i-1", post, "u");
            tx.posts().save(post.with().text("改了").raw("dd").build());
        });
        assertThat(write(tx -> tx.posts().forgetRaw(after(5))).it()).isEqualTo(1);
        assertThat(read(tx -> tx.posts().raw("bb")).it()).isEmpty();
        assertThat(read(tx -> tx.posts().raw("aa")).it().orElseThrow().at()).isEqualTo(T0);
        assertThat(read(tx -> tx.posts().raw("dd")).it()).isPresent();
        assertThat(read(tx -> tx.posts().raw("cc")).it().orElseThrow().bytes())
                .isEqualTo("cc".getBytes(StandardCharsets.UTF_8));
    }

    private static Raw raw(String sha256, Instant at) {
        return new Raw(sha256, "shop", "https://shop.example/", "etag: 1", sha256.getBytes(StandardCharsets.UTF_8), at);
    }

    @Test
    void aHitIsKeptOnce() {
        Post post = post("c-1", "骗子");
        run(tx -> {
            tx.posts().save(post);
            tx.posts().saveHit(row(post, "i-1", "眼膜", 7, T0));
            tx.posts().saveHit(row(post, "i-2", "眼膜", 7, after(1)));
        });
        assertThat(read(tx -> tx.posts().hitsOf("i-1")).it()).containsExactly(Fixtures.hit(post, "fraud"));
        assertThat(read(tx -> tx.posts().hitsOf("i-2")).it()).isEmpty();
        assertThat(read(tx -> tx.posts().incidentOfHit(Fixtures.hit(post, "fraud")))
                        .it())
                .contains("i-1");
        assertThat(read(tx -> tx.posts().incidentOfHit(Fixtures.hit(post, "other")))
                        .it())
                .isEmpty();
    }

    @Test
    void aCrowdIsCountedByAuthorsAcrossOpenIncidents() {
        run(tx -> {
            tx.incidents().save(incident("i-2", "b", after(2)), List.of());
            tx.incidents().save(incident("i-1", "a", after(1)), List.of());
            Incident over = incident("i-0", "c", T0);
            tx.incidents().save(over, List.of());
            tx.incidents().save(Fixtures.ended(over, State.CLOSED, after(3)), List.of());
            for (int i = 0; i < 6; i++) {
                Post post = post("c-" + i, "骗子");
                tx.posts().save(post);
                tx.posts().saveHit(row(post, "i-" + i % 3, "眼膜", 0, after(i)));
            }
            Post again =
                    post("c-9", "骗子").with().author(post("c-5", "").author()).build();
            tx.posts().save(again);
            tx.posts().saveHit(row(again, "i-1", "眼膜", 0, after(6)));
        });
        assertThat(read(tx -> tx.posts().authors(new Posts.Crowd(BRAND, "欺诈", "眼膜", T0, after(100))))
                        .it())
                .isEqualTo(6);
        assertThat(read(tx -> tx.posts().authors(new Posts.Crowd(BRAND, "欺诈", "眼膜", after(4), after(100))))
                        .it())
                .isEqualTo(2);
        assertThat(read(tx -> tx.posts().authors(new Posts.Crowd(BRAND, "质量", "眼膜", T0, after(100))))
                        .it())
                .isZero();
        assertThat(read(tx -> tx.posts().crowd(new Posts.Crowd(BRAND, "欺诈", "眼膜", T0, after(100))))
                        .it())
                .containsExactly("i-1", "i-2");
        run(tx -> {
            Post other = post("c-20", "骗子");
            tx.posts().save(other);
            tx.posts().saveHit(row(other, "i-2", "面膜", 0, after(7)));
        });
        assertThat(read(tx -> tx.posts().breadth(BRAND, "欺诈", after(1), after(100)))
                        .it())
                .isEqualTo(new Posts.Breadth(6, 2, after(1)));
        assertThat(read(tx -> tx.posts().breadth(BRAND, "质量", T0, after(100))).it())
                .isEqualTo(new Posts.Breadth(0, 0, null));
        assertThat(read(tx -> tx.posts().ofMatter(BRAND, "欺诈", after(7), after(100)))
                        .it())
                .containsExactly("i-2");
        assertThat(read(tx -> tx.posts().crowd(new Posts.Crowd(BRAND, "欺诈", "眼膜", after(6), after(100))))
                        .it())
                .containsExactly("i-1");
    }

    @Test
    void nearDuplicatesAreFoundWhereverTheBitsDiffer() {
        long fingerprint = 0x8123_4567_89AB_CDEFL;
        Post post = post("c-1", "骗子");
        Post other = post("c-2", "骗子");
        run(tx -> {
            tx.incidents().save(incident("i-1", "a", T0), List.of());
            tx.incidents().save(incident("i-2", "b", after(1)), List.of());
            tx.posts().save(post);
            tx.posts().save(other);
            tx.posts().saveHit(row(post, "i-1", "", fingerprint, T0));
        });
        for (int bit = 0; bit < 62; bit++) {
            long near = fingerprint ^ (0b111L << bit);
            assertThat(similar(near, 3)).as("bits from %s", bit).contains("i-1");
            assertThat(similar(near, 2)).isEmpty();
        }
        assertThat(similar(fingerprint ^ 0x0001_0001_0001_0001L, 3)).isEmpty();
        assertThat(similar(fingerprint ^ 0x0001_0001_0001_0001L, 4)).contains("i-1");
        assertThat(similar(0, 64)).isEmpty();
        assertThat(read(tx -> tx.posts().similar(BRAND, "欺诈", fingerprint, 3, after(1)))
                        .it())
                .isEmpty();
        assertThat(read(tx -> tx.posts().similar("别家", "欺诈", fingerprint, 3, T0))
                        .it())
                .isEmpty();

        run(tx -> tx.posts().saveHit(row(other, "i-2", "", fingerprint ^ 1, after(2))));
        assertThat(similar(fingerprint, 3)).as("the newest incident").contains("i-2");
        run(tx ->
                tx.incidents().save(Fixtures.ended(incident("i-2", "b", after(1)), State.CLOSED, after(3)), List.of()));
        assertThat(similar(fingerprint, 3)).as("an open one").contains("i-1");
    }

    private Optional<String> similar(long fingerprint, int distance) {
        return read(tx -> tx.posts().similar(BRAND, "欺诈", fingerprint, distance, T0))
                .it();
    }

    @Test
    void oldPostsGoAndThoseOfOpenIncidentsStay() {
        run(tx -> {
            tx.incidents().save(incident("i-1"), List.of());
            for (int i = 0; i < 3; i++) {
                Post post = post("c-" + i, "x").with().receivedAt(after(i)).build();
                tx.posts().save(post);
            }
            tx.posts().save(post("c-0", "changed"));
            tx.incidents().attach("i-1", post("c-1", "x"), "u");
        });
        assertThat(write(tx -> tx.posts().prune(after(2), after(2))).it()).isEqualTo(1);
        assertThat(read(tx -> tx.posts().versions("shop", "c-0")).it()).isEmpty();
        run(tx -> tx.incidents().save(Fixtures.ended(incident("i-1"), State.CLOSED, after(1)), List.of()));
        assertThat(write(tx -> tx.posts().prune(T0, T0)).it()).isZero();
        assertThat(write(tx -> tx.posts().prune(T0, after(2))).it()).isEqualTo(1);
        assertThat(read(tx -> tx.posts().latest("shop", 9)).it())
                .extracting(Post::id)
                .containsExactly("c-2");
        assertThat(read(tx -> tx.incidents().counts("i-1")).it()).isEqualTo(new Incident.Counts(1, 1));
    }

    @Test
    void aSourceCanBeRemovedWithAllItSaid() {
        Post post = post("c-1", "骗子");
        run(tx -> {
            tx.posts().save(post);
            tx.posts().saveHit(row(post, "i-1", "", 1, T0));
            tx.incidents().attach("i-1", post, "u");
            tx.sources().saveCursor("shop", "9");
        });
        assertThat(write(tx -> {
                            tx.sources().forget("shop");
                            return tx.posts().removeSource("shop");
                        })
                        .it())
                .isEqualTo(1);
        assertThat(read(tx -> tx.posts().hitsOf("i-1")).it()).isEmpty();
        assertThat(read(tx -> tx.sources().cursor("shop")).it()).isEmpty();
    }

    @Test
    void aWorkThatThrowsIsUndoneAloneInASharedCommit() throws Exception {
        CountDownLatch queued = new CountDownLatch(1);
        List<CompletableFuture<Integer>> results = new ArrayList<>();
        CompletableFuture<Boolean> gate = store.write(tx -> {
                    awaitQuietly(queued);
                    return true;
                })
                .toCompletableFuture();
        for (int i = 0; i < 20; i++) {
            int n = i;
            results.add(store.write(tx -> {
                        tx.sources().saveCursor("s-" + n, "done");
                        if (n % 3 == 1) {
                            throw new IllegalArgumentException("work " + n);
                        }
                        if (n % 3 == 2) {
                            tx.outbox().add(Fixtures.delivery("d-" + n, "no such notice", "c", null));
                        }
                        return n;
                    })
                    .toCompletableFuture());
        }
        queued.countDown();
        gate.join();
        for (int i = 0; i < 20; i++) {
            CompletableFuture<Integer> result = results.get(i);
            if (i % 3 == 0) {
                assertThat(result.join()).isEqualTo(i);
            } else {
                Class<? extends Throwable> cause = i % 3 == 1 ? IllegalArgumentException.class : StoreException.class;
                assertThatThrownBy(result::join)
                        .isInstanceOf(CompletionException.class)
                        .hasCauseInstanceOf(cause);
            }
            String source = "s-" + i;
            assertThat(read(tx -> tx.sources().cursor(source)).it().isPresent()).isEqualTo(i % 3 == 0);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theDatabasesOwnRefusalUndoesOneWorkOnly() {
        run(tx -> tx.journal().saveSetting("a", "1"));
        assertThatThrownBy(() -> run(tx -> {
                    tx.journal().saveSetting("a", "2");
                    tx.posts().saveHit(row(post("never stored", "x"), "i-1", "", 1, T0));
                }))
                .hasCauseInstanceOf(StoreException.class);
        run(tx -> tx.journal().saveSetting("b", "1"));
        assertThat(read(tx -> tx.journal().setting("a")).it()).contains("1");
        assertThat(read(tx -> tx.journal().setting("b")).it()).contains("1");
    }

    @Test
    void readersSeeOneMomentAndMayNotWrite() {
        run(tx -> tx.journal().saveSetting("a", "1"));
        read(tx -> {
            assertThat(tx.journal().setting("a")).contains("1");
            run(writing -> writing.journal().saveSetting("a", "2"));
            assertThat(tx.journal().setting("a")).contains("1");
            return true;
        });
        assertThat(read(tx -> tx.journal().setting("a")).it()).contains("2");
        assertThatThrownBy(() -> read(tx -> {
                    tx.journal().saveSetting("a", "3");
                    return true;
                }))
                .isInstanceOf(StoreException.class);
        assertThat(read(tx -> tx.journal().setting("a")).it()).contains("2");
    }

    @Test
    void aClosedStoreRefuses() {
        CompletableFuture<Boolean> last = store.write(tx -> {
                    tx.journal().saveSetting("a", "1");
                    return true;
                })
                .toCompletableFuture();
        store.close();
        assertThat(last).isCompleted();
        assertThatThrownBy(() -> run(tx -> tx.journal().saveSetting("a", "2")))
                .hasCauseInstanceOf(StoreException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void cursorsAndStatusAreKept() {
        SourceStatus status = new SourceStatus("shop", "rss", true, T0, null, 2, "超时", after(1), 40);
        run(tx -> {
            tx.sources().saveCursor("shop", "{\"etag\":\"1\"}");
            tx.sources().saveCursor("shop", "{\"etag\":\"2\"}");
            tx.sources().saveStatus(new SourceStatus("shop", "rss", false, null, null, 0, null, null, 0));
            tx.sources().saveStatus(status);
        });
        assertThat(read(tx -> tx.sources().cursor("shop")).it()).contains("{\"etag\":\"2\"}");
        assertThat(read(tx -> tx.sources().cursor("none")).it()).isEmpty();
        assertThat(read(tx -> tx.sources().all()).it()).containsExactly(status);
    }

    @Test
    void eventsAreNumberedAndCanBeCaughtUpWith() {
        long first = write(tx -> tx.journal().publish("hit", "{\"a\":1}", T0)).it();
        long second = write(tx -> tx.journal().publish("incident.opened", "{}", after(1)))
                .it();
        long third = write(tx -> tx.journal().publish("hit", "{}", after(2))).it();
        assertThat(List.of(first, second, third)).isSorted().doesNotHaveDuplicates();
        assertThat(read(tx -> tx.journal().after(0, 1)).it())
                .containsExactly(new Journal.Line(first, "hit", "{\"a\":1}", T0, null));
        assertThat(read(tx -> tx.journal().after(first, 9)).it())
                .extracting(Journal.Line::seq)
                .containsExactly(second, third);
        assertThat(write(tx -> tx.journal().forget(after(5))).it()).isEqualTo(3);
        assertThat(write(tx -> tx.journal().publish("hit", "{}", after(6))).it())
                .isGreaterThan(third);
    }

    @Test
    void receiptsKeepTheFirstAnswerAndSettingsTheLast() {
        run(tx -> {
            tx.journal().saveReceipt("k", "first", T0);
            tx.journal().saveReceipt("k", "second", after(1));
            tx.journal().saveSetting("key", "1");
            tx.journal().saveSetting("key", "2");
        });
        assertThat(read(tx -> tx.journal().receipt("k")).it()).contains("first");
        assertThat(read(tx -> tx.journal().receipt("other")).it()).isEmpty();
        assertThat(read(tx -> tx.journal().setting("key")).it()).contains("2");
    }
}
