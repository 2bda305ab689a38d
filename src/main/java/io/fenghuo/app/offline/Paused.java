package io.fenghuo.app.offline;

import io.fenghuo.app.OpenHome;
import io.fenghuo.app.Settings;
import io.fenghuo.app.StoredPauses;
import io.fenghuo.model.Hit;
import io.fenghuo.model.Pause;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the commands that foresee who is told must say of pauses: that alerts are held back, which, until when and why. */
final class Paused {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);

    private final OpenHome home;
    private final OfflineWords own;
    private final List<Pause> pauses;

    private Paused(OpenHome home, OfflineWords own, List<Pause> pauses) {
        this.home = home;
        this.own = own;
        this.pauses = pauses;
    }

    /** Those of the home's store that run at {@code now}. */
    static Paused at(
            Map<String, String> variables,
            PrintStream terminal,
            @Nullable Path folder,
            OpenHome home,
            OfflineWords own,
            Instant now) {
        return new Paused(home, own, StoredPauses.at(Settings.read(variables, terminal, folder), now));
    }

    /** A line for each pause. */
    List<String> lines() {
        return pauses.stream().map(this::line).toList();
    }

    /** A line for each pause that holds back what these hits set off: it is of their brand, and of every rule or of one of theirs. */
    List<String> lines(List<Hit> hits) {
        return pauses.stream()
                .filter(one -> hits.stream().anyMatch(hit -> concerns(one, hit)))
                .map(this::line)
                .toList();
    }

    private static boolean concerns(Pause pause, Hit hit) {
        boolean brand = pause.brand().isEmpty() || pause.brand().equals(hit.brand());
        return brand && (pause.rule().isEmpty() || pause.rule().equals(hit.rule()));
    }

    private String line(Pause pause) {
        String scope = (pause.brand() + " " + pause.rule()).strip();
        return own.say(
                "paused",
                scope.isEmpty() ? own.say("paused.all") : scope,
                MOMENT.format(pause.until().atZone(home.environment().zone())),
                pause.reason(),
                pause.by());
    }
}
