package io.fenghuo.app;

import io.fenghuo.channel.Conformance;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A vendor on loopback that enforces what its documents say: keys, signatures, sizes, shapes and rates, each answered as documented. Its
 * {@link Rules} are those of {@link FakeRobots}, {@link FakePushes} and {@link FakePrograms}. Its clock stands still until it is set.
 */
final class FakeVendor implements AutoCloseable {
    final List<Request> seen = new CopyOnWriteArrayList<>();
    final List<Answer> said = new CopyOnWriteArrayList<>();
    volatile Instant now = Conformance.NOW;

    private final HttpServer server;

    /** A request as it came in, the names of its headers in small letters. */
    record Request(
            String method,
            String path,
            Map<String, String> query,
            Map<String, String> headers,
            String body,
            Instant at) {
        int bytes() {
            return body.getBytes(StandardCharsets.UTF_8).length;
        }

        /** The body as an object; empty when it is none. */
        JsonObject json() {
            try {
                return new JsonObject(body);
            } catch (DecodeException none) {
                return new JsonObject();
            }
        }
    }

    /** What comes back. */
    record Answer(int status, Map<String, String> headers, String body) {
        static Answer of(int status, String body) {
            return new Answer(status, Map.of(), body);
        }
    }

    /** What a vendor does with a request. */
    interface Rules {
        Answer answer(Request request);
    }

    /** So many in any stretch of time. */
    static final class Rate {
        private final int most;
        private final Duration window;
        private final Deque<Instant> taken = new ArrayDeque<>();

        Rate(int most, Duration window) {
            this.most = most;
            this.window = window;
        }

        /** Whether one more is taken at {@code at}. */
        synchronized boolean takes(Instant at) {
            while (!taken.isEmpty() && !taken.peekFirst().plus(window).isAfter(at)) {
                taken.removeFirst();
            }
            if (taken.size() >= most) {
                return false;
            }
            taken.addLast(at);
            return true;
        }
    }

    FakeVendor(Vertx vertx, Rules rules) throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(request -> hear(request, rules))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private void hear(HttpServerRequest request, Rules rules) {
        request.body().onSuccess(body -> {
            Map<String, String> headers = new HashMap<>();
            request.headers().forEach(h -> headers.put(h.getKey().toLowerCase(Locale.ROOT), h.getValue()));
            Request one = new Request(
                    request.method().name(), request.path(), query(request.query()), headers, body.toString(), now);
            Answer answer = rules.answer(one);
            seen.add(one);
            said.add(answer);
            answer.headers().forEach(request.response()::putHeader);
            request.response().setStatusCode(answer.status()).end(answer.body());
        });
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], parts.length > 1 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
        }
        return query;
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.actualPort() + path;
    }

    /** The last thing it was sent. */
    Request last() {
        return seen.get(seen.size() - 1);
    }

    @Override
    public void close() {
        server.close();
    }
}
