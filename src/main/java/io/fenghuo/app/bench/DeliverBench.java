package io.fenghuo.app.bench;

import io.fenghuo.app.PublicAddresses;
import io.fenghuo.app.VertxTime;
import io.fenghuo.app.WebhookSender;
import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Limits;
import io.fenghuo.channel.catalogue.Channels;
import io.fenghuo.incident.Contacts;
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
import io.fenghuo.vendor.Answer;
import io.fenghuo.vendor.FakeWeComRobot;
import io.fenghuo.vendor.Request;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.delivery.DeliverVerticle;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.verticle.outbox.AddressBook;
import io.fenghuo.wire.SignedLink;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long messages are on their way to many group robots at once: the service's own deliverer over a SQLite store of its own and real HTTP to fake
 * vendors on loopback, which enforce WeCom's rules and count what they are asked. The robots' rate is raised from WeCom's 20 a minute, so that it ends
 * in a minute; some of the vendors may never answer.
 */
public final class DeliverBench {
    private static final String TYPE = "wecom-robot";
    /** As many as WeCom's robots keep for an L1. */
    private static final int RESERVE = 3;

    private static final int CHUNK = 1_000;
    private static final Duration BEAT = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern NUMBER = Pattern.compile("〔(\\d+)〕");
    private static final int MEGA = 1 << 20;

    private final Load load;
    private final InstantSource clock;

    /**
     * What is sent.
     *
     * @param perMinute the raised rate of each destination; they are asked for eight tenths of what it leaves to other than L1
     * @param hanging how many of the destinations take a message and never answer
     */
    public record Load(int notices, int destinations, int perMinute, int hanging) {}

    /**
     * What was measured of the destinations that answer.
     *
     * @param expected messages for them
     * @param told those of them that arrived, each counted once
     * @param median milliseconds from the decision to the vendor
     * @param most messages one vendor was asked within any 60 s
     * @param refused messages a vendor refused: beyond its rate, too long, or of a wrong shape
     * @param heap megabytes in use after a collection at a tenth, at half and at the end
     */
    public record Figure(
            Load load,
            int expected,
            int told,
            double seconds,
            double median,
            double p99,
            double worst,
            int most,
            int refused,
            List<Integer> heap) {
        public Figure {
            heap = List.copyOf(heap);
        }
    }

    public DeliverBench(Load load, InstantSource clock) {
        this.load = load;
        this.clock = clock;
    }

    /** Runs it and leaves nothing behind. */
    public Figure run() throws InterruptedException {
        try (Store store = Stores.temporary()) {
            return run(store);
        }
    }

    private Figure run(Store store) throws InterruptedException {
        Vertx vertx = Vertx.vertx();
        try {
            Vendors vendors = new Vendors();
            vendors.open(vertx);
            AddressBook book = book(vendors);
            fill(store);
            Rulebook rules = DeadlineBench.rules();
            DeliverVerticle deliver = new DeliverVerticle(new DeliverVerticle.Ports(
                    store,
                    new VertxTime(vertx, clock),
                    () -> book,
                    Channels.builtIn().paced(TYPE, Limits.robot(load.perMinute(), RESERVE)),
                    new WebhookSender(vertx, new PublicAddresses()),
                    new SignedLink(Secret.of("a-key-for-the-benchmark-0123456789")),
                    new Random(7),
                    new Desk(new Ids(new Random(7)), () -> rules, Chronicle.unheard()),
                    tidings -> {}));
            vertx.deployVerticle(deliver)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            return measure(store, vendors, deliver);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private Figure measure(Store store, Vendors vendors, DeliverVerticle deliver) throws InterruptedException {
        List<Integer> heap = new ArrayList<>();
        long begun = System.nanoTime();
        double each = 0.8 * (load.perMinute() - RESERVE) / 60;
        double perBeat = each * load.destinations() * BEAT.toMillis() / 1_000;
        double owed = 0;
        int sent = 0;
        while (sent < load.notices()) {
            owed += perBeat;
            int now = (int) Math.min(load.notices() - sent, Math.floor(owed));
            owed -= now;
            tell(store, vendors, sent, now);
            deliver.wake();
            if (crosses(sent, now, load.notices() / 10) || crosses(sent, now, load.notices() / 2)) {
                heap.add(heap());
            }
            sent += now;
            TimeUnit.MILLISECONDS.sleep(BEAT.toMillis());
        }
        vendors.done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        double seconds = (System.nanoTime() - begun) / 1e9;
        heap.add(heap());
        double[] late = vendors.late();
        return new Figure(
                load,
                vendors.expected,
                late.length,
                seconds,
                at(late, 0.5),
                at(late, 0.99),
                at(late, 1),
                vendors.most(),
                vendors.refused(),
                heap);
    }

    private static boolean crosses(int sent, int now, int mark) {
        return sent < mark && sent + now >= mark;
    }

    private static int heap() {
        System.gc();
        Runtime machine = Runtime.getRuntime();
        return (int) ((machine.totalMemory() - machine.freeMemory()) / MEGA);
    }

    private static double at(double[] sorted, double part) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(part * sorted.length) - 1];
    }

    private String destination(int number) {
        return "robot-" + number % load.destinations();
    }

    private boolean hangs(int number) {
        return number % load.destinations() < load.hanging();
    }

