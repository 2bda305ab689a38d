package io.fenghuo.verticle.desk;

import io.fenghuo.incident.Refusal;
import io.fenghuo.incident.Roles;
import io.fenghuo.incident.Roster;
import io.fenghuo.model.Action;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Incident;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.model.Severity;
import io.fenghuo.model.Span;
import io.fenghuo.model.Subject;
import io.fenghuo.model.Target;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.Rulebook;
import io.fenghuo.verticle.Tidings;
import io.fenghuo.verticle.intake.Found;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Incidents of our own, about the service itself: at L2, for the administrators and the terminal. Works inside one transaction.
 */
public final class OwnCase {
    /** Their source. */
    public static final String SOURCE = "fenghuo";
    /** Their category. */
    public static final String CATEGORY = "系统";

    private final Desk desk;
    private final String rule;
    private final String family;
    private final String keyword;

    /**
     * One kind of them.
     *
     * @param rule what is wrong, as a rule would be named; also the thread, so that one matter is one incident
     * @param keyword what is shown as found
     */
    public OwnCase(Desk desk, String rule, String family, String keyword) {
        this.desk = desk;
        this.rule = rule;
        this.family = family;
        this.keyword = keyword;
    }

    /** Opens one, or goes on with the open one of this kind; returns its id. */
    public String open(Tx tx, String text, Instant now, Tidings tidings) {
        Post post = Post.builder(SOURCE, rule + "-" + now.toEpochMilli(), text, now)
                .receivedAt(now)
                .role(Role.SYSTEM)
                .thread(rule)
                .subject(new Subject(Rulebook.HOUSE, null, null, null, null, null))
                .build();
        Hit.Effects effects = new Hit.Effects(
                Target.role(Roles.ADMIN).toString(), null, null, List.of(Roster.TERMINAL), null, Set.of());
        Hit hit = new Hit(
                post.id(),
                SOURCE,
                Rulebook.HOUSE,
                SOURCE,
                rule,
                family,
                Severity.L2,
                false,
                CATEGORY,
                MatchMode.FOLDED,
                List.of(new Span(0, text.length(), keyword, text, List.of())),
                effects);
        desk.receive(tx, new Found(post, List.of(hit), 0), false, now, tidings);
        List<String> incidents = tx.posts().incidentsOf(SOURCE, post.id());
        return incidents.get(incidents.size() - 1);
    }

    /** Tells on. */
    public void note(Tx tx, String id, String text, Instant now, Tidings tidings) {
        act(tx, id, Action.Kind.NOTE, text, Map.of(), now, tidings);
    }

    /** Whether it stands open. */
    public static boolean open(Tx tx, String id) {
        return tx.incidents().find(id).filter(one -> !one.state().ended()).isPresent();
    }

    /** Closes it as the form asks; where the form asks for more, at least nobody is called any more. */
    public void mended(Tx tx, String id, String text, Instant now, Tidings tidings) {
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
