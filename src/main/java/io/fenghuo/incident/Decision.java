package io.fenghuo.incident;

import io.fenghuo.model.Incident;
import io.fenghuo.model.Notice;
import io.fenghuo.model.TimelineEntry;
import java.util.List;

/**
 * What follows from an event.
 *
 * @param incident the incident after it; the same object when nothing changed
 * @param notices who must be told what, in order
 * @param entries lines for the timeline, in order
 * @param dropDigest whether unsent digest lines of this incident are overtaken
 */
public record Decision(Incident incident, List<Notice> notices, List<TimelineEntry> entries, boolean dropDigest) {
    public Decision {
        notices = List.copyOf(notices);
        entries = List.copyOf(entries);
    }
}
