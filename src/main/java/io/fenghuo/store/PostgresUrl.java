package io.fenghuo.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A database URL as hosting services write it, {@code postgres://user:password@host:port/database?option=…}, in the parts JDBC wants.
 *
 * @param jdbc without user and password
 */
record PostgresUrl(
        String jdbc, @Nullable String user, @Nullable String password) {

    /**
     * Reads either way of writing: that of hosting services, or JDBC's own.
     *
     * @throws StoreException when it is neither; the message does not repeat it, for it holds a password
     */
    static PostgresUrl any(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        if (lower.startsWith("jdbc:postgresql:")) {
            return new PostgresUrl(url, null, null);
        }
        if (lower.startsWith("postgres://") || lower.startsWith("postgresql://")) {
            return parse(url);
        }
        throw new StoreException(
                "the database URL must begin with sqlite:, jdbc:postgresql: or postgres://; see FENGHUO_DATABASE_URL");
    }

    /** @throws StoreException when it is no such URL; the message does not repeat it, for it holds a password */
    static PostgresUrl parse(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw unreadable(e.getReason());
        }
        if (uri.getHost() == null || uri.getPath() == null || uri.getPath().length() < 2) {
            throw unreadable("host or database is missing");
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String jdbc = "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query;
        String[] credentials = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        return new PostgresUrl(
                jdbc,
                credentials.length > 0 ? decoded(credentials[0]) : null,
                credentials.length > 1 ? decoded(credentials[1]) : null);
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static StoreException unreadable(String why) {
        return new StoreException("the PostgreSQL URL cannot be read (" + why
                + "); it looks like postgres://user:password@host:5432/database, special characters in % form");
    }

    @Override
    public String toString() {
        return jdbc;
    }
}
