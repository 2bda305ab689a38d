package io.fenghuo.app;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.config.Configuration;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Policy;
import io.fenghuo.match.Matcher;
import io.fenghuo.model.Author;
import io.fenghuo.model.Clock;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Flag;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Incident;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Secret;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Span;
import io.fenghuo.model.State;
import io.fenghuo.model.Target;
import io.fenghuo.store.Posts;
import io.fenghuo.store.Store;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.Sender;
import io.fenghuo.verticle.Time;
import io.fenghuo.verticle.delivery.DeliverVerticle;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.verticle.outbox.AddressBook;
import io.fenghuo.wire.SignedLink;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A store, a deliverer and entries, for tests that send. */
final class House {
    static final SignedLink LINKS = new SignedLink(Secret.of("0123456789abcdef0123456789abcdef"));
    final Vertx vertx;
    final Store store;
    final Map<String, ChannelSpec> channels = new LinkedHashMap<>();
    /** The clock of what is written into the store. */
    java.util.function.Supplier<Instant> clock = Instant::now;

    private String deployment = "";
    private int count;

    House(Vertx vertx, Store store) {
        this.vertx = vertx;
        this.store = store;
    }

    static ChannelSpec spec(String id, String type, @Nullable String url, @Nullable String secret, String... fallback) {
        return new ChannelSpec(
                id,
                type,
                Set.of(),
                url == null ? null : Secret.of(url),
                secret == null ? null : Secret.of(secret),
                List.of("duty@example.com"),
                List.of(fallback),
                false,
                true,
                Map.of());
    }

    /** Under which ids 张三 is known in messengers. */
    Map<String, String> ims = Map.of("wecom", "zhangsan");

    /** Who has which role. */
    Map<String, List<Target>> roles =
            Map.of("duty", List.of(Target.person("zhang")), "admin", List.of(Target.person("zhang")));

    void channel(ChannelSpec spec) {
        channels.put(spec.id(), spec);
    }

    private Rulebook rules() {
        AddressBook book = book();
        List<ChannelSpec> all = List.copyOf(channels.values());
        return new Rulebook(
                new Configuration("v", List.of(), List.of(), all, Policy.defaults(), book.contacts()),
                Matcher.compile(List.of()),
                Policy.defaults(),
                Rulebooks.roster(new Configuration("v", List.of(), List.of(), all, Policy.defaults(), book.contacts())),
                Set.of());
    }

    AddressBook book() {
        Contacts.Person zhang =
                new Contacts.Person("zhang", "张三", "zhang@example.com", "13900000000", null, ims, List.of());
        return new AddressBook(
                channels,
                new Contacts(Map.of("zhang", zhang), roles, Map.of()),
                "zh",
                ZoneId.of("Asia/Shanghai"),
                "https://fenghuo.example",
                "http://127.0.0.1:8080");
    }

    void open(Sender sender) throws Exception {
        open(sender, new RealTime());
    }

    void open(Sender sender, Time time) throws Exception {
        DeliverVerticle verticle = new DeliverVerticle(new DeliverVerticle.Ports(
                store,
                time,
                this::book,
                Channels.builtIn(),
                sender,
                LINKS,
                new Random(1),
                new Desk(new Ids(new Random(2)), this::rules, Chronicle.unheard()),
                tidings -> {}));
        deployment = vertx.deployVerticle(verticle)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    void shut() throws Exception {
        vertx.undeploy(deployment).toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** An incident with one hit post. */
    void incident(String id, Severity level, boolean demo) throws Exception {
        incident(id, level, demo, "敷完脸红肿刺痛");
    }

    void incident(String id, Severity level, boolean demo, String title) throws Exception {
        Instant now = clock.get();
        Post post = Post.builder("shop-live", "c-" + id, "敷完脸红肿刺痛 😀 <script>@all", now.minusSeconds(60))
                .author(new Author("u9", "老铁", null, null))
                .url("https://shop.example/video/77")
                .build();
        Hit hit = new Hit(
                post.id(),
                post.source(),
                "云朵家",
                "w",
                "skin",
                "safety",
                level,
                false,
                "人身安全",
                MatchMode.FOLDED,
                List.of(new Span(3, 5, "红肿", "红肿", List.of())),
                Hit.Effects.NONE);
        Incident incident = new Incident(
                id,
                "云朵家",
                "safety",
                "人身安全",
                "k-" + id,
                null,
                title,
                level,
                State.OPEN,
                demo ? Set.of(Flag.DEMO) : Set.of(),
                null,
                now.minusSeconds(60),
                now,
                now,
                new Incident.Counts(1, 1),
                List.of(new Clock("golden", null, now, now.plus(Duration.ofHours(2)), Clock.Phase.RUNNING, null)),
                List.of(),
                List.of(Reason.of("rule", "skin")),
                List.of(),
                List.of("role:duty"),
                new Incident.Ladder(now, 0, null, null, null, 0, null, Set.of()),
                "p",
                Hit.Effects.NONE,
                null,
                1);
        done(store.write(tx -> {
            tx.incidents().save(incident, List.of());
            tx.posts().save(post);
            tx.incidents().attach(id, post, "u9");
            tx.posts().saveHit(new Posts.HitRow(hit, id, "", "u9", 0, post.publishedAt(), now));
            return 0;
        }));
    }

    /** A notice of the incident with one delivery; returns the delivery's id. */
    String tell(String incident, Severity level, Notice.Manner manner, String channel, @Nullable String person)
            throws Exception {
        Instant now = clock.get();
        String id = "d-" + (++count) + "-" + channel;
        Notice notice = new Notice(
                "n-" + count,
                incident,
                "云朵家",
                level,
                NoticeReason.OPENED,
                Reason.of("opened", level.name()),
                Target.role("duty"),
                manner,
                List.of(),
                now,
                false,
                null);
        Delivery delivery = new Delivery(
                id, notice.id(), incident, channel, person, Delivery.Status.PENDING, 0, now, null, null, null, now);
        done(store.write(tx -> {
            tx.outbox().add(notice, List.of(delivery));
            return 0;
        }));
        return id;
    }

    Delivery delivery(String id) {
        return store.read(tx -> tx.outbox().find(id)).orElseThrow();
    }

    List<Delivery> all() {
        return store.read(tx -> tx.outbox().list(null, 1000));
    }

    static void done(java.util.concurrent.CompletionStage<?> stage) throws Exception {
        stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** The clock on the wall. */
    final class RealTime implements Time {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public Runnable after(Duration delay, Runnable task) {
            long timer = vertx.setTimer(Math.max(1, delay.toMillis()), id -> task.run());
            return () -> vertx.cancelTimer(timer);
        }
    }
}
