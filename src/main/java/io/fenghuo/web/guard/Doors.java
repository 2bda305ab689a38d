package io.fenghuo.web.guard;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The three questions before any page: is the caller near enough for the console, was the service called by a name of its own (against DNS
 * rebinding), and does a change come from our own pages (against forged requests). Pure and threadsafe.
 */
public final class Doors {
    private static final Pattern AUTHORITY = Pattern.compile("(?:\\[([0-9a-f:.]+)]|([^\\[\\]:]+))(?::[0-9]{0,5})?");
    private static final Pattern BARE = Pattern.compile("[0-9a-f:.]+");
    private static final Pattern PAGE = Pattern.compile("https?://(.+)");

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
        return !host.isEmpty() && (names.contains(host) || (local != null && Cidr.same(host, local)));
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
        Matcher page = PAGE.matcher(origin.toLowerCase(Locale.ROOT));
        String from = page.matches() ? page.group(1) : "";
        return !from.isEmpty()
                && ((authority != null && from.equals(authority.toLowerCase(Locale.ROOT)))
                        || from.equals(publicAuthority));
    }

    /** The host of {@code host[:port]}, in lower case, without brackets and a final dot; an address of IPv6 may stand bare. Empty when it is none. */
    static String host(String authority) {
        String text = authority.toLowerCase(Locale.ROOT);
        Matcher parts = AUTHORITY.matcher(text);
        if (!parts.matches()) {
            return BARE.matcher(text).matches() ? text : "";
        }
        String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
