package io.fenghuo.platform.mastodon;

import io.fenghuo.model.Secret;
import io.fenghuo.platform.Stand;
import io.fenghuo.platform.StreamRestarts;
import io.vertx.core.Vertx;
import java.util.Map;

/** A timeline that is read for what the stream did not give. */
class MastodonRestartIT extends StreamRestarts {
    @Override
    protected Place place(Vertx vertx) {
        FakeMastodon mastodon = new FakeMastodon(vertx);
        return new Place(
                Stand.spec("mastodon", mastodon.url(), Map.of("token", Secret.of("user-token"), "hashtag", "云朵家")),
                n -> mastodon.say(String.valueOf(100 + n), "评论" + n),
                () -> !mastodon.listeners.isEmpty(),
                mastodon::hangUp,
                Since.EVER);
    }
}
