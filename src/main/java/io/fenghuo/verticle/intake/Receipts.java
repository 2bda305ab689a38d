package io.fenghuo.verticle.intake;

import io.fenghuo.store.Tx;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Receipts of requests that must not be served twice. */
public final class Receipts {
    private Receipts() {}

    /**
     * What this request was answered before; null when it is new.
     *
     * @throws Intake.KeyReused when its key came with other content
     */
    public static Intake.@Nullable Receipt find(Tx tx, Intake.Once once) {
        String kept = tx.journal().receipt(once.key()).orElse(null);
        if (kept == null) {
            return null;
        }
        String[] parts = kept.split(" ", -1);
        if (!parts[0].equals(once.fingerprint())) {
            throw new Intake.KeyReused();
        }
        return new Intake.Receipt(
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]),
                Integer.parseInt(parts[4]));
    }

    public static void keep(Tx tx, Intake.Once once, Intake.Receipt receipt, Instant now) {
        String answer = once.fingerprint() + " " + receipt.posts() + " " + receipt.stored() + " " + receipt.edited()
                + " " + receipt.hits();
        tx.journal().saveReceipt(once.key(), answer, now);
    }
}
