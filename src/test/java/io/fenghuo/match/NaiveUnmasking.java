package io.fenghuo.match;

import io.fenghuo.normalise.Folder;
import io.fenghuo.normalise.Sounds;
import io.fenghuo.normalise.Via;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every keyword held against every place in every way, one after another: slow, and plainly what the documentation says. First letters left out. */
final class NaiveUnmasking {
    private static final int MOST_MARKS = 3;
    private static final String ENDS = ",.，。!！?？;；:：、…\n";

    private final Disguises disguises;
    private final Likeness likeness;
    private final char[] text;
    private final int length;
    private final Map<String, String> found = new LinkedHashMap<>();

    private NaiveUnmasking(Disguises disguises, Folder text) {
        this.disguises = disguises;
        this.likeness = new Likeness(disguises);
        this.text = text.characters();
        this.length = text.length();
    }

    /** Place and keyword of every reading, with how it is changed. */
    static Map<String, String> of(Disguises disguises, Folder text) {
        NaiveUnmasking naive = new NaiveUnmasking(disguises, text);
        for (int start = 0; start < naive.length; start++) {
            if (!Character.isLowSurrogate(naive.text[start])) {
                for (Disguises.Keyword keyword : disguises.keywords()) {
                    naive.read(keyword, start, start, 0, Evidence.Changes.NONE);
                }
            }
        }
        return naive.found;
    }

    static String key(Disguises.Keyword keyword, int start, int end) {
        return start + "-" + end + " " + keyword.folded();
    }

    private void read(Disguises.Keyword keyword, int start, int at, int done, Evidence.Changes changes) {
        if (done == keyword.chars().length) {
            if (changes.same() < done && isWhole(start, at)) {
                found.putIfAbsent(key(keyword, start, at), changes.toString());
            }
            return;
        }
        take(keyword, start, at, done, changes);
        int place = at;
        while (done > 0 && place < length && place - at < MOST_MARKS && isMark(text[place])) {
            place++;
        }
        if (place > at && place < length) {
            take(keyword, start, place, done, changes.with(Via.SEPARATOR));
        }
    }

    private void take(Disguises.Keyword keyword, int start, int place, int done, Evidence.Changes changes) {
        if (place >= length) {
            return;
        }
        int meant = keyword.chars()[done];
        int c = Character.codePointAt(text, place, length);
        int next = place + Character.charCount(c);
        List<int[]> ways = new ArrayList<>();
        ways.add(new int[] {c, next});
        for (int end = place + 2; end <= Math.min(length, place + Sounds.LONGEST) && letters(place, end); end++) {
            int id = Sounds.get().id(new String(text, place, end - place));
            if (id >= 0) {
                ways.add(new int[] {id | Likeness.PINYIN, end});
            }
        }
        if (next < length && !letters(place, next)) {
            int second = Character.codePointAt(text, next, length);
            for (int joined : disguises.joined(c, second)) {
                ways.add(new int[] {joined | Likeness.JOINED, next + Character.charCount(second)});
            }
        }
        for (int[] way : ways) {
            int how = likeness.of(way[0], meant);
            if (how != Likeness.NONE) {
                read(keyword, start, way[1], done + 1, changes.and(how));
            }
        }
    }

    private boolean letters(int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] < 'a' || text[i] > 'z') {
                return false;
            }
        }
        return true;
    }

    private boolean isWhole(int start, int end) {
        return !(start > 0 && Literal.isWordCharacter(text[start]) && Literal.isWordCharacter(text[start - 1]))
                && !(end < length && Literal.isWordCharacter(text[end - 1]) && Literal.isWordCharacter(text[end]));
    }

    private static boolean isMark(char c) {
        return c == ' '
                || !(Character.isLetterOrDigit(c)
                        || Character.isSurrogate(c)
                        || Character.isWhitespace(c)
                        || ENDS.indexOf(c) >= 0);
    }
}
