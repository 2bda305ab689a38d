package io.fenghuo.platform.dingtalk;

import io.fenghuo.model.Secret;
import io.fenghuo.platform.Stand;
import io.fenghuo.platform.StreamRestarts;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Messages that are delivered once, so that what nobody heard is a gap. */
class DingTalkRestartIT extends StreamRestarts {
    @Override
    protected Place place(Vertx vertx) {
        AtomicInteger turns = new AtomicInteger();
        FakeGateway dingtalk = new FakeGateway(vertx);
        return new Place(
                Stand.spec(
                        "dingtalk-stream",
                        dingtalk.url(),
                        Map.of("client-id", FakeGateway.CLIENT, "client-secret", Secret.of(FakeGateway.SECRET))),
                n -> dingtalk.message("m" + n, FakeGateway.said("msg" + n, "cid1", "2", "评论" + n)),
                () -> dingtalk.open() > 0,
                () -> {
                    if (turns.incrementAndGet() % 2 == 0) {
                        dingtalk.hangUp();
                    } else {
                        dingtalk.disconnect();
                    }
                },
                Since.NOW);
    }
}
