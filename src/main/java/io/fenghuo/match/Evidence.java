package io.fenghuo.match;

import io.fenghuo.normalise.Via;

/**
 * What speaks for reading a stretch of text as a disguised keyword.
 *
 * @param gain how much likelier ordinary text runs with the keyword in its place than as written, in natural logarithms
 * @param tie how firmly ordinary text binds a changed character to its neighbour as written: the binary logarithm of one more than the count of
 *     the pair, of the firmest
 * @param odd the share of neighbouring characters in the text around that ordinary text does not put side by side, 0 to 1
 * @param rare the share of Han characters in the text around that ordinary text hardly has, 0 to 1
 * @param length characters of the keyword
 */
record Evidence(double gain, double tie, double odd, double rare, int length, Changes changes) {

    /**
     * How many characters of the keyword are written how.
     *
     * @param same as they are
     * @param kin alike in sound and shape, or commonly mistaken
     * @param near with nearly the same sound only
     * @param shape with a like shape only
     * @param via bits of {@link Via}
     */
    record Changes(int same, int kin, int near, int shape, int via) {
        static final Changes NONE = new Changes(0, 0, 0, 0, 0);

        /** With one more character that is written as {@link Likeness} says. */
        Changes and(int how) {
            boolean sound = (how & Via.SOUND.bit()) != 0;
            boolean looks = !sound && (how & Via.SHAPE.bit()) != 0;
            return new Changes(
                    same + (how == 0 ? 1 : 0),
                    kin + ((how & Likeness.KIN) != 0 ? 1 : 0),
                    near + ((how & Likeness.NEAR) != 0 ? 1 : 0),
                    shape + (looks ? 1 : 0),
                    via | (how & 0xFFFF));
        }

        Changes with(Via more) {
            return new Changes(same, kin, near, shape, via | more.bit());
        }

        boolean has(Via one) {
            return (via & one.bit()) != 0;
        }
    }

    /** The natural logarithm of the odds that it is one. */
    double score() {
        return Weights.score(this);
    }
}
