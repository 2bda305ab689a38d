package io.fenghuo.platform.twitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.model.Secret;
import io.fenghuo.platform.Stand;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.vertx.core.http.ServerWebSocket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Chat that wants its greeting in order and its PING answered. */
class TwitchIT {
    private final Stand stand = new Stand();
    private final FakeTwitch twitch = new FakeTwitch(stand.vertx);

    @AfterEach
    void close() {
        stand.close();
    }

    private SourceSpec spec(String token) {
        return Stand.spec(
                "twitch",
                twitch.url(),
                Map.of("nick", "Me", "token", Secret.of(token), "channels", List.of("#CloudHome")));
    }

    @Test
    void whatIsSaidIsHeardAndPingsAreAnswered() {
        stand.run(spec("right"));
        await().until(() -> twitch.joined.size() == 1);
        twitch.joined
                .get(0)
                .writeTextMessage("PING :tmi.twitch.tv\r\n"
                        + "@badges=;display-name=小雨;id=a-1;tmi-sent-ts=1700000000000;user-id=7;reply-parent-msg-id=a-0"
                        + " :rain!rain@rain.tmi.twitch.tv PRIVMSG #cloudhome :骗子 : 真的\r\n"
                        + "@badges=broadcaster/1;display-name=a\\sb;id=a-2;user-id=1 :b!b@b PRIVMSG #cloudhome :没有\r\n"
                        + "@target-msg-id=a-1 :tmi.twitch.tv CLEARMSG #cloudhome :骗子\r\n");
        await().until(() -> stand.kept.posts().size() == 3 && twitch.pongs.get() == 1);
        Post first = stand.kept.posts().get(0);
        assertThat(first.text()).isEqualTo("骗子 : 真的");
        assertThat(first.thread()).isEqualTo("twitch cloudhome");
        assertThat(first.parent()).isEqualTo("a-0");
        assertThat(first.publishedAt()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
        assertThat(stand.kept.posts().get(1).role()).isEqualTo(Role.HOST);
        assertThat(stand.kept.posts().get(1).author().name()).isEqualTo("a b");
        assertThat(stand.kept.posts().get(2).parent()).isEqualTo("a-1");
        ServerWebSocket before = twitch.joined.get(0);
        before.writeTextMessage(":tmi.twitch.tv RECONNECT\r\n");
        await().until(() -> twitch.joined.size() == 1 && !twitch.joined.contains(before));
    }

    @Test
    void aWrongTokenIsTold() {
        stand.run(spec("wrong"));
        await().until(() -> stand.problem().contains("does not accept nick and token (Login authentication failed)"));
    }

    @Test
    void linesAreRead() throws SourceException {
        IrcLine line = IrcLine.read("@a=1\\:2;b :x!y PRIVMSG #c :hi :there");
        assertThat(line.tag("a")).isEqualTo("1;2");
        assertThat(line.channel()).isEqualTo("c");
        assertThat(line.words()).isEqualTo("hi :there");
        assertThat(IrcLine.read("PING :x").words()).isEqualTo("x");
        assertThat(IrcLine.read("JOIN #c").words()).isEqualTo("#c");
    }
}
