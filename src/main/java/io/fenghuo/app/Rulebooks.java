package io.fenghuo.app;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.config.Configuration;
import io.fenghuo.incident.Roster;
import io.fenghuo.match.Matcher;
import io.fenghuo.verticle.Rulebook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Compiles what the files say into what the service runs by. */
final class Rulebooks {
    private Rulebooks() {}

    static Rulebook compile(Configuration configuration, Set<String> demoSources, Instant demoSince) {
        return new Rulebook(
                configuration,
                Matcher.compile(configuration.watchlists()),
                configuration.policy(),
                roster(configuration),
                demoSources,
                demoSince);
    }

    /** Whom to tell, by these files. */
    static Roster roster(Configuration configuration) {
        return new Roster(configuration.contacts(), lines(configuration.channels()));
    }

    /** The same rules for other contacts. */
    static Rulebook dressed(Rulebook book, Configuration configuration) {
        return new Rulebook(
                configuration,
                book.matcher(),
                book.policy(),
                roster(configuration),
                book.demoSources(),
                book.demoSince());
    }

    private static List<Roster.Line> lines(List<ChannelSpec> channels) {
        List<Roster.Line> lines = new ArrayList<>();
        for (ChannelSpec spec : channels) {
            lines.add(new Roster.Line(spec.id(), spec.type(), spec.levels(), spec.fallback(), spec.phone()));
        }
        lines.add(new Roster.Line(Outlets.DEMO_MAIL, Roster.MAIL_FOLDER, Set.of(), List.of(), false));
        return lines;
    }
}
