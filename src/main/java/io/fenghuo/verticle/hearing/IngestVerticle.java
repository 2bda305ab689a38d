package io.fenghuo.verticle.hearing;

import io.fenghuo.model.Batch;
import io.fenghuo.verticle.Time;
import io.fenghuo.verticle.desk.OwnCase;
import io.fenghuo.verticle.intake.Intake;
import io.fenghuo.wire.BatchJson;
import io.fenghuo.wire.WireException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.EncodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door for developers' verticles: a request to {@link #ADDRESS} with {@code {"source","posts","cursor"}} is answered after the commit
 * with {@code {"posts","stored","edited","hits"}}. The body is a {@link JsonObject}, or the same as text or bytes for languages that have
 * none. Failures carry 400 (what is wrong with the message), 429 (busy; the message names the milliseconds to wait) or 500 (it was not kept).
 */
public final class IngestVerticle extends VerticleBase {
    public static final String ADDRESS = "fenghuo.ingest";

    private static final Logger LOG = LoggerFactory.getLogger(IngestVerticle.class);

    private final Intake intake;
    private final Time time;
    private final SourceCalls calls;

    public IngestVerticle(Intake intake, Time time) {
        this(intake, time, new SourceCalls());
    }

    /** One that tells the source of each batch what was brought. */
    public IngestVerticle(Intake intake, Time time, SourceCalls calls) {
        this.intake = intake;
        this.time = time;
        this.calls = calls;
    }

    @Override
    public Future<?> start() {
        return vertx.eventBus().consumer(ADDRESS, this::receive).completion();
    }

    private void receive(Message<Object> message) {
        Batch batch;
        try {
            batch = BatchJson.parse(json(message.body()), time.now());
            if (batch.source().equals(OwnCase.SOURCE)) {
                throw new IllegalArgumentException(
                        "source: " + OwnCase.SOURCE + " is the service's own name; use the id of yours");
            }
        } catch (WireException | IllegalArgumentException | EncodeException wrong) {
            message.fail(400, String.valueOf(wrong.getMessage()));
            return;
        }
        taken(batch)
                .onSuccess(receipt -> calls.tell(batch.source(), new SourceCalls.Call.Brought(receipt, batch.posts())))
                .onSuccess(receipt -> message.reply(new JsonObject()
                        .put("posts", receipt.posts())
                        .put("stored", receipt.stored())
                        .put("edited", receipt.edited())
                        .put("hits", receipt.hits())))
                .onFailure(failure -> {
                    if (failure instanceof Intake.Busy busy) {
                        message.fail(429, Long.toString(busy.retryAfterMillis()));
                    } else {
                        LOG.error("a batch of {} was not kept", batch.source(), failure);
                        message.fail(
                                500,
                                "not kept, send it again: " + failure.getClass().getSimpleName());
                    }
                });
    }

    private Future<Intake.Receipt> taken(Batch batch) {
        try {
            return intake.take(batch);
        } catch (RuntimeException refused) {
            return Future.failedFuture(refused);
        }
    }

    /** What is no text of JSON is refused as such by whoever reads it. */
    private static String json(@Nullable Object body) {
        if (body instanceof Map<?, ?> || body instanceof JsonObject || body instanceof JsonArray) {
            return Json.encode(body);
        }
        if (body instanceof Buffer buffer) {
            return buffer.toString(StandardCharsets.UTF_8);
        }
        return body instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(body);
    }
}
