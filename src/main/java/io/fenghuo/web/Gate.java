package io.fenghuo.web;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The first handler of every request: sets the headers that hold a browser to our rules and turns away who may not come in. */
final class Gate implements Handler<RoutingContext> {
    static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                    + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final List<String> OPEN_TO_ALL =
            List.of("/i/", "/link/", "/hooks/", "/callback/", "/health/", "/static/");
    private static final String TRUSTED = "trusted";
    private static final List<String> PASSED_ON = List.of(
            "Forwarded",
            "Via",
            "X-Real-IP",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-Forwarded-Port",
            "CF-Connecting-IP",
            "True-Client-IP");

    private final Desk desk;

    Gate(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void handle(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        String path = ctx.normalizedPath();
        boolean link = path.startsWith("/i/") || path.startsWith("/link/");
        headers(ctx, link);
        String authority = authority(request);
        if (!desk.doors.named(authority, local(request))) {
            throw Trouble.of(403, "error.host");
        }
        if (!READING.contains(request.method()) && !request.method().equals(HttpMethod.POST)) {
            throw Trouble.of(405, "error.405");
        }
        boolean changes = !READING.contains(request.method());
        if (changes
                && !desk.doors.ownOrigin(
                        request.getHeader("Origin"), request.getHeader("Sec-Fetch-Site"), authority, link)) {
            throw Trouble.of(403, "error.origin");
        }
        boolean trusted = desk.doors.trusts(request.remoteAddress().hostAddress(), forwarded(request.headers()));
        ctx.put(TRUSTED, trusted);
        boolean open = OPEN_TO_ALL.stream().anyMatch(path::startsWith) || (changes && path.equals("/api/posts"));
        if (!open && !trusted) {
            throw Trouble.of(403, "error.403");
        }
        ctx.next();
    }

    /** Whether the caller may open the console. */
    static boolean trusted(RoutingContext ctx) {
        return Boolean.TRUE.equals(ctx.get(TRUSTED));
    }

    /** What the caller called us by: the Host header, or what HTTP/2 has in its place. */
    static @Nullable String authority(HttpServerRequest request) {
        HostAndPort named = request.authority();
        if (named == null) {
            return null;
        }
        String host =
                named.host().contains(":") && !named.host().startsWith("[") ? "[" + named.host() + "]" : named.host();
        return named.port() > 0 ? host + ":" + named.port() : host;
    }

    private static String local(HttpServerRequest request) {
        String address =
                request.localAddress() == null ? null : request.localAddress().hostAddress();
        return address == null ? "" : address;
    }

    static boolean forwarded(MultiMap headers) {
        return PASSED_ON.stream().anyMatch(headers::contains)
                || headers.names().stream()
                        .anyMatch(name -> name.regionMatches(true, 0, "X-Forwarded-", 0, "X-Forwarded-".length()));
    }

    private static void headers(RoutingContext ctx, boolean link) {
        MultiMap headers = ctx.response().headers();
        headers.set("Content-Security-Policy", POLICY)
                .set("X-Content-Type-Options", "nosniff")
                .set("X-Frame-Options", "DENY")
                .set("Referrer-Policy", link ? "no-referrer" : "same-origin")
                .set("Cross-Origin-Opener-Policy", "same-origin")
                .set("Cross-Origin-Resource-Policy", "same-origin")
                .set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()")
                .set("X-Robots-Tag", "noindex, nofollow");
        if (link) {
            headers.set("Cache-Control", "no-store");
        }
    }
}
