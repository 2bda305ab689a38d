package io.fenghuo.platform.youtube;

import io.fenghuo.model.Secret;
import io.fenghuo.platform.Stand;
import io.fenghuo.platform.StreamRestarts;
import io.vertx.core.Vertx;
import java.util.Map;

/** Page tokens of an endless answer. */
class YouTubeStreamRestartIT extends StreamRestarts {
    @Override
    protected Place place(Vertx vertx) {
        FakeLiveChat youtube = new FakeLiveChat(vertx);
        youtube.live = true;
        return new Place(
                Stand.spec("youtube-stream", youtube.url(), Map.of("key", Secret.of("api-key"), "video", "v1")),
                n -> youtube.say("评论" + n),
                () -> !youtube.open.isEmpty(),
                youtube::hangUp,
                Since.EVER);
    }
}
