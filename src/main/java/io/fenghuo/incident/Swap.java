package io.fenghuo.incident;

import java.time.Instant;

/**
 * A shift that people agreed to change; kept with who did it and when, also after it is over.
 *
 * @param person who is on from … to
 * @param by who entered it: a person's id, or {@code console}
 * @param via from where: console, link, cli, api
 * @param at when it was entered
 */
public record Swap(
        String id, String rota, Instant from, Instant to, String person, String by, String via, Instant at) {}
