package io.fenghuo.platform.bilibili;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.DeflaterOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The open platform for live rooms, as documented: signed calls (each nonce once, the time within ten minutes, the body's MD5), one session per
 * identity code at a time, heartbeats of a session, and a room that is entered by the auth packet first.
 */
final class FakeBilibili {
    static final String KEY = "ak";
    static final String SECRET = "sk";
    static final String CODE = "ID";
    static final long APP = 1;

    final AtomicInteger starts = new AtomicInteger();
    final AtomicInteger heartbeats = new AtomicInteger();
    final AtomicInteger beats = new AtomicInteger();
    final List<String> ended = new CopyOnWriteArrayList<>();
    final List<String> refused = new CopyOnWriteArrayList<>();
    private final Set<String> nonces = new CopyOnWriteArraySet<>();
    private final Map<String, String> running = new ConcurrentHashMap<>();
    private final List<ServerWebSocket> rooms = new CopyOnWriteArrayList<>();
    private final int port;
    volatile boolean expireSessions;

    FakeBilibili(Vertx vertx) {
        port = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
                .webSocketHandler(this::room)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    int inRoom() {
        return rooms.size();
    }

    String game() {
        return running.get(CODE);
    }

    private void answer(HttpServerRequest request, Buffer body) {
        int code = check(request, body);
        JsonObject said = code == 0 ? new JsonObject(body) : new JsonObject();
        JsonObject data = new JsonObject();
        if (code == 0) {
            switch (request.path()) {
                case "/v2/app/start" -> {
                    if (said.getLong("app_id") != APP) {
                        code = 4001;
                    } else if (!CODE.equals(said.getString("code"))) {
                        code = 7007;
                    } else if (running.containsKey(CODE)) {
                        code = 7002;
                    } else {
                        String game = "game-" + starts.incrementAndGet();
                        running.put(CODE, game);
                        data = started(game);
                    }
                }
                case "/v2/app/heartbeat" -> {
                    heartbeats.incrementAndGet();
                    if (expireSessions) {
                        running.clear();
                        expireSessions = false;
                    }
                    code = running.containsValue(said.getString("game_id")) ? 0 : 7003;
                }
                case "/v2/app/end" -> {
                    ended.add(said.getString("game_id"));
                    code = running.values().remove(said.getString("game_id")) ? 0 : 7000;
                }
                default -> code = 4010;
            }
        }
        if (code != 0) {
            refused.add(request.path() + " " + code);
        }
        request.response()
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject()
                        .put("code", code)
                        .put("message", code == 0 ? "ok" : "no")
                        .put("request_id", "r")
                        .put("data", data)
                        .encode());
    }

    private JsonObject started(String game) {
        return new JsonObject()
                .put("game_info", new JsonObject().put("game_id", game))
                .put(
                        "websocket_info",
                        new JsonObject()
                                .put("auth_body", "{\"key\":\"for-" + game + "\"}")
                                .put("wss_link", List.of("ws://127.0.0.1:" + port + "/sub")))
                .put("anchor_info", new JsonObject().put("room_id", 42).put("open_id", "host-1"));
    }

    private int check(HttpServerRequest request, Buffer body) {
        String lines = List.of(
                        "x-bili-accesskeyid",
                        "x-bili-content-md5",
                        "x-bili-signature-method",
                        "x-bili-signature-nonce",
                        "x-bili-signature-version",
                        "x-bili-timestamp")
                .stream()
                .map(name -> name + ":" + request.getHeader(name))
                .reduce((a, b) -> a + "\n" + b)
                .orElseThrow();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
            String right = HexFormat.of().formatHex(mac.doFinal(lines.getBytes(UTF_8)));
            String md5 =
                    HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(body.getBytes()));
            if (!"application/json".equals(request.getHeader("Content-Type"))) {
                return 4011;
            }
            if (!"application/json".equals(request.getHeader("Accept"))) {
                return 4013;
            }
            if (!KEY.equals(request.getHeader("x-bili-accesskeyid"))
                    || !right.equals(request.getHeader("Authorization"))) {
                return 4002;
            }
            if (!md5.equals(request.getHeader("x-bili-content-md5"))) {
                return 4012;
            }
            long apart = InstantSource.system().instant().getEpochSecond()
                    - Long.parseLong(request.getHeader("x-bili-timestamp"));
            if (Math.abs(apart) > 600) {
                return 4003;
            }
            return nonces.add(request.getHeader("x-bili-signature-nonce")) ? 0 : 4004;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void room(ServerWebSocket socket) {
        boolean[] in = {false};
        socket.binaryMessageHandler(bytes -> {
            ByteBuffer packet = ByteBuffer.wrap(bytes.getBytes());
            int length = packet.getInt();
            packet.getInt();
            int operation = packet.getInt();
            packet.getInt();
            String body = new String(bytes.getBytes(), 16, bytes.length() - 16, UTF_8);
            if (length != bytes.length()) {
                socket.close();
            } else if (operation == 7) {
                in[0] = body.equals("{\"key\":\"for-" + game() + "\"}");
                socket.writeBinaryMessage(
                        Buffer.buffer(packet(0, 8, ("{\"code\":" + (in[0] ? 0 : -101) + "}").getBytes(UTF_8))));
                if (in[0]) {
                    rooms.add(socket);
                }
            } else if (!in[0]) {
                socket.close();
            } else if (operation == 2) {
                beats.incrementAndGet();
                socket.writeBinaryMessage(Buffer.buffer(packet(1, 3, new byte[] {0, 0, 0, 9})));
            }
        });
        socket.textMessageHandler(text -> socket.close());
        socket.closeHandler(closed -> rooms.remove(socket));
    }

    /** Several messages in one frame, packed by zlib. */
    void say(String... messages) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String one : messages) {
            all.writeBytes(packet(0, 5, one.getBytes(UTF_8)));
        }
        raw(packet(2, 5, zlib(all.toByteArray())));
    }

    void raw(byte[] frame) {
        rooms.forEach(room -> room.writeBinaryMessage(Buffer.buffer(frame)));
    }

    void hangUp() {
        List<ServerWebSocket> open = List.copyOf(rooms);
        rooms.clear();
        open.forEach(ServerWebSocket::close);
    }

    static byte[] zlib(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream packed = new DeflaterOutputStream(out)) {
            packed.write(plain);
        } catch (java.io.IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    static byte[] packet(int version, int operation, byte[] body) {
        return ByteBuffer.allocate(16 + body.length)
                .putInt(16 + body.length)
                .putShort((short) 16)
                .putShort((short) version)
                .putInt(operation)
                .putInt(0)
                .put(body)
                .array();
    }
}
