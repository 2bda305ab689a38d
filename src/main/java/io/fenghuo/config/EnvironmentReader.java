package io.fenghuo.config;

import io.fenghuo.config.Environment.Listen;
import io.fenghuo.model.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the {@link Environment} from a map of variables. A variable's place in problems is {@code $NAME:1:1}. Empty counts as unset. */
public final class EnvironmentReader {
    /** Every variable, in the order of the manual. */
    public static final List<String> NAMES = List.of(
            "FENGHUO_HOME",
            "FENGHUO_LISTEN",
            "FENGHUO_TRUSTED",
            "FENGHUO_PUBLIC_URL",
            "FENGHUO_DATABASE_URL",
            "FENGHUO_KAFKA",
            "FENGHUO_SMTP_URL",
            "FENGHUO_KEY",
            "FENGHUO_ZONE",
            "FENGHUO_LANG",
            "FENGHUO_CONTACT",
            "FENGHUO_PROXY");

    private static final Pattern LISTEN = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9.-]+):(\\d{1,5})");
    private static final Pattern NETWORK =
            Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:/(\\d{1,3}))?");
    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1/128");
    private static final Pattern PARTING = Pattern.compile("[,\\s]+");
    private static final int SHORTEST_KEY = 32;
    /** Printable ASCII without what would end the comment it stands in. */
    private static final Pattern CONTACT =
            Pattern.compile("(?:mailto:)?[\\w.+-]+@[\\w.-]+|https?://[\\x21-\\x27\\x2A-\\x7E]+");

    private final Map<String, String> map;
    private final Variables variables;
    private final Problems problems;

    private EnvironmentReader(Map<String, String> map, Problems problems) {
        this.map = map;
        this.variables = Variables.of(map);
        this.problems = problems;
    }

    /** The environment; what is wrong is a problem and stays at its default. */
    public static Environment read(Map<String, String> map, Problems problems) {
        return new EnvironmentReader(map, problems).read();
    }

    /** The language the variables ask for, before anything else is read; Chinese when they do not say. */
    public static Locale language(Map<String, String> map) {
        return read(map, new Problems()).language();
    }

    private Environment read() {
        misspelt();
        return new Environment(
                home(),
                listen(),
                trusted(),
                publicUrl(),
                database(),
                value("FENGHUO_KAFKA"),
                secret(url("FENGHUO_SMTP_URL", "smtp://user:password@host:587", "smtp", "smtps")),
                key(),
                zone(),
                lang(),
                contact(),
                secret(url("FENGHUO_PROXY", "http://user:password@proxy.example:3128", "http")));
    }

    private @Nullable String value(String name) {
        String value = variables.value(name, place(name), problems);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static Place place(String name) {
        return Place.startOf("$" + name);
    }

    private void misspelt() {
        for (String name : map.keySet()) {
            String bare = name.endsWith("_FILE") ? name.substring(0, name.length() - "_FILE".length()) : name;
            if (!bare.startsWith("FENGHUO_") || NAMES.contains(bare)) {
                continue;
            }
            String nearest = Nearest.to(bare, NAMES);
            if (nearest != null && Nearest.edits(bare, nearest) <= 2) {
                problems.warning(place(name), "environment-unknown", name, nearest);
            }
        }
    }

    private Path home() {
        String value = value("FENGHUO_HOME");
        try {
            return Path.of(value == null ? "." : value);
        } catch (InvalidPathException e) {
            problems.error(place("FENGHUO_HOME"), "environment-path", String.valueOf(value));
            return Path.of(".");
        }
    }

    private Listen listen() {
        String value = value("FENGHUO_LISTEN");
        if (value == null) {
            return new Listen("127.0.0.1", 8080);
        }
        Matcher matcher = LISTEN.matcher(value);
        int port = matcher.matches() ? Integer.parseInt(matcher.group(2)) : -1;
        if (port < 0 || port > 65_535) {
            problems.error(place("FENGHUO_LISTEN"), "environment-listen", value);
            return new Listen("127.0.0.1", 8080);
        }
        return new Listen(matcher.group(1).replaceAll("[\\[\\]]", ""), port);
    }

    private List<String> trusted() {
        String value = value("FENGHUO_TRUSTED");
        if (value == null) {
            return LOOPBACK;
        }
        List<String> networks = new ArrayList<>();
        for (String part : PARTING.splitAsStream(value).toList()) {
            if (isNetwork(part)) {
                networks.add(part);
            } else if (!part.isEmpty()) {
                problems.error(place("FENGHUO_TRUSTED"), "environment-network", part);
            }
        }
        return networks;
    }

    private static boolean isNetwork(String text) {
        Matcher matcher = NETWORK.matcher(text);
        if (!matcher.matches()) {
            return false;
        }
        boolean six = matcher.group(1).indexOf(':') >= 0;
        int bits = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        if (bits > (six ? 128 : 32)) {
            return false;
        }
        try {
            // a literal of this form is never looked up
            return java.net.InetAddress.getByName(matcher.group(1)).getAddress().length > 0;
        } catch (java.net.UnknownHostException expected) {
            return false;
        }
    }

    private @Nullable URI publicUrl() {
        String value = url("FENGHUO_PUBLIC_URL", "https://alerts.example.com", "https", "http");
        if (value == null) {
            return null;
        }
        if (value.startsWith("http:") && !Addresses.isPrivate(URI.create(value).getHost())) {
            problems.warning(place("FENGHUO_PUBLIC_URL"), "url-plain", "http", "https");
        }
        return URI.create(value.replaceAll("/+$", ""));
    }

    /** {@code sqlite:PATH}, or a PostgreSQL URL. */
    private @Nullable Secret database() {
        String value = value("FENGHUO_DATABASE_URL");
        if (value != null && value.matches("(?i)(jdbc:)?sqlite:.+")) {
            return Secret.of(value);
        }
        return secret(url(
                "FENGHUO_DATABASE_URL",
                "postgres://user:password@host:5432/fenghuo",
                "jdbc:postgresql",
                "postgresql",
                "postgres"));
    }

    /** A URL of one of the schemes with a host; null, and a problem, when it is not. */
    private @Nullable String url(String name, String example, String... schemes) {
        String value = value(name);
        if (value == null) {
            return null;
        }
        for (String scheme : schemes) {
            String start = scheme + "://";
            if (value.regionMatches(true, 0, start, 0, start.length()) && hasHost(value, scheme)) {
                return value;
            }
        }
        problems.error(place(name), "environment-url", example);
        return null;
    }

    private static boolean hasHost(String value, String scheme) {
        try {
            return new URI(value.substring(scheme.startsWith("jdbc:") ? "jdbc:".length() : 0)).getHost() != null;
        } catch (URISyntaxException expected) {
            return false;
        }
    }

    private @Nullable Secret key() {
        String value = value("FENGHUO_KEY");
        List<String> keys = value == null ? List.of() : Environment.keys(value);
        for (int at = 0; at < keys.size(); at++) {
            if (keys.get(at).length() < SHORTEST_KEY) {
                boolean alone = keys.size() == 1;
                problems.error(
                        place("FENGHUO_KEY"),
                        alone ? "environment-short" : "environment-key-parts",
                        "FENGHUO_KEY",
                        SHORTEST_KEY,
                        keys.size(),
                        at + 1);
                return null;
            }
        }
        return secret(value);
    }

    private static @Nullable Secret secret(@Nullable String value) {
        return value == null ? null : Secret.of(value);
    }

    private ZoneId zone() {
        String value = value("FENGHUO_ZONE");
        try {
            return ZoneId.of(value == null ? "Asia/Shanghai" : value);
        } catch (DateTimeException e) {
            problems.error(place("FENGHUO_ZONE"), "environment-zone", String.valueOf(value));
            return ZoneId.of("Asia/Shanghai");
        }
    }

    private @Nullable String contact() {
        String value = value("FENGHUO_CONTACT");
        if (value != null && (value.length() > 200 || !CONTACT.matcher(value).matches())) {
            problems.error(place("FENGHUO_CONTACT"), "environment-contact", value);
            return null;
        }
        return value;
    }

    private Locale lang() {
        String value = value("FENGHUO_LANG");
        if (value == null || value.toLowerCase(Locale.ROOT).startsWith("zh")) {
            return Locale.CHINESE;
        }
        if (value.toLowerCase(Locale.ROOT).startsWith("en")) {
            return Locale.ENGLISH;
        }
        problems.error(place("FENGHUO_LANG"), "environment-lang", value);
        return Locale.CHINESE;
    }
}
