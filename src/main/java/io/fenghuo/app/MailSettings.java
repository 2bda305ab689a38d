package io.fenghuo.app;

import io.fenghuo.model.Secret;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code FENGHUO_SMTP_URL} says: {@code smtp://user:password@host:port} or {@code smtps://…}, special characters percent-encoded.
 * {@code ?starttls=required|optional|disabled} (default required, on this machine disabled), {@code ?from=alarm@example.com} (default the user
 * when it is an address).
 */
record MailSettings(MailConfig config, String from) {

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException when it cannot be; the message does not show the password
     */
    static MailSettings of(Secret url) {
        URI uri = parse(url);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("smtps");
        if ((!tls && !scheme.equals("smtp")) || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "FENGHUO_SMTP_URL should read smtp://user:password@host:port or smtps://…");
        }
        Map<String, String> query = query(uri.getRawQuery());
        MailConfig config = new MailConfig()
                .setHostname(uri.getHost())
                .setPort(uri.getPort() > 0 ? uri.getPort() : tls ? 465 : 587)
                .setSsl(tls)
                .setStarttls(
                        tls
                                ? StartTLSOptions.DISABLED
                                : starttls(query.get("starttls"), uri.getRawUserInfo() != null, uri.getHost()))
                .setHostnameVerificationAlgorithm("HTTPS")
                // pipelined, a server that answers 354 although it refused every recipient makes the client (5.0.8)
                // report a delivery
                .setPipelining(false)
                .setKeepAlive(false)
                .setConnectTimeout(5_000)
                .setOwnHostname("fenghuo.invalid")
                .setLogin(LoginOption.DISABLED);
        String user = null;
        String login = uri.getRawUserInfo();
        if (login != null) {
            String[] parts = login.split(":", 2);
            user = decoded(parts[0]);
            config.setLogin(LoginOption.REQUIRED)
                    .setUsername(user)
                    .setPassword(parts.length > 1 ? decoded(parts[1]) : "");
        }
        String from = query.get("from");
        if (from == null) {
            from = user != null && user.contains("@") ? user : "fenghuo@localhost";
        }
        return new MailSettings(config, from);
    }

    private static URI parse(Secret url) {
        try {
            return new URI(url.reveal().strip());
        } catch (URISyntaxException unreadable) {
            throw new IllegalArgumentException("FENGHUO_SMTP_URL cannot be read at character " + unreadable.getIndex()
                    + ": " + unreadable.getReason());
        }
    }

    /** A password goes over the net in TLS alone: with one, {@code optional} is as good as {@code required}. */
    private static StartTLSOptions starttls(@Nullable String wish, boolean login, String host) {
        boolean here = host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
        if (wish == null) {
            return here ? StartTLSOptions.DISABLED : StartTLSOptions.REQUIRED;
        }
        StartTLSOptions options;
        try {
            options = StartTLSOptions.valueOf(wish.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("FENGHUO_SMTP_URL: starttls is required, optional or disabled");
        }
        if (!login || (here && options == StartTLSOptions.DISABLED)) {
            return options;
        }
        if (options == StartTLSOptions.DISABLED) {
            throw new IllegalArgumentException(
                    "FENGHUO_SMTP_URL: starttls=disabled would send the password in clear text; leave it out");
        }
        return StartTLSOptions.REQUIRED;
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                query.put(parts[0], parts.length > 1 ? decoded(parts[1]) : "");
            }
        }
        return query;
    }

    /** A plus sign stands for itself: passwords hold them. */
    private static String decoded(String raw) {
        return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "MailSettings[" + config.getHostname() + ":" + config.getPort() + "]";
    }
}
