package io.fenghuo.app.offline;

import io.fenghuo.match.Condition;
import io.fenghuo.match.Matcher;
import io.fenghuo.match.Rule;
import io.fenghuo.match.Watchlist;
import io.fenghuo.model.MatchMode;
import io.fenghuo.normalise.Folder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Keywords of which a text holds a part: an answer to "why not" when nothing was found at all. */
final class NearestKeywords {
    private static final int MOST = 3;
    private static final int LEAST_SHARED = 2;

    private NearestKeywords() {}

    /**
     * A keyword and what of it the text holds.
     *
     * @param shared the longest part that is in the text, folded
     */
    record Near(String rule, String keyword, String shared) {
        private double share() {
            return (double) shared.length() / Math.max(1, keyword.length());
        }
    }

    /** At most three, the nearest first. */
    static List<Near> of(Matcher matcher, String text) {
        String folded = Folder.fold(text, MatchMode.FOLDED).toString();
        List<Near> found = new ArrayList<>();
        for (Watchlist list : matcher.watchlists()) {
            for (Rule rule : list.rules()) {
                collect(rule.condition(), rule.id(), folded, found);
            }
        }
        return found.stream()
                .sorted(Comparator.comparingDouble(Near::share).reversed())
                .limit(MOST)
                .toList();
    }

    private static void collect(Condition condition, String rule, String text, List<Near> into) {
        if (condition instanceof Condition.Word word) {
            String keyword = Folder.fold(word.text(), MatchMode.FOLDED).toString();
            String shared = shared(keyword, text);
            if (shared.length() >= LEAST_SHARED) {
                into.add(new Near(rule, keyword, shared));
            }
        } else if (condition instanceof Condition.Any any) {
            any.of().forEach(part -> collect(part, rule, text, into));
        } else if (condition instanceof Condition.All all) {
            all.of().forEach(part -> collect(part, rule, text, into));
        } else if (condition instanceof Condition.Near near) {
            collect(near.left(), rule, text, into);
            collect(near.right(), rule, text, into);
        }
    }

    private static String shared(String keyword, String text) {
        for (int length = keyword.length() - 1; length >= LEAST_SHARED; length--) {
            for (int from = 0; from + length <= keyword.length(); from++) {
                String part = keyword.substring(from, from + length);
                if (text.contains(part)) {
                    return part;
                }
            }
        }
        return "";
    }
}
