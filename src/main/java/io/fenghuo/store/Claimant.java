package io.fenghuo.store;

/**
 * Who wants to work on a database that several instances can reach.
 *
 * @param owner the same for every process of this instance, of which at most one runs at a time, and for nobody else
 * @param label how people find it: machine, process, folder
 * @param onLost called once, on the writer's thread, when another instance has taken over; must not block
 */
public record Claimant(String owner, String label, Runnable onLost) {}
