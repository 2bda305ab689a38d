package io.fenghuo.store;

import io.fenghuo.model.CaseFile;
import io.fenghuo.model.Measure;
import io.fenghuo.model.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Closed incidents as cases, and the corrective actions they left behind. */
public interface Casebook {

    /**
     * Keeps the case of an incident in place of any before.
     *
     * @param words what it is searched by, in lower case
     */
    void keep(CaseFile file, String words);

    /** Takes a case out, because its incident was opened again. */
    void drop(String incident);

    Optional<CaseFile> find(String incident);

    /** Cases, the newest first. */
    List<CaseFile> list(Query query);

    /**
     * Which cases; an empty or null part asks for nothing.
     *
     * @param words each of which a case must hold, in any order; in lower case
     * @param from the first moment of closing
     * @param to the first moment after
     * @param demo whether those of the demo are among them
     */
    record Query(
            List<String> words,
            String brand,
            String category,
            String cause,
            @Nullable Severity level,
            @Nullable Instant from,
            @Nullable Instant to,
            boolean demo,
            int limit) {
        public Query {
            words = List.copyOf(words);
        }

        /** Every case closed since. */
        public static Query since(Instant from, int limit) {
            return new Query(List.of(), "", "", "", null, from, null, false, limit);
        }
    }

    /** Keeps a corrective action as it now is. */
    void keep(Measure measure);

    Optional<Measure> measure(String id);

    /** Corrective actions, the next due first; only those not done when {@code open}. */
    List<Measure> measures(boolean open, int limit);

    /** Those an incident left behind, oldest first. */
    List<Measure> measuresOf(String incident);

    /** Those whose owner is to be reminded by {@code now}, the longest due first. */
    List<Measure> due(Instant now, int limit);

    /** When an owner is reminded next. */
    Optional<Instant> nextDue();

    /**
     * Hits of a brand's family exposed from {@code from} until before {@code to}, false alarms aside.
     *
     * @param crowdKey only those of this crowd; null = all
     */
    long related(String brand, String family, @Nullable String crowdKey, Instant from, Instant to);
}
