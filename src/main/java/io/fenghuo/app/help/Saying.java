package io.fenghuo.app.help;

import io.fenghuo.incident.Refusal;
import io.fenghuo.model.Action;
import io.fenghuo.model.Reason;
import io.fenghuo.store.Tx;
import io.fenghuo.web.Helpers.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/** Holds an answer back that must not be said, before it is entered. */
public final class Saying {
    /** The field of an action by which a person enters what was said already, whatever it was. */
    public static final String AS_IT_IS = "asis";

    private static final Set<Action.Kind> SPEAKING = Set.of(Action.Kind.ANSWER, Action.Kind.PUBLISH_FINDINGS);
    private static final Duration LATE = Duration.ofMinutes(2);

    private Saying() {}

    /**
     * Refuses an answer with a forbidden word, without what it has to hold, or with something left to fill in. A late entry (补录), and one that
     * says {@value #AS_IT_IS}, is entered as it is.
     *
     * @throws Refusal with the code {@code reply.forbidden}, {@code reply.required} or {@code reply.gap} and the word and why
     */
    public static void refuse(HelpDesk desk, Tx tx, String incident, Action action, Instant now) {
        String text = action.text();
        boolean said =
                "true".equals(action.fields().get(AS_IT_IS)) || action.at().isBefore(now.minus(LATE));
        if (text == null || said || !SPEAKING.contains(action.kind())) {
            return;
        }
        for (Fault fault : desk.faults(tx, incident, text)) {
            String code = "reply." + fault.kind().name().toLowerCase(Locale.ROOT);
            throw new Refusal(Refusal.Why.INCOMPLETE, Reason.of(code, fault.word(), fault.why()));
        }
    }
}
