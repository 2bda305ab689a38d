package io.fenghuo.wire;

import io.fenghuo.model.Outcome;
import java.time.Instant;

/** What a channel verticle answers: {@code {"outcome":"delivered","until":"…","reason":"…"}}. */
public final class OutcomeJson {
    private OutcomeJson() {}

    /**
     * Reads an answer; {@code throttled} without {@code until} waits a minute from {@code now}.
     *
     * @throws WireException when it is none
     */
    public static Outcome parse(String json, Instant now) {
        Fields fields = Json.object(json, 1);
        Outcome.Kind kind = fields.name("outcome", Outcome.Kind.class);
        if (kind == null) {
            throw fields.missing("outcome");
        }
        Instant until = fields.time("until");
        if (kind == Outcome.Kind.THROTTLED && until == null) {
            until = now.plusSeconds(60);
        }
        String reason = fields.text("reason", 10 * Fields.SHORT);
        return new Outcome(kind, until, reason == null ? "" : reason, null);
    }
}
