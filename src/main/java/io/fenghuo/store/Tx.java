package io.fenghuo.store;

/** One transaction, by subject. Confined to the work it was given to. */
public interface Tx {
    Posts posts();

    Incidents incidents();

    Outbox outbox();

    Sources sources();

    Journal journal();
}
