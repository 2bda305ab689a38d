package io.fenghuo.config;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.wording.Wordings;
import io.fenghuo.evidence.EvidencePolicy;
import io.fenghuo.incident.Aftercare;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Policy;
import io.fenghuo.incident.Season;
import io.fenghuo.match.Watchlist;
import io.fenghuo.playbook.Handbook;
import io.fenghuo.source.Catalogue;
import io.fenghuo.source.ProcessorSpec;
import io.fenghuo.source.SourceSpec;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything {@code watchlists/} and {@code alerts/} say, free of errors. Immutable; a reload makes another.
 *
 * @param version a hash of the files' content; equal files give equal versions
 * @param watchlists in the order of their names
 * @param processors in the order in which posts go through them
 * @param evidence how evidence is kept
 * @param handbook what to say and do
 * @param aftercare what closing asks for and what is learned from it
 * @param heartbeat null = none
 * @param wordings the house's own words for messages
 * @param catalogue what the house sells, and when
 */
public record Configuration(
        String version,
        List<Watchlist> watchlists,
        List<SourceSpec> sources,
        List<ChannelSpec> channels,
        Policy policy,
        Contacts contacts,
        List<ProcessorSpec> processors,
        EvidencePolicy evidence,
        Handbook handbook,
        Aftercare aftercare,
        @Nullable Heartbeat heartbeat,
        Wordings wordings,
        Catalogue catalogue) {

    /** Without processors and with everything else as shipped. */
    public Configuration(
            String version,
            List<Watchlist> watchlists,
            List<SourceSpec> sources,
            List<ChannelSpec> channels,
            Policy policy,
            Contacts contacts) {
        this(
                version,
                watchlists,
                sources,
                channels,
                policy,
                contacts,
                List.of(),
                EvidencePolicy.DEFAULT,
                Handbook.NONE,
                Aftercare.DEFAULT,
                null,
                Wordings.NONE,
                Catalogue.NONE);
    }

    /** How incidents run that begin at a moment: by the profile of the day, else as usual. */
    public Policy policy(Instant at) {
        return Season.policy(policy, contacts.seasons(), at);
    }

    public Configuration {
        processors = List.copyOf(processors);
        watchlists = List.copyOf(watchlists);
        sources = List.copyOf(sources);
        channels = List.copyOf(channels);
    }

    /** The same with other contacts. */
    public Configuration with(Contacts others) {
        return new Configuration(
                version,
                watchlists,
                sources,
                channels,
                policy,
                others,
                processors,
                evidence,
                handbook,
                aftercare,
                heartbeat,
                wordings,
                catalogue);
    }

    /** The same shut off from the world: with these channels, without sources, processors and heartbeat. */
    public Configuration apart(List<ChannelSpec> others) {
        return new Configuration(
                version,
                watchlists,
                List.of(),
                others,
                policy,
                contacts,
                List.of(),
                evidence,
                handbook,
                aftercare,
                null,
                wordings,
                catalogue);
    }
}
