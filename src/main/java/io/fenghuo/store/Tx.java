package io.fenghuo.store;

import java.util.function.Supplier;

/** One transaction, by subject. Confined to the work it was given to. */
public interface Tx {
    Posts posts();

    Incidents incidents();

    Outbox outbox();

    Sources sources();

    Journal journal();

    Persons persons();

    Evidence evidence();

    Aids aids();

    Casebook casebook();

    Customers customers();

    Pauses pauses();

    Attendances attendances();

    /**
     * Does a part of the work that may fail alone: what it wrote is undone when it throws, and the transaction goes on. Parts do not nest.
     *
     * @return what {@code part} gives
     * @throws StoreException.Broken when the database itself failed: the whole transaction is to be given up
     * @throws RuntimeException what {@code part} threw
     */
    <T> T apart(Supplier<T> part);
}
