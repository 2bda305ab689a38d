package io.fenghuo.app;

import io.fenghuo.config.Configuration;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.HandOver;
import io.fenghuo.incident.Shifts;
import io.fenghuo.incident.Swap;
import io.fenghuo.incident.SwapCheck;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Reason;
import io.fenghuo.store.Store;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.Time;
import io.fenghuo.verticle.duty.HandOvers;
import io.fenghuo.verticle.duty.Swapping;
import io.fenghuo.verticle.duty.Swaps;
import io.fenghuo.web.RotaDesk;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The rotas of the running service: what the files say, with the swaps of the store in force. Threadsafe. */
final class RotaService implements RotaDesk {
    private static final Duration AHEAD = Duration.ofDays(14);
    private static final Duration USUAL = Duration.ofHours(12);
    private static final int SHOWN = 50;

    private final Vertx vertx;
    private final Store store;
    private final Time time;
    private final Ids ids;
    private final AtomicReference<Rulebook> rules;
    private final Chronicle chronicle;
    private final Bus bus;
    private final AtomicReference<List<Swap>> swaps = new AtomicReference<>(List.of());

    RotaService(
            Vertx vertx,
            Store store,
            Time time,
            Ids ids,
            AtomicReference<Rulebook> rules,
            Chronicle chronicle,
            Bus bus) {
        this.vertx = vertx;
        this.store = store;
        this.time = time;
        this.ids = ids;
        this.rules = rules;
        this.chronicle = chronicle;
        this.bus = bus;
        this.swaps.set(store.read(Swaps::all));
    }

    /** What the files say, with the swaps in force. */
    Configuration dress(Configuration configuration) {
        return configuration.with(configuration.contacts().withSwaps(Objects.requireNonNull(swaps.get())));
    }

    private Rulebook present() {
        return Objects.requireNonNull(rules.get());
    }

    @Override
    public Future<Board> board() {
        return vertx.executeBlocking(() -> store.read(this::board), false);
    }

    private Board board(Tx tx) {
        Instant now = time.now();
        Contacts contacts = present().configuration().contacts();
        List<Shift> shifts = new ArrayList<>();
        Instant from = now.minus(USUAL);
        Instant until = now.plus(USUAL);
        for (var rota : new TreeMap<>(contacts.rotas()).entrySet()) {
            for (Shifts.Shift one : Shifts.between(rota.getValue(), now, now.plus(AHEAD))) {
                shifts.add(new Shift(rota.getKey(), one.from(), one.to(), one.person()));
            }
            Instant next = Shifts.changesAt(rota.getValue(), now);
            until = Shifts.changesAt(rota.getValue(), next);
        }
        List<Swapped> made = Swaps.all(tx).stream()
                .sorted(Comparator.comparing(Swap::at).reversed())
                .limit(SHOWN)
                .map(one -> new Swapped(one.rota(), one.from(), one.to(), one.person(), one.by(), one.via(), one.at()))
                .toList();
        HandOver note = HandOvers.note(tx, from, now, until);
        return new Board(
                shifts,
                new Note(
                        note.from(),
                        note.at(),
                        note.until(),
                        note.lines().stream().map(RotaService::item).toList(),
                        note.ended()),
                made);
    }

    private static Item item(HandOver.Line line) {
        return new Item(
                line.incident(),
                line.due(),
                line.promises(),
                line.done().stream()
                        .map(deed -> new Done(deed.action(), deed.by(), deed.at()))
                        .toList());
    }

    @Override
    public Future<@Nullable Reason> swap(Wish wish) {
        Tidings tidings = new Tidings();
        Instant now = time.now();
        String own = wish.own() ? wish.by() : null;
        AtomicReference<List<Swap>> kept = new AtomicReference<>(List.of());
        return Future.fromCompletionStage(
                        store.write(tx -> {
                            Reason refusal = SwapCheck.refusal(
                                    present().configuration().contacts(),
                                    wish.rota(),
                                    wish.from(),
                                    wish.to(),
                                    wish.person(),
                                    own,
                                    now);
                            if (refusal == null) {
                                Swap swap = new Swap(
                                        ids.next("w", now),
                                        wish.rota(),
                                        wish.from(),
                                        wish.to(),
                                        wish.person(),
                                        wish.by(),
                                        wish.via(),
                                        now);
                                kept.set(new Swapping(tx, present(), ids, now).keep(swap, chronicle, tidings));
                            }
                            return Optional.ofNullable(refusal);
                        }),
                        vertx.getOrCreateContext())
                .onSuccess(refusal -> {
                    if (refusal.isEmpty()) {
                        swaps.set(Objects.requireNonNull(kept.get()));
                        follow();
                        bus.accept(tidings);
                    }
                })
                .map(refusal -> refusal.orElse(null));
    }

    /** Puts the swaps in force: the same rules, told to whoever is on now. */
    private void follow() {
        rules.updateAndGet(book -> {
            Rulebook old = Objects.requireNonNull(book);
            return Rulebooks.dressed(old, dress(old.configuration()));
        });
    }
}
