package io.fenghuo.platform.feishu;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fenghuo.platform.feishu.Envelope.Header;
import io.fenghuo.source.SourceException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Feishu's long connection as its SDKs use it: id and secret for an address whose ticket holds once, pings within the interval it names (else the
 * connection ends), at most as many connections as an app has, events in parts, and each again that was not acknowledged by its own envelope.
 */
final class FakeEndpoint {
    static final String APP = "cli_9f5343c580712544";
    static final String SECRET = "app-secret-of-ours";
    static final int SERVICE = 33_554_678;

    final AtomicInteger pings = new AtomicInteger();
    final AtomicInteger connections = new AtomicInteger();
    final List<String> acknowledged = new CopyOnWriteArrayList<>();
    final List<String> wrong = new CopyOnWriteArrayList<>();
    private final Vertx vertx;
    private final int port;
    private final Set<String> tickets = new CopyOnWriteArraySet<>();
    private final Map<String, byte[]> waiting = new LinkedHashMap<>();
    private final Map<ServerWebSocket, Boolean> pinged = new ConcurrentHashMap<>();
    /** What the endpoint answers in the place of an address; 0 = nothing else. */
    volatile int code;
    /** Bytes of a part. */
    volatile int part = 1 << 16;
    /** How many acknowledgements are lost, the connection with them. */
    volatile int lost;

    volatile int most = 50;

