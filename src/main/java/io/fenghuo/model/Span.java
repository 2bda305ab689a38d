package io.fenghuo.model;

import java.util.List;

/**
 * Where a keyword stands in a post.
 *
 * @param start first UTF-16 offset in the original text
 * @param end offset after the last
 * @param keyword the keyword as the watchlist writes it
 * @param text the original characters
 * @param via what had to be undone to see the keyword, such as {@code variant}, {@code separator}, {@code case}; empty when written plainly
 */
public record Span(int start, int end, String keyword, String text, List<String> via) {
    public Span {
        via = List.copyOf(via);
    }
}
