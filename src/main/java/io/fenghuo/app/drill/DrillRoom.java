package io.fenghuo.app.drill;

import io.fenghuo.config.Problem;
import io.fenghuo.config.Problems;
import io.fenghuo.config.ScenarioReader;
import io.fenghuo.incident.Refusal;
import io.fenghuo.model.Action;
import io.fenghuo.model.Author;
import io.fenghuo.model.Batch;
import io.fenghuo.model.Drill;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Scenario;
import io.fenghuo.store.Store;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.Time;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.verticle.intake.Intake;
import io.fenghuo.web.Console;
import io.fenghuo.web.Drills;
import io.fenghuo.web.Proposals.Heard;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays one scenario at a time in real time. Its posts come in by the same door as everything real and are told through the real channels; it
 * is over when all is said and settled, when its length has passed, or when somebody stops it. What is still open then ends as a false alarm, and
 * the report stays. A restart goes on where it was. Threadsafe.
 */
public final class DrillRoom implements Drills {
    private static final Logger LOG = LoggerFactory.getLogger(DrillRoom.class);
    private static final Duration LOOK = Duration.ofSeconds(2);
    /** Words of the false alarm that ends what is left. */
    private static final String OVER = "演练结束";

    private final Vertx vertx;
    private final Store store;
    private final Time time;
    private final Intake door;
    private final Desk desk;
    private final Consumer<Tidings> committed;
    private final Path home;
    private final boolean serving;
    private final AtomicBoolean playing = new AtomicBoolean();

    /**
     * A room.
     *
     * @param serving whether a service runs that sends messages; without one nothing can be rehearsed
     */
    @SuppressWarnings("checkstyle:ParameterNumber")
    public DrillRoom(
            Vertx vertx,
            Store store,
            Time time,
            Intake door,
            Desk desk,
            Consumer<Tidings> committed,
            Path home,
            boolean serving) {
        this.vertx = vertx;
        this.store = store;
        this.time = time;
        this.door = door;
        this.desk = desk;
        this.committed = committed;
        this.home = home;
        this.serving = serving;
    }

    /** Goes on with the rehearsal a restart interrupted, if there was one. */
    public void resume() {
        look(() -> store.read(DrillRun::running)).onSuccess(run -> run.ifPresent(one -> play()));
    }

    @Override
    public Future<Stand> look() {
        return look(() -> store.read(tx -> {
            List<Scenario> scenarios = ScenarioReader.all(home, new Problems());
            Optional<DrillRun> run = DrillRun.running(tx);
            Report running = run.flatMap(one -> named(scenarios, one.scenario())
                            .map(scenario -> DrillReport.of(tx, one, scenario, time.now(), false)))
                    .orElse(null);
            return new Stand(scenarios.stream().map(DrillRoom::offer).toList(), running, DrillRun.reports(tx));
        }));
    }

    private static Offer offer(Scenario one) {
        return new Offer(
                one.id(),
                one.title(),
                one.about(),
                one.expect() == null ? "" : one.expect().name(),
                one.length().toSeconds(),
                one.lines().size());
    }