    private AddressBook book(Vendors vendors) {
        Map<String, ChannelSpec> channels = new LinkedHashMap<>();
        for (int i = 0; i < load.destinations(); i++) {
            String url = vendors.robots.get(i).url("/cgi-bin/webhook/send?key=" + destination(i));
            channels.put(
                    destination(i),
                    new ChannelSpec(
                            destination(i),
                            TYPE,
                            Set.of(),
                            Secret.of(url),
                            null,
                            List.of(),
                            List.of(),
                            false,
                            true,
                            Map.of()));
        }
        return new AddressBook(channels, Contacts.NONE, "zh", ZoneId.of("Asia/Shanghai"), null, "http://127.0.0.1");
    }

    /** An incident for each notice: by its title it is known again, also in a digest. */
    private void fill(Store store) {
        Instant now = clock.instant();
        for (int from = 0; from < load.notices(); from += CHUNK) {
            int first = from;
            store.write(tx -> {
                        for (int i = first; i < Math.min(first + CHUNK, load.notices()); i++) {
                            tx.incidents().save(incident(i, now), List.of());
                        }
                        return CHUNK;
                    })
                    .toCompletableFuture()
                    .join();
        }
    }

    private static Incident incident(int number, Instant now) {
        return new Incident(
                "i-" + number,
                "云朵家",
                "safety",
                "人身安全",
                "k-" + number,
                null,
                "〔" + number + "〕",
                Severity.L2,
                State.OPEN,
                Set.of(),
                null,
                now,
                now,
                now,
                new Incident.Counts(1, 1),
                List.of(),
                List.of(),
                List.of(Reason.of("rule", "skin")),
                List.of(),
                List.of(),
                Incident.Ladder.NONE,
                "p",
                Hit.Effects.NONE,
                null,
                1);
    }

    private void tell(Store store, Vendors vendors, int from, int count) {
        Instant now = clock.instant();
        store.write(tx -> {
                    for (int i = from; i < from + count; i++) {
                        vendors.decided.put(i, now);
                        String incident = "i-" + i;
                        Notice notice = new Notice(
                                "n-" + i,
                                incident,
                                "云朵家",
                                Severity.L2,
                                NoticeReason.PAGE,
                                Reason.of("page"),
                                Target.channel(destination(i)),
                                Notice.Manner.CARD,
                                List.of(),
                                now,
                                false,
                                null);
                        Delivery delivery = new Delivery(
                                "d-" + i,
                                notice.id(),
                                incident,
                                destination(i),
                                null,
                                Delivery.Status.PENDING,
                                0,
                                now,
                                null,
                                null,
                                null,
                                now);
                        tx.outbox().add(notice, List.of(delivery));
                    }
                    return count;
                })
                .toCompletableFuture()
                .join();
    }

    /** A group's robot that notes what it takes; one that hangs takes it and never answers. */
    private final class Robot extends FakeWeComRobot {
        private final List<Instant> asked = new CopyOnWriteArrayList<>();
        private final Vendors vendors;
        private final boolean hangs;

        Robot(int number, Vendors vendors) {
            super(clock, destination(number), load.perMinute());
            this.vendors = vendors;
            this.hangs = hangs(number);
        }

        @Override
        protected Future<Answer> hear(Vertx vertx, Request request) {
            asked.add(request.at());
            Answer answer = answer(request);
            if (answer.taken()) {
                vendors.arrived(request);
            }
            return hangs ? Promise.<Answer>promise().future() : Future.succeededFuture(answer);
        }
    }

    /** All the robots, and when what was told reached them. */
    private final class Vendors {
        private final Map<Integer, Instant> decided = new ConcurrentHashMap<>();
        private final Map<Integer, Double> late = new ConcurrentHashMap<>();
        private final List<Robot> robots = new ArrayList<>();
        private final int expected = (int) java.util.stream.IntStream.range(0, load.notices())
                .filter(number -> !hangs(number))
                .count();
        private final CountDownLatch done = new CountDownLatch(expected);

        void open(Vertx vertx) {
            for (int i = 0; i < load.destinations(); i++) {
                Robot robot = new Robot(i, this);
                robots.add(robot);
                robot.open(vertx).toCompletionStage().toCompletableFuture().join();
            }
        }

        void arrived(Request request) {
            Matcher numbers = NUMBER.matcher(request.body());
            while (numbers.find()) {
                arrived(Integer.parseInt(numbers.group(1)), request.at());
            }
        }

        private void arrived(int number, Instant now) {
            Instant since = decided.get(number);
            if (since != null && !hangs(number)) {
                double millis = Duration.between(since, now).toNanos() / 1e6;
                if (late.putIfAbsent(number, millis) == null) {
                    done.countDown();
                }
            }
        }

        double[] late() {
            double[] all =
                    late.values().stream().mapToDouble(Double::doubleValue).toArray();
            Arrays.sort(all);
            return all;
        }

        int refused() {
            return robots.stream().mapToInt(one -> one.count().refused()).sum();
        }

        int most() {
            return robots.stream()
                    .map(one -> List.copyOf(one.asked))
                    .mapToInt(moments -> (int) moments.stream()
                            .mapToLong(at -> moments.stream()
                                    .filter(one -> !one.isBefore(at) && one.isBefore(at.plusSeconds(60)))
                                    .count())
                            .max()
                            .orElse(0))
                    .max()
                    .orElse(0);
        }
    }
}
