package io.fenghuo.config;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.incident.Contacts;
import io.fenghuo.incident.Policy;
import io.fenghuo.match.Watchlist;
import io.fenghuo.source.SourceSpec;
import java.util.List;

/**
 * Everything {@code watchlists/} and {@code alerts/} say, free of errors. Immutable; a reload makes another.
 *
 * @param version a hash of the files' content; equal files give equal versions
 * @param watchlists in the order of their names
 */
public record Configuration(
        String version,
        List<Watchlist> watchlists,
        List<SourceSpec> sources,
        List<ChannelSpec> channels,
        Policy policy,
        Contacts contacts) {
    public Configuration {
        watchlists = List.copyOf(watchlists);
        sources = List.copyOf(sources);
        channels = List.copyOf(channels);
    }
}
