package io.fenghuo.platform.bilibili;

import io.fenghuo.model.Secret;
import io.fenghuo.platform.Stand;
import io.fenghuo.platform.StreamRestarts;
import io.vertx.core.Vertx;
import java.util.Map;

/** No cursor, and a session that outlives its client: what was said while nobody listened is a gap. */
class BilibiliLiveRestartIT extends StreamRestarts {
    /** A heartbeat that is late by more than a few seconds ends the connection, and what is said then is not given again. */
    private static final int HURRY = 10;

    BilibiliLiveRestartIT() {
        super(HURRY);
    }

    @Override
    protected Place place(Vertx vertx) {
        FakeBilibili bilibili = new FakeBilibili(vertx, this::now);
        return new Place(
                Stand.spec(
                        "bilibili-live",
                        bilibili.url(),
                        Map.of(
                                "app",
                                FakeBilibili.APP,
                                "key",
                                Secret.of(FakeBilibili.KEY),
                                "secret",
                                Secret.of(FakeBilibili.SECRET),
                                "code",
                                Secret.of(FakeBilibili.CODE))),
                n -> bilibili.say(BilibiliLiveIT.dm("m-" + n, "u-" + n, "评论" + n)),
                () -> bilibili.inRoom() > 0,
                bilibili::hangUp,
                Since.NOW);
    }
}
