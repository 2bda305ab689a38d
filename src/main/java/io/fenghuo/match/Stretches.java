package io.fenghuo.match;

import io.fenghuo.model.MatchMode;
import io.fenghuo.normalise.Folder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds keywords in which somebody wrote a character more often than the keyword does: 太差差差了 is 太差了, never the other way round. A run at the
 * edge of a keyword needs no such search: the keyword stands in it plainly. So each run inside a keyword is known by its character and the two
 * beside it, and only where a text has a longer run between the same two are the keywords held against it. Latin letters count from three on
 * (good is not god), digits never. Immutable, threadsafe.
 */
final class Stretches {
    /** What was told once. */
    private record Told(Automaton.Use use, int start, int end) {}

    private static final int LEAST_LATIN = 3;
    /** So often at the most a keyword is held against one text, so that no text takes long. */
    private static final int MOST_HELD = 100_000;

    /** Where in {@link #uses} the keywords of a run stand, by {@link #key}. */
    private final LongMap runs = new LongMap();

    private final List<List<Automaton.Use>> uses = new ArrayList<>();

    private Stretches() {
        uses.add(List.of());
    }

    /** Over the keywords of {@code rules} that are searched in folded text. */
    static Stretches of(List<CompiledRule> rules) {
        Stretches stretches = new Stretches();
        for (int r = 0; r < rules.size(); r++) {
            CompiledRule rule = rules.get(r);
            for (int l = 0; rule.folding == MatchMode.FOLDED && l < rule.leaves.size(); l++) {
                Literal literal = rule.leaves.get(l).literal();
                if (literal != null
                        && literal.folded().length() > 2
                        && !literal.word().sameCase()) {
                    stretches.add(new Automaton.Use(r, l, literal));
                }
            }
        }
        return stretches;
    }

    private void add(Automaton.Use use) {
        String folded = use.literal().folded();
        int end;
        for (int start = 1; start < folded.length() - 1; start = end) {
            char c = folded.charAt(start);
            end = start + 1;
            while (end < folded.length() && folded.charAt(end) == c) {
                end++;
            }
            if (end < folded.length() && folded.charAt(start - 1) != c && mayRun(c)) {
                long key = key(folded.charAt(start - 1), c, folded.charAt(end));
                int at = runs.get(key);
                if (at == 0) {
                    at = uses.size();
                    runs.put(key, at);
                    uses.add(new ArrayList<>(1));
                }
                uses.get(at).add(use);
            }
        }
    }

    private static long key(char before, char c, char after) {
        return (1L << 48) | ((long) before << 32) | ((long) c << 16) | after;
    }

    private static boolean mayRun(char c) {
        return Character.isLetter(c) && !Character.isSurrogate(c);
    }

    /** Whether a run of the text is one that a keyword may have shorter; allocates nothing. */
    boolean any(char[] text, int length) {
        int start = run(text, length, 1);
        while (start > 0) {
            int end = end(text, length, start);
            if (end < length && candidates(text, start, end) > 0) {
                return true;
            }
            start = run(text, length, end);
        }
        return false;
    }

    /** Where the next run with something on both sides begins; 0 when there is none. */
    private static int run(char[] text, int length, int from) {
        for (int i = from; i + 2 < length; i++) {
            if (text[i] == text[i + 1] && text[i] != text[i - 1]) {
                return i;
            }
        }
        return 0;
    }

    private static int end(char[] text, int length, int start) {
        int end = start + 1;
        while (end < length && text[end] == text[start]) {
            end++;
        }
        return end;
    }

    private int candidates(char[] text, int start, int end) {
        boolean latin = Literal.isWordCharacter(text[start]);
        if ((latin && end - start < LEAST_LATIN) || !mayRun(text[start])) {
            return 0;
        }
        return runs.get(key(text[start - 1], text[start], text[end]));
    }

    /** Tells of every keyword that stands stretched in what {@code text} read last. */
    void tell(Folder text, Automaton.Sink sink) {
        char[] chars = text.characters();
        int length = text.length();
        Set<Told> told = new HashSet<>();
        int held = 0;
        for (int start = run(chars, length, 1); start > 0; start = run(chars, length, end(chars, length, start))) {
            int end = end(chars, length, start);
            if (end < length) {
                for (Automaton.Use use : uses.get(candidates(chars, start, end))) {
                    if (++held > MOST_HELD) {
                        return;
                    }
                    hold(chars, length, new int[] {start, end}, use, told, sink);
                }
            }
        }
    }

    /** Holds a keyword against the text with each of its runs of this character upon that of the text. */
    private static void hold(
            char[] text, int length, int[] run, Automaton.Use use, Set<Told> told, Automaton.Sink sink) {
        String folded = use.literal().folded();
        for (int at = 1; at < folded.length() - 1; at++) {
            int end = at;
            while (end < folded.length() && folded.charAt(end) == text[run[0]]) {
                end++;
            }
            boolean inside = end > at && end < folded.length() && folded.charAt(at - 1) != text[run[0]];
            if (inside && end - at < run[1] - run[0]) {
                int left = left(text, run[0], folded, at);
                int right = right(text, length, run[1], folded, end);
                boolean whole = left >= 0 && right >= 0 && isWhole(text, length, use.literal(), left, right);
                if (whole && told.add(new Told(use, left, right))) {
                    sink.found(use, left, right);
                }
            }
        }
    }

    /** Where the keyword before {@code done} begins, read leftwards from the text's {@code from}; -1 when it does not stand there. */
    private static int left(char[] text, int from, String keyword, int done) {
        int place = from;
        int i = done;
        while (i > 0) {
            char c = keyword.charAt(i - 1);
            int wanted = 0;
            while (i > 0 && keyword.charAt(i - 1) == c) {
                wanted++;
                i--;
            }
            int there = 0;
            while (place - there > 0 && text[place - there - 1] == c) {
                there++;
            }
            if (!enough(c, wanted, there, i == 0)) {
                return -1;
            }
            place -= i == 0 ? wanted : there;
        }
        return place;
    }

    private static int right(char[] text, int length, int from, String keyword, int done) {
        int place = from;
        int i = done;
        while (i < keyword.length()) {
            char c = keyword.charAt(i);
            int wanted = 0;
            while (i < keyword.length() && keyword.charAt(i) == c) {
                wanted++;
                i++;
            }
            int there = 0;
            while (place + there < length && text[place + there] == c) {
                there++;
            }
            boolean last = i == keyword.length();
            if (!enough(c, wanted, there, last)) {
                return -1;
            }
            place += last ? wanted : there;
        }
        return place;
    }

    private static boolean enough(char c, int wanted, int there, boolean edge) {
        boolean longer = Literal.isWordCharacter(c) ? mayRun(c) && there >= LEAST_LATIN : mayRun(c);
        return there >= wanted && (there == wanted || edge || longer);
    }

    private static boolean isWhole(char[] text, int length, Literal literal, int start, int end) {
        return !(literal.wholeLeft() && start > 0 && Literal.isWordCharacter(text[start - 1]))
                && !(literal.wholeRight() && end < length && Literal.isWordCharacter(text[end]));
    }
}
