package io.fenghuo.evidence;

import io.fenghuo.model.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How evidence is kept, as {@code evidence:} in {@code alerts/policy.yaml} says.
 *
 * @param around posts kept before and after a hit in its thread
 * @param whole words; of incidents whose category holds one of them the whole conversation is kept
 * @param keep how long after its end an incident's evidence is kept, by its last grade
 * @param timestamp the address of a time-stamping authority (RFC 3161); null = none
 * @param allowPrivate whether that authority may be at a private address
 */
public record EvidencePolicy(
        int around,
        List<String> whole,
        Map<Severity, Duration> keep,
        @Nullable String timestamp,
        boolean allowPrivate) {
    /**
     * 10 posts; the whole conversation of threats and self-harm; 3 years for L1 (limitation of civil claims, Civil Code of the PRC art. 188),
     * 2 years for L2 (limitation of administrative penalties, Administrative Penalty Law art. 36), 180 days for L3 (no longer than needed,
     * Personal Information Protection Law art. 19); no authority.
     */
    public static final EvidencePolicy DEFAULT = new EvidencePolicy(
            10,
            List.of("威胁", "恐吓", "自伤", "自残", "自杀", "轻生", "threat", "self-harm", "selfharm", "suicide"),
            Map.of(
                    Severity.L1, Duration.ofDays(3 * 365),
                    Severity.L2, Duration.ofDays(2 * 365),
                    Severity.L3, Duration.ofDays(180)),
            null,
            false);

    public EvidencePolicy {
        whole = List.copyOf(whole);
        keep = Map.copyOf(keep);
    }

    /** Whether everything said in a conversation of this category is kept. */
    public boolean isWhole(String category) {
        String folded = category.toLowerCase(Locale.ROOT);
        return whole.stream().anyMatch(word -> folded.contains(word.toLowerCase(Locale.ROOT)));
    }
}
