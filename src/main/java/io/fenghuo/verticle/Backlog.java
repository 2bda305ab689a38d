package io.fenghuo.verticle;

import io.fenghuo.model.Delivery;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.store.Outbox;
import io.fenghuo.verticle.Parcel.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which of the rows that waited for a throttled destination are told in one digest, and how they are gathered: a line for each incident. An
 * L1 is never told that way, nor a word to administrators, which carries a cure; nor what was tried before, whose bytes are fixed.
 */
final class Backlog {
    private Backlog() {}

    /** The waiting rows for the destination of the first of {@code rows}, in their order; empty when that one goes alone. */
    static List<Row> of(Outbox outbox, List<Row> rows) {
        Row first = rows.get(0);
        if (!mergeable(outbox, first)) {
            return List.of();
        }
        return rows.stream()
                .filter(row -> sameReader(row, first) && mergeable(outbox, row))
                .toList();
    }

    /** The rows of each incident, in the order of their first row; a row without an incident is a line of its own. */
    static List<List<Row>> lines(List<Row> rows) {
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
                && outbox.find(row.delivery().id())
                        .filter(now -> now.state() == Delivery.Status.PENDING)
                        .isPresent()
                && outbox.bytes(row.delivery().id()).isEmpty();
    }

    private static boolean sameReader(Row row, Row first) {
        return row.delivery().channel().equals(first.delivery().channel())
                && Objects.equals(row.delivery().person(), first.delivery().person());
    }
}
