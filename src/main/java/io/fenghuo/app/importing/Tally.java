package io.fenghuo.app.importing;

import io.fenghuo.source.Trouble;
import io.fenghuo.web.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a file was read and what came of it.
 *
 * @param total rows of the file; -1 = not counted yet
 * @param rows those read
 * @param reported bytes of the report of refused rows that belong to {@code rows}
 * @param listed rows in the report
 * @param reasons code → how many rows were refused for it
 * @param first the first refused rows
 */
record Tally(
        long total,
        long rows,
        long stored,
        long known,
        long hits,
        long refused,
        long reported,
        long listed,
        Map<String, Long> reasons,
        List<Refused> first) {
    /** Before anything was read. */
    static final Tally NOTHING = new Tally(-1, 0, 0, 0, 0, 0, 0, 0, Map.of(), List.of());
    /** Refused rows that are shown on the page. */
    private static final int SHOWN = 20;

    /** A row that is no post; 0 = not even its number is known. */
    record Refused(long row, Trouble why) {}

    Tally {
        reasons = Map.copyOf(reasons);
        first = List.copyOf(first);
    }

    Tally of(long all) {
        return new Tally(all, rows, stored, known, hits, refused, reported, listed, reasons, first);
    }

    /** With {@code more} rows read, of which {@code wrong} are no posts and the others got this receipt. */
    Tally plus(long more, Console.Receipt receipt, List<Refused> wrong) {
        Map<String, Long> why = new TreeMap<>(reasons);
        wrong.forEach(one -> why.merge(one.why().code(), 1L, Long::sum));
        List<Refused> head = new ArrayList<>(first);
        wrong.stream().limit(Math.max(0, SHOWN - head.size())).forEach(head::add);
        return new Tally(
                total,
                rows + more,
                stored + receipt.stored(),
                known + receipt.posts() - receipt.stored(),
                hits + receipt.hits(),
                refused + wrong.size(),
                reported,
                listed,
                why,
                head);
    }

    /** With a report of that size. */
    Tally report(long bytes, long lines) {
        return new Tally(total, rows, stored, known, hits, refused, bytes, lines, reasons, first);
    }
}
