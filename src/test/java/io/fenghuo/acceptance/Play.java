package io.fenghuo.acceptance;

import io.fenghuo.app.OpenHome;
import io.fenghuo.model.Action;
import io.fenghuo.model.Ids;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.Outcome;
import io.fenghuo.model.Pause;
import io.fenghuo.model.Post;
import io.fenghuo.model.Secret;
import io.fenghuo.model.TimelineEntry;
import io.fenghuo.store.Incidents;
import io.fenghuo.store.Store;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Actor;
import io.fenghuo.verticle.Chronicle;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.verticle.flow.Pipeline;
import io.fenghuo.verticle.flow.Rehearsal;
import io.fenghuo.verticle.outbox.Pausing;
import io.fenghuo.wire.SignedLink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;

/** The service's own steps over a home's files and a store, in time that moves by hand; every sending arrives. Used by one thread. */
final class Play implements AutoCloseable {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    /** A Thursday. */
    static final LocalDate DAY = LocalDate.of(2026, 6, 18);

    private static final int TOO_OFTEN = 10_000;

    private final OpenHome home;
    private final Store store;
    private final Rehearsal rehearsal;
    private final Ids ids;
    private final List<Told> told = new ArrayList<>();
    private final Set<String> incidents = new LinkedHashSet<>();
    private Instant now;
    private long posts;

    Play(Path folder, Store store, Instant start) {
        PrintStream terminal = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        SplittableRandom random = new SplittableRandom(20_260_618);
        this.home = OpenHome.read(Map.of("FENGHUO_LANG", "zh", "FENGHUO_ZONE", ZONE.getId()), terminal, folder, start);
        this.store = store;
        this.now = start;
        this.ids = new Ids(random);
        Desk desk = new Desk(ids, home::rules, Chronicle.unheard());
        this.rehearsal = new Rehearsal(
                new Pipeline(desk, home::rules),
                desk,
                home.book(),
                home.channels(),
                new SignedLink(Secret.of("links of a rehearsal lead nowhere")),
                random);
    }

    /** {@code 20:01}, {@code 20:01:30}, or {@code 1 09:00} for the next day. */
    static Instant time(String text) {
        String[] parts = text.split(" ");
        int days = parts.length == 2 ? Integer.parseInt(parts[0]) : 0;
        return DAY.plusDays(days)
                .atTime(LocalTime.parse(parts[parts.length - 1]))
                .atZone(ZONE)
                .toInstant();
    }

    Instant now() {
        return now;
    }

    /** Lets time pass; what falls due on the way happens in its time. */
    void until(Instant to) {
        int steps = 0;
        Instant next = next(to);
        while (!next.isAfter(to)) {
            if (steps++ > TOO_OFTEN) {
                throw new IllegalStateException("something is due for ever at " + next);
            }
            now = next.isAfter(now) ? next : now;
            settle();
            next = next(to);
        }
        now = to.isAfter(now) ? to : now;
    }

    private Instant next(Instant to) {
        return read(Rehearsal::next).orElse(to.plusNanos(1));
    }

    /** Stands still until then; what fell due meanwhile happens only then. */
    void down(Instant to) {
        now = to;
        settle();
    }

    private void settle() {
        write(tx -> {
            note(rehearsal.fire(tx, now));
            deliver(tx);
            return 0;
        });
    }

    void post(Comment comment) {
        Post post = comment.post(++posts, now);
        write(tx -> {
            note(rehearsal.post(tx, post, now));
            deliver(tx);
            return 0;
        });
    }

    void act(String incident, Action action) {
        Tidings tidings = new Tidings();
        write(tx -> {
            rehearsal.act(tx, incident, action, now, tidings).orElseThrow();
            note(tidings);
            deliver(tx);
            return 0;
        });
    }

    /** From now on the vendor behind a channel answers like this. */
    void answering(Function<String, Outcome> channel) {
        rehearsal.answering(channel);
    }

    /** Pauses alerts; an empty brand or rule means every one. */
    Pause pause(String brand, String rule, Instant until) {
        Pause pause = new Pause(ids.next("z", now), brand, rule, now, until, "618 大促", "qian", "cli", null, null);
        return write(tx -> new Pausing(home::rules).add(tx, pause, Chronicle.unheard(), now, new Tidings()));
    }

    void lift(Pause pause) {
        write(tx -> {
            Actor qian = new Actor("qian", "cli");
            new Pausing(home::rules).lift(tx, pause.id(), qian, Chronicle.unheard(), now, new Tidings());
            deliver(tx);
            return 0;
        });
    }

    private void note(Tidings tidings) {
        tidings.hits().forEach(filed -> incidents.add(filed.incident()));
        tidings.entries().forEach(entry -> incidents.add(entry.incident()));
    }

    private void deliver(Tx tx) {
        Map<String, List<Rehearsal.Sent>> together = new LinkedHashMap<>();
        rehearsal.deliver(tx, now, sent -> {
            Notice first = sent.notices().get(0);
            boolean one = sent.person() != null && first.manner() != Notice.Manner.DIGEST;
            String key = one ? first.id() + " " + sent.person() : sent.key();
            together.computeIfAbsent(key, k -> new ArrayList<>()).add(sent);
        });
        together.values().forEach(ways -> told.add(Told.of(now, ways)));
    }

    Span between(Instant from, Instant to, String name) {
        return new Span(
                name,
                told.stream()
                        .filter(one -> !one.at().isBefore(from) && !one.at().isAfter(to))
                        .toList());
    }

    /** Ids in the order of opening. */
    List<String> ids() {
        return List.copyOf(incidents);
    }

    Incident incident(String id) {
        return read(tx -> tx.incidents().find(id)).orElseThrow();
    }

    List<TimelineEntry> timeline(String id) {
        return read(tx -> tx.incidents().timeline(id)).stream()
                .map(Incidents.Recorded::entry)
                .toList();
    }

    <T> T read(Function<Tx, T> work) {
        return store.read(work::apply);
    }

    private <T> T write(Store.Work<T> work) {
        return store.write(work).toCompletableFuture().join();
    }

    @Override
    public void close() {
        store.close();
        try {
            home.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
