package io.fenghuo.grade;

import io.fenghuo.model.Grade;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reason;
import io.fenghuo.model.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Grades posts by the rules they hit. The gravest hit wins; among L1 hits evidence beats suspicion. Every grade carries its reasons, gravest
 * first: {@code grade.rule} or, for a suspicion, {@code grade.suspected}, each with rule id, category and keywords; {@code grade.evidence}
 * where another rule's evidence confirmed a suspicion. Threadsafe.
 */
public final class Grader {
    private static final int MOST_KEYWORDS = 5;
    private static final Comparator<Hit> GRAVEST_FIRST =
            Comparator.comparing(Hit::level).thenComparing(Hit::suspected);

    /** The grade of the whole post; empty when nothing was hit. */
    public Optional<Grade> grade(Post post, List<Hit> hits) {
        List<Hit> sorted = hits.stream().sorted(GRAVEST_FIRST).toList();
        if (sorted.isEmpty()) {
            return Optional.empty();
        }
        Hit worst = sorted.get(0);
        List<Reason> reasons = sorted.stream().map(Grader::reason).toList();
        return Optional.of(new Grade(worst.level(), worst.suspected(), reasons));
    }

    /**
     * The grade of one hit among all of its post: its rule's, but a suspicion is confirmed at once by evidence of L1 for the same brand in the
     * same post.
     */
    public Grade grade(Post post, Hit hit, List<Hit> all) {
        List<Reason> reasons = new ArrayList<>(List.of(reason(hit)));
        Optional<Hit> evidence = all.stream()
                .filter(other -> hit.suspected()
                        && !other.suspected()
                        && other.level() == hit.level()
                        && other.brand().equals(hit.brand()))
                .findFirst();
        evidence.ifPresent(other -> reasons.add(Reason.of("grade.evidence", other.rule(), keywords(other))));
        return new Grade(hit.level(), hit.suspected() && evidence.isEmpty(), reasons);
    }

    private static Reason reason(Hit hit) {
        return Reason.of(
                hit.suspected() ? "grade.suspected" : "grade.rule",
                hit.level(),
                hit.rule(),
                hit.category(),
                keywords(hit));
    }

    private static String keywords(Hit hit) {
        Set<String> keywords = new LinkedHashSet<>();
        for (Span span : hit.spans()) {
            if (keywords.size() < MOST_KEYWORDS) {
                keywords.add(span.keyword());
            }
        }
        keywords.removeIf(word -> keywords.stream().anyMatch(other -> !other.equals(word) && other.contains(word)));
        return String.join(" ", keywords);
    }
}
