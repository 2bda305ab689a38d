package io.fenghuo.channel;

import io.fenghuo.model.Secret;
import io.fenghuo.model.Severity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code alerts/channels.yaml}.
 *
 * @param type a {@link Channel#type}, such as email or wecom-robot
 * @param levels grades it hears as a group; empty = only when a ladder, a person or a fall-back names it
 * @param url where it posts to; a secret, since the vendors put their keys in it
 * @param secret what it signs with, or null
 * @param to e-mail addresses it always goes to as a group
 * @param fallback ids of channels that take over when it is dead or paused too long
 * @param phone whether it rings a phone: {@code by: [phone]} means these
 * @param allowPrivate whether the URL may lead to a private or loopback address
 * @param options whatever else its type reads, such as {@code keyword} of a robot, {@code class} and {@code config} of a verticle
 */
public record ChannelSpec(
        String id,
        String type,
        Set<Severity> levels,
        @Nullable Secret url,
        @Nullable Secret secret,
        List<String> to,
        List<String> fallback,
        boolean phone,
        boolean allowPrivate,
        Map<String, Object> options) {

    public ChannelSpec {
        levels = Set.copyOf(levels);
        to = List.copyOf(to);
        fallback = List.copyOf(fallback);
        options = Map.copyOf(options);
    }
}
