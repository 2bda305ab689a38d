package io.fenghuo.app.offline;

import io.fenghuo.app.OpenHome;
import io.fenghuo.app.StartRefused;
import io.fenghuo.app.SystemTime;
import io.fenghuo.channel.Words;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.OnCall;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The facade of {@code oncall}: who has each role now and next, and how they are reached. */
public final class WhoIsOn {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);

    private WhoIsOn() {}

    /**
     * The answer.
     *
     * @param covered whether every role has somebody
     * @param lines one a role
     */
    public record Answer(boolean covered, List<String> lines) {
        public Answer {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Answers.
     *
     * @param folder the home; null = where the environment says
     * @param at the moment; null = now
     * @throws StartRefused when the home or the moment cannot be used
     * @throws IOException when a plug-in's jar cannot be closed
     */
    public static Answer ask(
            Map<String, String> variables, PrintStream terminal, @Nullable Path folder, @Nullable String at)
            throws IOException {
        Instant clock = new SystemTime().instant();
        try (OpenHome home = OpenHome.read(variables, terminal, folder, clock)) {
            OfflineWords own = new OfflineWords(home.environment().language());
            Instant now = Explain.moment(at, clock, home, own);
            List<String> lines = new ArrayList<>();
            boolean covered = true;
            for (OnCall role : OnCall.at(home.configuration().contacts(), now)) {
                covered &= !role.now().isEmpty();
                lines.add(line(home, own, role));
            }
            terminal.println(own.say("oncall.title", moment(home, now)));
            return new Answer(covered, lines);
        }
    }

    private static String line(OpenHome home, OfflineWords own, OnCall role) {
        Words words = Words.of(own.locale().getLanguage());
        String key = "role." + role.role();
        String name = words.has(key) ? words.get(key) : role.role();
        StringBuilder line = new StringBuilder(own.say("oncall.now", name, role.role(), people(home, own, role.now())));
        if (role.changesAt() != null) {
            line.append(own.say("oncall.until", moment(home, role.changesAt())));
            line.append(own.say("oncall.next", people(home, own, role.next())));
        }
        return line.toString();
    }

    private static String people(OpenHome home, OfflineWords own, List<String> ids) {
        if (ids.isEmpty()) {
            return own.say("oncall.nobody");
        }
        return String.join(
                own.say("comma"), ids.stream().map(id -> person(home, own, id)).toList());
    }

    private static String person(OpenHome home, OfflineWords own, String id) {
        Contacts.Person person = home.configuration().contacts().people().get(id);
        String name = person == null ? id : person.name();
        List<String> ways = home.rules().roster().ways(id);
        return ways.isEmpty()
                ? own.say("oncall.no-way", name, id)
                : own.say("oncall.way", name, id, String.join(" ", ways));
    }

    private static String moment(OpenHome home, Instant at) {
        return MOMENT.format(at.atZone(home.environment().zone()));
    }
}
