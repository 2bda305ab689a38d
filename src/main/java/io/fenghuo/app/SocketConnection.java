package io.fenghuo.app;

import io.fenghuo.source.Frame;
import io.fenghuo.verticle.Streams;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An open WebSocket. Every 30 s it is pinged (RFC 6455 §5.5.2); when two pings in a row bring nothing back it is given up, since a peer that
 * vanished without a word would otherwise look like a quiet room for ever.
 */
final class SocketConnection implements Streams.Connection {
    private static final long PING_MILLIS = 30_000;

    private final WebSocket socket;
    private boolean paused;
    private int unanswered;

    SocketConnection(Vertx vertx, WebSocket socket, Streams.Listener listener) {
        this.socket = socket;
        socket.textMessageHandler(text -> {
            unanswered = 0;
            listener.frame(Frame.of(text));
        });
        socket.binaryMessageHandler(bytes -> {
            unanswered = 0;
            listener.frame(Frame.of(bytes.getBytes()));
        });
        socket.pongHandler(pong -> unanswered = 0);
        long pings = vertx.setPeriodic(PING_MILLIS, id -> ping());
        socket.exceptionHandler(failure -> socket.close());
        socket.closeHandler(closed -> {
            vertx.cancelTimer(pings);
            listener.closed(socket.closeStatusCode() == null ? "EOF" : String.valueOf(socket.closeStatusCode()));
        });
    }

    private void ping() {
        if (paused) {
            return;
        }
        if (unanswered++ >= 2) {
            socket.close();
        } else {
            socket.writePing(Buffer.buffer("fenghuo"));
        }
    }

    @Override
    public void send(Frame message) {
        byte[] bytes = message.bytes();
        if (bytes == null) {
            socket.writeTextMessage(message.text());
        } else {
            socket.writeBinaryMessage(Buffer.buffer(bytes));
        }
    }

    @Override
    public void pause() {
        paused = true;
        socket.pause();
    }

    @Override
    public void resume() {
        paused = false;
        socket.resume();
    }

    @Override
    public void close() {
        socket.close();
    }

    @Override
    public @Nullable Duration retry() {
        return null;
    }
}
