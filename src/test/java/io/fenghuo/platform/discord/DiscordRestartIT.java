package io.fenghuo.platform.discord;

import io.fenghuo.model.Secret;
import io.fenghuo.platform.Stand;
import io.fenghuo.platform.StreamRestarts;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;

/** Sessions that are resumed by their sequence. */
class DiscordRestartIT extends StreamRestarts {
    @Override
    protected Place place(Vertx vertx) {
        FakeDiscord discord = new FakeDiscord(vertx);
        return new Place(
                Stand.spec(
                        "discord",
                        discord.url(),
                        Map.of("token", Secret.of(FakeDiscord.TOKEN), "channels", List.of("c1"))),
                n -> discord.write("m" + n, "评论" + n),
                () -> !discord.ready.isEmpty(),
                discord::reconnect,
                Since.FIRST);
    }
}
