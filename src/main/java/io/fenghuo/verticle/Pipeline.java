package io.fenghuo.verticle;

import io.fenghuo.incident.Correlation;
import io.fenghuo.model.Batch;
import io.fenghuo.model.Post;
import io.fenghuo.source.Catalogue;
import io.fenghuo.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The main flow, the folder list read aloud: a batch from a <b>source</b> is <b>normalised</b> and <b>matched</b>, <b>graded</b>, filed
 * under <b>incidents</b>, and what people must be told lies in the outbox of the <b>channels</b> when its transaction commits. Threadsafe.
 */
public final class Pipeline {
    private final Detection detection;
    private final Desk desk;
    private final Supplier<Rulebook> rules;

    public Pipeline(Desk desk, Supplier<Rulebook> rules) {
        this.detection = new Detection(() -> rules.get().matcher());
        this.desk = desk;
        this.rules = rules;
    }

    /** From the door to the outbox in one go, inside the caller's transaction. */
    public Intake.Receipt take(Tx tx, Batch batch, Instant now, Tidings tidings) {
        return keep(tx, batch, read(batch), now, tidings);
    }

    /** Completes, normalises and matches; touches no store, so it needs no transaction. Posts come in order of exposure: the first in public opens. */
    List<Found> read(Batch batch) {
        Catalogue catalogue = rules.get().configuration().catalogue();
        return detection.read(Detection.inOrder(
                batch.posts().stream().map(catalogue::complete).toList()));
    }

    /** Keeps a batch with everything that follows from it: grades, incidents, deadlines, outbox rows, and last its cursor. */
    Intake.Receipt keep(Tx tx, Batch batch, List<Found> found, Instant now, Tidings tidings) {
        return each(tx, batch, found, one -> desk.receive(tx, one, isHistory(batch, one.post(), now), now, tidings));
    }

    /** The same with each post apart, when they could not be kept together: one that cannot be dealt with is set aside and told. */
    Intake.Receipt keepApart(Tx tx, Batch batch, List<Found> found, Instant now, Tidings tidings) {
        return each(
                tx, batch, found, one -> desk.receiveApart(tx, one, isHistory(batch, one.post(), now), now, tidings));
    }

    private static Intake.Receipt each(Tx tx, Batch batch, List<Found> found, Function<Found, Intake.Receipt> keep) {
        if (batch.raw() != null) {
            tx.posts().saveRaw(batch.raw());
        }
        Intake.Receipt receipt = Intake.Receipt.NOTHING;
        for (Found one : found) {
            receipt = receipt.plus(keep.apply(one));
        }
        if (batch.cursor() != null) {
            tx.sources().saveCursor(batch.source(), batch.cursor());
        }
        return receipt;
    }

    private boolean isHistory(Batch batch, Post post, Instant now) {
        return Correlation.history(post, batch.history(), false, rules.get().policy(now), now);
    }
}
