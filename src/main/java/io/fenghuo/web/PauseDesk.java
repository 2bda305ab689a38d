package io.fenghuo.web;

import io.fenghuo.model.Pause;
import io.fenghuo.model.Reason;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** 暂停告警: alerts held back for a while. Threadsafe. */
public interface PauseDesk {
    /** A house that pauses nothing. */
    PauseDesk NONE = new PauseDesk() {
        @Override
        public Future<List<Line>> list(int limit) {
            return Future.succeededFuture(List.of());
        }

        @Override
        public Future<Answer> add(Wish wish) {
            return Future.succeededFuture(new Answer(null, Reason.of("pause.notadmin")));
        }

        @Override
        public Future<Answer> lift(String id, Console.Actor actor) {
            return Future.succeededFuture(new Answer(null, Reason.of("pause.over")));
        }
    };

    /** The newest first, with what each has held back so far. */
    Future<List<Line>> list(int limit);

    Future<Answer> add(Wish wish);

    /** Ends one before its time. */
    Future<Answer> lift(String id, Console.Actor actor);

    /**
     * A pause.
     *
     * @param runs whether it holds anything back now
     * @param notices what it has held back so far
     * @param incidents of so many incidents
     */
    record Line(Pause pause, boolean runs, int notices, long incidents) {}

    /**
     * A pause somebody wishes.
     *
     * @param rule id of a rule; empty = of every rule
     * @param brand empty = of every brand
     * @param until a duration ({@code 2h}, {@code 3d}) or a moment as the wire or a form's {@code datetime-local} has it
     */
    record Wish(String rule, String brand, String until, String reason, Console.Actor actor) {}

    /**
     * What came of it.
     *
     * @param line the pause as it now is; null when it was refused
     * @param refusal why not: a code worded under {@code refusal.<code>}; null when it was done
     */
    record Answer(@Nullable Line line, @Nullable Reason refusal) {}
}
