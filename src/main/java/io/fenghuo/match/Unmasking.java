package io.fenghuo.match;

import io.fenghuo.match.Disguises.Keyword;
import io.fenghuo.normalise.Folded;
import io.fenghuo.normalise.Ordinary;
import io.fenghuo.normalise.Shapes;
import io.fenghuo.normalise.Sounds;
import io.fenghuo.normalise.StandIns;
import io.fenghuo.normalise.Via;
import java.util.ArrayList;
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
    private static final int PINYIN = 1 << 24;
    private static final int JOINED = 1 << 25;
    private static final int CODE_POINT = PINYIN - 1;
    private static final String ENDS = ",.，。!！?？;；:：、…\n";

    private final Disguises disguises;
    private final Folded text;
    private final BitSet plain;
    private final Surroundings surroundings;
    private final Sounds sounds = Sounds.get();
    private final int[] starts = new int[DEEPEST + 1];
    private final int[] ends = new int[DEEPEST + 1];
    private final int[] what = new int[DEEPEST + 1];
    private final List<Found> found = new ArrayList<>();
    private final Set<Long> seen = new HashSet<>();
    private int visits;
    private boolean marks;

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
                marks = false;
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
                what[depth] = joined | JOINED;
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
                what[depth] = id | PINYIN;
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
        if (!disguises.hasInitials() || end - start < 3 || end - start > DEEPEST || besideDigit(start, end)) {
            return;
        }
        String letters = text.subSequence(start, end).toString();
        for (int entry : disguises.initials(letters)) {
            Keyword keyword = disguises.keyword(entry);
            int[] at = new int[keyword.chars().length];
            for (int i = 0; i < at.length; i++) {
                at[i] = start + i;
            }
            if (!Ordinary.get().isLatinWord(letters)) {
                Evidence evidence = evidence(keyword, start, end, 0, 0, 0, 0, 0, 0, at.length, Via.INITIALS.bit());
                found.add(new Found(keyword, start, end, at, evidence, evidence.score()));
            }
        }
    }

    private boolean besideDigit(int start, int end) {
        return (start > 0 && isJoint(text.charAt(start - 1))) || (end < text.length() && isJoint(text.charAt(end)));
    }

    private static boolean isJoint(char c) {
        return Character.isLetterOrDigit(c) && !Character.isIdeographic(c) || ".-_/@:&=?#".indexOf(c) >= 0;
    }

    /** Looks at the walked way as {@code keyword}. */
    private void weigh(int entry, int depth) {
        Keyword keyword = disguises.keyword(entry);
        int[] chars = keyword.chars();
        if (chars.length != depth || found.size() >= MOST_FOUND) {
            return;
        }
        int same = 0;
        int kin = 0;
        int sound = 0;
        int near = 0;
        int shape = 0;
        int sign = 0;
        int via = 0;
        double tie = 0;
        for (int i = 0; i < depth; i++) {
            int how = how(what[i], chars[i]);
            if (how < 0) {
                return;
            }
            via |= how & 0xFFFF;
            tie = how == 0 ? tie : Math.max(tie, surroundings.tie(starts[i], ends[i]));
            if (how == 0) {
                same++;
            } else if (how == NEAR) {
                near++;
            } else if (how == Via.SOUND.bit()) {
                sound++;
                kin += disguises.isAlike(what[i] & CODE_POINT, chars[i]) ? 1 : 0;
            } else if ((how & Via.SHAPE.bit()) != 0) {
                shape++;
                kin += Shapes.get().isTwin(what[i] & CODE_POINT, chars[i]) ? 1 : 0;
            } else {
                sign++;
            }
        }
        int start = starts[0];
        int end = ends[depth - 1];
        if (same == depth || !isWhole(keyword, start, end)) {
            return;
        }
        int[] at = new int[depth];
        System.arraycopy(starts, 0, at, 0, depth);
        for (int i = 1; i < depth; i++) {
            if (starts[i] > ends[i - 1]) {
                via |= Via.SEPARATOR.bit();
            }
        }
        if (covered(start, end) || !seen.add(((long) start << 40) | ((long) end << 20) | entry)) {
            return;
        }
        Evidence evidence = evidence(keyword, start, end, tie, same, kin, sound, near, shape, sign, via);
        found.add(new Found(keyword, start, end, at, evidence, evidence.score()));
    }

    private boolean covered(int start, int end) {
        int first = plain.nextSetBit(start);
        return first >= 0 && first < end;
    }

    private Evidence evidence(
            Keyword keyword,
            int start,
            int end,
            double tie,
            int same,
            int kin,
            int sound,
            int near,
            int shape,
            int sign,
            int via) {
        double gain = surroundings.gain(start, end, keyword.chars());
        if (via == Via.PINYIN.bit()
                && !Ordinary.get().isLatinWord(text.subSequence(start, end).toString())) {
            gain = Math.max(gain, Weights.SPELT_OUT);
        }
        double odd = surroundings.odd(start);
        double rare = surroundings.rare(start);
        return new Evidence(gain, tie, odd, rare, keyword.chars().length, same, kin, sound, near, shape, sign, via);
    }

    private static final int NEAR = 1 << 20 | 1 << 7;

    /** How {@code written} is {@code meant}: 0 the same, bits of Via, or -1 not at all. */
    private int how(int written, int meant) {
        if ((written & PINYIN) != 0) {
            int syllable = written & CODE_POINT;
            for (int reading : sounds.of(meant)) {
                if (reading == syllable) {
                    return Via.PINYIN.bit();
                }
            }
            return -1;
        }
        int c = written & CODE_POINT;
        if ((written & JOINED) != 0) {
            return c == meant ? Via.SPLIT.bit() : -1;
        }
        if (c == meant) {
            return 0;
        }
        if (sounds.same(c, meant)) {
            return Via.SOUND.bit();
        }
        for (StandIns.StandIn stand : StandIns.get().of(c)) {
            if (stand.codePoint() == meant) {
                return stand.via().bit();
            }
            if (sounds.same(stand.codePoint(), meant)) {
                return stand.via().bit() | Via.SOUND.bit();
            }
        }
        if (disguises.isAlike(c, meant)) {
            return Via.SHAPE.bit();
        }
        for (int a : sounds.of(c)) {
            for (int b : sounds.of(meant)) {
                if (sounds.coarse(a) == sounds.coarse(b)) {
                    return NEAR;
                }
            }
        }
        return -1;
    }

    /** Latin letters and digits that belong to the way must not run on beyond it. */
    private boolean isWhole(Keyword keyword, int start, int end) {
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
