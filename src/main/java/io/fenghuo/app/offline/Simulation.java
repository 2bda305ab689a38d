package io.fenghuo.app.offline;

import io.fenghuo.app.OpenHome;
import io.fenghuo.incident.Refusal;
import io.fenghuo.model.Action;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Post;
import io.fenghuo.model.Secret;
import io.fenghuo.store.Store;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.verticle.flow.Pipeline;
import io.fenghuo.verticle.flow.Rehearsal;
import io.fenghuo.wire.ActionJson;
import io.fenghuo.wire.SignedLink;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The whole pipeline on a store of its own in time moved by hand, from one thing that falls due to the next. At one moment deadlines come
 * first, then posts, then people, then what is sent. Equal input gives equal output. Used once, by one thread.
 */
final class Simulation {
    private static final long SEED = 20_260_618;
    private static final int STEPS_PER_COMMIT = 200;

    private final Script script;
    private final Duration after;
    private final SimulatedTime time;
    private final Rehearsal rehearsal;
    private final Story story;
    private final Store store;
    private final Map<String, Set<String>> sources = new HashMap<>();
    private int nextPost;
    private int nextAction;
    private Instant end;

    /**
     * A simulation.
     *
     * @param after how long it goes on after the last post or action
     * @param store empty; closed at the end
     */
    Simulation(OpenHome home, Script script, Duration after, Story story, Store store) {
        this.store = store;
        RandomGenerator random = new SplittableRandom(SEED);
        this.script = script;
        this.after = after;
        this.story = story;
        this.time = new SimulatedTime(Instant.EPOCH);
        this.end = Instant.EPOCH;
        Desk desk = new Desk(new Ids(random), home::rules, Chronicle.unheard());
        Pipeline pipeline = new Pipeline(desk, home::rules);
        this.rehearsal = new Rehearsal(
                pipeline,
                desk,
                home.book(),
                home.channels(),
                new SignedLink(Secret.of("links of a simulation lead nowhere")),
                random);
        for (Post post : script.posts()) {
            sources.computeIfAbsent(post.id(), id -> new HashSet<>()).add(post.source());
        }
    }

    /** Plays it all; {@code progress} gets the number of posts played so far. */
    void run(LongConsumer progress) {
        try (store) {
            boolean goOn = true;
            while (goOn) {
                goOn = store.write(this::several).toCompletableFuture().join();
                progress.accept(nextPost);
            }
            store.read(tx -> {
                story.end(tx, time.now());
                return true;
            });
        }
    }

    private boolean several(Tx tx) {
        for (int i = 0; i < STEPS_PER_COMMIT; i++) {
            if (!step(tx)) {
                return false;
            }
        }
        return true;
    }

    /** Goes to the next moment and does what is due then; false when there is none. */
    private boolean step(Tx tx) {
        Instant input = input();
        if (input != null) {
            end = input.plus(after);
        }
        Instant due = Rehearsal.next(tx).orElse(null);
        Instant next = due == null || (input != null && input.isBefore(due)) ? input : due;
        if (next == null || next.isAfter(end)) {
            time.moveTo(end);
            return false;
        }
        time.moveTo(next);
        Instant now = time.now();
        story.at(now);
        story.tell(rehearsal.fire(tx, now));
        while (nextPost < script.posts().size()
                && !script.posts().get(nextPost).receivedAt().isAfter(now)) {
            story.tell(rehearsal.post(tx, script.posts().get(nextPost++), time.now()));
        }
        while (nextAction < script.actions().size()
                && !script.actions().get(nextAction).action().at().isAfter(now)) {
            act(tx, script.actions().get(nextAction++), now);
        }
        rehearsal.deliver(tx, now, story::sent);
        story.flush();
        return true;
    }

    private @Nullable Instant input() {
        Instant post =
                nextPost < script.posts().size() ? script.posts().get(nextPost).receivedAt() : null;
        Instant action = nextAction < script.actions().size()
                ? script.actions().get(nextAction).action().at()
                : null;
        return post == null || (action != null && action.isBefore(post)) ? action : post;
    }

    private void act(Tx tx, ActionJson.Parsed line, Instant now) {
        String incident = aim(tx, line);
        Action action = named(line.action());
        if (incident == null) {
            story.aimless(line);
            return;
        }
        Tidings tidings = new Tidings();
        try {
            Optional<Incident> done = rehearsal.act(tx, incident, action, now, tidings);
            if (done.isEmpty()) {
                story.aimless(line);
            }
            story.tell(tidings);
        } catch (Refusal refusal) {
            story.refused(incident, action, refusal.reason());
        }
    }

    private @Nullable String aim(Tx tx, ActionJson.Parsed line) {
        if (line.incident() != null) {
            return story.id(line.incident());
        }
        List<Incident> found = sources.getOrDefault(String.valueOf(line.post()), Set.of()).stream()
                .sorted()
                .flatMap(source -> tx.posts().incidentsOf(source, String.valueOf(line.post())).stream())
                .map(tx.incidents()::find)
                .flatMap(Optional::stream)
                .toList();
        return found.stream()
                .min(java.util.Comparator.comparing(
                                (Incident one) -> one.state().ended())
                        .thenComparing(Incident::level)
                        .thenComparing(Incident::openedAt))
                .map(Incident::id)
                .orElse(null);
    }

    /** With the full id of the incident that a merge names. */
    private Action named(Action action) {
        String into = action.fields().get("into");
        if (into == null) {
            return action;
        }
        Map<String, String> fields = new HashMap<>(action.fields());
        fields.put("into", story.id(into));
        return new Action(
                action.kind(),
                action.by(),
                action.via(),
                action.at(),
                action.version(),
                action.text(),
                action.customers(),
                fields);
    }
}
