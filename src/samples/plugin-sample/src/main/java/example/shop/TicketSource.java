package example.shop;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads tickets from a text file, one a line, and hands new ones to Fenghuo. Config: {@code file}, {@code everyMillis} (default 1000).
 * The cursor is the number of lines that were taken; it moves only after the answer, so a crash loses nothing and repeats nothing.
 */
public final class TicketSource extends VerticleBase {
    private static final String INGEST = "fenghuo.ingest";
    private static final int BUSY = 429;
    private static final int AT_ONCE = 100;

    private long every;
    private int taken;

    @Override
    public Future<?> start() {
        every = config().getLong("everyMillis", 1000L);
        taken = Integer.parseInt(config().getString("cursor", "0"));
        read();
        return Future.succeededFuture();
    }

    private void read() {
        vertx.fileSystem()
                .readFile(config().getString("file"))
                .compose(bytes -> send(bytes.toString(StandardCharsets.UTF_8).lines().toList()))
                .onComplete(done -> vertx.setTimer(done.succeeded() ? every : patience(done.cause()), timer -> read()));
    }

    private Future<Void> send(List<String> lines) {
        int end = Math.min(lines.size(), taken + AT_ONCE);
        if (end <= taken) {
            return Future.succeededFuture();
        }
        JsonArray posts = new JsonArray();
        for (int i = taken; i < end; i++) {
            posts.add(new JsonObject().put("id", String.valueOf(i + 1)).put("kind", "ticket").put("text", lines.get(i)));
        }
        JsonObject batch = new JsonObject()
                .put("source", config().getString("id"))
                .put("posts", posts)
                .put("cursor", String.valueOf(end));
        return vertx.eventBus().request(INGEST, batch).map(stored -> {
            taken = end;
            return null;
        });
    }

    /** A busy service says in milliseconds how long to wait. */
    private long patience(Throwable cause) {
        if (cause instanceof ReplyException reply && reply.failureCode() == BUSY) {
            String message = String.valueOf(reply.getMessage());
            return message.matches("[1-9][0-9]{0,6}") ? Long.parseLong(message) : every;
        }
        return every;
    }
}
