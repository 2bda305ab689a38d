package io.fenghuo.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.Patience;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Delivery.Status;
import io.fenghuo.model.Notice.Manner;
import io.fenghuo.model.Severity;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.fenghuo.verticle.delivery.Mailroom;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits for a channel that takes no more is told in one digest: nothing unmentioned, nothing twice, no L1 among it. */
class BacklogIT {
    private static final Instant START = Instant.parse("2026-06-18T12:00:00Z");
    private static final String OK = "{\"errcode\":0,\"errmsg\":\"ok\"}";
    private static final String WECOM = "https://qyapi.example/cgi-bin/webhook/send?key=5b2c9a7e-key-of-robot";
    private static final Pattern TOTAL = Pattern.compile("积压的 (\\d+) 条");
    /** A digest's second and any further message. */
    private static final Pattern FURTHER = Pattern.compile(" ［([2-9]|\\d\\d)/\\d+］");

    private static final int STEPS = 20_000;

    @TempDir
    Path dir;

    private Vertx vertx;
    private Store store;
    private House house;
    private SteppedTime time;

    @BeforeEach
    void open() {
        vertx = SteppedTime.vertx();
        store = Stores.sqlite(dir.resolve("fenghuo.db"));
        time = new SteppedTime(START);
        house = new House(vertx, time.watched(store));
        house.clock = time::now;
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        store.close();
    }

    private void untilAll(Status status) throws Exception {
        for (int i = 0; i < STEPS && house.all().stream().anyMatch(one -> one.state() != status); i++) {
            time.step(vertx, store);
        }
        assertThat(house.all()).allSatisfy(one -> assertThat(one.state()).isEqualTo(status));
    }

    private @org.jspecify.annotations.Nullable String toldIn(Delivery one) {
        return store.read(tx -> java.util.Optional.ofNullable(Mailroom.toldIn(tx, one.id())))
                .orElse(null);
    }

    @Test
    void whatWaitsForABucketIsOneDigestWithExactCounts() throws Exception {
        Robot robot = new Robot(20);
        house.channel(House.spec("night", "wecom-robot", WECOM, null));
        for (int i = 0; i < 30; i++) {
            house.incident("i-" + i, i % 2 == 0 ? Severity.L2 : Severity.L3, false, "第" + i + "件事");
            house.tell("i-" + i, i % 2 == 0 ? Severity.L2 : Severity.L3, Manner.CARD, "night", null);
        }
        house.tell("i-29", Severity.L3, Manner.CARD, "night", null);
        house.open(robot, time);
        await().until(() -> robot.bodies.size() == 17);
        untilAll(Status.DELIVERED);

        assertThat(robot.bodies).as("17 cards and one digest").hasSize(18);
        String digest = robot.bodies.get(17);
        assertThat(digest).contains("【汇总】14 条，13 个事件", "积压的 14 条", "该事件共 2 条通知");
        assertThat(IntStream.range(17, 30)).allSatisfy(i -> assertThat(digest).contains("第" + i + "件事"));
        List<Delivery> merged =
                house.all().stream().filter(one -> toldIn(one) != null).toList();
        assertThat(merged).hasSize(13);
        assertThat(merged.stream().map(this::toldIn).distinct()).hasSize(1);
        String leader = Objects.requireNonNull(toldIn(merged.get(0)));
        assertThat(store.<Integer>read(tx -> Mailroom.tells(tx, leader))).isEqualTo(14);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anyLoadIsToldWholeInOrderAndWithinTheVendorsLimit(int seed) throws Exception {
        Random random = new Random(seed);
        Robot robot = new Robot(20);
        robot.moods = new Random(seed);
        house.channel(House.spec("night", "wecom-robot", WECOM, null));
        house.open(robot, time);
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            Severity level = random.nextInt(8) == 0 ? Severity.L1 : random.nextBoolean() ? Severity.L2 : Severity.L3;
            String incident = "i-" + random.nextInt(60) + "-" + level;
            if (!sent.contains(incident)) {
                house.incident(incident, level, false, "〔" + incident + "〕");
                sent.add(incident);
            }
            house.tell(incident, level, Manner.CARD, "night", null);
            for (int steps = random.nextInt(3); steps > 0; steps--) {
                time.step(vertx, store);
            }
        }
        untilAll(Status.DELIVERED);

        assertThat(robot.most).isLessThanOrEqualTo(20);
        String all = String.join("\n", robot.bodies);
        assertThat(sent).allSatisfy(incident -> assertThat(all).contains("〔" + incident + "〕"));
        Map<String, Integer> told = new HashMap<>();
        Map<String, Instant> last = new HashMap<>();
        List<Delivery> oldestFirst = new ArrayList<>(house.all());
        java.util.Collections.reverse(oldestFirst);
        for (Delivery one : oldestFirst) {
            String leader = toldIn(one);
            assertThat(leader != null && String.valueOf(one.incident()).endsWith("L1"))
                    .isFalse();
            told.merge(leader == null ? one.id() : leader, 1, Integer::sum);
            Instant before = last.put(String.valueOf(one.incident()), Objects.requireNonNull(one.deliveredAt()));
            assertThat(before == null || !before.isAfter(one.deliveredAt()))
                    .as("order within " + one.incident())
                    .isTrue();
        }
        int counted = 0;
        for (String body : robot.bodies) {
            Matcher total = TOTAL.matcher(body);
            boolean digest = total.find();
            boolean further = digest && FURTHER.matcher(body).find();
            counted += !digest ? 1 : further ? 0 : Integer.parseInt(total.group(1));
        }
        assertThat(counted)
                .as("each digest says exactly how many it tells, in all its messages")
                .isEqualTo(oldestFirst.size());
        assertThat(robot.bodies).hasSize(told.size());
    }

