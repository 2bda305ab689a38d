package io.fenghuo.source;

import io.fenghuo.model.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the entry of an {@code imap} source says.
 *
 * @param implicit whether the connection begins with TLS ({@code imaps://}, RFC 8314 §3.2) instead of STARTTLS, which is required otherwise
 * @param password null = {@code token} or {@code grant}
 * @param token an access token for XOAUTH2 that somebody else keeps fresh
 * @param grant how an access token for XOAUTH2 is got
 * @param history how far back a first run reads
 */
public record Mailbox(
        String host,
        int port,
        boolean implicit,
        String folder,
        String user,
        @Nullable Secret password,
        @Nullable Secret token,
        @Nullable Grant grant,
        boolean marksSeen,
        Duration history) {
    /** How far back a first run reads unless the entry says otherwise. */
    public static final Duration HISTORY = Duration.ofDays(7);

    private static final int IMAPS = 993;
    private static final int IMAP = 143;
    private static final List<String> LOGINS = List.of("password", "token", "oauth");

    /** What an entry without problems says. */
    public static Mailbox of(SourceSpec spec) {
        URI url = URI.create(Polite.url(spec));
        boolean implicit = "imaps".equalsIgnoreCase(url.getScheme());
        String folder = Polite.option(spec, "folder");
        Duration history = Polite.span(Polite.option(spec, "history"));
        return new Mailbox(
                url.getHost(),
                url.getPort() > 0 ? url.getPort() : implicit ? IMAPS : IMAP,
                implicit,
                folder == null ? "INBOX" : folder,
                Objects.requireNonNullElse(Polite.option(spec, "user"), ""),
                secret(spec, "password"),
                secret(spec, "token"),
                Grant.of(spec),
                "true".equals(Polite.option(spec, "mark-seen")),
                history == null ? HISTORY : history);
    }

    private static @Nullable Secret secret(SourceSpec spec, String name) {
        Object value = spec.options().get(name);
        return value == null ? null : value instanceof Secret secret ? secret : Secret.of(String.valueOf(value));
    }

    static List<Trouble> problems(SourceSpec spec) {
        List<Trouble> troubles = new ArrayList<>(SpecCheck.url(spec, "imaps", "imap"));
        troubles.addAll(Grant.problems(spec));
        if (Polite.option(spec, "user") == null
                || LOGINS.stream().filter(spec.options()::containsKey).count() != 1) {
            troubles.add(Trouble.of("spec.imap-login"));
        }
        String history = Polite.option(spec, "history");
        if (history != null && Polite.span(history) == null) {
            troubles.add(Trouble.of("spec.history", history));
        }
        String seen = Polite.option(spec, "mark-seen");
        if (seen != null && !List.of("true", "false").contains(seen.toLowerCase(Locale.ROOT))) {
            troubles.add(Trouble.of("spec.imap-seen", seen));
        }
        if (!spec.map().isEmpty()) {
            troubles.add(Trouble.of("spec.map-unused", spec.type()));
        }
        return troubles;
    }
}
