package io.fenghuo.match;

import io.fenghuo.match.Disguises.Keyword;
import io.fenghuo.normalise.Folder;
import io.fenghuo.normalise.Ordinary;
import io.fenghuo.normalise.Sounds;
import io.fenghuo.normalise.Via;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One text searched for disguised keywords: from every place the trie of keywords is walked along all that the characters there can mean. The
 * steps from one place are bounded, the more tightly the longer the text, so that no text takes long whatever it holds. Confined to its caller's
 * thread.
 */
final class Unmasking {
    /** Steps for a whole text; a step is a keyword's character held against the text, and they come to some {@code 1e8} a second. */
    static final int MOST_STEPS = 16_000_000;

    private static final int MOST_STEPS_AT_A_PLACE = 4_000;
    private static final int MOST_VISITS = 300;
    /** So many steps a reading is worth that must be weighed. */
    private static final int WEIGHING = 16;

    private static final int MOST_FOUND = 2_000;
    private static final int MOST_BELIEVED = 200;
    private static final int DEEPEST = 40;
    private static final int MOST_MARKS = 3;
    private final Disguises disguises;
    private final Trie trie;
    private final Room room;
    private final Folder folder;
    private final char[] text;
    private final int length;
    private final BitSet plain;
    private final boolean refusedToo;
    private final Surroundings surroundings;
    private final Sounds sounds = Sounds.get();
    private final int[] starts;
    private final int[] ends;
    private final int[] how;
    private @Nullable List<Found> found;
    private int visits;
    private int steps;
    private int lastStep;
    private int reached;

    /** What one search after the other can use. Confined to one thread. */
    static final class Room {
        private final int[] starts = new int[DEEPEST + 1];
        private final int[] ends = new int[DEEPEST + 1];
        private final int[] how = new int[DEEPEST + 1];
        private final LongMap seen = new LongMap();
    }

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

    /**
     * @param text what it read last is searched
     * @param plain the places of the folded text where keywords stand plainly
     * @param refusedToo whether readings are wanted too that are not to be believed
     */
    Unmasking(Disguises disguises, Room room, Folder text, BitSet plain, boolean refusedToo) {
        this.disguises = disguises;
        this.trie = disguises.trie();
        this.room = room;
        this.folder = text;
        this.text = text.characters();
        this.length = text.length();
        this.plain = plain;
        this.refusedToo = refusedToo;
        this.surroundings = new Surroundings(this.text, length);
        this.starts = room.starts;
        this.ends = room.ends;
        this.how = room.how;
    }

    /** The readings likelier than not; the others too if they are wanted. */
    List<Found> candidates() {
        room.seen.clear();
        int most = Math.min(MOST_STEPS_AT_A_PLACE, MOST_STEPS / Math.max(1, length));
        for (int i = 0; i < length && !isFull(); i++) {
            reached = i + 1;
            char c = text[i];
            if (disguises.isSimple(c) && (i + 1 == length || disguises.isSimple(text[i + 1]))) {
                if (i + 1 == length || !disguises.mayBegin(c, text[i + 1])) {
                    continue;
                }
            } else if (isLetter(c) && (i == 0 || !isLetter(text[i - 1]))) {
                initials(i);
            }
            boolean within = Character.isLowSurrogate(c) || (i > 0 && isWord(c) && isWord(text[i - 1]));
            if (!within && !plain.get(i)) {
                visits = 0;
                lastStep = steps + most;
                take(Trie.ROOT, i, 0);
            }
        }
        return found == null ? List.of() : found;
    }

    /** What stands at {@code at} can mean; null for nothing. */
    private @Nullable Meanings meanings(int at) {
        return disguises.meanings(codePoint(at));
    }

    /** Whether what stands at {@code at} and what follows it are the parts of a character. */
    private boolean isFirstOfTwo(int at) {
        char c = text[at];
        if (!disguises.isPart(c) || at + 1 >= length) {
            return false;
        }
        Meanings next = meanings(at + 1);
        return next != null && next.part && disguises.joined(c, codePoint(at + 1)).length > 0;
    }

