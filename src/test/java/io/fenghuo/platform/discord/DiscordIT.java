package io.fenghuo.platform.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.model.Secret;
import io.fenghuo.platform.Stand;
import io.fenghuo.source.SourceSpec;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers of Discord, against a fake that enforces its gateway. */
class DiscordIT {
    private final Stand stand = new Stand();
    private final FakeDiscord discord = new FakeDiscord(stand.vertx);

    @AfterEach
    void close() {
        stand.close();
    }

    private SourceSpec spec(String token) {
        return Stand.spec("discord", discord.url(), Map.of("token", Secret.of(token), "channels", List.of("c1")));
    }

    private String enter() {
        int before = discord.opened.size();
        String running = stand.run(spec(FakeDiscord.TOKEN));
        await().until(() -> discord.opened.size() > before && discord.ready.size() == 1);
        return running;
    }

    @Test
    void aSessionIsResumedAndNothingIsMissed() {
        String running = enter();
        discord.write("1", "骗子");
        discord.dispatch(
                "MESSAGE_CREATE",
                new JsonObject().put("id", "x").put("channel_id", "other").put("content", "别处"));
        await().until(() -> stand.kept.posts().size() == 1 && discord.beats.get() >= 2);
        assertThat(stand.kept.posts().get(0).author().name()).isEqualTo("rain");
        assertThat(stand.kept.posts().get(0).url()).isEqualTo("https://discord.com/channels/g1/c1/1");
        stand.end(running);
        await().until(discord.ready::isEmpty);
        discord.write("2", "错过的");
        stand.run(spec(FakeDiscord.TOKEN));
        await().until(() -> stand.kept.texts("s").equals(List.of("骗子", "错过的")));
        assertThat(discord.opened.get(1)).startsWith("/again/?v=10&encoding=json");
        await().until(() -> discord.ready.size() == 1);
        ServerWebSocket before = discord.ready.get(0);
        discord.reconnect();
        await().until(() -> discord.opened.size() == 3 && discord.ready.size() == 1 && !discord.ready.contains(before));
        assertThat(discord.identified).hasValue(1);
        discord.dispatch("MESSAGE_DELETE", new JsonObject().put("id", "1").put("channel_id", "c1"));
        await().until(() -> stand.kept.posts().size() == 3);
        assertThat(stand.kept.posts().get(2).parent()).isEqualTo("1");
    }

    @Test
    void aForgottenSessionBeginsAnew() {
        String running = enter();
        discord.write("1", "一");
        await().until(() -> stand.kept.posts().size() == 1);
        stand.end(running);
        await().until(discord.ready::isEmpty);
        discord.forgets = true;
        stand.run(spec(FakeDiscord.TOKEN));
        await().until(() -> discord.identified.get() == 2 && discord.ready.size() == 1);
        discord.write("2", "二");
        await().until(() -> stand.kept.texts("s").equals(List.of("一", "二")));
    }

    @Test
    void aWrongTokenIsTold() {
        stand.run(spec("wrong"));
        await().until(() -> stand.problem().contains("does not accept token (4004)"));
    }
}