    FakeEndpoint(Vertx vertx) {
        this.vertx = vertx;
        port = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> endpoint(request, body)))
                .webSocketHandshakeHandler(this::handshake)
                .webSocketHandler(this::connection)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    int open() {
        return pinged.size();
    }

    private void endpoint(HttpServerRequest request, Buffer body) {
        JsonObject asked = new JsonObject(body);
        boolean known = APP.equals(asked.getString("AppID")) && SECRET.equals(asked.getString("AppSecret"));
        if (!request.path().equals("/callback/ws/endpoint")
                || !request.method().name().equals("POST")
                || !"application/json".equals(request.getHeader("Content-Type"))) {
            request.response().setStatusCode(404).end();
        } else if (!known) {
            say(request, 400, new JsonObject().put("code", 1_000_040_345).put("msg", "invalid app_id or app_secret"));
        } else if (code != 0) {
            say(request, 200, new JsonObject().put("code", code).put("msg", "no"));
        } else if (open() >= most) {
            say(request, 200, new JsonObject().put("code", 1_000_040_350).put("msg", "exceed conn limit"));
        } else {
            String ticket = "ticket-" + (tickets.size() + connections.get());
            tickets.add(ticket);
            JsonObject config = new JsonObject()
                    .put("ReconnectCount", -1)
                    .put("ReconnectInterval", 120)
                    .put("ReconnectNonce", 30)
                    .put("PingInterval", 10);
            say(
                    request,
                    200,
                    new JsonObject()
                            .put("code", 0)
                            .put("msg", "")
                            .put(
                                    "data",
                                    new JsonObject()
                                            .put(
                                                    "URL",
                                                    "ws://127.0.0.1:" + port
                                                            + "/ws/v2?fpid=493&aid=552564&device_id=1&access_key=k&service_id="
                                                            + SERVICE + "&ticket=" + ticket)
                                            .put("ClientConfig", config)));
        }
    }

    private static void say(HttpServerRequest request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.encode());
    }

    private void handshake(ServerWebSocketHandshake handshake) {
        String ticket = handshake.query().replaceFirst(".*ticket=", "");
        if (tickets.remove(ticket)) {
            handshake.accept();
        } else {
            handshake.reject(403);
        }
    }

    private synchronized void connection(ServerWebSocket socket) {
        pinged.put(socket, false);
        connections.incrementAndGet();
        socket.closeHandler(gone -> pinged.remove(socket));
        socket.textMessageHandler(text -> wrong.add("text"));
        socket.binaryMessageHandler(bytes -> heard(socket, bytes.getBytes()));
        // The interval in the hurried time of the stand, and much patience: a busy machine takes its time.
        vertx.setPeriodic(20_000, timer -> {
            if (!pinged.containsKey(socket)) {
                vertx.cancelTimer(timer);
            } else if (!pinged.replace(socket, true, false)) {
                wrong.add("no ping");
                socket.close();
            }
        });
        waiting.forEach((id, event) -> deliver(socket, id, event));
    }

    private synchronized void heard(ServerWebSocket socket, byte[] bytes) {
        Envelope envelope;
        try {
            envelope = Envelope.read(bytes);
        } catch (SourceException broken) {
            wrong.add(broken.getMessage());
            return;
        }
        String said = envelope.payload() == null ? "" : new String(envelope.payload(), UTF_8);
        if (envelope.service() != SERVICE) {
            wrong.add("service " + envelope.service());
        } else if (envelope.method() == 0 && envelope.header("type").equals("ping")) {
            pings.incrementAndGet();
            pinged.replace(socket, true);
            send(
                    socket,
                    new Envelope(
                            0,
                            0,
                            SERVICE,
                            0,
                            List.of(new Header("type", "pong")),
                            null,
                            null,
                            "{\"PingInterval\":12}".getBytes(UTF_8),
                            null));
        } else if (envelope.sequence() != 7
                || envelope.log() != -9
                || !"log-7".equals(envelope.logName())
                || !envelope.header("biz_rt").matches("\\d+")
                || new JsonObject(said).getInteger("code") != 200) {
            wrong.add("no answer: " + said);
        } else if (lost > 0) {
            lost--;
            socket.close();
        } else {
            acknowledged.add(envelope.header("message_id"));
            waiting.remove(envelope.header("message_id"));
        }
    }

    /** An event that is delivered until it is acknowledged. */
    synchronized void event(String id, String json) {
        waiting.put(id, json.getBytes(UTF_8));
        pinged.keySet().forEach(socket -> deliver(socket, id, json.getBytes(UTF_8)));
    }

    private void deliver(ServerWebSocket socket, String id, byte[] event) {
        int sum = (event.length + part - 1) / part;
        List<Envelope> parts = new ArrayList<>();
        for (int seq = 0; seq < sum; seq++) {
            List<Header> headers = List.of(
                    new Header("type", "event"),
                    new Header("message_id", id),
                    new Header("sum", String.valueOf(sum)),
                    new Header("seq", String.valueOf(seq)),
                    new Header("trace_id", "t"));
            byte[] piece = Arrays.copyOfRange(event, seq * part, Math.min(event.length, (seq + 1) * part));
            parts.add(new Envelope(7, -9, SERVICE, 1, headers, "", "", piece, "log-7"));
        }
        // Parts come in any order.
        Collections.reverse(parts);
        parts.forEach(one -> send(socket, one));
    }

    private static void send(ServerWebSocket socket, Envelope envelope) {
        raw(socket, envelope.write());
    }

    private static void raw(ServerWebSocket socket, byte[] bytes) {
        socket.writeBinaryMessage(Buffer.buffer(bytes));
    }

    void rubbish(byte[] bytes) {
        pinged.keySet().forEach(socket -> raw(socket, bytes));
    }

    void hangUp() {
        List<ServerWebSocket> open = List.copyOf(pinged.keySet());
        pinged.clear();
        open.forEach(ServerWebSocket::close);
    }

    /** A message as it is delivered. */
    static String said(String id, String chat, String type, String text) {
        return "{\"schema\":\"2.0\",\"header\":{\"event_id\":\"e\",\"event_type\":\"im.message.receive_v1\",\"token\":\"verification-token\"},"
                + "\"event\":{\"sender\":{\"sender_id\":{\"open_id\":\"ou_7\"},\"sender_type\":\"user\"},"
                + "\"message\":{\"message_id\":\"" + id + "\",\"create_time\":\"1700000000000\",\"chat_id\":\"" + chat
                + "\",\"chat_type\":\"" + type + "\",\"message_type\":\"text\",\"content\":\"{\\\"text\\\":\\\"" + text
                + "\\\"}\",\"mentions\":[{\"key\":\"@_user_1\",\"name\":\"小烽\"}]}}}";
    }
}
