package io.fenghuo.match;

import io.fenghuo.normalise.Shapes;
import io.fenghuo.normalise.Sounds;
import io.fenghuo.normalise.StandIns;
import io.fenghuo.normalise.Via;

/** How what is written is like the keyword's character it may stand for. Immutable, threadsafe. */
final class Likeness {
    /** Marks a written syllable: the rest is its id. */
    static final int PINYIN = 1 << 24;
    /** Marks a character written as its two parts. */
    static final int JOINED = 1 << 25;
    /** Not like it at all. */
    static final int NONE = -1;
    /** Beside {@link Via#SOUND}: only nearly the same sound. */
    static final int NEAR = 1 << 20;
    /** Beside {@link Via#SOUND} or {@link Via#SHAPE}: alike in both, or commonly mistaken. */
    static final int KIN = 1 << 21;

    private static final int CODE_POINT = PINYIN - 1;

    private final Disguises disguises;
    private final Sounds sounds = Sounds.get();
    private final Shapes shapes = Shapes.get();
    private final StandIns standIns = StandIns.get();

    Likeness(Disguises disguises) {
        this.disguises = disguises;
    }

    /** Bits of {@link Via} with {@link #NEAR} and {@link #KIN}; 0 for the very same, {@link #NONE} for nothing. */
    int of(int written, int meant) {
        int c = written & CODE_POINT;
        if ((written & PINYIN) != 0) {
            return isSyllable(c, meant) ? Via.PINYIN.bit() : NONE;
        }
        if ((written & JOINED) != 0) {
            return c == meant ? Via.SPLIT.bit() : NONE;
        }
        if (c == meant) {
            return 0;
        }
        if (sounds.same(c, meant)) {
            return Via.SOUND.bit() | (disguises.isAlike(c, meant) ? KIN : 0);
        }
        int sign = sign(c, meant);
        if (sign != NONE) {
            return sign;
        }
        if (disguises.isAlike(c, meant)) {
            return Via.SHAPE.bit() | (shapes.isTwin(c, meant) ? KIN : 0);
        }
        return isNear(c, meant) ? Via.SOUND.bit() | NEAR : NONE;
    }

    private boolean isSyllable(int syllable, int meant) {
        for (int reading : sounds.of(meant)) {
            if (reading == syllable) {
                return true;
            }
        }
        return false;
    }

    private int sign(int c, int meant) {
        int best = NONE;
        for (StandIns.StandIn stand : standIns.of(c)) {
            if (stand.codePoint() == meant) {
                return stand.via().bit();
            }
            if (sounds.same(stand.codePoint(), meant)) {
                best = stand.via().bit() | Via.SOUND.bit();
            }
        }
        return best;
    }

    private boolean isNear(int c, int meant) {
        for (int a : sounds.of(c)) {
            for (int b : sounds.of(meant)) {
                if (sounds.coarse(a) == sounds.coarse(b)) {
                    return true;
                }
            }
        }
        return false;
    }
}
