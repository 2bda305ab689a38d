package io.fenghuo.verticle.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.config.Configuration;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Policy;
import io.fenghuo.incident.Roster;
import io.fenghuo.match.Matcher;
import io.fenghuo.model.Clock;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Secret;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import io.fenghuo.model.Target;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.HandTime;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.Time;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.verticle.outbox.AddressBook;
import io.fenghuo.wire.SignedLink;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Any load, any faults, any kills: in simulated time, over the real rendering and the real lanes, against vendors that keep their limits. Each
 * seed is another evening; a failure names its seed.
 */
class DeliverySimTest {
    private static final int SEEDS = Integer.getInteger("fenghuo.seeds", 12);
    private static final Instant START = Instant.parse("2026-06-18T12:00:00Z");
    private static final Duration TROUBLE = Duration.ofMinutes(12);
    private static final Duration LONGEST = Duration.ofHours(6);
    private static final String MARK = "【可能重复】";
    private static final SignedLink LINKS = new SignedLink(Secret.of("0123456789abcdef0123456789abcdef"));

    @Test
    void nothingIsLostDoubledMergedOrOutOfOrderWhateverHappens() throws Exception {
        long parts = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            try (Evening evening = new Evening(seed)) {
                evening.run();
                evening.check();
                parts += evening.parts();
            }
        }
        assertThat(parts).as("digests in several messages").isPositive();
    }

    /** One process: what it still had to do is lost when it is killed. */
    private static final class Life {
        boolean alive = true;
    }

    private static final class Evening implements AutoCloseable {
        final int seed;
        final Random random;
        final Store store = Stores.memory();
        final HandTime hand = new HandTime(START);
        final Deque<Runnable> work = new ArrayDeque<>();
        final Map<String, ChannelSpec> channels = new LinkedHashMap<>();
        final Map<String, PatchyVendor> vendors = new HashMap<>();
        final Map<String, Severity> incidents = new LinkedHashMap<>();
        Life life = new Life();
        DeliverVerticle running;
        int notices;
        Instant next = START;

        Evening(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
            channel("night", "wecom-robot", "spare");
            channel("spare", "dingtalk");
            channel("board", "feishu");
            channel("hook", "webhook");
        }

        private void channel(String id, String type, String... fallback) {
            String key = type.equals("wecom-robot") ? "?key=" : type.equals("dingtalk") ? "?access_token=" : "/";
            vendors.put(id, new PatchyVendor());
            channels.put(
                    id,
                    new ChannelSpec(
                            id,
                            type,
                            Set.of(),
                            Secret.of("https://" + id + ".example/send" + key + id + "-0123456789"),
                            null,
                            List.of(),
                            List.of(fallback),
                            false,
                            true,
                            Map.of()));
        }

        void run() throws Exception {
            begin();
            Instant end = START.plus(TROUBLE);
            while (hand.now().isBefore(end)) {
                if (hand.now().isAfter(next)) {
                    next = hand.now().plusSeconds(random.nextInt(40));
                    burst();
                    if (random.nextInt(8) == 0) {
                        kill();
                    }
                    if (random.nextInt(6) == 0) {
                        outage();
                    }
                }
                step();
            }
            while (waiting() && hand.now().isBefore(START.plus(LONGEST))) {
                step();
            }
        }

        private boolean waiting() {
            return store.<Boolean>read(tx -> tx.outbox().nextDue().isPresent());
        }

        private Rulebook rules() {
            AddressBook book = book();
            List<ChannelSpec> all = List.copyOf(book.channels().values());
            List<Roster.Line> lines = all.stream()
                    .map(one -> new Roster.Line(one.id(), one.type(), one.levels(), one.fallback(), one.phone()))
                    .toList();
            return new Rulebook(
                    new Configuration("v", List.of(), List.of(), all, Policy.defaults(), book.contacts()),
                    Matcher.compile(List.of()),
                    Policy.defaults(),
                    new Roster(book.contacts(), lines),
                    Set.of());
        }

        private void begin() {
            Life mine = new Life();
            life = mine;
            Time time = new Time() {
                @Override
                public Instant now() {
                    return hand.now();
                }

                @Override
                public Runnable after(Duration delay, Runnable task) {
                    return hand.after(delay, () -> queue(mine, task));
                }
            };
            running = new DeliverVerticle(new DeliverVerticle.Ports(
                    store,
                    time,
                    this::book,
                    Channels.builtIn(),
                    (outgoing, spec) -> send(mine, outgoing, spec),
                    LINKS,
                    new Random(seed),
                    new Desk(new Ids(new Random(seed)), this::rules, Chronicle.unheard()),
                    tidings -> {}));
            running.begin(new Ground() {
                @Override
                public <T> Future<T> read(Store.Work<T> what) {
                    return done(mine, () -> store.read(what));
                }

                @Override
                public <T> Future<T> write(Store.Work<T> what) {
                    return done(
                            mine, () -> store.write(what).toCompletableFuture().join());
                }

                @Override
                public void tell(JsonObject fact) {}
            });
        }

        private boolean wordy() {
            return seed % 2 == 0;
        }

        private void queue(Life mine, Runnable task) {
            work.add(() -> {
                if (mine.alive) {
                    task.run();
                }
            });
        }

        private <T> Future<T> done(Life mine, java.util.function.Supplier<T> what) {
            Promise<T> promise = Promise.promise();
            queue(mine, () -> {
                T result;
                try {
                    result = what.get();
                } catch (RuntimeException fault) {
                    promise.fail(fault);
                    return;
                }
                promise.complete(result);
            });
            return promise.future();
        }

        private void step() {
            for (int i = 0; i < 5_000 && !work.isEmpty(); i++) {
                if (random.nextInt(900) == 0 && hand.now().isBefore(START.plus(TROUBLE))) {
                    kill();
                }
                work.remove().run();
            }
            if (work.isEmpty()) {
                hand.step();
            }
        }

        /** At any moment, also between the bytes and the record. */
        private void kill() {
            life.alive = false;
            work.clear();
            begin();
        }

        private void outage() {
            List<String> ids = new ArrayList<>(vendors.keySet());
            PatchyVendor vendor = vendors.get(ids.get(random.nextInt(ids.size())));
            vendor.outUntil = hand.now().plusSeconds(10 + random.nextInt(400));
            vendor.outWith = List.of("503", "dead", "silent", "refused", "slow").get(random.nextInt(5));
        }

        private AddressBook book() {
            return new AddressBook(
                    channels, Contacts.NONE, "zh", ZoneId.of("Asia/Shanghai"), null, "http://127.0.0.1:8080");
        }

        private Future<Reply> send(Life mine, Outgoing outgoing, ChannelSpec spec) {
            PatchyVendor vendor = vendors.get(spec.id());
            Promise<Reply> promise = Promise.promise();
            Instant now = hand.now();
            vendor.asked.add(now);
            String body = new String(((Outgoing.Http) outgoing).body(), StandardCharsets.UTF_8);
            boolean trouble = now.isBefore(START.plus(TROUBLE));
            boolean out = trouble && now.isBefore(vendor.outUntil);
            String mood = out ? vendor.outWith : trouble && random.nextInt(25) == 0 ? "lost" : "";
            boolean taken = mood.isEmpty() || mood.equals("lost") || (mood.equals("silent") && random.nextBoolean());
            if (taken) {
                vendor.took.add(body);
            }
            Reply reply = switch (mood) {
                case "503" -> Reply.of(503, "busy");
                case "dead" -> dead(spec);
                case "refused" -> Reply.failed(Reply.Failure.NOT_SENT, "connection refused");
                case "lost", "silent" -> Reply.failed(Reply.Failure.NO_REPLY, "no reply");
                case "slow" -> throttle(spec);
                default -> ok(spec);
            };
            hand.after(Duration.ofMillis(20 + random.nextInt(300)), () -> queue(mine, () -> promise.complete(reply)));
            return promise.future();
        }

        private static Reply ok(ChannelSpec spec) {
            return switch (spec.type()) {
                case "feishu" -> Reply.of(200, "{\"code\":0,\"msg\":\"success\"}");
                case "webhook" -> Reply.of(204, "");
                default -> Reply.of(200, "{\"errcode\":0,\"errmsg\":\"ok\"}");
            };
        }

        private static Reply dead(ChannelSpec spec) {
            return switch (spec.type()) {
                case "feishu" -> Reply.of(200, "{\"code\":19001,\"msg\":\"token invalid\"}");
                case "webhook" -> Reply.of(410, "gone");
                case "dingtalk" -> Reply.of(200, "{\"errcode\":300005,\"errmsg\":\"token is not exist\"}");
                default -> Reply.of(200, "{\"errcode\":93000,\"errmsg\":\"invalid webhook url\"}");
            };
        }

        private static Reply throttle(ChannelSpec spec) {
            return switch (spec.type()) {
                case "feishu" -> Reply.of(200, "{\"code\":11232,\"msg\":\"frequency limited\"}");
                case "webhook" -> Reply.of(429, "slow down");
                case "dingtalk" -> Reply.of(200, "{\"errcode\":130101,\"errmsg\":\"send too fast\"}");
                default -> Reply.of(200, "{\"errcode\":45009,\"errmsg\":\"api freq out of limit\"}");
            };
        }

        private void burst() throws Exception {
            int count = random.nextInt(5) == 0 ? (wordy() ? 150 : 30) : 1 + random.nextInt(3);
            for (int i = 0; i < count; i++) {
                int number = random.nextInt(120);
                Severity level = number % 9 == 0 ? Severity.L1 : number % 2 == 0 ? Severity.L2 : Severity.L3;
                String channel = List.of("night", "board", "hook").get(number % 3);
                tell("i" + number, level, channel);
            }
            running.wake();
        }

        private void tell(String incident, Severity level, String channel) {
            Instant now = hand.now();
            int number = ++notices;
            boolean fresh = incidents.put(incident, level) == null;
            Notice notice = new Notice(
                    "n" + number,
                    incident,
                    "云朵家",
                    level,
                    NoticeReason.PAGE,
                    Reason.of("〔n" + number + "〕"),
                    Target.channel(channel),
                    level == Severity.L1
                            ? Notice.Manner.RING
                            : level == Severity.L3 && wordy() ? Notice.Manner.DIGEST : Notice.Manner.CARD,
                    List.of(),
                    now,
                    false,
                    null);
            Delivery delivery = new Delivery(
                    "d" + number,
                    notice.id(),
                    incident,
                    channel,
                    null,
                    Delivery.Status.PENDING,
                    0,
                    now,
                    null,
                    null,
                    null,
                    now);
            store.write(tx -> {
                        if (fresh) {
                            tx.incidents().save(incident(incident, level, now, wordy()), List.of());
                        }
                        tx.outbox().add(notice, List.of(delivery));
                        return 0;
                    })
                    .toCompletableFuture()
                    .join();
        }

        private static Incident incident(String id, Severity level, Instant now, boolean wordy) {
            return new Incident(
                    id,
                    "云朵家",
                    "safety",
                    "人身安全",
                    "k-" + id,
                    null,
                    "〔" + id + "〕" + (wordy ? "用了一晚脸上又红又肿".repeat(5) : ""),
                    level,
                    State.OPEN,
                    Set.of(),
                    null,
                    now,
                    now,
                    now,
                    new Incident.Counts(1, 1),
                    List.of(new Clock("golden", null, now, now.plus(Duration.ofHours(2)), Clock.Phase.RUNNING, null)),
                    List.of(),
                    List.of(Reason.of("rule", "skin")),
                    List.of(),
                    List.of("role:duty"),
                    Incident.Ladder.NONE,
                    "v",
                    Hit.Effects.NONE,
                    null,
                    1);
        }

        void check() {
            List<Delivery> rows = store.read(tx -> tx.outbox().list(null, 100_000));
            assertThat(rows)
                    .as("seed %s: nothing waits in the end", seed)
                    .noneMatch(row -> row.state() == Delivery.Status.PENDING);
            vendors.forEach((id, vendor) -> {
                limits(id, vendor);
                copies(id, vendor);
                merged(id, vendor);
            });
            mentioned();
            order(rows);
        }

        /** A vendor counts what it is asked, across kills. */
        private void limits(String id, PatchyVendor vendor) {
            int most = id.equals("board") ? 100 : id.equals("hook") ? Integer.MAX_VALUE : 20;
            for (int i = 5; id.equals("board") && i < vendor.asked.size(); i++) {
                assertThat(vendor.asked.get(i - 5)).isBefore(vendor.asked.get(i).minusMillis(999));
            }
            for (int i = 0, from = 0; i < vendor.asked.size(); i++) {
                while (!vendor.asked.get(from).isAfter(vendor.asked.get(i).minusSeconds(60))) {
                    from++;
                }
                assertThat(i - from + 1).as("seed %s: %s within 60 s", seed, id).isLessThanOrEqualTo(most);
            }
        }

        private void copies(String id, PatchyVendor vendor) {
            boolean keyed = id.equals("hook");
            Map<String, List<String>> same = new HashMap<>();
            vendor.took.forEach(body -> same.computeIfAbsent(body.replace(MARK, ""), any -> new ArrayList<>())
                    .add(body));
            same.forEach((message, bodies) -> {
                if (!keyed) {
                    assertThat(bodies)
                            .as("seed %s: %s took %s", seed, id, message)
                            .hasSizeLessThanOrEqualTo(2);
                    assertThat(bodies.stream().filter(body -> !body.contains(MARK)))
                            .as("seed %s: a copy says so: %s", seed, message)
                            .hasSizeLessThanOrEqualTo(1);
                }
            });
        }

        private void merged(String id, PatchyVendor vendor) {
            for (String body : vendor.took) {
                if (body.contains("【汇总】")) {
                    incidents.forEach(
                            (incident, level) -> assertThat(level == Severity.L1 && body.contains("〔" + incident + "〕"))
                                    .as("seed %s: an L1 in a digest of %s", seed, id)
                                    .isFalse());
                }
            }
        }

        /** Each incident by its own destination, sooner or later, and by no other unless that takes over. */
        private void mentioned() {
            for (String incident : incidents.keySet()) {
                int number = Integer.parseInt(incident.substring(1));
                String channel = List.of("night", "board", "hook").get(number % 3);
                assertThat(vendors.get(channel).took)
                        .as("seed %s: %s by %s", seed, incident, channel)
                        .anyMatch(body -> body.contains("〔" + incident + "〕"));
            }
            assertThat(vendors.values())
                    .noneMatch(vendor -> vendor.took.stream().anyMatch(body -> body.contains("未列出")));
        }

        private long parts() {
            return vendors.values().stream()
                    .flatMap(vendor -> vendor.took.stream())
                    .filter(body -> body.contains("［2/"))
                    .count();
        }

        private void order(List<Delivery> newestFirst) {
            Map<String, Delivery> last = new HashMap<>();
            List<Delivery> decided = new ArrayList<>(newestFirst);
            Collections.reverse(decided);
            decided.sort(Comparator.comparing(Delivery::createdAt));
            for (Delivery row : decided) {
                boolean own = row.fallbackOf() == null && row.deliveredAt() != null && row.attempts() <= 3;
                if (own) {
                    Delivery before = last.put(row.incident() + " " + row.channel(), row);
                    boolean together = before != null && before.createdAt().equals(row.createdAt());
                    assertThat(before == null
                                    || together
                                    || !before.deliveredAt().isAfter(row.deliveredAt()))
                            .as("seed %s: %s before %s", seed, before, row)
                            .isTrue();
                }
            }
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
