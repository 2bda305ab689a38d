package io.fenghuo.platform.youtube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fenghuo.model.Role;
import io.fenghuo.model.Secret;
import io.fenghuo.platform.Stand;
import io.fenghuo.source.SourceSpec;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chat of a live video as a stream, against a fake of the Data API. */
class YouTubeStreamIT {
    private final Stand stand = new Stand();
    private final FakeLiveChat youtube = new FakeLiveChat(stand.vertx);

    @AfterEach
    void close() {
        stand.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theChatIsHeardOnceItIsLiveAndGoesOnWhereItWasCut(boolean array) {
        youtube.array = array;
        SourceSpec spec =
                Stand.spec("youtube-stream", youtube.url(), Map.of("key", Secret.of("api-key"), "video", "v1"));
        String running = stand.run(spec);
        await().until(() -> stand.problem().contains("Video v1 has no live chat now"));
        assertThat(youtube.asked).doesNotContain("/youtube/v3/liveChat/messages/stream");
        youtube.said.add("骗子 {\"[\\");
        youtube.live = true;
        await().until(() -> youtube.open.size() == 1);
        youtube.say("没有的事");
        await().until(() -> stand.kept.texts("s").equals(List.of("骗子 {\"[\\", "没有的事")));
        assertThat(stand.kept.posts().get(0).thread()).isEqualTo("youtube live v1");
        assertThat(stand.kept.posts().get(1).role()).isEqualTo(Role.HOST);
        assertThat(stand.kept.cursor("s")).isEqualTo("chat-1 2");
        HttpServerResponse before = youtube.open.get(0);
        before.reset();
        await().until(() -> youtube.open.size() == 1 && !youtube.open.contains(before));
        stand.end(running);
        await().until(youtube.open::isEmpty);
        youtube.said.add("错过的");
        stand.run(spec);
        await().until(() -> stand.kept.texts("s").equals(List.of("骗子 {\"[\\", "没有的事", "错过的")));
        String kept = new String(stand.kept.batches().get(0).raw().bytes(), StandardCharsets.UTF_8);
        assertThat(kept).contains("骗子").doesNotContain("api-key");
    }

    @Test
    void aTokenThatIsNotKnownAnyMoreIsGivenUp() {
        youtube.live = true;
        youtube.said.add("一");
        SourceSpec spec =
                Stand.spec("youtube-stream", youtube.url(), Map.of("key", Secret.of("api-key"), "video", "v1"));
        String running = stand.run(spec);
        await().until(() -> "chat-1 1".equals(stand.kept.cursor("s")));
        stand.end(running);
        await().until(youtube.open::isEmpty);
        youtube.said.add("二");
        youtube.forgets = true;
        stand.run(spec);
        await().until(() -> stand.kept.texts("s").equals(List.of("一", "二")));
        assertThat(stand.kept.told())
                .anySatisfy(
                        status -> assertThat(status.problem()).contains("where we left off (400 invalidPageToken)"));
    }
}
