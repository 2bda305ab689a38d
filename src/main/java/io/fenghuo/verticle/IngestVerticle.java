package io.fenghuo.verticle;

import io.fenghuo.model.Batch;
import io.fenghuo.wire.BatchJson;
import io.fenghuo.wire.WireException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;

/**
 * The door for developers' verticles: a request to {@link #ADDRESS} with {@code {"source","posts","cursor"}} is answered after the commit
 * with {@code {"posts","stored","edited","hits"}}. Failures carry 400 (what is wrong with the posts) or 429 (busy; the message names the
 * milliseconds to wait).
 */
public final class IngestVerticle extends VerticleBase {
    public static final String ADDRESS = "fenghuo.ingest";

    private final Intake intake;
    private final Time time;

    public IngestVerticle(Intake intake, Time time) {
        this.intake = intake;
        this.time = time;
    }

    @Override
    public Future<?> start() {
        return vertx.eventBus().<JsonObject>consumer(ADDRESS, this::receive).completion();
    }

    private void receive(Message<JsonObject> message) {
        Batch batch;
        try {
            batch = BatchJson.parse(message.body().encode(), time.now());
        } catch (WireException wrong) {
            message.fail(400, String.valueOf(wrong.getMessage()));
            return;
        }
        intake.take(batch)
                .onSuccess(receipt -> message.reply(new JsonObject()
                        .put("posts", receipt.posts())
                        .put("stored", receipt.stored())
                        .put("edited", receipt.edited())
                        .put("hits", receipt.hits())))
                .onFailure(failure -> {
                    if (failure instanceof Intake.Busy busy) {
                        message.fail(429, Long.toString(busy.retryAfterMillis()));
                    } else {
                        message.fail(500, String.valueOf(failure.getMessage()));
                    }
                });
    }
}
