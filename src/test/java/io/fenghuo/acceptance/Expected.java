package io.fenghuo.acceptance;

import io.fenghuo.model.NoticeReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** A message that must come, to each of its readers once. */
final class Expected {
    private final NoticeReason reason;
    private final List<String> readers;
    private final StringBuilder words = new StringBuilder();
    private Predicate<Told> fits;

    Expected(NoticeReason reason, String... readers) {
        this.reason = reason;
        this.readers = List.of(readers);
        this.fits = told -> told.reason() == reason;
    }

    private Expected and(String word, Predicate<Told> more) {
        words.append(' ').append(word);
        fits = fits.and(more);
        return this;
    }

    /** About this clock. */
    Expected of(String clock) {
        return and(clock, told -> clock.equals(told.clock()));
    }

    /** By these channels and no other. */
    Expected by(String... channels) {
        return and("by " + List.of(channels), told -> told.channels().equals(Set.of(channels)));
    }

    Expected ringing() {
        return and("ringing", Told::rings);
    }

    Expected quiet() {
        return and("quiet", told -> !told.rings());
    }

    Expected late() {
        return and("late", Told::late);
    }

    Expected inTime() {
        return and("in time", told -> !told.late());
    }

    Expected saying(String part) {
        return and("saying " + part, told -> told.text().contains(part));
    }

    /** With this as an argument of its reason. */
    Expected with(Object argument) {
        return and("with " + argument, told -> told.args().contains(String.valueOf(argument)));
    }

    /** A digest with so many lines for one of these reasons. */
    Expected lines(int count, NoticeReason... reasons) {
        return and(
                count + " lines " + List.of(reasons),
                told -> told.notices().size() == count
                        && told.notices().stream()
                                .allMatch(one -> List.of(reasons).contains(one.reason())));
    }

    /** Takes what it expects out of {@code left}; what did not come is returned. */
    List<String> take(List<Told> left) {
        List<String> missing = new ArrayList<>();
        for (String reader : readers) {
            Told found = left.stream()
                    .filter(told -> told.reader().equals(reader) && fits.test(told))
                    .findFirst()
                    .orElse(null);
            if (found == null) {
                missing.add(reader + " " + reason + words);
            } else {
                left.remove(found);
            }
        }
        return missing;
    }
}