    /** Whether there is nothing to heed at {@code at} but what its character means. */
    private boolean isSimple(int at) {
        return disguises.isSimple(text[at]) || (Signs.isPlain(text[at]) && !isFirstOfTwo(at));
    }

    /** How many steps the search took. */
    int steps() {
        return steps;
    }

    /** How far into the folded text the search came. */
    int reached() {
        return reached;
    }

    private boolean isFull() {
        return found != null && found.size() >= MOST_FOUND;
    }

    private void walk(int node, int at, int depth) {
        if (depth > 1 && trie.word(node) != Trie.NO_WORD) {
            weigh(trie.word(node), depth);
        }
        if (at >= length || depth == DEEPEST || trie.begin(node) == trie.end(node)) {
            return;
        }
        take(node, at, depth);
        if (Signs.isMark(text[at])) {
            int place = afterMarks(at);
            if (place > at) {
                take(node, place, depth);
            }
        }
    }

    /** Takes what stands at {@code place} as the next character of a keyword. */
    private void take(int node, int place, int depth) {
        Meanings here = meanings(place);
        if (here != null) {
            follow(node, here, place, next(place), depth);
        }
        if (isLetter(text[place])) {
            syllables(node, place, depth);
        } else if (isFirstOfTwo(place)) {
            join(node, place, depth);
        }
    }

    private int next(int place) {
        return place + Character.charCount(codePoint(place));
    }

    /** Takes what stands at {@code place} together with what follows it as the parts of one character. */
    private void join(int node, int place, int depth) {
        int second = next(place);
        for (int joined : disguises.joined(codePoint(place), codePoint(second))) {
            int child = disguises.child(node, joined);
            steps++;
            if (child != 0) {
                step(child, place, next(second), Via.SPLIT.bit(), depth);
            }
        }
    }

    /** Goes on to every child of {@code node} that what stands in [place, next) can mean. */
    private void follow(int node, Meanings here, int place, int next, int depth) {
        if (node == Trie.ROOT) {
            begin(here, place, next);
            return;
        }
        int end = trie.end(node);
        for (int child = trie.begin(node); child < end; child++) {
            if (++steps > lastStep) {
                return;
            }
            if (here.has(trie.label(child))) {
                step(child, place, next, here.like(trie.label(child)), depth);
            }
        }
    }

    /** Goes on to everything that what stands in [place, next) can begin; where all is simple, only if it also goes on from there. */
    private void begin(Meanings here, int place, int next) {
        if (next >= length) {
            return;
        }
        Meanings then = meanings(next);
        boolean opens = then != null && here.begins(then);
        boolean simple = isSimple(next);
        if (simple && !opens) {
            steps++;
            return;
        }
        for (int child : here.firsts) {
            if (++steps > lastStep) {
                return;
            }
            if (!simple || leads(child, Objects.requireNonNull(then))) {
                step(child, place, next, here.like(trie.label(child)), 0);
            }
        }
    }

    /** Whether {@code node} has a child that {@code then} can mean. */
    private boolean leads(int node, Meanings then) {
        int end = trie.end(node);
        for (int child = trie.begin(node); child < end; child++) {
            steps++;
            if (then.has(trie.label(child))) {
                return true;
            }
        }
        return false;
    }

    private void step(int child, int place, int next, int like, int depth) {
        if (depth == 0 || ++visits <= MOST_VISITS) {
            starts[depth] = place;
            ends[depth] = next;
            how[depth] = like;
            walk(child, next, depth + 1);
        }
    }

    private void syllables(int node, int place, int depth) {
        int end = place + 1;
        while (end < length && end - place < Sounds.LONGEST && isLetter(text[end])) {
            end++;
            int id = sounds.id(text, place, end);
            Meanings read = id < 0 ? null : disguises.syllable(id);
            if (read != null) {
                follow(node, read, place, end, depth);
            }
        }
    }

