package io.fenghuo.platform.feishu;

import io.fenghuo.model.Secret;
import io.fenghuo.platform.Stand;
import io.fenghuo.platform.StreamRestarts;
import io.vertx.core.Vertx;
import java.util.Map;

/** No cursor: what has no receipt is delivered again. */
class FeishuRestartIT extends StreamRestarts {
    @Override
    protected Place place(Vertx vertx) {
        FakeEndpoint feishu = new FakeEndpoint(vertx);
        return new Place(
                Stand.spec(
                        "feishu-stream",
                        feishu.url(),
                        Map.of("app-id", FakeEndpoint.APP, "app-secret", Secret.of(FakeEndpoint.SECRET))),
                n -> feishu.event("m-" + n, FakeEndpoint.said("om_" + n, "oc_1", "group", "评论" + n)),
                () -> feishu.open() > 0,
                feishu::hangUp,
                Since.AGAIN);
    }
}
