package io.fenghuo.app.offline;

import io.fenghuo.app.OpenHome;
import io.fenghuo.app.Settings;
import io.fenghuo.app.StartRefused;
import io.fenghuo.app.SystemTime;
import io.fenghuo.channel.Words;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.OnCall;
import io.fenghuo.model.Grade;
import io.fenghuo.model.Hit;
import io.fenghuo.model.MatchMode;
import io.fenghuo.model.Post;
import io.fenghuo.model.Severity;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
        try (OpenHome home = OpenHome.readSwapped(variables, terminal, folder, clock)) {
            OfflineWords own = new OfflineWords(home.environment().language());
            Instant now = Explain.moment(at, clock, home, own);
            List<String> lines = new ArrayList<>();
            boolean covered = true;
            for (OnCall role : OnCall.at(home.configuration().contacts(), now)) {
                covered &= !role.now().isEmpty();
                lines.add(line(home, own, role));
            }
            terminal.println(own.say("oncall.title", moment(home, now)));
            for (Severity level : Severity.values()) {
                lines.addAll(ladder(home, own, level, now));
            }
            lines.addAll(Paused.at(variables, terminal, folder, home, own, now).lines());
            return new Answer(covered, lines);
        }
    }

    /** Who would be told of an incident of this grade that opened then and that nobody took, by which channel, in what order. */
    private static List<String> ladder(OpenHome home, OfflineWords own, Severity level, Instant now) {
        Sentences sentences = new Sentences(home.environment().language());
        Post post = Post.builder("oncall", "1", "oncall", now).receivedAt(now).build();
        Hit hit = new Hit(
                "1",
                "oncall",
                "",
                "",
                "",
                "",
                level,
                false,
                "",
                MatchMode.FOLDED,
                List.of(),
                new Hit.Effects(null, null, null, List.of(), null, Set.of()));
        Foresight.Seen seen = new Foresight(
                        home.rules().policy(now),
                        home.rules().roster(),
                        home.rules().configuration().contacts())
                .of(post, hit, new Grade(level, false, List.of()), now);
        String title = own.say("oncall.ladder", sentences.words().level(level, false));
        return new ExplainText(home, own, sentences, now).of(title, WhoHears.would(seen, sentences));
    }

    /**
     * The moment a person means, as the wire has it.
     *
     * @throws StartRefused when it cannot be read
     */
    public static String moment(Settings settings, String text) {
        Instant now = new SystemTime().instant();
        return Moments.parse(text, now, settings.zone())
                .orElseThrow(() -> new StartRefused(
                        List.of(new OfflineWords(settings.environment().language()).say("moment", text))))
                .toString();
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
