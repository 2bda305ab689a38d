package io.fenghuo.verticle;

import io.fenghuo.config.Configuration;
import io.fenghuo.incident.Policy;
import io.fenghuo.incident.Roster;
import io.fenghuo.incident.Season;
import io.fenghuo.match.Matcher;
import java.time.Instant;
import java.util.Set;

/**
 * Everything the people of the house have laid down, compiled and swapped as a whole when their files change. Immutable.
 *
 * @param matcher what to look for
 * @param policy how new incidents run; those already running keep theirs
 * @param roster whom to tell
 * @param demoSources ids of the demo's sources; what they open is told only to terminal, mail folder and console
 * @param demoSince when the demo's present evening began; nothing it says joins what an earlier evening opened
 */
public record Rulebook(
        Configuration configuration,
        Matcher matcher,
        Policy policy,
        Roster roster,
        Set<String> demoSources,
        Instant demoSince) {
    /** The brand of incidents about the service itself. */
    public static final String HOUSE = "烽火";

    public Rulebook {
        demoSources = Set.copyOf(demoSources);
    }

    /** Without evenings before this one. */
    public Rulebook(
            Configuration configuration, Matcher matcher, Policy policy, Roster roster, Set<String> demoSources) {
        this(configuration, matcher, policy, roster, demoSources, Instant.EPOCH);
    }

    /** How incidents run that begin at a moment. */
    public Policy policy(Instant at) {
        return Season.policy(policy, configuration.contacts().seasons(), at);
    }

    /** Whether incidents of this source belong to the demo. */
    public boolean isDemo(String source) {
        return demoSources.contains(source);
    }

    /** The earliest moment something this source's posts may join can have been opened. */
    public Instant since(String source) {
        return isDemo(source) ? demoSince : Instant.EPOCH;
    }
}
