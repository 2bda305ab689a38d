package io.fenghuo.playbook;

import io.fenghuo.model.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which playbooks fit a matter, the best first. */
public final class Choosing {
    private static final int NAMED = 100;
    private static final int CATEGORY = 20;
    private static final int GRADE = 6;
    private static final int PLATFORM = 4;
    private static final int MOOD = 3;
    private static final int ROLE = 2;

    private Choosing() {}

    /**
     * What is known of the matter and the reader.
     *
     * @param sources ids of the sources it was seen in
     * @param roles of the reader; empty = unknown
     * @param named the playbook its rule names, or null
     */
    public record Situation(
            String category,
            String family,
            Severity level,
            Mood mood,
            Set<String> sources,
            Set<String> roles,
            @Nullable String named) {
        public Situation {
            sources = Set.copyOf(sources);
            roles = Set.copyOf(roles);
        }
    }

    private record Ranked(Playbook playbook, int points) {}

    /**
     * Those that fit: the one the rule names before all; a category, grade or platform that differs shuts one out, a mood or role that differs
     * only ranks it lower. The more a playbook asks for and finds, the higher it stands.
     */
    public static List<Playbook> choose(List<Playbook> all, Situation situation) {
        List<Ranked> ranked = new ArrayList<>();
        for (Playbook one : all) {
            int points = points(one, situation);
            if (points > 0) {
                ranked.add(new Ranked(one, points));
            }
        }
        ranked.sort(Comparator.comparingInt(Ranked::points)
                .reversed()
                .thenComparing(one -> one.playbook().id()));
        return ranked.stream().map(Ranked::playbook).toList();
    }

    private static int points(Playbook playbook, Situation now) {
        if (playbook.id().equals(now.named())) {
            return NAMED;
        }
        Playbook.Fits fits = playbook.fits();
        boolean category =
                fits.categories().contains(now.category()) || fits.categories().contains(now.family());
        boolean grade = fits.grades().contains(now.level());
        boolean platform = now.sources().stream()
                .map(source -> source.toLowerCase(Locale.ROOT))
                .anyMatch(source ->
                        fits.platforms().stream().anyMatch(word -> source.contains(word.toLowerCase(Locale.ROOT))));
        if ((!fits.categories().isEmpty() && !category)
                || (!fits.grades().isEmpty() && !grade)
                || (!fits.platforms().isEmpty() && !platform)) {
            return 0;
        }
        boolean role = now.roles().stream().anyMatch(fits.roles()::contains);
        return 10
                + (category ? CATEGORY : 0)
                + (grade ? GRADE : 0)
                + (platform ? PLATFORM : 0)
                + soft(fits.moods().isEmpty(), fits.moods().contains(now.mood()), MOOD)
                + soft(fits.roles().isEmpty() || now.roles().isEmpty(), role, ROLE);
    }

    private static int soft(boolean anybody, boolean meets, int points) {
        return anybody ? 0 : meets ? points : -points;
    }
}
