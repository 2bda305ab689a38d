package io.fenghuo.web.view;

import java.util.List;

/**
 * The page of rota and hand-over, and the form behind a personal link.
 *
 * @param on who is on now, one a rota
 * @param choices the coming shifts to swap
 * @param people who may come on
 * @param note the hand-over note; empty behind a personal link
 * @param swaps those made; empty behind a personal link
 * @param said what has just been done; empty = nothing
 * @param message why it was not; empty = nothing is wrong
 */
public record RotaView(
        List<On> on,
        List<Shell.Choice> choices,
        List<Shell.Choice> people,
        Note note,
        List<Swap> swaps,
        String said,
        String message) {
    public RotaView {
        on = List.copyOf(on);
        choices = List.copyOf(choices);
        people = List.copyOf(people);
        swaps = List.copyOf(swaps);
    }

    /** A rota: who is on, until when, and who then. */
    public record On(String rota, String person, String until, String next) {}

    /** The note. */
    public record Note(String until, List<Item> open, List<Line> ended) {
        /** None. */
        public static final Note NONE = new Note("", List.of(), List.of());

        public Note {
            open = List.copyOf(open);
            ended = List.copyOf(ended);
        }
    }

    /** An open incident in the note. */
    public record Item(String id, String level, String title, String owner, String due, String promises, String done) {}

    /** An ended incident in the note. */
    public record Line(String id, String level, String title) {}

    /** A swap that was made. */
    public record Swap(String rota, String from, String to, String person, String by, String when) {}
}
