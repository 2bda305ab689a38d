package io.fenghuo.web;

import io.fenghuo.model.CaseFile;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Measure;
import io.fenghuo.model.Post;
import io.fenghuo.model.SamePerson;
import io.fenghuo.model.Severity;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** 案例库: closed incidents as reading, what is still to be done about them, and what they teach. Threadsafe; no method blocks. */
public interface Casebook extends Refining {
    /** Links of the chain a closing may name. */
    List<String> causes();

    /** The authorities that want to hear of a category; closing says what was reported to them. */
    List<Authority> authorities(String category);

    /** Cases, the newest first, with what they may be narrowed by. */
    Future<Shelf> cases(Search search);

    /** One case with its corrective actions; empty when there is none of this incident. */
    Future<Optional<Opened>> find(String incident);

    /** Corrective actions, the next due first. */
    Future<List<Measure>> measures(boolean open);

    /** A corrective action is done; completes after the commit. Done before stays as it was; empty when there is none of this id. */
    Future<Optional<Measure>> done(String measure, Console.Actor actor);

    /** What the board says of cases: what is open or overdue, and what comes again and again. */
    Future<Notes> notes();

    /** What the page of an incident says beside it. */
    Future<Beside> beside(Incident incident);

    /** Counts an author as another one from now on; completes after the commit. */
    Future<SamePerson> same(String source, String author, String asSource, String as, Console.Actor actor);

    /** Counts an author apart again; empty when nobody had said they were another. */
    Future<Optional<SamePerson>> apart(String source, String author, Console.Actor actor);

    /** An incident was a false alarm: administrators hear of what it proposes, if anything. */
    void falseAlarm();

    /** Who is counted as whom, the newest first. */
    Future<List<SamePerson>> persons();

    /** What was reported to it is asked for; its clock can be stopped by a note. */
    record Authority(String name, String clock) {}

    /** What is looked for; an empty part asks for nothing. */
    record Search(
            String text,
            String brand,
            String category,
            String cause,
            @Nullable Severity level,
            int year,
            int limit) {}

    /**
     * What was found.
     *
     * @param brands to narrow by, as are the others
     */
    record Shelf(List<CaseFile> cases, List<String> brands, List<String> categories, List<Integer> years) {
        public Shelf {
            cases = List.copyOf(cases);
            brands = List.copyOf(brands);
            categories = List.copyOf(categories);
            years = List.copyOf(years);
        }
    }

    /** A case that was opened for reading. */
    record Opened(CaseFile file, List<Done> measures) {
        public Opened {
            measures = List.copyOf(measures);
        }
    }

    /** A corrective action with its effect; null while it is not done. */
    record Done(Measure measure, @Nullable Effect effect) {}

    /**
     * Related hits around the day a corrective action was done.
     *
     * @param days before, and at most after
     * @param daysAfter how many of them have passed
     */
    record Effect(int days, long before, int daysAfter, long after) {}

    /**
     * What the board says.
     *
     * @param open corrective actions not done
     * @param overdue those past their day
     */
    record Notes(int open, int overdue, List<Repeat> repeats) {
        /** Nothing to say. */
        public static final Notes NONE = new Notes(0, 0, List.of());

        public Notes {
            repeats = List.copyOf(repeats);
        }
    }

    /**
     * A cause that came again.
     *
     * @param times within {@code days}
     * @param place empty = none was named
     */
    record Repeat(String brand, String category, String cause, String place, long times, long days) {}

    /**
     * What stands beside an incident.
     *
     * @param repeats causes its category came from before; {@code times} counts the next one
     * @param reply what one of ours was seen to answer; null = nothing that waits for a confirmation
     * @param customer whom they answered; empty = not known
     * @param places named before, to choose from
     */
    record Beside(List<Repeat> repeats, @Nullable Post reply, String customer, List<String> places) {
        /** Nothing. */
        public static final Beside NOTHING = new Beside(List.of(), null, "", List.of());

        public Beside {
            repeats = List.copyOf(repeats);
            places = List.copyOf(places);
        }
    }
}