    @Test
    void moreThanOneMessageHoldsGoesInSeveralEachNamingItsOwn() throws Exception {
        Robot robot = new Robot(20);
        house.channel(House.spec("night", "wecom-robot", WECOM, null));
        for (int i = 0; i < 120; i++) {
            house.incident("i-" + i, Severity.L2, false, "第" + i + "件很长的标题".repeat(6));
            house.tell("i-" + i, Severity.L2, Manner.CARD, "night", null);
        }
        house.open(robot, time);
        untilAll(Status.DELIVERED);
        assertThat(robot.bodies.size()).isBetween(20, 35);
        String all = String.join("\n", robot.bodies);
        assertThat(IntStream.range(0, 120)).allSatisfy(i -> assertThat(all).contains("第" + i + "件"));
        assertThat(all).doesNotContain("未列出");
        assertThat(robot.most).isLessThanOrEqualTo(17);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wecom-robot | /cgi-bin/webhook/send?key=5b2c9a7e | 200 | {\"errcode\":45009,\"errmsg\":\"api freq out of limit\"} | {\"errcode\":0,\"errmsg\":\"ok\"}",
                "dingtalk | /robot/send?access_token=abcdefgh | 200 | {\"errcode\":130101,\"errmsg\":\"send too fast\"} | {\"errcode\":0,\"errmsg\":\"ok\"}",
                "feishu | /open-apis/bot/v2/hook/aaaaaaaa | 400 | {\"code\":9499,\"msg\":\"too many request\"} | {\"code\":0,\"msg\":\"success\"}",
                "feishu | /open-apis/bot/v2/hook/aaaaaaaa | 200 | {\"code\":11232,\"msg\":\"frequency limited\"} | {\"code\":0,\"msg\":\"success\"}",
                "slack | /services/T0/B0/xxxxxxxxxx | 429 | {\"retry_after\":40} | ok",
            })
    void whatWaitsForAPausedVendorIsOneDigest(String type, String path, int status, String refusal, String yes)
            throws Exception {
        try (Vendor vendor = new Vendor(vertx, (response, seen, n) -> {
            if (n == 0) {
                response.setStatusCode(status).putHeader("Retry-After", "40").end(refusal);
            } else {
                response.end(yes);
            }
        })) {
            house.channel(House.spec("night", type, vendor.url(path), type.equals("slack") ? null : "SEC0123456789"));
            house.incident("i-0", Severity.L2, false, "第一件事");
            String first = house.tell("i-0", Severity.L2, Manner.CARD, "night", null);
            house.open(time.watched(new WebhookSender(vertx, new PublicAddresses(), null, Patience.USUAL)), time);
            await().until(() -> house.delivery(first).outcome() != null);
            assertThat(house.delivery(first).outcome()).startsWith("THROTTLED");
            for (int i = 1; i <= 8; i++) {
                house.incident("i-" + i, Severity.L2, false, "积压第" + i + "件");
                house.tell("i-" + i, Severity.L2, Manner.CARD, "night", null);
            }
            Instant paused = Objects.requireNonNull(
                    store.read(tx -> tx.outbox().state("night")).orElseThrow().pausedUntil());
            assertThat(paused).isAfter(time.now().plusSeconds(35));
            for (int i = 0; i < STEPS && time.now().isBefore(paused); i++) {
                time.step(vertx, store);
            }
            untilAll(Status.DELIVERED);
            assertThat(vendor.seen).as("refused, again, digest").hasSize(3);
            assertThat(vendor.seen.get(2).body()).contains("积压的 8 条", "积压第1件", "积压第8件");
        }
    }

