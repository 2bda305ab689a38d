package io.fenghuo.verticle.watching;

import io.fenghuo.incident.Reachability;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Target;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.desk.Desk;
import io.fenghuo.verticle.desk.OwnCase;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The incident of our own that nobody can be reached: opened once, at L2, for the administrators and the terminal; told on when it changes,
 * and closed when all can be reached again. One that a person ended stays ended until everything was mended. Works inside one transaction.
 */
final class OwnIncident {
    private static final String RULE = "unreachable";
    /** What is wrong now, and the incident it was told in: {@code <incident> <what>}; empty = nothing. */
    private static final String SETTING = "own/" + RULE;

    private final OwnCase own;
    private final Function<Reason, String> words;

    OwnIncident(Desk desk, Function<Reason, String> words) {
        this.own = new OwnCase(desk, RULE, OwnCase.CATEGORY, words.apply(Reason.of("own.keyword")));
        this.words = words;
    }

    /** Whether something has to be written; reads only. */
    static boolean changed(Tx tx, List<Reachability.Trouble> troubles) {
        String kept = tx.journal().setting(SETTING).orElse("");
        return !what(kept).equals(mark(troubles));
    }

    private static String what(String kept) {
        return kept.substring(kept.indexOf(' ') + 1);
    }

    private static String mark(List<Reachability.Trouble> troubles) {
        return troubles.stream()
                .map(one -> one.target() + "/" + one.why())
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /** Opens, tells on or closes. */
    void follow(Tx tx, List<Reachability.Trouble> troubles, Instant now, Tidings tidings) {
        if (!changed(tx, troubles)) {
            return;
        }
        String kept = tx.journal().setting(SETTING).orElse("");
        String id = kept.isEmpty() ? "" : kept.substring(0, kept.indexOf(' '));
        if (troubles.isEmpty()) {
            own.mended(tx, id, words.apply(Reason.of("own.mended")), now, tidings);
            tx.journal().saveSetting(SETTING, "");
            return;
        }
        if (id.isEmpty()) {
            id = own.open(tx, said(troubles), now, tidings);
        } else {
            own.note(tx, id, said(troubles), now, tidings);
        }
        tx.journal().saveSetting(SETTING, id + " " + mark(troubles));
    }

    private String said(List<Reachability.Trouble> troubles) {
        String each = troubles.stream()
                .map(one -> words.apply(Reason.of(
                        one.why() == Reachability.Why.NOBODY ? "own.nobody" : "own.no-way",
                        one.target().kind() == Target.Kind.PERSON
                                ? one.target().id()
                                : one.target().toString())))
                .collect(Collectors.joining("；"));
        return words.apply(Reason.of("own.unreachable", each));
    }
}
