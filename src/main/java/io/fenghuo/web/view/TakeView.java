package io.fenghuo.web.view;

import java.util.List;

/**
 * The page behind a signed link.
 *
 * @param name whom the link was issued to
 * @param mayTake whether there is still something to take
 * @param verdict how it stands when there is not
 * @param next what is expected next; empty = nothing
 * @param people whom the reader may be, when the link was sent to a group; empty for a personal link
 * @param message why the last press did nothing; empty = none
 */
public record TakeView(
        Row row,
        String name,
        String token,
        String nonce,
        boolean mayTake,
        String verdict,
        String next,
        List<Shell.Choice> people,
        String message) {
    public TakeView {
        people = List.copyOf(people);
    }
}
