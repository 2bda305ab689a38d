package io.fenghuo.verticle.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenghuo.config.Configuration;
import io.fenghuo.incident.Aftercare;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Policy;
import io.fenghuo.incident.Refusal;
import io.fenghuo.incident.Roster;
import io.fenghuo.match.Expression;
import io.fenghuo.match.Matcher;
import io.fenghuo.match.Rule;
import io.fenghuo.match.Watchlist;
import io.fenghuo.model.Action;
import io.fenghuo.model.Author;
import io.fenghuo.model.Batch;
import io.fenghuo.model.CaseFile;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Measure;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reach;
import io.fenghuo.model.Role;
import io.fenghuo.model.SamePerson;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import io.fenghuo.model.Subject;
import io.fenghuo.model.Target;
import io.fenghuo.source.Catalogue;
import io.fenghuo.store.Casebook;
import io.fenghuo.store.Incidents;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.fenghuo.verticle.Actor;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.flow.Pipeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is left of an incident once it is closed, and what people put right about posts and customers, over a real store. */
class LessonsTest {
    private static final Instant NOON = Instant.parse("2026-06-18T04:00:00Z");

    private final Store store = Stores.temporary();
    private final Rulebook rules = rules();
    private final Desk desk = new Desk(
            new Ids(new Random(7)), () -> rules, new Chronicle(rules.policy().zone(), reason -> reason.code()));
    private final Pipeline pipeline = new Pipeline(desk, () -> rules);
    private Instant now = NOON;

    private static Rulebook rules() {
        List<Watchlist> lists = List.of(new Watchlist(
                "own",
                "云朵家",
                null,
                List.of(
                        Rule.builder("fraud", Severity.L3, "欺诈", Expression.parse("骗子"))
                                .build(),
                        Rule.builder("crack", Severity.L2, "质量", Expression.parse("开裂"))
                                .build(),
                        Rule.builder("food", Severity.L2, "食品安全", Expression.parse("异物"))
                                .build())));
        Contacts contacts = new Contacts(
                Map.of("li", person("li", "李雷"), "wang", person("wang", "王芳")),
                Map.of("supervisor", List.of(Target.person("wang")), "admin", List.of(Target.person("wang"))),
                Map.of());
        Aftercare aftercare = Aftercare.DEFAULT;
        Policy policy = aftercare.clocks(Policy.defaults());
        Configuration configuration = new Configuration(
                "v",
                lists,
                List.of(),
                List.of(),
                policy,
                contacts,
                List.of(),
                io.fenghuo.evidence.EvidencePolicy.DEFAULT,
                io.fenghuo.playbook.Handbook.NONE,
                aftercare,
                null,
                io.fenghuo.channel.wording.Wordings.NONE,
                Catalogue.NONE);
        Roster roster = new Roster(contacts, List.of(new Roster.Line("app", "wecom-app", Set.of(), List.of(), false)));
        return new Rulebook(configuration, Matcher.compile(lists), policy, roster, Set.of());
    }