    private static Optional<Scenario> named(List<Scenario> scenarios, String id) {
        return scenarios.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    @Override
    public Future<Heard> start(String id, Console.Actor actor) {
        if (!serving) {
            return Future.succeededFuture(Heard.no("drill.resting"));
        }
        return look(() -> {
                    Problems problems = new Problems();
                    Optional<Scenario> scenario = named(ScenarioReader.all(home, problems), id);
                    Problem fault = problems.list().stream()
                            .filter(problem -> problem.file().endsWith("/" + id + ".yaml"))
                            .findFirst()
                            .orElse(null);
                    return scenario.isPresent() ? Heard.YES : missing(id, fault);
                })
                .compose(heard -> heard.done() ? begin(id, actor) : Future.succeededFuture(heard));
    }

    /** The fault in both languages: who asks is told in theirs. */
    private static Heard missing(String id, @Nullable Problem fault) {
        return fault == null
                ? Heard.no("drill.unknown", id)
                : Heard.no("drill.faulty", fault.text(Locale.CHINESE), fault.text(Locale.ENGLISH));
    }

    private Future<Heard> begin(String id, Console.Actor actor) {
        Instant now = time.now();
        String run = id + "-" + Long.toString(now.getEpochSecond(), Character.MAX_RADIX);
        return write(tx -> {
                    if (DrillRun.running(tx).isPresent()) {
                        return Heard.no("drill.running");
                    }
                    new DrillRun(run, id, actor.by(), now, 0).keep(tx);
                    return Heard.YES;
                })
                .onSuccess(heard -> {
                    if (heard.done()) {
                        play();
                    }
                });
    }

    @Override
    public Future<Heard> stop(Console.Actor actor) {
        return look(() -> store.read(DrillRun::running))
                .compose(run -> run.isEmpty()
                        ? Future.succeededFuture(Heard.no("drill.none"))
                        : scenario(run.get()).compose(scenario -> end(run.get(), scenario)));
    }

    private Future<Optional<Scenario>> scenario(DrillRun run) {
        return look(() -> named(ScenarioReader.all(home, new Problems()), run.scenario()));
    }

    private Future<Heard> end(DrillRun run, Optional<Scenario> scenario) {
        Tidings tidings = new Tidings();
        return write(tx -> {
                    DrillRun.running(tx)
                            .filter(present -> present.run().equals(run.run()))
                            .ifPresent(present -> end(tx, present, scenario, tidings));
                    return Heard.YES;
                })
                .onSuccess(done -> committed.accept(tidings));
    }

    private void play() {
        if (playing.compareAndSet(false, true)) {
            step();
        }
    }

    /** Says what is due, looks whether it is over, and comes back. */
    private void step() {
        look(() -> store.read(DrillRun::running))
                .compose(run -> run.isEmpty() ? Future.succeededFuture(false) : go(run.get()))
                .onComplete(more -> {
                    if (more.failed()) {
                        LOG.warn("the drill is held up and tried again", more.cause());
                    }
                    if (more.succeeded() && !more.result()) {
                        playing.set(false);
                    } else {
                        time.after(LOOK, this::step);
                    }
                });
    }

    /** Without its file nobody knows what was to come: it is over. */
    private Future<Boolean> go(DrillRun run) {
        return scenario(run)
                .compose(scenario -> scenario.isEmpty()
                        ? end(run, scenario).map(false)
                        : said(run, scenario.get()).compose(said -> goesOn(scenario.get())));
    }

    private Future<Boolean> said(DrillRun run, Scenario scenario) {
        Instant now = time.now();
        List<Post> posts = new ArrayList<>();
        int next = run.next();
        while (next < scenario.lines().size()
                && !run.startedAt().plus(scenario.lines().get(next).at()).isAfter(now)) {
            posts.add(post(run, scenario, next++));
        }
        if (posts.isEmpty()) {
            return Future.succeededFuture(true);
        }
        int posted = next;
        return door.take(new Batch(Drill.source(run.run()), posts, null, null, false))
                .compose(receipt -> write(tx -> {
                    DrillRun.running(tx)
                            .filter(present -> present.run().equals(run.run()))
                            .ifPresent(present -> present.at(posted).keep(tx));
                    return true;
                }));
    }

    private static Post post(DrillRun run, Scenario scenario, int number) {
        Scenario.Line line = scenario.lines().get(number);
        Instant at = run.startedAt().plus(line.at());
        Long followers = line.followers() == 0 ? null : Long.valueOf(line.followers());
        return Post.builder(Drill.source(run.run()), DrillRun.post(number), line.text(), at)
                .thread(line.thread().isEmpty() ? DrillRun.post(number) : line.thread())
                .author(new Author(run.run() + "/" + line.author(), line.author(), followers, null))
                .role(line.role())
                .kind(line.kind())
                .subject(line.subject())
                .build();
    }

    private Future<Boolean> goesOn(Scenario scenario) {
        Tidings tidings = new Tidings();
        return write(tx -> {
                    Optional<DrillRun> run = DrillRun.running(tx);
                    boolean over = run.isEmpty() || over(tx, run.get(), scenario);
                    run.filter(one -> over).ifPresent(one -> end(tx, one, Optional.of(scenario), tidings));
                    return !over;
                })
                .onSuccess(done -> committed.accept(tidings));
    }

    private boolean over(Tx tx, DrillRun run, Scenario scenario) {
        if (!time.now().isBefore(run.startedAt().plus(scenario.length()))) {
            return true;
        }
        List<Incident> incidents = DrillReport.incidents(tx, run, scenario);
        return run.next() >= scenario.lines().size()
                && !incidents.isEmpty()
                && incidents.stream().allMatch(one -> one.state().ended());
    }

    private void end(Tx tx, DrillRun run, Optional<Scenario> known, Tidings tidings) {
        if (known.isEmpty()) {
            DrillRun.none(tx);
            return;
        }
        Instant now = time.now();
        Scenario scenario = known.get();
        DrillRun.over(tx, DrillReport.of(tx, run, scenario, now, true));
        for (Incident open : DrillReport.incidents(tx, run, scenario)) {
            if (!open.state().ended()) {
                tidy(tx, open, now, tidings);
            }
        }
    }

    private void tidy(Tx tx, Incident open, Instant now, Tidings tidings) {
        Action end = new Action(Action.Kind.FALSE_ALARM, "system", "service", now, null, OVER, List.of(), Map.of());
        try {
            desk.act(tx, open.id(), end, now, tidings);
        } catch (Refusal refusal) {
            LOG.warn("drill incident {} stays open: {}", open.id(), refusal.reason());
        }
    }

    private <T> Future<T> look(Callable<T> work) {
        return vertx.executeBlocking(work, false);
    }

    private <T> Future<T> write(Store.Work<T> work) {
        return Future.fromCompletionStage(store.write(work), vertx.getOrCreateContext());
    }
}
