package io.fenghuo.match;

import io.fenghuo.model.Post;
import io.fenghuo.model.Reach;
import io.fenghuo.model.Reason;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which posts a rule looks at, beside who speaks and where. Moments are held against the post's {@code publishedAt}. Immutable.
 *
 * @param brands the brand a post is about must be one of these; empty = any, also none
 * @param mostRating the stars a post must have at the most; a post without stars does not pass; null = any
 * @param leastReach the greatest of views, likes + replies + shares and the author's followers must be at least this; 0 = any
 * @param languages {@code zh}, {@code en} …; a post that names none is told by its script ({@link #language}); empty = any
 * @param from not before this moment
 * @param until before this moment
 * @param quiet not in these hours
 */
public record Scope(
        Set<String> brands,
        @Nullable Integer mostRating,
        long leastReach,
        Set<String> languages,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable Hours quiet) {
    /** Every post. */
    public static final Scope ALL = new Scope(Set.of(), null, 0, Set.of(), null, null, null);

    public Scope {
        brands = Set.copyOf(brands);
        languages = Set.copyOf(languages);
    }

    /** Hours of the day, {@code to} not included; over midnight when {@code to} is before {@code from}. */
    public record Hours(LocalTime from, LocalTime to, ZoneId zone) {
        /** Whether {@code moment} lies in them. */
        public boolean hold(Instant moment) {
            LocalTime time = moment.atZone(zone).toLocalTime();
            boolean after = !time.isBefore(from);
            boolean before = time.isBefore(to);
            return from.isBefore(to) ? after && before : after || before;
        }

        @Override
        public String toString() {
            return from + "-" + to;
        }
    }

    /** The same without hours of rest: an L1 knows none. */
    public Scope restless() {
        return quiet == null ? this : new Scope(brands, mostRating, leastReach, languages, from, until, null);
    }

    /** Why the post is not looked at; null when it is. */
    @Nullable
    Reason refuses(Post post) {
        String brand = post.subject().brand();
        if (!brands.isEmpty() && (brand == null || !brands.contains(brand))) {
            return Reason.of("match.brand", joined(brands), brand == null ? "-" : brand);
        }
        Integer rating = post.rating();
        if (mostRating != null && (rating == null || rating > mostRating)) {
            return Reason.of("match.rating", mostRating, rating == null ? "-" : rating);
        }
        if (reach(post) < leastReach) {
            return Reason.of("match.reach", leastReach, reach(post));
        }
        if (!languages.isEmpty() && !languages.contains(language(post))) {
            return Reason.of("match.lang", joined(languages), language(post));
        }
        return untimely(post.publishedAt());
    }

    private @Nullable Reason untimely(Instant at) {
        if (from != null && at.isBefore(from)) {
            return Reason.of("match.from", from, at);
        }
        if (until != null && !at.isBefore(until)) {
            return Reason.of("match.until", until, at);
        }
        return quiet != null && quiet.hold(at) ? Reason.of("match.quiet", quiet) : null;
    }

    private static String joined(Set<String> words) {
        return String.join("/", words.stream().sorted().toList());
    }

    private static long reach(Post post) {
        Reach reach = post.reach();
        long answers = Stream.of(reach.likes(), reach.replies(), reach.shares())
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
        return List.of(answers, known(reach.views()), known(post.author().followers())).stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    private static long known(@Nullable Long count) {
        return count == null ? 0 : count;
    }

    /** The language a post names, without its region; else ja where kana stand, ko with Hangul, zh with Han, en with Latin letters, else "-". */
    static String language(Post post) {
        String named = post.lang();
        if (named != null && !named.isBlank()) {
            return named.strip().toLowerCase(java.util.Locale.ROOT).split("[-_]", 2)[0];
        }
        boolean han = false;
        boolean latin = false;
        for (int i = 0; i < post.text().length(); i++) {
            Character.UnicodeScript script =
                    Character.UnicodeScript.of(post.text().charAt(i));
            switch (script) {
                case HIRAGANA, KATAKANA -> {
                    return "ja";
                }
                case HANGUL -> {
                    return "ko";
                }
                case HAN -> han = true;
                case LATIN -> latin = true;
                default -> {}
            }
        }
        return han ? "zh" : latin ? "en" : "-";
    }
}
