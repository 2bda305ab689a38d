package io.fenghuo.web.view;

import io.fenghuo.model.Hit;
import io.fenghuo.model.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A stretch of a post as shown.
 *
 * @param marked whether a rule matched it
 * @param keyword the keyword it matched, empty when not marked
 */
public record Piece(String text, boolean marked, String keyword) {
    /** Characters of a post that are shown at most. */
    public static final int SHOWN = 1200;

    private static final int BEFORE = 200;

    /** Cuts a post's text into stretches, matches marked, overlapping ones joined; a long text is cut to the part around its first match. */
    public static List<Piece> of(String text, List<Hit> hits) {
        return marked(text, hits.stream().flatMap(hit -> hit.spans().stream()).toList());
    }

    /** As {@link #of}, for places that are known. */
    public static List<Piece> marked(String text, List<Span> places) {
        List<Span> spans = places.stream()
                .filter(span -> span.start() >= 0 && span.end() <= text.length() && span.start() < span.end())
                .sorted(Comparator.comparingInt(Span::start)
                        .thenComparing(Comparator.comparingInt(Span::end).reversed()))
                .toList();
        String safe = Harmless.text(text);
        int from = 0;
        if (text.length() > SHOWN && !spans.isEmpty() && spans.get(0).start() > BEFORE) {
            from = Harmless.safe(text, spans.get(0).start() - BEFORE);
        }
        int to = Harmless.safe(text, Math.min(text.length(), from + SHOWN));
        List<Piece> pieces = new ArrayList<>();
        add(pieces, from > 0 ? "…" : "", false, "");
        int at = from;
        for (Span span : spans) {
            int start = Math.max(at, span.start());
            int end = Math.min(to, span.end());
            if (start < end) {
                add(pieces, safe.substring(at, start), false, "");
                add(pieces, safe.substring(start, end), true, Harmless.line(span.keyword(), 60));
                at = end;
            }
        }
        add(pieces, safe.substring(at, to), false, "");
        add(pieces, to < text.length() ? "…" : "", false, "");
        return pieces;
    }

    private static void add(List<Piece> to, String text, boolean marked, String keyword) {
        if (!text.isEmpty()) {
            to.add(new Piece(text, marked, keyword));
        }
    }
}
