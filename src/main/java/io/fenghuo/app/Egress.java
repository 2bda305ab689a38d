package io.fenghuo.app;

import io.fenghuo.config.Environment;
import io.fenghuo.model.Secret;
import io.fenghuo.source.Conduct;
import io.fenghuo.source.Trouble;
import io.fenghuo.verticle.FetchException;
import io.vertx.core.MultiMap;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How we go out: who we say we are, and through which proxy.
 *
 * @param userAgent the truth; a source may name its own
 * @param proxy of the house, {@code http://user:password@host:port}; null = none
 */
public record Egress(String userAgent, @Nullable Secret proxy) {
    /** The word by which a robots.txt may address us (RFC 9309 §2.2.1). */
    static final String TOKEN = "Fenghuo";

    private static final String VERSION = "0.1";

    /** What the environment says; the contact stands in User-Agent as crawlers do it, {@code Fenghuo/0.1 (+https://…)}. */
    public static Egress of(Environment environment) {
        String contact = environment.contact();
        String name = TOKEN + "/" + VERSION;
        return new Egress(contact == null ? name : name + " (+" + contact + ")", environment.proxy());
    }

    /**
     * The proxy of one request; null = none. The house's own is not for addresses inside.
     *
     * @param inside whether the request may lead to private addresses
     */
    @Nullable
    ProxyOptions proxy(Conduct conduct, boolean inside) {
        Secret own = conduct.proxy();
        if (own != null) {
            return own.reveal().equals(Conduct.DIRECT) ? null : options(own);
        }
        return proxy == null || inside ? null : options(proxy);
    }

    private static ProxyOptions options(Secret url) {
        URI uri = URI.create(url.reveal());
        ProxyOptions options = new ProxyOptions()
                .setType(ProxyType.HTTP)
                .setHost(uri.getHost())
                .setPort(uri.getPort() < 0 ? 3128 : uri.getPort());
        String user = uri.getRawUserInfo();
        if (user != null) {
            int colon = user.indexOf(':');
            options.setUsername(decoded(colon < 0 ? user : user.substring(0, colon)));
            options.setPassword(colon < 0 ? "" : decoded(user.substring(colon + 1)));
        }
        return options;
    }

    /**
     * One header more of a request to {@code host}.
     *
     * @throws FetchException when it holds a character that no header may hold (RFC 9110 §5.5); the value is not told
     */
    static void put(MultiMap headers, String host, String name, String value) {
        if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
            throw new FetchException(Trouble.of("net.header", host, name), null);
        }
        headers.set(name, value);
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
