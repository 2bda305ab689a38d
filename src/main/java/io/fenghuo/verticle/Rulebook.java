package io.fenghuo.verticle;

import io.fenghuo.config.Configuration;
import io.fenghuo.incident.Policy;
import io.fenghuo.incident.Roster;
import io.fenghuo.match.Matcher;
import java.util.Set;

/**
 * Everything the people of the house have laid down, compiled and swapped as a whole when their files change. Immutable.
 *
 * @param matcher what to look for
 * @param policy how new incidents run; those already running keep theirs
 * @param roster whom to tell
 * @param demoSources ids of the demo's sources; what they open is told only to terminal, mail folder and console
 */
public record Rulebook(
        Configuration configuration, Matcher matcher, Policy policy, Roster roster, Set<String> demoSources) {
    public Rulebook {
        demoSources = Set.copyOf(demoSources);
    }

    /** Whether incidents of this source belong to the demo. */
    boolean isDemo(String source) {
        return demoSources.contains(source);
    }
}
