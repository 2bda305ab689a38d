package io.fenghuo.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person does to an incident.
 *
 * @param kind what
 * @param by who: a person's id, or {@code system}
 * @param via from where: console, link, card, cli, api
 * @param at when; in the past for a late entry (补录)
 * @param version the incident version the person saw, or null when they saw none; a stale one is refused
 * @param text the words: the answer, the reason, the lesson
 * @param customers author keys of the cases it concerns; empty = all open
 * @param fields anything else the action needs: {@code level}, {@code cause}, {@code until}, {@code to}, {@code into}, {@code link}, {@code externalRef} …
 */
public record Action(
        Kind kind,
        String by,
        String via,
        Instant at,
        @Nullable Long version,
        @Nullable String text,
        List<String> customers,
        Map<String, String> fields) {

    public Action {
        customers = List.copyOf(customers);
        fields = Map.copyOf(fields);
    }

    /** The actions of the contract; on the wire in lower case. */
    public enum Kind {
        TAKE,
        RELEASE,
        HANDOVER,
        ANSWER,
        PUBLISH_FINDINGS,
        SETTLE,
        CLOSE,
        FALSE_ALARM,
        MERGE,
        SPLIT,
        SNOOZE,
        WAIT,
        RAISE,
        LOWER,
        NOTE,
        REOPEN,
        MOVE
    }
}
