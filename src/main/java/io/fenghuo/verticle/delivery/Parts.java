package io.fenghuo.verticle.delivery;

import io.fenghuo.channel.Message;
import io.fenghuo.verticle.delivery.Packing.Outlet;
import io.fenghuo.verticle.outbox.Parcel.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cuts a digest between its lines into messages that name every one of them, each within what its channel takes. */
final class Parts {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);
    /** As wide as any number of messages will be. */
    private static final int WIDE = 999;

    private Parts() {}

    /** A message and the rows it tells. */
    record Part(Message message, List<Row> rows) {
        Part {
            rows = List.copyOf(rows);
        }
    }

    private record Cut(int from, int to, boolean ownWords) {}

    /**
     * The messages, in order; each bears the id of its first row.
     *
     * @param rows in their order
     * @param lines the rows of each line of {@code whole}
     */
    static List<Part> of(Message whole, List<Row> rows, List<List<Row>> lines, Outlet outlet, Instant now) {
        if (fit(whole, outlet, now) >= lines.size()) {
            return List.of(new Part(whole, rows));
        }
        List<Cut> cuts = cuts(whole, lines.size(), outlet, now);
        List<Part> parts = new ArrayList<>();
        for (Cut cut : cuts) {
            Set<Row> told = new HashSet<>();
            lines.subList(cut.from(), cut.to()).forEach(told::addAll);
            List<Row> theirs = rows.stream().filter(told::contains).toList();
            Message message = piece(whole, theirs.get(0).delivery().id(), cut, parts.size() + 1, cuts.size());
            parts.add(new Part(message, theirs));
        }
        return parts;
    }

    private static List<Cut> cuts(Message whole, int lines, Outlet outlet, Instant now) {
        List<Cut> cuts = new ArrayList<>();
        for (int from = 0; from < lines; from = cuts.get(cuts.size() - 1).to()) {
            Message left = piece(whole, whole.key(), new Cut(from, lines, true), WIDE, WIDE);
            int own = fit(left, outlet, now);
            int named = own > 0 ? own : fit(left.worded(null), outlet, now);
            cuts.add(new Cut(from, from + Math.max(1, Math.min(named, lines - from)), own > 0));
        }
        return cuts;
    }

    private static Message piece(Message whole, String key, Cut cut, int number, int of) {
        Message.Part part = new Message.Part(number, of, whole.notices(), whole.incidents());
        boolean only = of == 1;
        Message piece = only ? whole : whole.lines(key, cut.from(), cut.to(), part);
        return cut.ownWords() ? piece : piece.worded(null);
    }

    /** A channel that cannot tell how much it takes is given one line at a time. */
    private static int fit(Message digest, Outlet outlet, Instant now) {
        try {
            return outlet.channel().lines(digest, outlet.spec(), now);
        } catch (RuntimeException mistake) {
            LOG.error(
                    "Channel {} cannot tell how much a digest holds",
                    outlet.spec().id(),
                    mistake);
            return 0;
        }
    }
}
