package io.fenghuo.match;

import io.fenghuo.match.Disguises.Keyword;
import io.fenghuo.normalise.Folded;
import io.fenghuo.normalise.Ordinary;
import io.fenghuo.normalise.Sounds;
import io.fenghuo.normalise.Via;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One text searched for disguised keywords: from every place the trie of sounds is walked along all that the characters can be, at most
 * {@value #MOST_VISITS} steps from one place, so a text takes time in proportion to its length whatever it holds. Confined to its caller's thread.
 */
final class Unmasking {
    private static final int MOST_VISITS = 300;
    private static final int MOST_FOUND = 2_000;
    private static final int MOST_BELIEVED = 200;
    private static final int DEEPEST = 40;
    private static final int MOST_MARKS = 3;
    private static final String ENDS = ",.，。!！?？;；:：、…\n";

    private final Disguises disguises;
    private final Folded text;
    private final BitSet plain;
    private final Surroundings surroundings;
    private final Likeness likeness;
    private final Sounds sounds = Sounds.get();
    private final int[] starts = new int[DEEPEST + 1];
    private final int[] ends = new int[DEEPEST + 1];
    private final int[] what = new int[DEEPEST + 1];
    private final List<Found> found = new ArrayList<>();
    private final Set<Long> seen = new HashSet<>();
    private int visits;

    /** A reading of [start, end) as a keyword; {@code at[i]} is where its i-th character stands. */
    record Found(Keyword keyword, int start, int end, int[] at, Evidence evidence, double score) {
        boolean overlaps(Found other) {
            return start < other.end && other.start < end;
        }

        /** Whether both read some place differently. */
        boolean contradicts(Found other) {
            if (!overlaps(other)) {
                return false;
            }
            for (int i = 0; i < at.length; i++) {
                for (int j = 0; j < other.at.length; j++) {
                    if (at[i] == other.at[j]
                            && keyword.chars()[i] != other.keyword.chars()[j]) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    /** {@code plain} marks the places of the folded text where keywords stand plainly. */
    Unmasking(Disguises disguises, Folded text, BitSet plain) {
        this.disguises = disguises;
        this.likeness = new Likeness(disguises);
        this.text = text;
        this.plain = plain;
        this.surroundings = new Surroundings(text);
    }

    /** Every reading, accepted or not. */
    List<Found> candidates() {
        for (int i = 0; i < text.length() && found.size() < MOST_FOUND; i++) {
            char c = text.charAt(i);
            if (isLetter(c) && (i == 0 || !isLetter(text.charAt(i - 1)))) {
                initials(i);
            }
            if (!Character.isLowSurrogate(c)) {
                visits = 0;
                walk(Trie.ROOT, i, 0);
            }
        }
        return found;
    }

    private void walk(int node, int at, int depth) {
        if (depth > 1) {
            for (int entry : disguises.trie().entries(node)) {
                weigh(entry, depth);
            }
        }
        if (at >= text.length() || depth == DEEPEST) {
            return;
        }
        take(node, at, depth);
        int place = depth == 0 ? at : afterMarks(at);
        if (place > at) {
            take(node, place, depth);
        }
    }

    /** Takes what stands at {@code place} as the next step. */
    private void take(int node, int place, int depth) {
        int c = codePoint(place);
        int next = place + Character.charCount(c);
        starts[depth] = place;
        ends[depth] = next;
        what[depth] = c;
        for (int step : disguises.steps(c)) {
            step(node, step, next, depth);
        }
        if (isLetter((char) c)) {
            syllables(node, place, depth);
        } else if (next < text.length() && c >= 0x2E80) {
            int second = codePoint(next);
            for (int joined : disguises.joined(c, second)) {
                starts[depth] = place;
                ends[depth] = next + Character.charCount(second);
                what[depth] = joined | Likeness.JOINED;
                for (int step : disguises.steps(joined)) {
                    step(node, step, ends[depth], depth);
                }
            }
        }
    }

    private void step(int node, int step, int next, int depth) {
        int child = disguises.trie().child(node, step);
        if (child != 0 && ++visits <= MOST_VISITS) {
            int from = starts[depth];
            int to = ends[depth];
            int is = what[depth];
            walk(child, next, depth + 1);
            starts[depth] = from;
            ends[depth] = to;
            what[depth] = is;
        }
    }

    private void syllables(int node, int place, int depth) {
        StringBuilder letters = new StringBuilder(Sounds.LONGEST);
        for (int i = place; i < text.length() && letters.length() < Sounds.LONGEST && isLetter(text.charAt(i)); i++) {
            letters.append(text.charAt(i));
            int id = letters.length() < 2 ? -1 : sounds.id(letters.toString());
            if (id >= 0) {
                starts[depth] = place;
                ends[depth] = i + 1;
                what[depth] = id | Likeness.PINYIN;
                step(node, sounds.coarse(id), i + 1, depth);
            }
        }
    }

    /** Past a few marks, where folding kept them because not both their neighbours are Han. */
    private int afterMarks(int at) {
        int i = at;
        while (i < text.length() && i - at < MOST_MARKS && isMark(text.charAt(i))) {
            i++;
        }
        return i < text.length() ? i : at;
    }

    /** Whatever is neither letter nor digit, nor ends a clause. */
    private static boolean isMark(char c) {
        return c == ' '
                || !(Character.isLetterOrDigit(c)
                        || Character.isSurrogate(c)
                        || Character.isWhitespace(c)
                        || ENDS.indexOf(c) >= 0);
    }

    private void initials(int start) {
        int end = start;
        while (end < text.length() && isLetter(text.charAt(end))) {
            end++;
        }
        if (!disguises.hasInitials()
                || end - start < 3
                || end - start > DEEPEST
                || besideDigit(start, end)
                || isLatinWord(start, end)) {
            return;
        }
        String letters = text.subSequence(start, end).toString();
        for (int entry : disguises.initials(letters)) {
            Keyword keyword = disguises.keyword(entry);
            int[] at = new int[keyword.chars().length];
            for (int i = 0; i < at.length; i++) {
                at[i] = start + i;
            }
            add(keyword, start, end, at, 0, Evidence.Changes.NONE.with(Via.INITIALS));
        }
    }

    private boolean besideDigit(int start, int end) {
        return (start > 0 && isJoint(text.charAt(start - 1))) || (end < text.length() && isJoint(text.charAt(end)));
    }

    private static boolean isJoint(char c) {
        return (Character.isLetterOrDigit(c) && !Character.isIdeographic(c)) || ".-_/@:&=?#".indexOf(c) >= 0;
    }

    /** Looks at the walked way as a keyword. */
    private void weigh(int entry, int depth) {
        Keyword keyword = disguises.keyword(entry);
        int[] chars = keyword.chars();
        int start = starts[0];
        int end = ends[depth - 1];
        if (chars.length != depth || found.size() >= MOST_FOUND || covered(start, end) || !isWhole(start, end)) {
            return;
        }
        Evidence.Changes changes = Evidence.Changes.NONE;
        double tie = 0;
        for (int i = 0; i < depth; i++) {
            int how = likeness.of(what[i], chars[i]);
            if (how == Likeness.NONE) {
                return;
            }
            changes = changes.and(how);
            tie = how == 0 ? tie : Math.max(tie, surroundings.tie(starts[i], ends[i]));
            if (i > 0 && starts[i] > ends[i - 1]) {
                changes = changes.with(Via.SEPARATOR);
            }
        }
        if (changes.same() < depth && seen.add(((long) start << 40) | ((long) end << 20) | entry)) {
            add(keyword, start, end, Arrays.copyOf(starts, depth), tie, changes);
        }
    }

    private void add(Keyword keyword, int start, int end, int[] at, double tie, Evidence.Changes changes) {
        double gain = surroundings.gain(start, end, keyword.chars());
        boolean pinyin = changes.via() == Via.PINYIN.bit() && !isLatinWord(start, end);
        boolean digits =
                changes.same() == 0 && changes.via() == Via.DIGIT.bit() && at.length >= Weights.SHORTEST_NUMBER;
        if (pinyin || digits || changes.has(Via.INITIALS)) {
            gain = Math.max(gain, digits ? 2 * Weights.SPELT_OUT : Weights.SPELT_OUT);
        }
        Evidence evidence = new Evidence(
                gain,
                digits ? 0 : tie,
                surroundings.odd(start),
                surroundings.rare(start),
                keyword.chars().length,
                changes);
        found.add(new Found(keyword, start, end, at, evidence, evidence.score()));
    }

    private boolean isLatinWord(int start, int end) {
        return Ordinary.get().isLatinWord(text.subSequence(start, end).toString());
    }

    private boolean covered(int start, int end) {
        int first = plain.nextSetBit(start);
        return first >= 0 && first < end;
    }

    /** Latin letters and digits that belong to the way must not run on beyond it. */
    private boolean isWhole(int start, int end) {
        char first = text.charAt(start);
        char last = text.charAt(end - 1);
        boolean left = start > 0 && isWord(first) && isWord(text.charAt(start - 1));
        boolean right = end < text.length() && isWord(last) && isWord(text.charAt(end));
        return !left && !right;
    }

    private static boolean isWord(char c) {
        return Literal.isWordCharacter(c);
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }

    private int codePoint(int at) {
        char c = text.charAt(at);
        return Character.isHighSurrogate(c) && at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                ? Character.toCodePoint(c, text.charAt(at + 1))
                : c;
    }

    /** The readings to believe: likelier than not, and none that a clearly better one contradicts. */
    static List<Found> believed(List<Found> candidates) {
        List<Found> sorted = new ArrayList<>(candidates);
        sorted.removeIf(each -> each.score <= 0);
        sorted.sort(Comparator.comparingDouble(Found::score).reversed());
        List<Found> believed = new ArrayList<>();
        for (Found each : sorted) {
            boolean contradicted = false;
            for (Found better : believed) {
                contradicted |= better.score - each.score > Weights.MARGIN && better.contradicts(each);
            }
            if (!contradicted && believed.size() < MOST_BELIEVED) {
                believed.add(each);
            }
        }
        return believed;
    }
}
