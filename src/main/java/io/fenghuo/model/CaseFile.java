package io.fenghuo.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A closed incident as reading for those who come after: what happened, where it came from, what was done. Names, numbers and addresses of
 * customers are masked before it is made.
 *
 * @param incident the incident it was
 * @param cause the link of the chain: 选品, 质量, 物流 …
 * @param place where in the chain, by name; null when nobody said
 * @param answeredAt when it was first answered
 * @param told what people wrote down when they closed it
 * @param voices the first words of customers, a few
 * @param demo whether it belongs to the demo
 */
public record CaseFile(
        String incident,
        String brand,
        String family,
        String category,
        @Nullable String crowdKey,
        Severity level,
        String title,
        Instant exposure,
        Instant openedAt,
        @Nullable Instant answeredAt,
        Instant closedAt,
        String closedBy,
        String cause,
        @Nullable String place,
        Told told,
        Incident.Counts counts,
        List<String> tags,
        List<String> voices,
        boolean demo) {

    public CaseFile {
        tags = List.copyOf(tags);
        voices = List.copyOf(voices);
    }

    /**
     * What the closing form says; each part absent where a grade does not ask for it.
     *
     * @param measure the corrective action
     * @param owner who does it
     * @param due by when
     * @param reported what was reported to which authority
     */
    public record Told(
            @Nullable String measure,
            @Nullable String owner,
            @Nullable Instant due,
            @Nullable String compensation,
            @Nullable String answered,
            @Nullable String lesson,
            @Nullable String reported) {}
}
