package io.fenghuo.wire;

import io.fenghuo.model.Clock;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Reason;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** An incident as JSON, in the field order of the contract. A clock of one customer's case carries {@code customer} beside the contract's fields. */
public final class IncidentJson {
    private static final int CLOCKS = 16;

    private IncidentJson() {}

    /**
     * The incident in one line.
     *
     * @param words the sentence of a reason, in the reader's language
     */
    public static String write(Incident incident, ZoneId zone, Function<Reason, String> words) {
        return Out.object(zone, out -> put(out, incident, words));
    }

    /**
     * The incident as an event: as {@link #write}, but of its customers' clocks only the {@value #CLOCKS} that are due next, however many
     * customers it has; {@code moreClocks} says how many are left out.
     */
    public static String event(Incident incident, ZoneId zone, Function<Reason, String> words) {
        if (incident.clocks().size() <= CLOCKS) {
            return write(incident, zone, words);
        }
        List<Clock> next = incident.clocks().stream()
                .filter(clock -> clock.customer() != null && clock.state() == Clock.Phase.RUNNING)
                .sorted(Comparator.comparing(Clock::due))
                .limit(CLOCKS)
                .toList();
        List<Clock> shown = Stream.concat(
                        incident.clocks().stream().filter(clock -> clock.customer() == null), next.stream())
                .toList();
        Incident brief = incident.with().clocks(shown).build();
        return Out.object(zone, out -> {
            put(out, brief, words);
            out.number("moreClocks", incident.clocks().size() - shown.size());
        });
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
        Clock.Said said = clock.said();
        if (said != null) {
            out.text("words", said.words()).text("said", said.by()).truth("confirmed", said.confirmed());
        }
    }
}