    /** Past a few marks, where folding kept them because not both their neighbours are Han. */
    private int afterMarks(int at) {
        int i = at;
        while (i < length && i - at < MOST_MARKS && Signs.isMark(text[i])) {
            i++;
        }
        return i < length ? i : at;
    }

    /** Takes a run of letters as first letters of sounds, unless it is written as brands are. */
    private void initials(int start) {
        int end = start;
        while (end < length && isLetter(text[end])) {
            end++;
        }
        if (end - start < Disguises.LEAST_INITIALS
                || end - start > DEEPEST
                || !disguises.mayBeInitials(text, start, end)
                || besideDigit(start, end)
                || isLatinWord(start, end)
                || folder.isUpperCase(start, end)) {
            return;
        }
        String letters = new String(text, start, end - start);
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
        return (start > 0 && isJoint(text[start - 1])) || (end < length && isJoint(text[end]));
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
        if (chars.length != depth || isFull() || covered(start, end) || !isWhole(start, end)) {
            return;
        }
        steps += WEIGHING;
        Evidence.Changes changes = Evidence.Changes.NONE;
        for (int i = 0; i < depth; i++) {
            changes = changes.and(how[i]);
            if (i > 0 && starts[i] > ends[i - 1]) {
                changes = changes.with(Via.SEPARATOR);
            }
        }
        if (changes.same() < depth && room.seen.put(((long) (start + 1) << 40) | ((long) end << 20) | entry, 1) == 0) {
            add(keyword, start, end, Arrays.copyOf(starts, depth), tie(depth), changes);
        }
    }

    /** How firmly the firmest of the changed characters is tied to its neighbours. */
    private double tie(int depth) {
        double tie = 0;
        for (int i = 0; i < depth; i++) {
            if (how[i] != 0) {
                tie = Math.max(tie, surroundings.tie(starts[i], ends[i]));
            }
        }
        return tie;
    }

    private void add(Keyword keyword, int start, int end, int[] at, double tie, Evidence.Changes changes) {
        boolean digits =
                changes.same() == 0 && changes.via() == Via.DIGIT.bit() && at.length >= Weights.SHORTEST_NUMBER;
        double firm = digits ? 0 : tie;
        double gain = surroundings.gain(start, end, keyword);
        boolean pinyin = changes.via() == Via.PINYIN.bit() && !isLatinWord(start, end);
        if (pinyin || digits || changes.has(Via.INITIALS)) {
            gain = Math.max(gain, digits ? 2 * Weights.SPELT_OUT : Weights.SPELT_OUT);
        }
        if (!refusedToo && Weights.most(at.length, changes, firm, gain) <= 0) {
            return;
        }
        double odd = surroundings.odd(start);
        double rare = surroundings.rare(start);
        Evidence evidence = new Evidence(gain, firm, odd, rare, at.length, changes);
        double score = evidence.score();
        if (refusedToo || score > 0) {
            if (found == null) {
                found = new ArrayList<>();
            }
            found.add(new Found(keyword, start, end, at, evidence, score));
        }
    }

    private boolean isLatinWord(int start, int end) {
        return Ordinary.get().isLatinWord(new String(text, start, end - start));
    }

    private boolean covered(int start, int end) {
        int first = plain.nextSetBit(start);
        return first >= 0 && first < end;
    }

    /** Latin letters and digits that belong to the way must not run on beyond it. */
    private boolean isWhole(int start, int end) {
        char first = text[start];
        char last = text[end - 1];
        boolean left = start > 0 && isWord(first) && isWord(text[start - 1]);
        boolean right = end < length && isWord(last) && isWord(text[end]);
        return !left && !right;
    }

    private static boolean isWord(char c) {
        return Literal.isWordCharacter(c);
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }

    private int codePoint(int at) {
        char c = text[at];
        return Character.isHighSurrogate(c) && at + 1 < length && Character.isLowSurrogate(text[at + 1])
                ? Character.toCodePoint(c, text[at + 1])
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
