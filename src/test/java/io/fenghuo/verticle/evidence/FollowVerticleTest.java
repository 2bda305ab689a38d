package io.fenghuo.verticle.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.config.Configuration;
import io.fenghuo.evidence.EvidencePolicy;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Policy;
import io.fenghuo.incident.Roster;
import io.fenghuo.match.Expression;
import io.fenghuo.match.Matcher;
import io.fenghuo.match.Rule;
import io.fenghuo.match.Watchlist;
import io.fenghuo.model.Batch;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Severity;
import io.fenghuo.source.Headers;
import io.fenghuo.source.Request;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.SourceTypes;
import io.fenghuo.source.Specs;
import io.fenghuo.store.Incidents;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.Fetcher;
import io.fenghuo.verticle.Fetcher.Fetched;
import io.fenghuo.verticle.HandTime;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.verticle.flow.Door;
import io.fenghuo.verticle.flow.Pipeline;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Days of looking again in moments: what was deleted or edited since is evidence, over a real store. */
class FollowVerticleTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:00:00Z");
    private static final String SITE = "https://forum.example";

    private final Vertx vertx = Vertx.vertx();
    private final Store store = Stores.temporary();
    private final HandTime time = new HandTime(NOW);
    private final Rulebook rules = rules();
    private final Desk desk =
            new Desk(new Ids(new Random(7)), () -> rules, new Chronicle(ZoneId.of("UTC"), reason -> reason.code()));
    private final Door door = new Door(new Pipeline(desk, () -> rules), store, time, tidings -> {});
    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final List<Request> asked = new CopyOnWriteArrayList<>();
    private Map<String, Object> options = Map.of();

    @AfterEach
    void close() {
        vertx.close().await();
        store.close();
    }

    @Test
    void aDeletedComplaintStaysAndItsIncidentSaysSo() {
        take("c1", "这家是骗子，别买", SITE + "/c/1");
        page("/c/1", "<li class=c data-id=c1><p>这家是骗子，别买</p></li>");
        start();
        pass(Duration.ofMinutes(20));
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).headers()).as("no credentials").isEmpty();
        assertThat(asked.get(0).conduct().robots()).isTrue();
        pages.clear();
        pass(Duration.ofMinutes(45));
        assertThat(asked).hasSize(2);
        assertThat(events()).as("once is not enough").doesNotContain("post.deleted");
        pass(Duration.ofMinutes(15));
        assertThat(events()).containsOnlyOnce("post.deleted");
        assertThat(store.read(tx -> tx.posts().find("forum", "c1"))
                        .orElseThrow()
                        .text())
                .isEqualTo("这家是骗子，别买");
        boolean marked = store.read(tx -> tx.posts().deletedAt("forum", "c1").isPresent());
        assertThat(marked).isTrue();
        assertThat(sealed())
                .as("the page that said so is evidence of the incident")
                .satisfiesOnlyOnce(record -> assertThat(record).contains("GET " + SITE + "/c/1", "status: 404"));
        int before = asked.size();
        pass(Duration.ofHours(5));
        assertThat(asked).as("what is gone is left alone").hasSize(before);
    }

    @Test
    void anEditIsKeptBesideWhatWasSaidFirst() {
        take("c1", "这家是骗子，别买", SITE + "/c/1");
        page("/c/1", "<li class=c data-id=c1><p>已经处理好了，谢谢</p></li>");
        start();
        pass(Duration.ofMinutes(20));
        await().until(() -> events().contains("post.edited"));
        List<Post> versions = store.read(tx -> tx.posts().versions("forum", "c1"));
        assertThat(versions).extracting(Post::text).containsExactly("这家是骗子，别买", "已经处理好了，谢谢");
    }

    @Test
    void oneHostIsAskedAFewTimesAnHour() {
        for (int i = 0; i < 20; i++) {
            take("c" + i, "骗子第" + i + "次", SITE + "/c/" + i);
            page("/c/" + i, "<p>骗子第" + i + "次");
        }
        take("elsewhere", "骗子在别处", "https://evil.example/unsubscribe");
        start();
        pass(Duration.ofMinutes(59));
        assertThat(asked).hasSize(FollowVerticle.PER_HOUR);
        assertThat(asked).allSatisfy(one -> assertThat(one.url()).startsWith(SITE));
        pass(Duration.ofHours(3));
        assertThat(asked).hasSizeBetween(3 * FollowVerticle.PER_HOUR, 4 * FollowVerticle.PER_HOUR);
    }

    @Test
    void aSourceCanBeLeftAlone() {
        options = Map.of("follow", false);
        take("c1", "骗子", SITE + "/c/1");
        start();
        pass(Duration.ofHours(2));
        assertThat(asked).isEmpty();
    }

    private void start() {
        SourceSpec plain =
                Specs.of("html", SITE + "/list", Map.of("item", "li.c", "id", "@data-id", "text", "p"), options);
        SourceSpec spec = new SourceSpec(
                "forum",
                "html",
                plain.url(),
                plain.every(),
                null,
                null,
                null,
                null,
                plain.map(),
                Map.of(),
                options,
                false,
                null);
        Fetcher fetcher = (request, inside) -> {
            asked.add(request);
            String body = pages.get(request.url());
            return Future.succeededFuture(new Fetched(
                    body == null ? 404 : 200, Headers.NONE, (body == null ? "" : body).getBytes(UTF_8), request.url()));
        };
        vertx.deployVerticle(new FollowVerticle(new FollowVerticle.Ports(
                        store, time, fetcher, door, SourceTypes.builtIn(), () -> List.of(spec), ZoneId.of("UTC"))))
                .await();
    }

    private void pass(Duration span) {
        Instant until = time.now().plus(span);
        while (time.now().isBefore(until)) {
            await().pollInterval(Duration.ofMillis(1)).until(() -> time.waiting() > 0);
            time.step();
        }
        await().pollInterval(Duration.ofMillis(1)).until(() -> time.waiting() > 0);
    }

    private void page(String path, String body) {
        pages.put(SITE + path, body);
    }

    private void take(String id, String text, String url) {
        Post post = Post.builder("forum", id, text, NOW).url(url).thread("t").build();
        door.take(new Batch("forum", List.of(post), null, null, false)).await();
    }

    private List<String> events() {
        return store.read(tx -> tx.incidents().list(new Incidents.Query(false, false, 9)).stream()
                .map(Incident::id)
                .flatMap(id -> tx.incidents().timeline(id).stream())
                .map(line -> line.entry().event())
                .toList());
    }

    /** The records of all incidents as they would stand in their files. */
    private List<String> sealed() {
        return store.write(tx -> {
                    Gathering gathering = new Gathering();
                    while (gathering.round(tx, EvidencePolicy.DEFAULT, time.now()) > 0) {
                        // until nothing waits
                    }
                    return tx.incidents().list(new Incidents.Query(false, false, 9)).stream()
                            .map(Incident::id)
                            .flatMap(id -> tx.evidence().records(id).stream())
                            .filter(record -> record.kind().equals("raw"))
                            .map(record -> tx.evidence().content(record.incident(), record.seq()))
                            .flatMap(Optional::stream)
                            .map(bytes -> new String(bytes, UTF_8))
                            .toList();
                })
                .toCompletableFuture()
                .join();
    }

    private static Rulebook rules() {
        List<Watchlist> lists = List.of(new Watchlist(
                "own",
                "云朵家",
                null,
                List.of(Rule.builder("fraud", Severity.L3, "欺诈", Expression.parse("骗子"))
                        .build())));
        Policy policy = Policy.defaults();
        return new Rulebook(
                new Configuration("v", lists, List.of(), List.of(), policy, Contacts.NONE),
                Matcher.compile(lists),
                policy,
                new Roster(Contacts.NONE, List.of()),
                Set.of());
    }
}
