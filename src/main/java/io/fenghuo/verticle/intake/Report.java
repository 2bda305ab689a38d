package io.fenghuo.verticle.intake;

import io.fenghuo.match.Watchlist;
import io.fenghuo.model.Hit;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Post;
import io.fenghuo.model.Severity;
import java.util.List;
import java.util.Locale;

/**
 * 人工上报: a post that a person filed with a grade counts as hit by that person's judgement, whatever its words; one filed without a grade in
 * which no rule finds anything is an L3, for what somebody took the trouble to file must be seen by somebody.
 */
final class Report {
    /** The source of posts that people file. */
    static final String SOURCE = "manual";
    /** Id of the rule that stands for a person's judgement. */
    static final String RULE = "manual-report";

    private static final String GRADE = "grade";
    private static final String BY = "reportedBy";
    private static final String CATEGORY = "人工上报";
    private static final String ANY_BRAND = "通用";

    private Report() {}

    /** The person's judgement as a hit; empty for any other post. {@code found} = what the rules found in it. */
    static List<Hit> of(Post post, List<Hit> found, List<Watchlist> watchlists) {
        String said = post.attributes().get(GRADE);
        boolean unseen = said == null && found.isEmpty() && post.attributes().containsKey(BY);
        String grade = unseen ? "L3" : said;
        if (!post.source().equals(SOURCE) || grade == null) {
            return List.of();
        }
        Severity level = switch (grade.toUpperCase(Locale.ROOT)) {
            case "L1" -> Severity.L1;
            case "L2" -> Severity.L2;
            default -> Severity.L3;
        };
        return List.of(new Hit(
                post.id(),
                post.source(),
                brand(post, watchlists),
                SOURCE,
                RULE,
                CATEGORY,
                level,
                false,
                CATEGORY,
                MatchMode.EXACT,
                List.of(),
                Hit.Effects.NONE));
    }

    private static String brand(Post post, List<Watchlist> watchlists) {
        String named = post.subject().brand();
        if (named != null) {
            return named;
        }
        return watchlists.isEmpty() ? ANY_BRAND : watchlists.get(0).brand();
    }
}
