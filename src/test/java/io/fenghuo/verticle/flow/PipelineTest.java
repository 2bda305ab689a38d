package io.fenghuo.verticle.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.config.Configuration;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Policy;
import io.fenghuo.incident.Roster;
import io.fenghuo.match.Expression;
import io.fenghuo.match.Matcher;
import io.fenghuo.match.Rule;
import io.fenghuo.match.Watchlist;
import io.fenghuo.model.Action;
import io.fenghuo.model.Author;
import io.fenghuo.model.Batch;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import io.fenghuo.model.Subject;
import io.fenghuo.store.Incidents;
import io.fenghuo.store.Journal;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.HandTime;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.verticle.intake.Intake;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A post's way from the door to the outbox, over a real store. */
class PipelineTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:00:00Z");

    private final Store store = Stores.temporary();
    private final HandTime time = new HandTime(NOW);
    private final Rulebook rules = rules();
    private final Desk desk = new Desk(
            new Ids(new Random(7)), () -> rules, new Chronicle(rules.policy().zone(), reason -> reason.code()));
    private final Door door = new Door(new Pipeline(desk, () -> rules), store, time, tidings -> {});

    private static Rulebook rules() {
        List<Watchlist> lists = List.of(new Watchlist(
                "own",
                "云朵家",
                null,
                List.of(
                        Rule.builder("fraud", Severity.L3, "欺诈", Expression.parse("骗子"))
                                .build(),
                        Rule.builder("skin", Severity.L1, "人身安全", Expression.parse("红肿"))
                                .build(),
                        Rule.builder("service", Severity.L3, "服务", Expression.parse("没人理"))
                                .effects(new Hit.Effects(
                                        null, null, null, List.of(), null, Set.of(), Duration.ofHours(1)))
                                .build())));
        Policy policy = Policy.defaults();
        Configuration configuration = new Configuration("v", lists, List.of(), List.of(), policy, Contacts.NONE);
        return new Rulebook(
                configuration, Matcher.compile(lists), policy, new Roster(Contacts.NONE, List.of()), Set.of());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aReplayedPostChangesNothing() {
        Post post = post("c-1", "t-1", "u-1", "这家是骗子");
        assertThat(take(post)).isEqualTo(new Intake.Receipt(1, 1, 0, 1));
        assertThat(take(post)).isEqualTo(new Intake.Receipt(1, 0, 0, 0));
        assertThat(incidents())
                .singleElement()
                .satisfies(one -> assertThat(one.counts()).isEqualTo(new Incident.Counts(1, 1)));
    }

    @Test
    void eachTextOfAPostThatComesTwiceInABatchIsToldOf() {
        Post first = post("c-1", "t-1", "u-1", "挺好");
        Post second = first.with().text("还行").build();
        Post third = first.with().text("一般").build();
        assertThat(join(new Batch("shop", List.of(first, second, third), null, null, false)))
                .isEqualTo(new Intake.Receipt(3, 1, 2, 0));
        List<Journal.Line> told = read(tx -> tx.journal().after(0, 100));
        assertThat(told)
                .extracting(line -> Objects.requireNonNull(line.post()).text())
                .containsExactly("挺好", "还行", "一般");
    }

    @Test
    void aFurtherHitIsOneSmallEvent() {
        take(post("c-1", "t-1", "u-1", "这家是骗子"));
        long before = read(tx -> tx.journal().after(0, 100)).stream()
                .mapToLong(Journal.Line::seq)
                .max()
                .orElse(0);
        String text = "又是骗子，" + "客服一直不回话。".repeat(200);
        take(post("c-2", "t-1", "u-2", text));
        String incident = incidents().get(0).id();
        List<Journal.Line> told = read(tx -> tx.journal().after(before, 100));
        assertThat(told).extracting(Journal.Line::type).containsExactly("post", "hit");
        assertThat(told.get(1).json())
                .contains("\"post\":\"c-2\"", "\"incident\":\"" + incident + "\"")
                .doesNotContain("不回话")
                .hasSizeLessThan(500);
    }

    @Test
    void twoFamiliesInOnePostAreTwoIncidents() {
        take(post("c-1", "t-1", "u-1", "骗子，用了眼睛红肿"));
        assertThat(incidents()).extracting(Incident::level).containsExactlyInAnyOrder(Severity.L1, Severity.L3);
    }

    @Test
    void anEditThatBringsAHitOpensAnIncident() {
        take(post("c-1", "t-1", "u-1", "挺好的"));
        assertThat(incidents()).isEmpty();
        assertThat(take(post("c-1", "t-1", "u-1", "挺好的，骗子"))).isEqualTo(new Intake.Receipt(1, 0, 1, 1));
        assertThat(incidents()).hasSize(1);
    }

    @Test
    void aDeletedPostStaysAsEvidence() {
        take(post("c-1", "t-1", "u-1", "骗子"));
        take(post("c-1", "t-1", "u-1", "")
                .with()
                .attributes(Map.of("deleted", "true"))
                .build());
        Incident incident = incidents().get(0);
        String text = read(tx -> tx.posts().find("shop", "c-1").orElseThrow().text());
        assertThat(text).isEqualTo("骗子");
        Optional<Instant> deletedAt = read(tx -> tx.posts().deletedAt("shop", "c-1"));
        assertThat(deletedAt).contains(NOW);
        assertThat(read(tx -> tx.incidents().timeline(incident.id())).stream()
                        .map(line -> line.entry().event()))
                .contains("post.deleted");
    }

    @Test
    void aPersonsReportOpensAtThePersonsGrade() {
        Post post = post("m-1", "m-1", "zhang", "直播间有人打起来了")
                .with()
                .source("manual")
                .attributes(Map.of("grade", "L1", "reportedBy", "zhang"))
                .build();
        take(post);
        assertThat(incidents()).singleElement().satisfies(one -> {
            assertThat(one.level()).isEqualTo(Severity.L1);
            assertThat(one.family()).isEqualTo("人工上报");
        });
    }

    @Test
    void fiveAuthorsOfOneProductAreOneSecondGradeIncident() {
        for (int i = 1; i <= 7; i++) {
            take(post("c-" + i, "t-" + i, "u-" + i, STORIES.get(i - 1) + "，骗子")
                    .with()
                    .subject(new Subject(null, null, "眼霜", null, null, null))
                    .build());
        }
        assertThat(incidents()).singleElement().satisfies(one -> {
            assertThat(one.level()).isEqualTo(Severity.L2);
            assertThat(one.counts()).isEqualTo(new Incident.Counts(7, 7));
        });
        List<Incident> all = read(tx -> tx.incidents().list(new Incidents.Query(false, true, 100)));
        assertThat(all).hasSize(7);
        assertThat(all.stream().filter(one -> one.state() == State.MERGED)).hasSize(6);
    }

    @Test
    void oldPostsOfAFirstRunOpenNothing() {
        Post old = post("c-1", "t-1", "u-1", "骗子")
                .with()
                .publishedAt(NOW.minusSeconds(3 * 3600))
                .build();
        Post fresh = post("c-2", "t-2", "u-2", "红肿");
        join(new Batch("shop", List.of(fresh, old), "cursor-1", null, true));
        assertThat(incidents())
                .singleElement()
                .satisfies(one -> assertThat(one.family()).isEqualTo("人身安全"));
        long posts = read(tx -> tx.posts().count());
        assertThat(posts).isEqualTo(2);
        Optional<String> cursor = read(tx -> tx.sources().cursor("shop"));
        assertThat(cursor).contains("cursor-1");
    }

    @Test
    void aDeadlineFiresOnceHoweverOftenItIsLookedAt() {
        take(post("c-1", "t-1", "u-1", "红肿"));
        Instant later = NOW.plusSeconds(185);
        int fired = 0;
        for (int look = 0; look < 3; look++) {
            fired += write(tx -> desk.fire(tx, later, 100, new Tidings()));
        }
        assertThat(fired).isPositive();
        List<Incidents.Due> left = read(tx -> tx.incidents().due(later, 100));
        assertThat(left).isEmpty();
    }

    @Test
    void aRestingRuleTakesTheSameAuthorInWithoutANoticeAndOthersAsEver() {
        take(post("c-1", "t-1", "u-1", "一直没人理"));
        Incident opened = incidents().get(0);
        close(opened);
        pass(600);
        assertThat(take(at(post("c-2", "t-1", "u-1", "还是没人理"), 600)).hits()).isEqualTo(1);
        assertThat(incidents()).as("nothing opens within the cooldown").isEmpty();
        assertThat(read(tx -> tx.incidents().timeline(opened.id())).stream()
                        .filter(line -> line.entry().event().equals("hit")))
                .as("but it is written down")
                .hasSize(2);
        take(at(post("c-3", "t-1", "u-2", "客服没人理"), 600));
        assertThat(incidents()).as("another author opens").hasSize(1);
        take(at(post("c-4", "t-9", "u-1", "没人理"), 600));
        assertThat(incidents()).as("another thread opens").hasSize(2);
    }

    @Test
    void afterItsCooldownARuleSpeaksAgain() {
        take(post("c-1", "t-1", "u-1", "一直没人理"));
        close(incidents().get(0));
        pass(4000);
        take(at(post("c-2", "t-1", "u-1", "到现在都没人理"), 4000));
        assertThat(incidents()).hasSize(1);
    }

    private void close(Incident incident) {
        Action action =
                new Action(Action.Kind.FALSE_ALARM, "zhang", "console", NOW, null, "not ours", List.of(), Map.of());
        write(tx -> desk.act(tx, incident.id(), action, NOW, new Tidings()));
    }

    private void pass(int seconds) {
        time.after(Duration.ofSeconds(seconds), () -> {});
        time.step();
    }

    private static Post at(Post post, int seconds) {
        return post.with()
                .publishedAt(NOW.plusSeconds(seconds))
                .receivedAt(NOW.plusSeconds(seconds))
                .build();
    }

    private static final List<String> STORIES =
            List.of("昨天晚上刚拆封就这样", "给妈妈买的礼物", "客服半天不回话", "双十一囤了好几盒", "包装上连日期都没有", "朋友也说用着不对劲", "退货地址根本不存在");

    private static Post post(String id, String thread, String author, String text) {
        return Post.builder("shop", id, text, NOW)
                .thread(thread)
                .author(new Author(author, null, null, null))
                .build();
    }

    private Intake.Receipt take(Post post) {
        return join(new Batch(post.source(), List.of(post), null, null, false));
    }

    private Intake.Receipt join(Batch batch) {
        return door.take(batch).toCompletionStage().toCompletableFuture().join();
    }

    private <T> T read(Store.Work<T> work) {
        return store.read(work);
    }

    private <T> T write(Store.Work<T> work) {
        return store.write(work).toCompletableFuture().join();
    }

    private List<Incident> incidents() {
        return read(tx -> tx.incidents().list(new Incidents.Query(true, true, 100)));
    }
}
