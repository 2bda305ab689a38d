package io.fenghuo.web;

import io.fenghuo.model.Clock;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Reason;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** 排班/交接班: who is on, the hand-over note as it stands, and swaps. Threadsafe. */
public interface RotaDesk {
    /** A house without rotas. */
    RotaDesk NONE = new RotaDesk() {
        @Override
        public Future<Board> board() {
            Note none = new Note(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, List.of(), List.of());
            return Future.succeededFuture(new Board(List.of(), none, List.of()));
        }

        @Override
        public Future<@Nullable Reason> swap(Wish wish) {
            return Future.succeededFuture(Reason.of("swap.rota", wish.rota()));
        }
    };

    Future<Board> board();

    /** Swaps a shift: kept, with an audit line, and both told. Gives null, or why not: a code worded under {@code refusal.<code>}. */
    Future<@Nullable Reason> swap(Wish wish);

    /**
     * What there is to see.
     *
     * @param shifts of the coming two weeks, by rota, then time
     * @param swaps those made, newest first
     */
    record Board(List<Shift> shifts, Note note, List<Swapped> swaps) {
        public Board {
            shifts = List.copyOf(shifts);
            swaps = List.copyOf(swaps);
        }
    }

    /**
     * A shift.
     *
     * @param person null = nobody
     */
    record Shift(
            String rota, Instant from, Instant to, @Nullable String person) {}

    /** A swap with who made it. */
    record Swapped(String rota, Instant from, Instant to, String person, String by, String via, Instant at) {}

    /**
     * The hand-over note of the shift that runs, as of now.
     *
     * @param from when it began
     * @param until when the next ends
     */
    record Note(Instant from, Instant at, Instant until, List<Item> open, List<Incident> ended) {
        public Note {
            open = List.copyOf(open);
            ended = List.copyOf(ended);
        }
    }

    /** An open incident: clocks that run out before the next shift ends, promises, and what was done. */
    record Item(Incident incident, List<Clock> due, List<Clock> promises, List<Done> done) {
        public Item {
            due = List.copyOf(due);
            promises = List.copyOf(promises);
            done = List.copyOf(done);
        }
    }

    /** Something a person did. */
    record Done(String action, String by, Instant at) {}

    /**
     * A swap somebody wishes.
     *
     * @param own whether {@code by} may only give away their own shift or take over another's
     */
    record Wish(String rota, Instant from, Instant to, String person, String by, String via, boolean own) {}
}
