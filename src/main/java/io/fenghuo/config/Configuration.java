package io.fenghuo.config;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Policy;
import io.fenghuo.match.Watchlist;
import io.fenghuo.source.ProcessorSpec;
import io.fenghuo.source.SourceSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything {@code watchlists/} and {@code alerts/} say, free of errors. Immutable; a reload makes another.
 *
 * @param version a hash of the files' content; equal files give equal versions
 * @param watchlists in the order of their names
 * @param processors in the order in which posts go through them
 * @param heartbeat null = none
 */
public record Configuration(
        String version,
        List<Watchlist> watchlists,
        List<SourceSpec> sources,
        List<ChannelSpec> channels,
        Policy policy,
        Contacts contacts,
        List<ProcessorSpec> processors,
        @Nullable Heartbeat heartbeat) {

    /** Without a heartbeat. */
    public Configuration(
            String version,
            List<Watchlist> watchlists,
            List<SourceSpec> sources,
            List<ChannelSpec> channels,
            Policy policy,
            Contacts contacts,
            List<ProcessorSpec> processors) {
        this(version, watchlists, sources, channels, policy, contacts, processors, null);
    }

    /** Without processors. */
    public Configuration(
            String version,
            List<Watchlist> watchlists,
            List<SourceSpec> sources,
            List<ChannelSpec> channels,
            Policy policy,
            Contacts contacts) {
        this(version, watchlists, sources, channels, policy, contacts, List.of());
    }

    public Configuration {
        processors = List.copyOf(processors);
        watchlists = List.copyOf(watchlists);
        sources = List.copyOf(sources);
        channels = List.copyOf(channels);
    }

    /** The same with other contacts. */
    public Configuration with(Contacts others) {
        return new Configuration(version, watchlists, sources, channels, policy, others, processors, heartbeat);
    }
}
