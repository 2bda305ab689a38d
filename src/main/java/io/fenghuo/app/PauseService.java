package io.fenghuo.app;

import io.fenghuo.config.Durations;
import io.fenghuo.incident.OnCall;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Pause;
import io.fenghuo.model.Reason;
import io.fenghuo.store.Pauses;
import io.fenghuo.store.Store;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Actor;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.Time;
import io.fenghuo.verticle.outbox.Pausing;
import io.fenghuo.web.Console;
import io.fenghuo.web.PauseDesk;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Pauses of the running service: administrators add and lift them, everybody sees them. Threadsafe. */
final class PauseService implements PauseDesk {
    private static final int LONGEST_REASON = 200;
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final Store store;
    private final Time time;
    private final Ids ids;
    private final Supplier<Rulebook> rules;
    private final Chronicle chronicle;
    private final Bus bus;

    PauseService(Vertx vertx, Store store, Time time, Ids ids, Supplier<Rulebook> rules, Chronicle chronicle, Bus bus) {
        this.vertx = vertx;
        this.store = store;
        this.time = time;
        this.ids = ids;
        this.rules = rules;
        this.chronicle = chronicle;
        this.bus = bus;
    }

    @Override
    public Future<List<Line>> list(int limit) {
        return vertx.executeBlocking(
                () -> store.read(tx -> tx.pauses().list(limit).stream()
                        .map(one -> line(tx, one))
                        .toList()),
                false);
    }

    private Line line(Tx tx, Pause pause) {
        List<Pauses.Held> held = tx.pauses().held(pause.id());
        return new Line(
                pause,
                pause.runs(time.now()),
                held.stream().mapToInt(Pauses.Held::notices).sum(),
                held.stream().map(Pauses.Held::incident).distinct().count());
    }

    @Override
    public Future<Answer> add(Wish wish) {
        Instant now = time.now();
        Instant until = until(wish.until().strip(), now);
        Reason refusal = refusal(wish, until, now);
        if (refusal != null || until == null) {
            return Future.succeededFuture(new Answer(null, refusal));
        }
        Pause pause = new Pause(
                ids.next("z", now),
                wish.brand().strip(),
                wish.rule().strip(),
                now,
                until,
                wish.reason().strip(),
                wish.actor().by(),
                wish.actor().via(),
                null,
                null);
        Tidings tidings = new Tidings();
        return write(
                tx -> new Answer(line(tx, new Pausing(rules).add(tx, pause, chronicle, now, tidings)), null), tidings);
    }

    @Override
    public Future<Answer> lift(String id, Console.Actor actor) {
        Instant now = time.now();
        if (!mayDecide(actor.by(), now)) {
            return Future.succeededFuture(new Answer(null, Reason.of("pause.notadmin")));
        }
        Tidings tidings = new Tidings();
        Actor who = new Actor(actor.by(), actor.via());
        return write(
                tx -> {
                    Optional<Pause> lifted = new Pausing(rules).lift(tx, id, who, chronicle, now, tidings);
                    return lifted.map(one -> new Answer(line(tx, one), null))
                            .orElseGet(() -> new Answer(null, Reason.of("pause.over")));
                },
                tidings);
    }

    private @Nullable Reason refusal(Wish wish, @Nullable Instant until, Instant now) {
        String reason = wish.reason().strip();
        if (!mayDecide(wish.actor().by(), now)) {
            return Reason.of("pause.notadmin");
        }
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            return Reason.of("pause.reason", LONGEST_REASON);
        }
        boolean odd = until == null
                || until.isBefore(now.plus(SHORTEST))
                || until.isAfter(now.plus(Pause.LONGEST).plusSeconds(60));
        if (odd) {
            return Reason.of("pause.until", Pause.LONGEST.toDays());
        }
        String rule = wish.rule().strip();
        String brand = wish.brand().strip();
        boolean known = rules.get().configuration().watchlists().stream()
                .filter(list -> brand.isEmpty() || list.brand().equals(brand))
                .anyMatch(list -> rule.isEmpty()
                        || list.rules().stream().anyMatch(one -> one.id().equals(rule)));
        return known || (rule.isEmpty() && brand.isEmpty()) ? null : Reason.of("pause.unknown", rule, brand);
    }

    /** A duration from now, a moment with its offset, or one in the service's zone; null when it is none of these. */
    private @Nullable Instant until(String text, Instant now) {
        Duration span = Durations.parse(text);
        if (span != null) {
            return now.plus(span);
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException other) {
            return local(text);
        }
    }

    private @Nullable Instant local(String text) {
        try {
            return LocalDateTime.parse(text).atZone(rules.get().policy().zone()).toInstant();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    /** Those of the role admin; anybody at the console while nobody has it. */
    private boolean mayDecide(String person, Instant now) {
        return OnCall.administers(rules.get().configuration().contacts(), person, now);
    }

    private Future<Answer> write(Function<Tx, Answer> work, Tidings tidings) {
        return Future.fromCompletionStage(store.write(work::apply), vertx.getOrCreateContext())
                .onSuccess(done -> bus.accept(tidings));
    }
}
