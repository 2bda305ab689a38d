package io.fenghuo.incident;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The id a policy's content has: the first 16 hex digits of SHA-256 over its parts in a fixed order. */
final class PolicyHash {
    private PolicyHash() {}

    static String of(Policy policy) {
        StringBuilder text = new StringBuilder();
        text.append(policy.zone()).append(policy.golden()).append(policy.window());
        text.append(policy.crowd()).append(policy.correlate()).append('|');
        new TreeMap<>(policy.levels()).forEach((severity, level) -> level(text.append(severity), level));
        new TreeMap<>(policy.categories())
                .forEach((category, clocks) -> text.append(category).append(sorted(clocks)));
        text.append(policy.noise()).append(policy.margins());
        text.append(policy.calendar().mark());
        policy.tiers().forEach(tier -> text.append(tier.mark()));
        return hex(text.toString());
    }

    private static void level(StringBuilder text, Policy.Level level) {
        text.append(level.name()).append(sorted(level.clocks())).append(sorted(level.warnings()));
        text.append(level.ladder()).append(level.takeExpires());
        text.append(level.reminder()).append(level.reminderAt()).append('|');
    }

    private static <T> Map<String, T> sorted(Map<String, T> map) {
        return new TreeMap<>(map);
    }

    private static String hex(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
