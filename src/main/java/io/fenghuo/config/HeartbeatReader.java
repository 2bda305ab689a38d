package io.fenghuo.config;

import io.fenghuo.model.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code heartbeat} of {@code alerts/policy.yaml}. */
final class HeartbeatReader {
    private static final Duration USUAL = Duration.ofSeconds(60);
    private static final Duration LEAST = Duration.ofSeconds(10);
    private static final Duration MOST = Duration.ofHours(1);

    private HeartbeatReader() {}

    static @Nullable Heartbeat read(YamlMap root) {
        YamlMap map = root.map("heartbeat");
        if (map == null) {
            return null;
        }
        map.keys("url", "every", "method", "allow-private");
        YamlText url = map.required("url");
        Duration every = map.duration("every", USUAL);
        if (every.compareTo(LEAST) < 0 || every.compareTo(MOST) > 0) {
            map.errorAt("every", "heartbeat-often", Durations.text(every));
        }
        boolean post = "POST".equals(map.choice("method", List.of("GET", "POST")));
        if (url == null || !web(url.value())) {
            if (url != null) {
                url.error("heartbeat-url");
            }
            return null;
        }
        return new Heartbeat(Secret.of(url.value().strip()), every, post, map.bool("allow-private", false));
    }

    private static boolean web(String text) {
        try {
            URI uri = URI.create(text.strip());
            boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return http && uri.getHost() != null;
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }
}
