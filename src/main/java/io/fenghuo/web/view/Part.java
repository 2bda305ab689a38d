package io.fenghuo.web.view;

/**
 * Which part of a large incident its page shows.
 *
 * @param posts how many posts the incident has
 * @param newer how many of them are newer than those shown
 * @param back what to leave out to see the newer ones
 * @param older how many are older
 * @param on what to leave out to see the older ones
 * @param earlierLines lines of the story before those shown
 * @param laterLines whether there are lines after those shown
 * @param sent which part of its deliveries
 */
public record Part(
        int posts, int newer, int back, int older, int on, long earlierLines, boolean laterLines, Sent sent) {

    /**
     * Which of its deliveries.
     *
     * @param all how many there are
     */
    public record Sent(int all, int newer, int back, int older, int on) {}
}
