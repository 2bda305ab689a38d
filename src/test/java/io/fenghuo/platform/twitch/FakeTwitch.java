package io.fenghuo.platform.twitch;

import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Chat as documented: the capabilities are asked for first, the token comes before the nick and is looked at, and only who joined hears what is
 * said from then on. Nothing is given later.
 */
final class FakeTwitch {
    static final String TOKEN = "right";

    /** Those who joined and are still there, the first to come first. */
    final List<ServerWebSocket> joined = new CopyOnWriteArrayList<>();

    final AtomicInteger pongs = new AtomicInteger();
    private final int port;

    FakeTwitch(Vertx vertx) {
        port = vertx.createHttpServer()
                .webSocketHandler(this::chat)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    String url() {
        return "ws://127.0.0.1:" + port;
    }

    private void chat(ServerWebSocket socket) {
        List<String> said = new ArrayList<>();
        socket.textMessageHandler(line -> {
            said.add(line);
            if (line.equals("PONG :tmi.twitch.tv")) {
                pongs.incrementAndGet();
            } else if (line.startsWith("NICK") && !said.contains("PASS oauth:" + TOKEN)) {
                socket.writeTextMessage(":tmi.twitch.tv NOTICE * :Login authentication failed\r\n");
            } else if (line.equals("JOIN #cloudhome")
                    && said.get(0).equals("CAP REQ :twitch.tv/tags twitch.tv/commands")) {
                socket.writeTextMessage(":tmi.twitch.tv 001 me :Welcome, GLHF!\r\n");
                joined.add(socket);
            }
        });
        socket.closeHandler(gone -> joined.remove(socket));
    }

    /** Somebody says something in the channel. */
    void say(String id, String text) {
        String line = "@display-name=a;id=" + id + ";user-id=7 :a!a@a PRIVMSG #cloudhome :" + text + "\r\n";
        joined.forEach(socket -> socket.writeTextMessage(line));
    }

    /** Breaks every connection; from the return on nobody hears. */
    void hangUp() {
        List<ServerWebSocket> all = List.copyOf(joined);
        joined.removeAll(all);
        all.forEach(ServerWebSocket::close);
    }
}
