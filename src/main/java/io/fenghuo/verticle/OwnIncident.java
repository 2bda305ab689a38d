package io.fenghuo.verticle;

import io.fenghuo.incident.Reachability;
import io.fenghuo.incident.Refusal;
import io.fenghuo.incident.Roles;
import io.fenghuo.incident.Roster;
import io.fenghuo.model.Action;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Incident;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Role;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Span;
import io.fenghuo.model.Subject;
import io.fenghuo.model.Target;
import io.fenghuo.store.Tx;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The incident of our own that nobody can be reached: opened once, at L2, for the administrators and the terminal; told on when it changes,
 * and closed when all can be reached again. One that a person ended stays ended until everything was mended. Works inside one transaction.
 */
final class OwnIncident {
    /** The brand our own incidents bear. */
    static final String BRAND = "烽火";
    /** Their source, category and family. */
    static final String SOURCE = "fenghuo";

    static final String CATEGORY = "系统";
    private static final String RULE = "unreachable";
    /** What is wrong now, and the incident it was told in: {@code <incident> <what>}; empty = nothing. */
    private static final String SETTING = "own/" + RULE;

    private final Desk desk;
    private final Function<Reason, String> words;

    OwnIncident(Desk desk, Function<Reason, String> words) {
        this.desk = desk;
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
            mended(tx, id, now, tidings);
            tx.journal().saveSetting(SETTING, "");
            return;
        }
        if (id.isEmpty()) {
            id = open(tx, said(troubles), now, tidings);
        } else {
            act(tx, id, Action.Kind.NOTE, said(troubles), Map.of(), now, tidings);
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

    private String open(Tx tx, String text, Instant now, Tidings tidings) {
        Post post = Post.builder(SOURCE, RULE + "-" + now.toEpochMilli(), text, now)
                .receivedAt(now)
                .role(Role.SYSTEM)
                .thread(RULE)
                .subject(new Subject(BRAND, null, null, null, null, null))
                .build();
        Hit.Effects effects = new Hit.Effects(
                Target.role(Roles.ADMIN).toString(), null, null, List.of(Roster.TERMINAL), null, Set.of());
        Hit hit = new Hit(
                post.id(),
                SOURCE,
                BRAND,
                SOURCE,
                RULE,
                CATEGORY,
                Severity.L2,
                false,
                CATEGORY,
                MatchMode.FOLDED,
                List.of(new Span(0, text.length(), words.apply(Reason.of("own.keyword")), text, List.of())),
                effects);
        desk.receive(tx, new Found(post, List.of(hit), 0), false, now, tidings);
        return tx.incidents().list(new io.fenghuo.store.Incidents.Query(true, false, Integer.MAX_VALUE)).stream()
                .filter(one -> one.brand().equals(BRAND) && one.family().equals(CATEGORY))
                .map(Incident::id)
                .findFirst()
                .orElseThrow();
    }

    /** Closes it as the form asks; where the form asks for more, at least nobody is called any more. */
    private void mended(Tx tx, String id, Instant now, Tidings tidings) {
        String text = words.apply(Reason.of("own.mended"));
        Map<String, String> form = Map.of(
                "cause",
                "平台系统",
                "place",
                "烽火",
                "compensation",
                "无",
                "measure",
                text,
                "measureOwner",
                "system",
                "measureDue",
                now.truncatedTo(ChronoUnit.SECONDS).toString(),
                "answered",
                text,
                "lesson",
                text);
        if (!act(tx, id, Action.Kind.CLOSE, text, form, now, tidings)) {
            act(tx, id, Action.Kind.FALSE_ALARM, text, Map.of(), now, tidings);
        }
    }

    private boolean act(
            Tx tx, String id, Action.Kind kind, String text, Map<String, String> form, Instant now, Tidings tidings) {
        Optional<Incident> incident = tx.incidents().find(id);
        if (incident.isEmpty() || incident.get().state().ended()) {
            return true;
        }
        try {
            desk.act(tx, id, new Action(kind, "system", "service", now, null, text, List.of(), form), now, tidings);
            return true;
        } catch (Refusal refused) {
            return false;
        }
    }
}
