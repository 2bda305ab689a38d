package io.fenghuo.app;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.config.Configuration;
import io.fenghuo.model.Secret;
import io.fenghuo.source.SourceSpec;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares this machine's clock with the {@code Date} (RFC 9110 §6.6.1) of the servers that the files name. Each host is asked once with
 * {@code HEAD /}: no path, no key and no message reaches it.
 */
final class ClockProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int HOSTS = 8;

    private ClockProbe() {}

    /**
     * How this clock stands.
     *
     * @param ahead of the others, in the median, so that one wrong server does not accuse us; negative = behind
     * @param hosts that said so
     */
    record Skew(Duration ahead, List<String> hosts) {}

    private record Said(String host, Duration ahead) {}

    /** Asks; blocks for a few seconds at most. Null when no server is named or none tells the time. */
    static @Nullable Skew measure(Configuration configuration) {
        Map<String, Future<@Nullable Said>> asked = new LinkedHashMap<>();
        Vertx vertx = Vertx.vertx();
        HttpClientAgent client = vertx.createHttpClient();
        try {
            for (SourceSpec source : configuration.sources()) {
                ask(vertx, client, asked, source.url(), source.allowPrivate());
            }
            for (ChannelSpec channel : configuration.channels()) {
                Secret url = channel.url();
                ask(vertx, client, asked, url == null ? null : url.reveal(), channel.allowPrivate());
            }
            List<Said> said = asked.values().stream()
                    .map(SourceProbe::join)
                    .filter(Objects::nonNull)
                    .sorted(Comparator.comparing(Said::ahead))
                    .toList();
            return said.isEmpty()
                    ? null
                    : new Skew(
                            said.get(said.size() / 2).ahead(),
                            said.stream().map(Said::host).sorted().toList());
        } finally {
            // Held until here: a client that nobody can reach is closed by the collector with what it asked.
            SourceProbe.join(client.close());
            SourceProbe.join(vertx.close());
        }
    }

    private static void ask(
            Vertx vertx,
            HttpClientAgent client,
            Map<String, Future<@Nullable Said>> asked,
            @Nullable String url,
            boolean allowPrivate) {
        URI root = root(url);
        if (root == null || asked.size() >= HOSTS || asked.containsKey(root.getHost())) {
            return;
        }
        asked.put(
                root.getHost(),
                Endpoint.of(vertx, new PublicAddresses(), root, allowPrivate)
                        .compose(endpoint -> date(client, endpoint))
                        .otherwise((Said) null));
    }

    private static @Nullable URI root(@Nullable String url) {
        if (url == null) {
            return null;
        }
        try {
            URI uri = new URI(url.strip());
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            String plain = scheme.equals("wss") ? "https" : scheme.equals("ws") ? "http" : scheme;
            boolean web = plain.equals("http") || plain.equals("https");
            return web && uri.getHost() != null
                    ? new URI(plain, null, uri.getHost(), uri.getPort(), "/", null, null)
                    : null;
        } catch (URISyntaxException unreadable) {
            return null;
        }
    }

    private static Future<@Nullable Said> date(HttpClientAgent client, Endpoint endpoint) {
        SystemTime clock = new SystemTime();
        Instant before = clock.instant();
        RequestOptions request = endpoint.request()
                .setMethod(HttpMethod.HEAD)
                .setConnectTimeout(PATIENCE.toMillis())
                .setIdleTimeout(PATIENCE.toMillis());
        return client.request(request).compose(open -> open.send()).map(response -> {
            Instant after = clock.instant();
            Instant here = before.plus(Duration.between(before, after).dividedBy(2));
            Instant there = said(response.headers());
            return there == null ? null : new Said(endpoint.host(), Duration.between(there, here));
        });
    }

    /** What {@code Date} says, made older by how long a cache had kept it; null when it cannot be read. */
    private static @Nullable Instant said(MultiMap headers) {
        String date = headers.get("Date");
        String age = headers.get("Age");
        try {
            return date == null
                    ? null
                    : ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant()
                            .plusSeconds(age != null && age.matches("\\d{1,9}") ? Long.parseLong(age) : 0);
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
