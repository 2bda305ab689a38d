package io.fenghuo.verticle.hearing;

import io.fenghuo.source.Message;
import java.util.ArrayList;
import java.util.List;

/** The receipts that connections are owed for what is not kept yet. Confined to the stream's context. */
final class Owed {
    private final List<Due> receipts = new ArrayList<>();

    void add(Line to, List<Message> some) {
        some.forEach(one -> receipts.add(new Due(to, one)));
    }

    /** Takes over what is owed so far. */
    Debt take() {
        Debt debt = new Debt(List.copyOf(receipts));
        receipts.clear();
        return debt;
    }

    private record Due(Line to, Message receipt) {}

    /** What is owed for one batch. */
    record Debt(List<Due> receipts) {
        /** Sends it to those that still stand: what a broken connection was owed is delivered again. */
        void pay() {
            receipts.forEach(due -> due.to().send(due.receipt()));
        }
    }
}