    private void alsoOnTheScreen(String delivery) throws Exception {
        Delivery group = house.delivery(delivery);
        House.done(store.write(tx -> {
            tx.outbox()
                    .add(new Delivery(
                            delivery + "-screen",
                            group.notice(),
                            "i-1",
                            "screen",
                            null,
                            Status.PENDING,
                            0,
                            group.createdAt(),
                            null,
                            null,
                            null,
                            group.createdAt()));
            return 0;
        }));
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void anL1WaitsForItsThrottledGroupAndTheTerminalIsToldMeanwhile(boolean terminalHadIt, boolean decidedLater)
            throws Exception {
        Instant rests = START.plusSeconds(60);
        List<String> bodies = new CopyOnWriteArrayList<>();
        List<Instant> printed = new CopyOnWriteArrayList<>();
        house.channel(House.spec("night", "wecom-robot", WECOM, null));
        house.channel(House.spec("screen", "terminal", null, null));
        String earlier = null;
        if (decidedLater) {
            house.incident("i-0", Severity.L2, false, "早先的事");
            earlier = house.tell("i-0", Severity.L2, Manner.CARD, "night", null);
        }
        house.open(
                (outgoing, spec) -> {
                    if (spec.id().equals("screen")) {
                        printed.add(time.now());
                        return Future.succeededFuture(Reply.of(200, ""));
                    }
                    boolean early = time.now().isBefore(rests);
                    if (!early) {
                        bodies.add(body(outgoing));
                    }
                    return Future.succeededFuture(
                            Reply.of(200, early ? "{\"errcode\":45009,\"errmsg\":\"api freq out of limit\"}" : OK));
                },
                time);
        if (earlier != null) {
            String first = earlier;
            await().until(() -> house.delivery(first).outcome() != null);
        }
        house.incident("i-1", Severity.L1, false, "红肿");
        String grave = house.tell("i-1", Severity.L1, Manner.RING, "night", null);
        if (terminalHadIt) {
            alsoOnTheScreen(grave);
        }
        untilAll(Status.DELIVERED);
        assertThat(printed).as("the terminal hears it once, at once").hasSize(1);
        assertThat(printed.get(0)).isBefore(START.plusSeconds(20));
        assertThat(bodies).anyMatch(one -> one.contains("红肿") && one.contains("template_card"));
        assertThat(bodies).as("rung, not back-filled").noneMatch(one -> one.contains("【补发】"));
        assertThat(house.delivery(grave).deliveredAt())
                .isBetween(rests.minusSeconds(1), START.plusSeconds(decidedLater ? 75 : 70));
        assertThat(house.all()).noneMatch(one -> one.id().endsWith("-b"));
    }

    @Test
    void anL1OfAThrottledGroupGoesAtOnceByTheFallBackItNames() throws Exception {
        List<String> by = new CopyOnWriteArrayList<>();
        house.channel(House.spec("night", "wecom-robot", WECOM, null, "reserve"));
        house.channel(House.spec("reserve", "wecom-robot", WECOM + "-2", null));
        house.channel(House.spec("screen", "terminal", null, null));
        house.incident("i-1", Severity.L1, false, "红肿");
        String grave = house.tell("i-1", Severity.L1, Manner.RING, "night", null);
        house.open(
                (outgoing, spec) -> {
                    boolean rests = spec.id().equals("night");
                    by.add(spec.id());
                    return Future.succeededFuture(Reply.of(200, rests ? "{\"errcode\":45009}" : OK));
                },
                time);
        for (int i = 0; i < STEPS && !by.contains("reserve"); i++) {
            time.step(vertx, store);
        }
        assertThat(house.delivery(grave).state()).isEqualTo(Status.FAILED);
        assertThat(house.delivery(grave + "-f").channel()).isEqualTo("reserve");
        assertThat(time.now()).isBefore(START.plusSeconds(20));
        assertThat(by).doesNotContain("screen");
    }

    @Test
    void aKillBetweenMergingAndSendingLosesNothingAndDoublesNothing() throws Exception {
        house.channel(House.spec("night", "wecom-robot", WECOM, null));
        for (int i = 0; i < 25; i++) {
            house.incident("i-" + i, Severity.L2, false, "第" + i + "件事");
            house.tell("i-" + i, Severity.L2, Manner.CARD, "night", null);
        }
        List<String> before = new CopyOnWriteArrayList<>();
        Promise<Reply> never = Promise.promise();
        house.open(
                (outgoing, spec) -> {
                    before.add(body(outgoing));
                    return body(outgoing).contains("积压的") ? never.future() : Future.succeededFuture(Reply.of(200, OK));
                },
                time);
        await().until(() -> before.size() == 17);
        for (int i = 0; i < STEPS && before.size() < 18; i++) {
            time.step(vertx, store);
        }
        assertThat(before).hasSize(18);
        // what is on disk now is what a kill -9 leaves: merged, counted, no outcome
        long begun = time.begun();
        vertx.close().toCompletionStage().toCompletableFuture();
        await("it hears that it is to stop").until(() -> time.begun() > begun);
        vertx = SteppedTime.vertx();
        House again = new House(vertx, time.watched(store));
        again.channels.putAll(house.channels);
        Robot robot = new Robot(20);
        again.open(robot, time);
        untilAll(Status.DELIVERED);
        assertThat(robot.bodies).hasSize(1);
        assertThat(robot.bodies.get(0)).contains("积压的 8 条");
        assertThat(IntStream.range(17, 25))
                .allSatisfy(i -> assertThat(robot.bodies.get(0)).contains("第" + i + "件事"));
    }

    private static String body(Outgoing outgoing) {
        return new String(((Outgoing.Http) outgoing).body(), StandardCharsets.UTF_8);
    }

    /** Keeps its limit as the vendor does, by the test's time. */
    private final class Robot implements io.fenghuo.verticle.Sender {
        private final int perMinute;
        private final List<String> bodies = new CopyOnWriteArrayList<>();
        private final List<Instant> at = new CopyOnWriteArrayList<>();
        private final AtomicInteger asked = new AtomicInteger();
        private volatile int most;
        private volatile @org.jspecify.annotations.Nullable Random moods;

        Robot(int perMinute) {
            this.perMinute = perMinute;
        }

        @Override
        public synchronized Future<Reply> send(Outgoing outgoing, ChannelSpec spec) {
            Instant now = time.now();
            Random mood = moods;
            if (asked.incrementAndGet() > 10 && mood != null && mood.nextInt(30) == 0) {
                return Future.succeededFuture(
                        Reply.of(200, "{\"errcode\":45009,\"errmsg\":\"api freq out of limit\"}"));
            }
            at.add(now);
            most = Math.max(most, (int)
                    at.stream().filter(one -> one.isAfter(now.minusSeconds(60))).count());
            bodies.add(body(outgoing));
            return Future.succeededFuture(
                    Reply.of(200, most > perMinute ? "{\"errcode\":45009,\"errmsg\":\"limit\"}" : OK));
        }
    }
}
