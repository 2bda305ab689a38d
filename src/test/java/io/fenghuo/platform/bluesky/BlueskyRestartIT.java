package io.fenghuo.platform.bluesky;

import io.fenghuo.platform.Stand;
import io.fenghuo.platform.StreamRestarts;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;

/** A cursor that gives again what stands at it. */
class BlueskyRestartIT extends StreamRestarts {
    @Override
    protected Place place(Vertx vertx) {
        FakeJetstream jetstream = new FakeJetstream(vertx);
        return new Place(
                Stand.spec("bluesky", jetstream.url(), Map.of("words", List.of("评论"))),
                n -> {
                    jetstream.happen(2L * n, "create", "nothing of ours");
                    jetstream.happen(2L * n + 1, "create", "评论" + n);
                },
                () -> !jetstream.readers.isEmpty(),
                () -> jetstream.fault("ConsumerTooSlow"),
                Since.FIRST);
    }
}
