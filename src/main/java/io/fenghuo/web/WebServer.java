package io.fenghuo.web;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/** The HTTP server of the console with its limits. */
public final class WebServer {
    private static final int HEADERS = 16 << 10;
    private static final int FIRST_LINE = 8 << 10;
    private static final int FORM_FIELD = 1 << 20;
    private static final int FORM_FIELDS = 256;
    private static final int IDLE_SECONDS = 75;
    /** In which a body has to be here: the largest at 70 KB/s. */
    private static final Duration WHOLE = Duration.ofMinutes(2);

    private WebServer() {}

    /**
     * Starts to listen.
     *
     * @return the server, listening; failed when the address is taken
     */
    public static Future<HttpServer> start(Vertx vertx, WebSettings settings, Console console) {
        return start(vertx, settings, console, WHOLE);
    }

    static Future<HttpServer> start(Vertx vertx, WebSettings settings, Console console, Duration whole) {
        Router router = ConsoleRoutes.router(vertx, settings, console);
        return vertx.createHttpServer(options())
                .requestHandler(request -> {
                    hurry(vertx, request, whole);
                    if (readable(request)) {
                        router.handle(request);
                    } else {
                        request.response()
                                .setStatusCode(400)
                                .putHeader("Connection", "close")
                                .end()
                                .onComplete(done -> request.connection().close());
                    }
                })
                .listen(settings.port(), settings.host());
    }

    /** Lets go of a caller who drips its body in: idling ends a connection only when nothing comes at all. */
    private static void hurry(Vertx vertx, HttpServerRequest request, Duration whole) {
        boolean body = request.headers().contains("Transfer-Encoding")
                || !"0".equals(Objects.requireNonNullElse(request.getHeader("Content-Length"), "0"));
        if (body) {
            long timer = vertx.setTimer(
                    whole.toMillis(), late -> request.connection().close());
            request.end().onComplete(over -> vertx.cancelTimer(timer));
        }
    }

    /**
     * Whether path and query can be decoded: a router that meets {@code %zz} fails with a stack trace, and anyone may send it. No name of ours
     * holds U+0000, and not every store can be asked for one.
     */
    private static boolean readable(HttpServerRequest request) {
        try {
            return URLDecoder.decode(request.uri(), StandardCharsets.UTF_8).indexOf('\0') < 0;
        } catch (IllegalArgumentException mangled) {
            return false;
        }
    }

    /** Limits for every connection: header and form sizes, and how long it may idle (event streams beat every 15 s). */
    public static HttpServerOptions options() {
        return new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setMaxHeaderSize(HEADERS)
                .setMaxInitialLineLength(FIRST_LINE)
                .setMaxFormAttributeSize(FORM_FIELD)
                .setMaxFormFields(FORM_FIELDS)
                .setMaxFormBufferedBytes(HEADERS)
                .setIdleTimeout(IDLE_SECONDS);
    }
}
