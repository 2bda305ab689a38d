package io.fenghuo.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Reply;
import io.fenghuo.model.Delivery;
import io.fenghuo.model.Delivery.Status;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice.Manner;
import io.fenghuo.model.Severity;
import io.fenghuo.model.State;
import io.fenghuo.store.Store;
import io.fenghuo.store.Stores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a group missed while its robot was out it hears in one quiet digest; meanwhile the spare is not flooded. */
class BackfillIT {
    private static final Instant START = Instant.parse("2026-06-18T12:00:00Z");
    private static final String OK = "{\"errcode\":0,\"errmsg\":\"ok\"}";
    private static final String GONE = "{\"errcode\":93000,\"errmsg\":\"invalid webhook url\"}";
    private static final int STEPS = 30_000;

    @TempDir
    Path dir;

    private Vertx vertx;
    private Store store;
    private House house;
    private SteppedTime time;
    private final Set<String> out = ConcurrentHashMap.newKeySet();
    private final List<String> night = new CopyOnWriteArrayList<>();
    private final List<String> spare = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() throws Exception {
        vertx = SteppedTime.vertx();
        store = Stores.sqlite(dir.resolve("fenghuo.db"));
        time = new SteppedTime(START);
        house = new House(vertx, time.watched(store));
        house.clock = time::now;
        house.channel(House.spec("night", "wecom-robot", url("night"), null, "spare"));
        house.channel(House.spec("spare", "wecom-robot", url("spare"), null));
        house.open(this::send, time);
    }

    private static String url(String id) {
        return "https://qyapi.example/cgi-bin/webhook/send?key=" + id + "-0123456789";
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        store.close();
    }

    private Future<Reply> send(Outgoing outgoing, ChannelSpec spec) {
        if (out.contains(spec.id())) {
            return Future.succeededFuture(Reply.of(200, GONE));
        }
        String body = outgoing instanceof Outgoing.Http http ? new String(http.body(), StandardCharsets.UTF_8) : "";
        (spec.id().equals("night") ? night : spare).add(body);
        return Future.succeededFuture(Reply.of(200, OK));
    }

    private void until(Predicate<List<Delivery>> done) throws Exception {
        for (int i = 0; i < STEPS && !done.test(house.all()); i++) {
            time.step(vertx, store);
        }
        assertThat(done.test(house.all())).isTrue();
    }

    private void tell(String incident, Severity level, Manner manner) throws Exception {
        house.incident(incident, level, false, "〔" + incident + "〕");
        house.tell(incident, level, manner, "night", null);
    }

    @Test
    void oneDigestOfWhatWasMissedTheGravestFirst() throws Exception {
        out.add("night");
        tell("i-0", Severity.L2, Manner.CARD);
        until(all -> spare.size() == 1);
        for (int i = 1; i <= 6; i++) {
            tell("i-" + i, Severity.L2, Manner.CARD);
        }
        tell("i-7", Severity.L1, Manner.RING);
        until(all -> String.join("", spare).contains("〔i-7〕")
                && String.join("", spare).contains("〔i-6〕"));
        assertThat(spare.stream().filter(body -> body.contains("【汇总】")))
                .as("what came over from the dead robot, and was no L1, as one")
                .singleElement()
                .asString()
                .contains("原渠道不通", "6 条", "〔i-1〕", "〔i-6〕")
                .doesNotContain("〔i-7〕");
        close("i-3");
        assertThat(night).isEmpty();
        out.clear();
        until(all -> all.stream().noneMatch(one -> one.state() == Status.PENDING));

        assertThat(night).hasSize(1);
        String digest = night.get(0);
        assertThat(digest).contains("【补发】7 条，7 个事件", "中断期间错过的 7 条").doesNotContain("〔i-3〕", "mentioned");
        assertThat(digest.indexOf("〔i-7〕")).isPositive().isLessThan(digest.indexOf("〔i-0〕"));
        assertThat(house.all())
                .filteredOn(one -> one.id().endsWith("-b") && one.state() == Status.DROPPED)
                .singleElement()
                .satisfies(one -> assertThat(one.outcome()).contains("the incident is over"));
    }

    @Test
    void whoReadTheSpareCopyHearsNothingTwice() throws Exception {
        out.add("night");
        house.incident("i-1", Severity.L2, false, "〔i-1〕");
        house.tell("i-1", Severity.L2, Manner.CARD, "night", "zhang");
        until(all -> spare.size() == 1);
        out.clear();
        tell("i-2", Severity.L2, Manner.CARD);
        until(all -> all.stream().noneMatch(one -> one.state() == Status.PENDING));
        assertThat(String.join("", night)).contains("〔i-2〕").doesNotContain("〔i-1〕");
    }

    @Test
    void withoutASpareItIsToldWhenTheRobotIsBack() throws Exception {
        out.add("spare");
        out.add("night");
        tell("i-1", Severity.L1, Manner.RING);
        until(all -> all.stream().anyMatch(one -> one.channel().equals("spare") && one.state() == Status.FAILED));
        out.clear();
        until(all -> all.stream().noneMatch(one -> one.state() == Status.PENDING));
        assertThat(night).hasSize(1);
        assertThat(night.get(0)).contains("【补发】1 条", "〔i-1〕");
    }

    private void close(String id) throws Exception {
        House.done(store.write(tx -> {
            Incident one = tx.incidents().find(id).orElseThrow();
            tx.incidents()
                    .save(
                            one.with()
                                    .state(State.CLOSED)
                                    .version(one.version() + 1)
                                    .build(),
                            List.of());
            return 0;
        }));
    }
}
