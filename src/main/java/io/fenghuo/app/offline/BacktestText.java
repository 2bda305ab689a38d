package io.fenghuo.app.offline;

import io.fenghuo.app.trial.Comparison;
import io.fenghuo.model.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a comparison came to, for a terminal: matched words stand in 【】. */
final class BacktestText {
    private static final int BEFORE = 20;
    private static final int LONGEST = 100;

    private final OfflineWords words;
    private final List<String> lines = new ArrayList<>();

    BacktestText(OfflineWords words) {
        this.words = words;
    }

    List<String> of(Comparison.Result result) {
        lines.add(words.say(
                "backtest.sum",
                result.posts(),
                result.before(),
                result.after(),
                result.newlyMatched(),
                result.nowSilent()));
        if (result.same()) {
            lines.add(words.say("backtest.same"));
        }
        Comparison.@Nullable What last = null;
        for (Comparison.Change change : result.changes()) {
            if (change.what() != last) {
                lines.add(words.say("backtest." + change.what().name().toLowerCase(Locale.ROOT)));
                last = change.what();
            }
            change(change);
        }
        return lines;
    }

    private void change(Comparison.Change change) {
        String grade = change.before() == null
                ? String.valueOf(change.after())
                : change.after() == null ? change.before() : change.before() + " → " + change.after();
        lines.add(words.say(
                "backtest.rule", change.rule(), change.category(), grade, change.watchlist(), change.count()));
        for (Comparison.Sample sample : change.samples()) {
            lines.add(words.say("backtest.sample", harmless(sample.post()), marked(sample)));
        }
    }

    private static String marked(Comparison.Sample sample) {
        String text = sample.text();
        int first = sample.spans().isEmpty() ? 0 : sample.spans().get(0).start();
        int from = edge(text, Math.max(0, first - BEFORE));
        int to = edge(text, Math.min(text.length(), from + LONGEST));
        StringBuilder out = new StringBuilder(from > 0 ? "…" : "");
        int at = from;
        for (Span span : sample.spans()) {
            if (span.start() >= at && span.end() <= to) {
                out.append(harmless(text.substring(at, span.start())))
                        .append('【')
                        .append(harmless(text.substring(span.start(), span.end())))
                        .append('】');
                at = span.end();
            }
        }
        return out.append(harmless(text.substring(at, to)))
                .append(to < text.length() ? "…" : "")
                .toString();
    }

    private static int edge(String text, int at) {
        return at > 0
                        && at < text.length()
                        && Character.isLowSurrogate(text.charAt(at))
                        && Character.isHighSurrogate(text.charAt(at - 1))
                ? at - 1
                : at;
    }

    /** A stranger's text on one line, without anything that moves a terminal's cursor. */
    private static String harmless(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            boolean harmful = type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            out.appendCodePoint(harmful ? c == '\n' || c == '\t' ? ' ' : 0xFFFD : c);
        });
        return out.toString();
    }
}
