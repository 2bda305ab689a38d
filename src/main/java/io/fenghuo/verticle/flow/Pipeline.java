package io.fenghuo.verticle.flow;

import io.fenghuo.incident.Correlation;
import io.fenghuo.incident.Policy;
import io.fenghuo.match.Matcher;
import io.fenghuo.model.Batch;
import io.fenghuo.source.Catalogue;
import io.fenghuo.store.Posts;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.desk.Bulk;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.verticle.intake.Detection;
import io.fenghuo.verticle.intake.Found;
import io.fenghuo.verticle.intake.Intake;
import io.fenghuo.verticle.intake.Ready;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The main flow, the folder list read aloud: a batch from a <b>source</b> is <b>normalised</b> and <b>matched</b>, <b>graded</b>, filed
 * under <b>incidents</b>, and what people must be told lies in the outbox of the <b>channels</b> when its transaction commits. Threadsafe.
 */
public final class Pipeline {
    private final Detection detection;
    private final Desk desk;
    private final Supplier<Rulebook> rules;
    private final Bulk bulk;

    public Pipeline(Desk desk, Supplier<Rulebook> rules) {
        this.detection = new Detection(() -> rules.get().matcher());
        this.desk = desk;
        this.rules = rules;
        this.bulk = new Bulk(desk, desk.chronicle());
    }

    /** From the door to the outbox in one go, inside the caller's transaction. */
    public Intake.Receipt take(Tx tx, Batch batch, Instant now, Tidings tidings) {
        return keep(tx, batch, read(batch, now), now, tidings);
    }

    /** Completes, normalises and matches; touches no store, so it needs no transaction. Posts come in order of exposure: the first in public opens. */
    List<Ready> read(Batch batch, Instant now) {
        Rulebook book = rules.get();
        Catalogue catalogue = book.configuration().catalogue();
        List<Found> found = detection.read(Detection.inOrder(
                batch.posts().stream().map(catalogue::complete).toList()));
        Policy policy = book.policy(now);
        return found.stream()
                .map(one -> ready(
                        one, Correlation.history(one.post(), batch.history(), false, policy, now), book.matcher()))
                .toList();
    }

    /** A post that cannot even be looked at is kept by itself and told of; it holds up no other. */
    private Ready ready(Found found, boolean history, Matcher matcher) {
        Posts.Draft draft = Posts.Draft.of(found.post());
        try {
            boolean quiet = bulk.quiet(found, history, matcher);
            return new Ready(found, draft, history, quiet, desk.abused(found.post()));
        } catch (RuntimeException | StackOverflowError fault) {
            return new Ready(new Found(found.post(), List.of(), 0, fault), draft, history, false, false);
        }
    }

    /** Keeps a batch with everything that follows from it: grades, incidents, deadlines, outbox rows, and last its cursor. */
    Intake.Receipt keep(Tx tx, Batch batch, List<Ready> posts, Instant now, Tidings tidings) {
        return framed(tx, batch, () -> {
            Intake.Receipt receipt = Intake.Receipt.NOTHING;
            int from = 0;
            while (from < posts.size()) {
                int to = quietFrom(posts, from);
                if (to > from) {
                    receipt = receipt.plus(bulk.keep(tx, posts.subList(from, to), now, tidings));
                } else {
                    Ready loud = posts.get(to++);
                    receipt = receipt.plus(desk.receive(tx, loud.found(), loud.history(), now, tidings));
                }
                from = to;
            }
            return receipt;
        });
    }

    /** Where the run of quiet posts ends that begins at {@code from}; none is in it twice, so that each of its texts is told of. */
    private static int quietFrom(List<Ready> posts, int from) {
        Set<String> seen = new HashSet<>();
        int to = from;
        while (to < posts.size()
                && posts.get(to).quiet()
                && seen.add(Correlation.name(posts.get(to).found().post()))) {
            to++;
        }
        return to;
    }

    /** The same with each post apart, when they could not be kept together: one that cannot be dealt with is set aside and told. */
    Intake.Receipt keepApart(Tx tx, Batch batch, List<Ready> posts, Instant now, Tidings tidings) {
        return framed(
                tx,
                batch,
                () -> posts.stream()
                        .map(one -> desk.receiveApart(tx, one.found(), one.history(), now, tidings))
                        .reduce(Intake.Receipt.NOTHING, Intake.Receipt::plus));
    }

    private static Intake.Receipt framed(Tx tx, Batch batch, Supplier<Intake.Receipt> keep) {
        if (batch.raw() != null) {
            tx.posts().saveRaw(batch.raw());
        }
        Intake.Receipt receipt = keep.get();
        if (batch.cursor() != null) {
            tx.sources().saveCursor(batch.source(), batch.cursor());
        }
        return receipt;
    }
}