    private static Contacts.Person person(String id, String name) {
        return new Contacts.Person(id, name, null, null, null, Map.of("wecom", id), List.of());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aClosedIncidentIsACaseWithoutNames() {
        take(post("c-1", "u-1", "杯子开裂，我是王小明先生，电话 13812345678")
                .with()
                .author(new Author("u-1", "小鱼儿", null, null))
                .build());
        String id = only().id();
        assertThatThrownBy(() -> act(id, Action.Kind.CLOSE, Map.of("cause", "质量")))
                .rootCause()
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.reason().args()).contains("place", "compensation"));
        assertThatThrownBy(() -> act(id, Action.Kind.CLOSE, form("随便")))
                .rootCause()
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.reason().code()).isEqualTo("cause_unknown"));
        act(id, Action.Kind.CLOSE, form("质量"));
        CaseFile file = read(tx -> tx.casebook().find(id)).orElseThrow();
        assertThat(file.place()).isEqualTo("甲厂");
        assertThat(file.tags()).containsExactly("杯具", "材料");
        assertThat(file.title() + file.voices() + file.told())
                .contains("138****5678", "王**先生", "给小**换了新品")
                .doesNotContain("13812345678", "王小明", "小鱼儿");
        assertThat(cases(new Casebook.Query(List.of("甲厂", "釉"), "", "", "质量", Severity.L2, null, null, false, 9)))
                .hasSize(1);
        assertThat(cases(new Casebook.Query(List.of("100%"), "", "", "", null, null, null, false, 9)))
                .isEmpty();
        act(id, Action.Kind.REOPEN, Map.of());
        assertThat(cases(Casebook.Query.since(Instant.EPOCH, 9))).isEmpty();
    }

    @Test
    void aSafetyMatterAsksWhatWasReportedAndRunsTheAuthoritysClock() {
        take(post("c-1", "u-1", "吃出异物"));
        Incident incident = only();
        assertThat(incident.clocks())
                .anyMatch(clock -> clock.clock().equals("上报市监局") && clock.due().equals(NOON.plus(Duration.ofHours(2))));
        assertThatThrownBy(() -> act(incident.id(), Action.Kind.CLOSE, form("质量")))
                .rootCause()
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.reason().args()).containsExactly("reported"));
        act(incident.id(), Action.Kind.NOTE, Map.of("clock", "上报市监局"));
        assertThat(only().clocks())
                .filteredOn(clock -> clock.clock().equals("上报市监局"))
                .allMatch(clock -> clock.stoppedAt() != null);
    }

    @Test
    void aCorrectiveActionOutlivesItsIncidentAndRemindsItsOwner() {
        take(post("c-1", "u-1", "杯子开裂"));
        String id = only().id();
        act(id, Action.Kind.CLOSE, form("质量"));
        Measure task = read(tx -> tx.casebook().measures(true, 9)).get(0);
        assertThat(task.owner()).isEqualTo("li");
        assertThat(task.nextAt()).isEqualTo(Instant.parse("2026-06-24T01:00:00Z"));
        fireAt("2026-06-24T00:59:59Z");
        assertThat(reminders()).isEmpty();
        fireAt("2026-06-24T01:00:00Z");
        fireAt("2026-06-24T01:00:01Z");
        assertThat(reminders()).containsExactly("measure.soon li");
        fireAt("2026-06-25T01:00:00Z");
        assertThat(reminders()).containsExactly("measure.soon li", "measure.today li");
        fireAt("2026-07-20T01:00:00Z");
        assertThat(reminders())
                .containsExactly("measure.soon li", "measure.today li", "measure.overdue li", "measure.overdue wang");
        assertThat(read(tx -> tx.casebook().measure(task.id())).orElseThrow().nextAt())
                .isEqualTo(Instant.parse("2026-07-23T01:00:00Z"));
        write(tx -> {
            tx.casebook().keep(task.done(now, "li"));
            return 0;
        });
        fireAt("2026-08-20T01:00:00Z");
        assertThat(reminders()).hasSize(4);
    }

    @Test
    void theThirdTimeOfOneChainIsReportedOnce() {
        for (int i = 1; i <= 4; i++) {
            take(post("c-" + i, "u-" + i, "开裂 " + "一二三四五六七".substring(i) + "很不满意" + i)
                    .with()
                    .thread("t-" + i)
                    .build());
            String id = read(tx -> tx.incidents().list(new Incidents.Query(true, false, 9)))
                    .get(0)
                    .id();
            act(id, Action.Kind.CLOSE, form("质量"));
            now = now.plus(Duration.ofDays(1));
        }
        assertThat(notices("repeated")).containsOnly("repeated wang");
    }

    @Test
    void reachAndNamesRaiseTheGradeOnce() {
        take(post("c-1", "u-1", "骗子"));
        String id = only().id();
        assertThat(only().level()).isEqualTo(Severity.L3);
        take(post("c-2", "u-2", "骗子，我要打１２３１５"));
        assertThat(only().level()).isEqualTo(Severity.L2);
        assertThat(only().reasons()).anyMatch(reason -> reason.code().equals("regulator.named"));
        act(id, Action.Kind.LOWER, Map.of("level", "L3"));
        take(post("c-3", "u-3", "骗子，找消协"));
        assertThat(only().level()).isEqualTo(Severity.L3);
        take(post("c-4", "u-4", "骗子")
                .with()
                .reach(new Reach(null, null, 1_000L, null))
                .build());
        assertThat(only().level()).isEqualTo(Severity.L2);
        long shares = only().reasons().stream()
                .filter(reason -> reason.code().equals("reach.shares"))
                .count();
        assertThat(shares).isEqualTo(1);
    }

    @Test
    void abuseIsNotedAndRaisesNothing() {
        take(post("c-1", "u-1", "骗子，王八蛋"));
        assertThat(only().level()).isEqualTo(Severity.L3);
        assertThat(only().reasons()).anyMatch(reason -> reason.code().equals("abuse"));
    }

    @Test
    void fiveAccountsWithOneOrderAreOneCustomer() {
        for (int i = 1; i <= 6; i++) {
            take(post("c-" + i, "u-" + i, "骗子")
                    .with()
                    .subject(new Subject(null, null, "眼霜", "E-77", null, null))
                    .build());
        }
        assertThat(only().counts()).isEqualTo(new Incident.Counts(6, 1));
        assertThat(only().level()).isEqualTo(Severity.L3);
        assertThat(only().cases()).hasSize(1);
    }

    @Test
    void twoAuthorsToldToBeOneCountAsOneUntilTakenBack() {
        take(post("c-1", "u-1", "骗子"));
        take(post("c-2", "u-2", "骗子"));
        assertThat(only().counts().authors()).isEqualTo(2);
        SamePerson bond = new SamePerson("shop", "u-2", "shop", "u-1", "li", now);
        write(tx -> desk.unite(tx, bond, "console", now, new Tidings()));
        assertThat(only().counts()).isEqualTo(new Incident.Counts(2, 1));
        assertThat(only().cases())
                .singleElement()
                .satisfies(one -> assertThat(one.customer()).isEqualTo("u-1"));
        assertThat(only().clocks())
                .filteredOn(clock -> clock.state() == io.fenghuo.model.Clock.Phase.RUNNING)
                .allMatch(clock -> clock.customer() == null || clock.customer().equals("u-1"));
        take(post("c-3", "u-2", "还是骗子"));
        assertThat(only().counts()).isEqualTo(new Incident.Counts(3, 1));
        write(tx -> desk.part(tx, "shop", "u-2", new Actor("li", "console"), now, new Tidings()));
        assertThat(only().counts()).isEqualTo(new Incident.Counts(3, 2));
        String id = only().id();
        List<Incidents.Recorded> story = read(tx -> tx.incidents().timeline(id));
        assertThat(story).extracting(line -> line.entry().event()).contains("customers.united", "customers.parted");
        long broken = read(tx -> tx.incidents().verify(id));
        assertThat(broken).isEqualTo(-1);
    }

    @Test
    void aPostMovesToAnIncidentOfItsOwnAndToAnother() {
        take(post("c-1", "u-1", "骗子"));
        take(post("c-2", "u-2", "骗子"));
        take(post("c-3", "u-3", "骗子"));
        String id = only().id();
        act(id, Action.Kind.MOVE, Map.of("post", "shop/c-3", "into", "new"));
        List<Incident> both = read(tx -> tx.incidents().list(new Incidents.Query(true, false, 9)));
        assertThat(both).extracting(one -> one.counts().posts()).containsExactlyInAnyOrder(2, 1);
        Incident other =
                both.stream().filter(one -> !one.id().equals(id)).findFirst().orElseThrow();
        Incident first = read(tx -> tx.incidents().find(id)).orElseThrow();
        assertThat(first.cases()).extracting(one -> one.customer()).containsExactly("u-1", "u-2");
        act(id, Action.Kind.MOVE, Map.of("post", "shop/c-2", "into", other.id()));
        assertThat(read(tx -> tx.incidents().find(other.id())).orElseThrow().counts())
                .isEqualTo(new Incident.Counts(2, 2));
        assertThatThrownBy(() -> act(id, Action.Kind.MOVE, Map.of("post", "shop/c-1", "into", "new")))
                .rootCause()
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.reason().code()).isEqualTo("last_post"));
        assertThatThrownBy(() -> act(other.id(), Action.Kind.MOVE, Map.of("post", "shop/c-1", "into", "new")))
                .rootCause()
                .isInstanceOf(Refusal.class);
    }

    @Test
    void aReplyOfOursIsProposedAndDecidesNothing() {
        take(post("c-1", "u-1", "骗子"));
        take(post("a-1", "agent-7", "非常抱歉，已为您全额退款")
                .with()
                .role(Role.AGENT)
                .parent("c-1")
                .publishedAt(NOON.plusSeconds(60))
                .build());
        Incident incident = only();
        assertThat(incident.has(Flag.REPLY_SEEN)).isTrue();
        assertThat(incident.state()).isEqualTo(State.OPEN);
        act(incident.id(), Action.Kind.ANSWER, Map.of("public", "true", "link", "https://example.com/r/1"));
        assertThat(only().has(Flag.REPLY_SEEN)).isFalse();
        assertThat(only().state()).isEqualTo(State.ANSWERED);
    }

    private List<CaseFile> cases(Casebook.Query query) {
        return read(tx -> tx.casebook().list(query));
    }

    private static Map<String, String> form(String cause) {
        return Map.of(
                "cause", cause,
                "place", "甲厂",
                "measure", "换掉釉料",
                "measureOwner", "李雷",
                "measureDue", "2026-06-25",
                "compensation", "给小鱼儿换了新品",
                "answered", "已公告",
                "lesson", "新釉料先试烧",
                "tags", "杯具，材料");
    }

    private void fireAt(String at) {
        now = Instant.parse(at);
        write(tx -> desk.fire(tx, now, 500, new Tidings()));
    }

    private List<String> reminders() {
        return notices("measure.");
    }

    private List<String> notices(String code) {
        List<String> newestFirst = read(tx -> tx.outbox().list(null, 1000).stream()
                .filter(one -> one.state() != Delivery.Status.DROPPED)
                .map(one -> {
                    Notice notice = tx.outbox().notice(one.notice()).orElseThrow();
                    return notice.why().code() + " " + one.person();
                })
                .filter(line -> line.startsWith(code))
                .toList());
        List<String> lines = new ArrayList<>(newestFirst);
        Collections.reverse(lines);
        return lines;
    }

    private static Post post(String id, String author, String text) {
        return Post.builder("shop", id, text, NOON)
                .thread("t-1")
                .author(new Author(author, null, null, null))
                .build();
    }

    private void take(Post post) {
        write(tx -> pipeline.take(tx, new Batch("shop", List.of(post), null, null, false), now, new Tidings()));
    }

    private Incident act(String id, Action.Kind kind, Map<String, String> fields) {
        Action action = new Action(kind, "li", "console", now, null, "理由", List.of(), fields);
        return write(tx -> desk.act(tx, id, action, now, new Tidings()).orElseThrow());
    }

    private Incident only() {
        List<Incident> all = read(tx -> tx.incidents().list(new Incidents.Query(true, false, 9)));
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private <T> T write(Store.Work<T> work) {
        return store.write(work).toCompletableFuture().join();
    }

    private <T> T read(Store.Work<T> work) {
        return Objects.requireNonNull(store.read(work));
    }
}
