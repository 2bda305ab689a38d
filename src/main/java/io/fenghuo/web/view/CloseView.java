package io.fenghuo.web.view;

import java.util.List;

/**
 * The page on which an incident is closed by a signed link.
 *
 * @param name whom the link was issued to
 * @param open whether there is still something to close
 * @param light whether one tap on a cause is enough
 * @param tasks corrective actions of a closed one
 * @param people whom the reader may be, when the link was sent to a group; empty for a personal link
 * @param message why the last press did nothing; empty = none
 */
public record CloseView(
        Row row,
        String name,
        boolean open,
        boolean light,
        BesideView.Closing closing,
        List<CaseView.Task> tasks,
        List<Shell.Choice> people,
        TakeView.Form form,
        String message) {
    public CloseView {
        tasks = List.copyOf(tasks);
        people = List.copyOf(people);
    }
}
