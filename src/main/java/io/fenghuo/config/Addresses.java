package io.fenghuo.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Judges the URLs of sources and channels by what is written; names are not looked up here, the fetcher does that when it connects. */
final class Addresses {
    private Addresses() {}

    /** Reports what is wrong with a URL; nothing it says spells more of the URL than its scheme. */
    static void check(YamlText text, List<String> schemes, boolean allowPrivate) {
        if (text.value().isBlank()) {
            return;
        }
        URI uri = parse(text.value().strip());
        String scheme =
                uri == null || uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri == null ? null : uri.getHost();
        if (host == null || !schemes.contains(scheme)) {
            text.error(
                    "url-wrong",
                    String.join(" ", schemes.stream().map(one -> one + "://").toList()));
            return;
        }
        if (isPrivate(host)) {
            if (!allowPrivate) {
                text.error("url-private");
            }
        } else if (scheme.equals("http") || scheme.equals("ws")) {
            text.warning("url-plain", scheme, scheme + "s");
        }
    }

    private static @Nullable URI parse(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException expected) {
            return null;
        }
    }

    /** Whether a host, as written, lies inside: loopback, private and link-local addresses, names without a dot, .local, .internal, .localhost, and spellings of addresses that hide one. */
    static boolean isPrivate(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[") || name.indexOf(':') >= 0) {
            return isPrivateLiteral(name.replace("[", "").replace("]", "").replaceFirst("%.*", ""));
        }
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        if (name.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
            return isPrivateLiteral(name);
        }
        boolean disguised = name.matches("(0x[0-9a-f]+|\\d+)(\\.(0x[0-9a-f]+|\\d+)){0,3}");
        boolean inside = name.endsWith(".local") || name.endsWith(".internal") || name.endsWith(".localhost");
        return disguised || inside || name.indexOf('.') < 0;
    }

    private static boolean isPrivateLiteral(String literal) {
        try {
            InetAddress address = InetAddress.getByName(literal);
            byte[] bytes = address.getAddress();
            boolean shared = address instanceof Inet4Address && bytes[0] == 100 && (bytes[1] & 0xC0) == 64;
            boolean unique = bytes.length == 16 && (bytes[0] & 0xFE) == 0xFC;
            return shared
                    || unique
                    || address.isLoopbackAddress()
                    || address.isSiteLocalAddress()
                    || address.isLinkLocalAddress()
                    || address.isAnyLocalAddress()
                    || address.isMulticastAddress();
        } catch (UnknownHostException expected) {
            return true;
        }
    }
}
