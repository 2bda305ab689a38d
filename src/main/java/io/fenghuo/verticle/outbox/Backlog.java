package io.fenghuo.verticle.outbox;

import io.fenghuo.model.Delivery;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.store.Outbox;
import io.fenghuo.verticle.outbox.Parcel.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which of the rows that waited for a destination are told in one digest, and how they are gathered: a line for each incident. An L1 is never
 * told that way, nor a word to administrators, which carries a cure; nor what was tried before, whose bytes are fixed; nor what would pass an
 * earlier row of its incident that stays out.
 */
public final class Backlog {
    /** Fewer rows than this that come over from another channel go one by one. */
    private static final int MANY = 3;

    private Backlog() {}

    /** The waiting rows for the destination of the first of {@code rows}, in their order; empty when that one goes alone. */
    public static List<Row> of(Outbox outbox, List<Row> rows) {
        return gathered(outbox, rows, row -> true, 2);
    }

    /** The same of rows that came over from channels that are out; empty when they are few. */
    public static List<Row> diverted(Outbox outbox, List<Row> rows) {
        return gathered(outbox, rows, row -> row.delivery().fallbackOf() != null, MANY);
    }

    private static List<Row> gathered(Outbox outbox, List<Row> rows, Predicate<Row> which, int least) {
        Row first = rows.get(0);
        List<Row> waiting = new ArrayList<>();
        Set<String> left = new HashSet<>();
        for (Row row : rows) {
            String incident = String.valueOf(row.notice().incident());
            if (row.sameReader(first) && !left.contains(incident) && which.test(row) && mergeable(outbox, row)) {
                waiting.add(row);
            } else if (row.notice().incident() != null) {
                left.add(incident);
            }
        }
        return waiting.size() >= least && waiting.get(0).equals(first) ? waiting : List.of();
    }

    /** The rows of each incident, in the order of their first row; a row without an incident is a line of its own. */
    public static List<List<Row>> lines(List<Row> rows) {
        Map<String, List<Row>> lines = new LinkedHashMap<>();
        for (Row row : rows) {
            String incident = row.notice().incident();
            String key = incident == null ? "\n" + row.delivery().id() : incident;
            lines.computeIfAbsent(key, any -> new ArrayList<>()).add(row);
        }
        return List.copyOf(lines.values());
    }

    private static boolean mergeable(Outbox outbox, Row row) {
        Notice notice = row.notice();
        return !Aftermath.gravest(notice)
                && notice.manner() != Notice.Manner.EDIT
                && notice.reason() != NoticeReason.ADMIN
                && !Backfill.owed(row.delivery())
                && outbox.find(row.delivery().id())
                        .filter(now -> now.state() == Delivery.Status.PENDING)
                        .isPresent()
                && outbox.bytes(row.delivery().id()).isEmpty();
    }
}
