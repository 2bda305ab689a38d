package io.fenghuo.vendor;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A vendor on 127.0.0.1: takes what its documents allow, refuses all else with the documented words, and remembers both. One request is looked at
 * at a time. Threadsafe.
 */
public abstract class FakeVendor {
    /** So many exchanges and calls are remembered, the newest; all are counted. */
    private static final int KEPT = 200;

    private static final int REASONS = 50;
    private static final int LARGEST = 1 << 20;

    private final InstantSource clock;
    private final Deque<Exchange> exchanges = new ArrayDeque<>();
    private final Deque<Call> calls = new ArrayDeque<>();
    private final Map<String, Integer> refusals = new LinkedHashMap<>();
    private int taken;
    private int refused;
    private @Nullable HttpServer server;

    /** What came and what was answered. */
    public record Exchange(Request request, Answer answer) {}

    /** A call of an application's interface that was right. */
    public record Call(String name, JsonObject body) {}

    /**
     * How often it said yes and no.
     *
     * @param refusals how often it said no for each reason, in its own words
     */
    public record Count(int taken, int refused, Map<String, Integer> refusals) {
        public Count {
            refusals = Map.copyOf(refusals);
        }
    }

    /** A vendor whose rates and signatures go by this clock. */
    protected FakeVendor(InstantSource clock) {
        this.clock = clock;
    }

    /** What it makes of a request; called by one thread at a time. */
    protected abstract Answer answer(Request request);

    /** As {@link #answer}, for a vendor that takes its time. */
    protected Future<Answer> hear(Vertx vertx, Request request) {
        return Future.succeededFuture(answer(request));
    }

    /** Listens on a free port; done when it does. */
    public final Future<Void> open(Vertx vertx) {
        return vertx.createHttpServer()
                .requestHandler(request -> hear(vertx, request))
                .listen(0, "127.0.0.1")
                .map(listening -> {
                    server = listening;
                    return null;
                });
    }

    /** Listens no more. */
    public final Future<Void> close() {
        HttpServer open = server;
        return open == null ? Future.succeededFuture() : open.close();
    }

    /**
     * Where it listens, with {@code path} behind.
     *
     * @throws IllegalStateException before it does
     */
    public final String url(String path) {
        HttpServer open = server;
        if (open == null) {
            throw new IllegalStateException("not open yet");
        }
        return "http://127.0.0.1:" + open.actualPort() + path;
    }

    private void hear(Vertx vertx, HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        if (length != null && (!length.matches("\\d{1,7}") || Integer.parseInt(length) > LARGEST)) {
            request.response().setStatusCode(413).end();
            return;
        }
        request.body().onSuccess(body -> {
            Map<String, String> headers = new HashMap<>();
            request.headers().forEach(h -> headers.put(h.getKey().toLowerCase(Locale.ROOT), h.getValue()));
            Request one = new Request(
                    request.method().name(),
                    request.path(),
                    query(request.query()),
                    headers,
                    body.toString(StandardCharsets.UTF_8),
                    clock.instant());
            answered(vertx, one).onSuccess(answer -> {
                keep(one, answer);
                answer.headers().forEach(request.response()::putHeader);
                request.response().setStatusCode(answer.status()).end(answer.body());
            });
        });
    }

    /** Who sends what cannot even be read hears so. */
    private synchronized Future<Answer> answered(Vertx vertx, Request request) {
        try {
            return hear(vertx, request);
        } catch (RuntimeException unreadable) {
            String why = "cannot be read: " + unreadable.getClass().getSimpleName();
            return Future.succeededFuture(Answer.no(400, why, why));
        }
    }

    private synchronized void keep(Request request, Answer answer) {
        add(exchanges, new Exchange(request, answer));
        if (answer.taken()) {
            taken++;
        } else {
            refused++;
            if (refusals.size() < REASONS || refusals.containsKey(answer.refusal())) {
                refusals.merge(answer.refusal(), 1, Integer::sum);
            }
        }
    }

    private static <T> void add(Deque<T> deque, T one) {
        if (deque.size() >= KEPT) {
            deque.removeFirst();
        }
        deque.addLast(one);
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], parts.length > 1 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
        }
        return query;
    }

    /** Remembers a call that was right. */
    protected final synchronized void called(String name, JsonObject body) {
        add(calls, new Call(name, body));
    }

    /** The vendor's clock. */
    protected final InstantSource clock() {
        return clock;
    }

    /** The newest exchanges, oldest first. */
    public final synchronized List<Exchange> exchanges() {
        return new ArrayList<>(exchanges);
    }

    /**
     * The last request.
     *
     * @throws java.util.NoSuchElementException when there was none
     */
    public final synchronized Request last() {
        return exchanges.getLast().request();
    }

    /** The newest calls of this name that were right, oldest first. */
    public final synchronized List<Call> named(String name) {
        return calls.stream().filter(call -> call.name().equals(name)).toList();
    }

    /** How often it said yes and no so far. */
    public final synchronized Count count() {
        return new Count(taken, refused, refusals);
    }
}
