package io.fenghuo.match;

import io.fenghuo.normalise.Via;

/**
 * What speaks for reading a stretch of text as a disguised keyword.
 *
 * @param gain how much likelier ordinary text runs with the keyword in its place than as written, in natural logarithms
 * @param tie how firmly ordinary text binds a changed character to its neighbour as written: the binary logarithm of one more than the count of
 *     the pair, of the firmest
 * @param odd the share of neighbouring characters in the text that ordinary text does not put side by side, 0 to 1
 * @param rare the share of Han characters in the text that ordinary text hardly has, 0 to 1
 * @param via bits of {@link Via}
 */
record Evidence(
        double gain,
        double tie,
        double odd,
        double rare,
        int length,
        int same,
        int kin,
        int sound,
        int near,
        int shape,
        int sign,
        int via) {

    /** The natural logarithm of the odds that it is one. */
    double score() {
        return Weights.score(this);
    }
}
