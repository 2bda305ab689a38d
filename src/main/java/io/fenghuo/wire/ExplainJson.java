package io.fenghuo.wire;

import io.fenghuo.model.Hit;
import io.fenghuo.model.Severity;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer of {@code explain --json}: how a text was folded, what matched or why not, the grade, and who would be told by when. */
public final class ExplainJson {
    private ExplainJson() {}

    /**
     * The whole explanation.
     *
     * @param grade null when nothing matched
     */
    public record Explain(
            String text,
            String folded,
            List<Step> steps,
            List<Hit> hits,
            List<NearMiss> nearMisses,
            @Nullable Graded grade,
            List<Would> would,
            List<Due> clocks) {
        public Explain {
            steps = List.copyOf(steps);
            hits = List.copyOf(hits);
            nearMisses = List.copyOf(nearMisses);
            would = List.copyOf(would);
            clocks = List.copyOf(clocks);
        }
    }

    /** One change the folding made: at a UTF-16 offset of the original, from what, to what, by which rule. */
    public record Step(int at, String from, String to, String via) {}

    /** A rule that nearly matched, and why it did not. */
    public record NearMiss(String rule, String why) {}

    /** The grade with its reasons as sentences. */
    public record Graded(Severity level, boolean suspected, List<String> reasons) {
        public Graded {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Who would be told, by which channel (null = none is configured), when and why.
     *
     * @param person the id of the person behind {@code tell} at that moment; null where the channel itself is told
     */
    public record Would(
            String tell, @Nullable String person, @Nullable String channel, Instant at, String why) {

        /** Without a person. */
        public Would(String tell, @Nullable String channel, Instant at, String why) {
            this(tell, null, channel, at, why);
        }
    }

    /** A clock that would run, and its deadline. */
    public record Due(String clock, Instant due) {}

    /** The explanation in one line. */
    public static String write(Explain explain, ZoneId zone) {
        return Out.object(zone, out -> {
            out.text("text", explain.text())
                    .text("folded", explain.folded())
                    .objects(
                            "steps",
                            explain.steps(),
                            (o, step) -> o.number("at", step.at())
                                    .text("from", step.from())
                                    .text("to", step.to())
                                    .text("via", step.via()))
                    .objects("hits", explain.hits(), HitJson::put)
                    .objects(
                            "nearMisses",
                            explain.nearMisses(),
                            (o, miss) -> o.text("rule", miss.rule()).text("why", miss.why()));
            putGrade(out, explain.grade());
            out.objects(
                            "would",
                            explain.would(),
                            (o, would) -> o.text("tell", would.tell())
                                    .text("person", would.person())
                                    .textOrNull("channel", would.channel())
                                    .time("at", would.at())
                                    .text("why", would.why()))
                    .objects(
                            "clocks",
                            explain.clocks(),
                            (o, due) -> o.text("clock", due.clock()).time("due", due.due()));
        });
    }

    private static void putGrade(Out out, @Nullable Graded grade) {
        if (grade == null) {
            out.nothing("grade");
            return;
        }
        out.object("grade", o -> {
            o.name("level", grade.level());
            if (grade.suspected()) {
                o.truth("suspected", true);
            }
            o.texts("reasons", grade.reasons());
        });
    }
}
