package io.fenghuo.verticle;

import io.fenghuo.source.Headers;
import io.fenghuo.source.Request;
import io.fenghuo.source.Trouble;
import io.vertx.core.Future;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Fetches what a source describes, once, with limits of time and size and without leaving the public internet unless allowed. Threadsafe.
 */
public interface Fetcher {

    /**
     * Asks with GET and follows redirects.
     *
     * @param allowPrivate whether the address may be private or loopback
     * @return the answer whatever its status; failed with {@link FetchException} when there is none
     */
    Future<Fetched> get(Request request, boolean allowPrivate);

    /**
     * An answer.
     *
     * @param body decompressed
     * @param url where it came from after all redirects
     */
    record Fetched(int status, Headers headers, byte[] body, String url) {

        /** Whether nothing has changed since the last answer (304). */
        public boolean unchanged() {
            return status == 304;
        }

        /** What is wrong with the status; null for 2xx and 304. */
        public @Nullable Trouble trouble() {
            if (status / 100 == 2 || unchanged()) {
                return null;
            }
            String host = host(url);
            return switch (status) {
                case 401, 403, 404, 410, 429 -> Trouble.of("http." + status, host);
                default -> Trouble.of(status >= 500 ? "http.5xx" : "http.other", host, status);
            };
        }
    }

    /** The host of {@code url} for people to read, never its path or query, which may hold keys. */
    static String host(String url) {
        try {
            String host = URI.create(url).getHost();
            return host == null ? "?" : host;
        } catch (IllegalArgumentException wrong) {
            return "?";
        }
    }
}
