package io.fenghuo.wire;

import io.fenghuo.model.Clock;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Reason;
import java.time.ZoneId;
import java.util.function.Function;

/** An incident as JSON, in the field order of the contract. A clock of one customer's case carries {@code customer} beside the contract's fields. */
public final class IncidentJson {
    private IncidentJson() {}

    /**
     * The incident in one line.
     *
     * @param words the sentence of a reason, in the reader's language
     */
    public static String write(Incident incident, ZoneId zone, Function<Reason, String> words) {
        return Out.object(zone, out -> put(out, incident, words));
    }

    static void put(Out out, Incident incident, Function<Reason, String> words) {
        out.text("id", incident.id())
                .text("brand", incident.brand())
                .text("family", incident.family())
                .text("key", incident.key())
                .text("title", incident.title())
                .name("level", incident.level())
                .name("state", incident.state())
                .texts(
                        "flags",
                        incident.flags().stream().sorted().map(Names::of).toList())
                .textOrNull("owner", incident.owner())
                .time("exposure", incident.exposure())
                .time("openedAt", incident.openedAt())
                .object(
                        "counts",
                        o -> o.number("posts", incident.counts().posts())
                                .number("authors", incident.counts().authors()))
                .objects("clocks", incident.clocks(), IncidentJson::putClock)
                .texts("reasons", incident.reasons().stream().map(words).toList())
                .number("version", incident.version());
    }

    private static void putClock(Out out, Clock clock) {
        out.text("clock", clock.clock())
                .text("customer", clock.customer())
                .time("startedAt", clock.startedAt())
                .time("due", clock.due())
                .name("state", clock.state())
                .timeOrNull("stoppedAt", clock.stoppedAt());
    }
}
