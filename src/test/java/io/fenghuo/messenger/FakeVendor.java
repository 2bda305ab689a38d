package io.fenghuo.messenger;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A vendor on loopback that enforces what it documents, and presses buttons as it does. */
abstract class FakeVendor implements AutoCloseable {
    /** Calls that were right, in order. */
    final List<Call> calls = new CopyOnWriteArrayList<>();

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private final HttpServer server;

    /** A call that was let through. */
    record Call(String name, JsonObject body) {}

    FakeVendor(Vertx vertx) throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> hear(request, body)))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    abstract void hear(HttpServerRequest request, Buffer body);

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    List<Call> named(String name) {
        return calls.stream().filter(call -> call.name().equals(name)).toList();
    }

    static void say(HttpServerRequest request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.encode());
    }

    /** Calls the service as the vendor does; headers in pairs. */
    static HttpResponse<String> post(String address, String body, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address)).POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static HttpResponse<String> get(String address) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        server.close();
    }
}
