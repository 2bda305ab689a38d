package io.fenghuo.model;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One rule found in one post.
 *
 * @param family what the incident key is made of; the category unless the rule says otherwise
 * @param suspected the gravest word without evidence of own use or harm: opens as 疑似一级
 * @param spans where the words stand, in order of their start
 * @param effects what else the rule asks for
 */
public record Hit(
        String post,
        String source,
        String brand,
        String watchlist,
        String rule,
        String family,
        Severity level,
        boolean suspected,
        String category,
        MatchMode match,
        List<Span> spans,
        Effects effects) {

    public Hit {
        spans = List.copyOf(spans);
    }

    /**
     * What a rule asks for beyond its grade; each part absent unless the rule says it.
     *
     * @param owner who is told as the owner of the matter, in the words of {@code tell}, such as {@code role:brand}
     * @param correlate what makes two hits one incident: thread (default), product, host, order, author, session, none
     * @param raise the crowd that lifts it; the policy's when null
     * @param channels ids of channels that hear it beside the ladder
     * @param playbook the id of the playbook to open
     * @param tags free words
     * @param cooldown how long further hits of this rule by the same author in the same matter join without any notice
     */
    public record Effects(
            @Nullable String owner,
            @Nullable String correlate,
            @Nullable Raise raise,
            List<String> channels,
            @Nullable String playbook,
            Set<String> tags,
            @Nullable Duration cooldown) {

        /** No effects beside the grade. */
        public static final Effects NONE = new Effects(null, null, null, List.of(), null, Set.of(), null);

        /** Without a cooldown. */
        public Effects(
                @Nullable String owner,
                @Nullable String correlate,
                @Nullable Raise raise,
                List<String> channels,
                @Nullable String playbook,
                Set<String> tags) {
            this(owner, correlate, raise, channels, playbook, tags, null);
        }

        /** The same without a cooldown: nothing makes an L1 rest. */
        public Effects restless() {
            return cooldown == null ? this : new Effects(owner, correlate, raise, channels, playbook, tags);
        }

        public Effects {
            channels = List.copyOf(channels);
            tags = Set.copyOf(tags);
        }
    }
}
