package io.fenghuo.app;

import io.fenghuo.source.Trouble;
import io.fenghuo.verticle.FetchException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.SocketAddress;
import java.net.IDN;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL we may connect to, with the address it is pinned to.
 *
 * @param address null = the proxy looks for it
 * @param proxy null = none
 */
record Endpoint(
        URI uri,
        String host,
        int port,
        boolean tls,
        @Nullable SocketAddress address,
        @Nullable ProxyOptions proxy) {

    /** Parses {@code url} as people write it: blanks, and characters beyond ASCII in path and query, are escaped. */
    static URI parse(String url) {
        try {
            URI uri = new URI(url.strip().replace(" ", "%20").replace("|", "%7C"));
            if (uri.getScheme() == null || uri.getRawAuthority() == null) {
                throw wrong("no host", null);
            }
            if (uri.getRawUserInfo() != null) {
                throw wrong("user:password@", null);
            }
            return uri.getHost() == null ? withAsciiHost(uri) : new URI(uri.toASCIIString());
        } catch (URISyntaxException | IllegalArgumentException fault) {
            throw wrong(fault instanceof URISyntaxException syntax ? syntax.getReason() : "IDN", fault);
        }
    }

    /** Resolves and checks the host of {@code uri}; failed with {@link FetchException}. */
    static Future<Endpoint> of(Vertx vertx, AddressPolicy policy, URI uri, boolean allowPrivate) {
        return of(vertx, policy, uri, allowPrivate, null);
    }

    /** The same through a proxy: what is known to lead inside is refused here, and a name only the proxy knows is left to it. */
    static Future<Endpoint> of(
            Vertx vertx, AddressPolicy policy, URI uri, boolean allowPrivate, @Nullable ProxyOptions proxy) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("https") || scheme.equals("wss");
        if (!tls && !scheme.equals("http") && !scheme.equals("ws")) {
            return Future.failedFuture(new FetchException(Trouble.of("net.url", scheme), null));
        }
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
        String host = uri.getHost();
        return vertx.executeBlocking(
                        () -> new Endpoint(
                                uri, host, port, tls, pinned(policy, host, port, allowPrivate, proxy != null), proxy),
                        false)
                .recover(failure -> Future.failedFuture(new FetchException(trouble(host, failure), failure)));
    }

    private static @Nullable SocketAddress pinned(
            AddressPolicy policy, String host, int port, boolean allowPrivate, boolean proxied)
            throws UnknownHostException, AddressPolicy.Refused {
        try {
            InetSocketAddress found = new InetSocketAddress(policy.resolve(host, allowPrivate), port);
            return proxied ? null : SocketAddress.inetSocketAddress(found);
        } catch (UnknownHostException unknown) {
            if (proxied) {
                return null;
            }
            throw unknown;
        }
    }

    RequestOptions request() {
        RequestOptions options = new RequestOptions();
        fill(options);
        return options;
    }

    WebSocketConnectOptions webSocket() {
        WebSocketConnectOptions options = new WebSocketConnectOptions();
        fill(options);
        return options;
    }

    private void fill(RequestOptions options) {
        options.setHost(host).setPort(port).setSsl(tls).setURI(target());
        if (proxy != null) {
            options.setProxyOptions(proxy);
        } else if (address != null) {
            options.setServer(address);
        }
    }

    private String target() {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private static URI withAsciiHost(URI uri) throws URISyntaxException {
        String authority = uri.getRawAuthority();
        int colon = authority.lastIndexOf(':');
        String host = colon < 0 ? authority : authority.substring(0, colon);
        String ascii = IDN.toASCII(host) + (colon < 0 ? "" : authority.substring(colon));
        URI known = new URI(uri.toString().replaceFirst(Pattern.quote(authority), ascii));
        if (known.getHost() == null) {
            throw wrong("no host", null);
        }
        return new URI(known.toASCIIString());
    }

    /** Says what is wrong without the URL itself, which may hold a key. */
    private static FetchException wrong(String why, @Nullable Throwable cause) {
        return new FetchException(Trouble.of("net.url", why), cause);
    }

    private static Trouble trouble(String host, Throwable failure) {
        if (failure instanceof AddressPolicy.Refused refused) {
            return Trouble.of("net.private", host, refused.address().getHostAddress());
        }
        return failure instanceof UnknownHostException ? Trouble.of("net.dns", host) : NetworkTrouble.of(host, failure);
    }

    /** Whether both lead to the same scheme, host and port: credentials of one may be shown to the other. */
    boolean sameOrigin(@Nullable Endpoint other) {
        return other != null && tls == other.tls && port == other.port && host.equalsIgnoreCase(other.host);
    }
}
