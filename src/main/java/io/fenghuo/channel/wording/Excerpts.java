package io.fenghuo.channel.wording;

import io.fenghuo.channel.Message;
import io.fenghuo.channel.Plain;
import io.fenghuo.channel.Words;
import io.fenghuo.channel.wording.Draft.Piece;
import io.fenghuo.channel.wording.Draft.Quote;
import io.fenghuo.model.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Cuts the telling part out of a post: around the first matched word, the matched words apart. */
final class Excerpts {
    private Excerpts() {}

    /** At most {@code max} characters of the post, on character boundaries, saying how much was cut. */
    static Quote quote(Message.Excerpt excerpt, int max, Words words) {
        String text = excerpt.post().text();
        List<Span> spans = excerpt.spans().stream()
                .filter(span -> 0 <= span.start() && span.start() < span.end() && span.end() <= text.length())
                .sorted(Comparator.comparingInt(Span::start))
                .toList();
        List<int[]> marks = merged(spans);
        int total = text.codePointCount(0, text.length());
        if (total <= max) {
            return new Quote(pieces(text, marks, 0, text.length()), "");
        }
        int first = spans.isEmpty() ? 0 : spans.get(0).start();
        int from = Plain.whole(text, back(text, first, max / 3));
        int end = text.offsetByCodePoints(from, Math.min(max, text.codePointCount(from, text.length())));
        int whole = Plain.whole(text, end);
        int to = whole > from ? whole : end;
        return new Quote(pieces(text, marks, from, to), words.get("cut", total, text.codePointCount(from, to)));
    }

    /** The places to mark: those that overlap or touch become one. */
    private static List<int[]> merged(List<Span> sorted) {
        List<int[]> marks = new ArrayList<>();
        for (Span span : sorted) {
            int[] last = marks.isEmpty() ? null : marks.get(marks.size() - 1);
            if (last != null && span.start() <= last[1]) {
                last[1] = Math.max(last[1], span.end());
            } else {
                marks.add(new int[] {span.start(), span.end()});
            }
        }
        return marks;
    }

    private static int back(String text, int at, int characters) {
        int index = at;
        if (index > 0
                && index < text.length()
                && Character.isLowSurrogate(text.charAt(index))
                && Character.isHighSurrogate(text.charAt(index - 1))) {
            index--;
        }
        for (int i = 0; i < characters && index > 0; i++) {
            index = text.offsetByCodePoints(index, -1);
        }
        return index;
    }

    private static List<Piece> pieces(String text, List<int[]> marks, int from, int to) {
        List<Piece> pieces = new ArrayList<>();
        int at = from;
        for (int[] mark : marks) {
            int start = Math.max(at, mark[0]);
            int end = Math.min(to, mark[1]);
            if (start < end) {
                add(pieces, text.substring(at, start), false);
                add(pieces, text.substring(start, end), true);
                at = end;
            }
        }
        add(pieces, text.substring(at, Math.max(at, to)), false);
        return pieces;
    }

    private static void add(List<Piece> pieces, String text, boolean matched) {
        if (!text.isEmpty()) {
            pieces.add(new Piece(text, matched));
        }
    }
}
