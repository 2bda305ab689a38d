package io.fenghuo.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fenghuo.source.Headers;
import io.fenghuo.verticle.Fetcher;
import io.fenghuo.verticle.Fetcher.Fetched;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A platform that keeps to its documentation: served on loopback, or asked directly where the clock is moved by hand. */
public abstract class Fake {
    /** What was asked, as method and path. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    private Supplier<Instant> clock = InstantSource.system()::instant;

    /** A request; names of headers are in lower case. */
    public record Call(
            String method, String path, Map<String, String> query, Map<String, String> headers, String body) {
        public Map<String, String> form() {
            return pairs(body);
        }
    }

    public record Reply(int status, String body) {}

    protected abstract Reply answer(Call call);

    protected Instant now() {
        return clock.get();
    }

    public void clock(Supplier<Instant> hand) {
        clock = hand;
    }

    /** Serves it; its address. */
    public String serve(Vertx vertx) {
        int port = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    Map<String, String> headers = new HashMap<>();
                    request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
                    Reply reply = reply(new Call(
                            request.method().name(), request.path(), pairs(request.query()), headers, body.toString()));
                    request.response()
                            .setStatusCode(reply.status())
                            .putHeader("Content-Type", "application/json;charset=UTF-8")
                            .end(reply.body());
                }))
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
        return "http://127.0.0.1:" + port;
    }

    /** Asks it without a network. */
    public Fetcher direct() {
        return (request, allowPrivate) -> {
            Map<String, String> headers = new HashMap<>();
            request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value.reveal()));
            URI uri = URI.create(request.url());
            Reply reply = reply(new Call(
                    request.body() == null ? "GET" : "POST",
                    uri.getPath(),
                    pairs(uri.getRawQuery()),
                    headers,
                    request.body() == null ? "" : request.body().reveal()));
            return Future.succeededFuture(
                    new Fetched(reply.status(), Headers.NONE, reply.body().getBytes(UTF_8), request.url()));
        };
    }

    private synchronized Reply reply(Call call) {
        asked.add(call.method() + " " + call.path());
        return answer(call);
    }

    static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new HashMap<>();
        for (String pair : text == null || text.isEmpty() ? new String[0] : text.split("&", -1)) {
            int sign = pair.indexOf('=');
            pairs.put(
                    URLDecoder.decode(pair.substring(0, sign), UTF_8),
                    URLDecoder.decode(pair.substring(sign + 1), UTF_8));
        }
        return pairs;
    }
}
