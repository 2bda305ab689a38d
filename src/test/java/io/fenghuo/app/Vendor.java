package io.fenghuo.app;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A vendor on loopback that answers as documented; what it answers is given by the test. */
final class Vendor implements AutoCloseable {
    final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** A request as it came in. */
    record Seen(String uri, java.util.Map<String, String> headers, String body) {}

    /** What to do with a request, the {@code n}-th from 0. */
    interface Answer {
        void to(HttpServerResponse response, Seen seen, int n);
    }

    Vendor(Vertx vertx, Answer answer) throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(request -> hear(request, answer))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    private void hear(HttpServerRequest request, Answer answer) {
        request.body().onSuccess(body -> {
            java.util.Map<String, String> headers = new java.util.HashMap<>();
            request.headers().forEach(h -> headers.put(h.getKey().toLowerCase(java.util.Locale.ROOT), h.getValue()));
            Seen one = new Seen(request.uri(), headers, body.toString());
            int n = seen.size();
            seen.add(one);
            answer.to(request.response(), one, n);
        });
    }

    /** Always this body with 200. */
    static Answer says(String body) {
        return (response, seen, n) -> response.end(body);
    }

    int port() {
        return server.actualPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    @Override
    public void close() {
        server.close();
    }
}
