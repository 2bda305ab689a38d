package io.fenghuo.platform.dingtalk;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * DingTalk's Stream mode as its protocol page says: credentials and subscriptions for a ticket that holds once, pings that want their opaque back
 * (else the connection ends), answers under the id of each message, a disconnect before it goes; messages of bots are delivered once.
 */
final class FakeGateway {
    static final String CLIENT = "dingabcdef";
    static final String SECRET = "client-secret-of-ours";

    /** Looks, three a second, after which a ping counts as not answered: a busy machine takes its time. */
    private static final int PATIENCE = 200;

    final AtomicInteger pongs = new AtomicInteger();
    final AtomicInteger connections = new AtomicInteger();
    final List<String> answered = new CopyOnWriteArrayList<>();
    final List<String> wrong = new CopyOnWriteArrayList<>();
    private final Vertx vertx;
    private final int port;
    private final Set<String> tickets = new CopyOnWriteArraySet<>();
    private final Map<ServerWebSocket, String> sockets = new ConcurrentHashMap<>();
    private final Set<ServerWebSocket> leaving = new CopyOnWriteArraySet<>();
    private final AtomicInteger ids = new AtomicInteger();

    FakeGateway(Vertx vertx) {
        this.vertx = vertx;
        port = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> open(request, body)))
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
        return sockets.size();
    }

    private void open(HttpServerRequest request, Buffer body) {
        JsonObject asked = new JsonObject(body);
        JsonArray subscriptions = asked.getJsonArray("subscriptions", new JsonArray());
        JsonObject answer = new JsonObject().put("requestid", "R");
        if (!request.path().equals("/v1.0/gateway/connections/open")
                || !"application/json".equals(request.getHeader("Content-Type"))) {
            request.response().setStatusCode(404).end();
            return;
        }
        if (!CLIENT.equals(asked.getString("clientId")) || !SECRET.equals(asked.getString("clientSecret"))) {
            request.response().setStatusCode(401);
            answer.put("code", "authFailed").put("message", "鉴权失败");
        } else if (subscriptions.isEmpty()) {
            request.response().setStatusCode(400);
            answer.put("code", "paramError").put("message", "subscriptions");
        } else {
            if (!subscriptions.encode().equals("[{\"type\":\"CALLBACK\",\"topic\":\"/v1.0/im/bot/messages/get\"}]")) {
                wrong.add(subscriptions.encode());
            }
            // It has to be escaped in an address.
            String ticket = "77241+a/" + ids.incrementAndGet() + "=";
            tickets.add(ticket);
            answer = new JsonObject()
                    .put("endpoint", "ws://127.0.0.1:" + port + "/connect")
                    .put("ticket", ticket);
        }
        request.response()
                .putHeader("Content-Type", "application/json;charset=utf-8")
                .end(answer.encode());
    }

    private void handshake(ServerWebSocketHandshake handshake) {
        String query = String.valueOf(handshake.query()).replaceFirst("^ticket=", "");
        if (handshake.path().equals("/connect") && tickets.remove(URLDecoder.decode(query, StandardCharsets.UTF_8))) {
            handshake.accept();
        } else {
            wrong.add("ticket " + query);
            handshake.reject(401);
        }
    }

    private void connection(ServerWebSocket socket) {
        sockets.put(socket, "");
        connections.incrementAndGet();
        socket.closeHandler(gone -> sockets.remove(socket));
        socket.textMessageHandler(text -> heard(socket, new JsonObject(text)));
        leaving.forEach(old -> vertx.setTimer(200, over -> old.close()));
        ping(socket);
        int[] waited = {0};
        vertx.setPeriodic(300, timer -> {
            if (!sockets.containsKey(socket)) {
                vertx.cancelTimer(timer);
            } else if (sockets.get(socket).isEmpty()) {
                waited[0] = 0;
                ping(socket);
            } else if (++waited[0] == PATIENCE) {
                wrong.add("no pong");
                socket.close();
            }
        });
    }

    private void ping(ServerWebSocket socket) {
        String opaque = "opaque-" + ids.incrementAndGet();
        sockets.replace(socket, opaque);
        send(socket, "SYSTEM", "ping", "ping-" + opaque, new JsonObject().put("opaque", opaque));
    }

    private void heard(ServerWebSocket socket, JsonObject answer) {
        String id = answer.getJsonObject("headers").getString("messageId", "");
        if (!"application/json".equals(answer.getJsonObject("headers").getString("contentType"))
                || answer.getString("message") == null
                || answer.getString("data") == null) {
            wrong.add(answer.encode());
        } else if (id.startsWith("ping-")) {
            String opaque = new JsonObject(answer.getString("data")).getString("opaque");
            if (answer.getInteger("code") == 200 && opaque.equals(sockets.get(socket))) {
                pongs.incrementAndGet();
                sockets.replace(socket, "");
            }
        } else {
            answered.add(id + " " + answer.getInteger("code"));
        }
    }

    private static void send(ServerWebSocket socket, String type, String topic, String id, JsonObject data) {
        JsonObject headers = new JsonObject()
                .put("topic", topic)
                .put("contentType", "application/json")
                .put("time", "1690362102194");
        if (!id.isEmpty()) {
            headers.put("messageId", id);
        }
        socket.writeTextMessage(new JsonObject()
                .put("specVersion", "1.0")
                .put("type", type)
                .put("headers", headers)
                .put("data", data.encode())
                .encode());
    }

    /** A message to the bot; it goes to one connection. */
    void message(String id, JsonObject data) {
        sockets.keySet().stream()
                .min(Comparator.comparing(leaving::contains))
                .ifPresent(socket -> send(socket, "CALLBACK", "/v1.0/im/bot/messages/get", id, data));
    }

    void other(String type, String topic, String id) {
        sockets.keySet().forEach(socket -> send(socket, type, topic, id, new JsonObject()));
    }

    /** Says that it goes, and goes a while after the next connection stands, if nobody else does: how long that takes is the machine's. */
    void disconnect() {
        sockets.keySet().forEach(socket -> {
            send(socket, "SYSTEM", "disconnect", "", new JsonObject().put("reason", "connection is expired"));
            leaving.add(socket);
        });
    }

    void raw(String text) {
        sockets.keySet().forEach(socket -> socket.writeTextMessage(text));
    }

    void hangUp() {
        List<ServerWebSocket> open = List.copyOf(sockets.keySet());
        sockets.clear();
        open.forEach(ServerWebSocket::close);
    }

    /** A message as it is delivered. */
    static JsonObject said(String id, String chat, String type, String text) {
        return new JsonObject()
                .put("conversationId", chat)
                .put("msgId", id)
                .put("senderNick", "小雨")
                .put("senderStaffId", "1665")
                .put("senderId", "$:LWCP_v1:$x")
                .put("createAt", 1_690_362_101_894L)
                .put("conversationType", type)
                .put("conversationTitle", "测试群")
                .put("isInAtList", true)
                .put("sessionWebhook", "https://oapi.dingtalk.com/robot/sendBySession?session=76da")
                .put("text", new JsonObject().put("content", text))
                .put("msgtype", "text");
    }
}
