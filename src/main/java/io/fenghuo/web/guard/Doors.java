package io.fenghuo.web.guard;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The three questions before any page: is the caller near enough for the console, was the service called by a name of its own (against DNS
 * rebinding), and does a change come from our own pages (against forged requests). Pure and threadsafe.
 */
public final class Doors {
    private final List<Cidr> trusted;
    private final Set<String> names = new HashSet<>(Set.of("localhost", "127.0.0.1", "::1"));
    private final @Nullable String publicAuthority;

    /**
     * Doors of one service.
     *
     * @param listen the address listened on; a wildcard adds no name
     * @param publicUrl what links begin with; its host is a name of ours
     */
    public Doors(List<Cidr> trusted, String listen, @Nullable URI publicUrl) {
        this.trusted = List.copyOf(trusted);
        if (!listen.equals("0.0.0.0") && !listen.equals("::") && !listen.isBlank()) {
            names.add(host(listen));
        }
        String host = publicUrl == null ? null : publicUrl.getHost();
        if (publicUrl != null && host != null) {
            names.add(host(host));
            publicAuthority =
                    (host + (publicUrl.getPort() < 0 ? "" : ":" + publicUrl.getPort())).toLowerCase(Locale.ROOT);
        } else {
            publicAuthority = null;
        }
    }

    /**
     * Whether the caller may open the console. A forwarded request comes from whoever the proxy let in, so the proxy's being on this machine
     * counts for nothing; only a range that names the proxy by another address lets it in.
     *
     * @param remote the caller's address in numbers
     * @param forwarded whether any header says that the request was passed on
     */
    public boolean trusts(String remote, boolean forwarded) {
        if (forwarded && Cidr.loopback(remote)) {
            return false;
        }
        return trusted.stream().anyMatch(range -> range.contains(remote));
    }

    /**
     * Whether a Host header names this service.
     *
     * @param authority the header's value, with or without a port
     * @param local the address the connection came in on: calling us by it needs no name, so it cannot be rebound
     */
    public boolean named(@Nullable String authority, @Nullable String local) {
        if (authority == null || authority.isBlank()) {
            return false;
        }
        String host = host(authority);
        return names.contains(host) || local != null && host.equals(host(local));
    }

    /**
     * Whether a change may have come from our own pages or from a program, not from a foreign page.
     *
     * @param origin the Origin header
     * @param site the Sec-Fetch-Site header
     * @param authority the Host header
     * @param blank whether {@code Origin: null} is allowed, as a page with {@code Referrer-Policy: no-referrer} sends it
     */
    public boolean ownOrigin(
            @Nullable String origin, @Nullable String site, @Nullable String authority, boolean blank) {
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return false;
        }
        if (origin == null) {
            return true;
        }
        if (origin.equals("null")) {
            return blank;
        }
        int scheme = origin.indexOf("://");
        String from = scheme < 0 ? "" : origin.substring(scheme + 3).toLowerCase(Locale.ROOT);
        return !from.isEmpty()
                && (authority != null && from.equals(authority.toLowerCase(Locale.ROOT))
                        || from.equals(publicAuthority));
    }

    /** The host of {@code host[:port]}, in lower case, without brackets and a final dot. */
    static String host(String authority) {
        String text = authority.trim().toLowerCase(Locale.ROOT);
        if (text.startsWith("[")) {
            int close = text.indexOf(']');
            return close < 0 ? text : text.substring(1, close);
        }
        int colon = text.indexOf(':');
        if (colon >= 0 && colon == text.lastIndexOf(':')) {
            text = text.substring(0, colon);
        }
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
