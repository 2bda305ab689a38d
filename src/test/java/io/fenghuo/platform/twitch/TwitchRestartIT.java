package io.fenghuo.platform.twitch;

import io.fenghuo.model.Secret;
import io.fenghuo.platform.Stand;
import io.fenghuo.platform.StreamRestarts;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;

/** No cursor: what was said while nobody listened is a gap. */
class TwitchRestartIT extends StreamRestarts {
    @Override
    protected Place place(Vertx vertx) {
        FakeTwitch twitch = new FakeTwitch(vertx);
        return new Place(
                Stand.spec(
                        "twitch",
                        twitch.url(),
                        Map.of("nick", "Me", "token", Secret.of(FakeTwitch.TOKEN), "channels", List.of("#CloudHome"))),
                n -> twitch.say("m-" + n, "评论" + n),
                () -> !twitch.joined.isEmpty(),
                twitch::hangUp,
                Since.NOW);
    }
}
