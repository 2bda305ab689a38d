package io.fenghuo.app;

import io.fenghuo.source.Frame;
import io.fenghuo.source.Message;
import io.fenghuo.verticle.Streams;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An open WebSocket. Every 30 s it is pinged (RFC 6455 §5.5.2); when two pings in a row bring nothing back it is given up, since a peer that
 * vanished without a word would otherwise look like a quiet room for ever. Pings the source asks for count likewise.
 */
final class SocketConnection implements Streams.Connection {
    private static final long PING_MILLIS = 30_000;

    private final WebSocket socket;
    private boolean paused;
    private boolean silent;
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
        socket.pongHandler(pong -> {
            unanswered = 0;
            listener.alive();
        });
        long pings = vertx.setPeriodic(PING_MILLIS, id -> ping());
        socket.exceptionHandler(failure -> socket.close());
        socket.closeHandler(closed -> {
            vertx.cancelTimer(pings);
            Short status = socket.closeStatusCode();
            listener.closed(silent ? Streams.SILENT : status == null ? "EOF" : String.valueOf(status));
        });
    }

    private void ping() {
        if (paused) {
            return;
        }
        if (unanswered++ >= 2) {
            silent = true;
            socket.close();
        } else {
            socket.writePing(Buffer.buffer("fenghuo"));
        }
    }

    @Override
    public void send(Message message) {
        switch (message.form()) {
            case TEXT -> socket.writeTextMessage(message.reveal());
            case BINARY -> socket.writeBinaryMessage(Buffer.buffer(message.bytes()));
            case PING -> ping();
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
