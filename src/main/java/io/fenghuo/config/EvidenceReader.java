package io.fenghuo.config;

import io.fenghuo.evidence.EvidencePolicy;
import io.fenghuo.model.Severity;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code evidence:} of {@code alerts/policy.yaml} over the shipped settings. */
final class EvidenceReader {
    /** The key of the file. */
    static final String KEY = "evidence";

    private static final int MOST_AROUND = 1_000;

    private EvidenceReader() {}

    static EvidencePolicy read(YamlMap root) {
        EvidencePolicy shipped = EvidencePolicy.DEFAULT;
        YamlMap map = root.map(KEY);
        if (map == null) {
            return shipped;
        }
        map.keys("around", "whole", "keep", "timestamp", "allow-private");
        return new EvidencePolicy(
                map.integer("around", 0, MOST_AROUND, shipped.around()),
                map.has("whole") ? map.strings("whole") : shipped.whole(),
                keep(map.map("keep"), shipped.keep()),
                timestamp(map),
                map.bool("allow-private", false));
    }

    private static Map<Severity, Duration> keep(@Nullable YamlMap map, Map<Severity, Duration> shipped) {
        Map<Severity, Duration> keep = new EnumMap<>(shipped);
        if (map != null) {
            map.keys("L1", "L2", "L3");
            for (Severity level : Severity.values()) {
                Duration time = map.duration(level.name());
                if (time != null) {
                    keep.put(level, time);
                }
            }
        }
        return keep;
    }

    private static @Nullable String timestamp(YamlMap map) {
        YamlText text = map.text("timestamp");
        if (text == null || text.missing()) {
            return null;
        }
        String url = text.value().strip();
        try {
            URI uri = URI.create(url);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (List.of("http", "https").contains(scheme) && uri.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException unreadable) {
            // said below
        }
        map.errorAt("timestamp", "evidence-timestamp");
        return null;
    }
}
