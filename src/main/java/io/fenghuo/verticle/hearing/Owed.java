package io.fenghuo.verticle.hearing;

import io.fenghuo.source.Message;
import io.fenghuo.verticle.Streams;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The receipts a connection is owed for what is not kept yet. Confined to the stream's context. */
final class Owed {
    private final List<Message> receipts = new ArrayList<>();
    private Streams.@Nullable Connection creditor;

    void add(Streams.Connection to, List<Message> some) {
        if (to != creditor) {
            receipts.clear();
            creditor = to;
        }
        receipts.addAll(some);
    }

    /** Takes over what is owed so far. */
    Debt take() {
        Debt debt = new Debt(creditor, List.copyOf(receipts));
        receipts.clear();
        return debt;
    }

    /** What one connection is owed for one batch. */
    record Debt(Streams.@Nullable Connection to, List<Message> receipts) {
        /** Sends it unless the connection is another one by now. */
        void pay(Streams.@Nullable Connection present) {
            if (to != null && to == present) {
                receipts.forEach(to::send);
            }
        }
    }
}
