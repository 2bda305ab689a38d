package io.fenghuo.verticle.letters;

import io.fenghuo.incident.Reasons;
import io.fenghuo.model.Notice;
import io.fenghuo.model.NoticeReason;
import io.fenghuo.model.Pause;
import io.fenghuo.model.Reason;
import io.fenghuo.store.Pauses;
import io.fenghuo.store.Tx;
import io.fenghuo.verticle.outbox.AddressBook;
import io.fenghuo.verticle.outbox.Parcel.Row;
import io.fenghuo.verticle.outbox.Pausing;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What heads the digest that tells what a pause held back: its reason, its time, and the exact counts. */
public final class PauseDigest {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);

    private PauseDigest() {}

    /**
     * What a pause held back from one reader.
     *
     * @param head what is said of the whole
     * @param more how many notices the line of a notice, by its id, stands for besides
     */
    public record Told(Notice head, Map<String, Integer> more) {
        public Told {
            more = Map.copyOf(more);
        }
    }

    /** What is told with these rows; null when none of them waited for a pause. */
    public static @Nullable Told of(Tx tx, List<Row> rows, AddressBook book) {
        List<Pauses.Held> held = rows.stream()
                .filter(row -> Pausing.marks(row.delivery().outcome()))
                .flatMap(row -> tx.pauses().of(row.delivery().id()).stream())
                .toList();
        Optional<Pause> pause =
                held.stream().findFirst().flatMap(first -> tx.pauses().find(first.pause()));
        Map<String, Integer> more = new HashMap<>();
        for (Row row : rows) {
            held.stream()
                    .filter(one -> one.delivery().equals(row.delivery().id()))
                    .forEach(one -> more.put(row.notice().id(), one.notices() - 1));
        }
        return pause.map(one -> new Told(head(one, held, rows.get(0).notice(), book), more))
                .orElse(null);
    }

    private static Notice head(Pause pause, List<Pauses.Held> held, Notice first, AddressBook book) {
        Instant end = pause.endedAt() == null ? pause.until() : pause.endedAt();
        Reason why = Reason.of(
                Reasons.PAUSED,
                pause.reason(),
                moment(pause.from(), book.zone()),
                moment(end, book.zone()),
                Pausing.notices(held),
                Pausing.incidents(held));
        return new Notice(
                first.id(),
                null,
                first.brand(),
                first.level(),
                NoticeReason.DIGEST,
                why,
                first.to(),
                Notice.Manner.DIGEST,
                List.of(),
                first.at(),
                false,
                null);
    }

    private static String moment(Instant at, ZoneId zone) {
        return MOMENT.format(at.atZone(zone));
    }
}
