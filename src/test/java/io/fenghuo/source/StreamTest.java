package io.fenghuo.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:30:00Z");
    private static final String EVENTS = "\uFEFF: hello\nretry: 2500\n\nid: 7\ndata: first\ndata:  line\n\n"
            + "event: chat\nid\ndata\n\nevent: lost\n\nid: 9\u0000\ndata: 三\n\ndata: unfinished";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 1000})
    void eventsAreCutAsTheStandardSays(int step) {
        for (String end : List.of("\n", "\r\n", "\r")) {
            SseDecoder decoder = new SseDecoder("6");
            List<Frame> events = new ArrayList<>();
            byte[] bytes = EVENTS.replace("\n", end).getBytes(UTF_8);
            for (int i = 0; i < bytes.length; i += step) {
                events.addAll(decoder.feed(Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + step))));
            }
            assertThat(events)
                    .containsExactly(
                            new Frame("first\n line", "7", "message"),
                            new Frame("", null, "chat"),
                            new Frame("三", null, "message"));
            assertThat(decoder.retry()).isEqualTo(Duration.ofMillis(2500));
        }
    }

    @Test
    void anEndlessEventIsDropped() {
        SseDecoder decoder = new SseDecoder(null);
        byte[] megabyte = ("data: " + "x".repeat(1 << 20)).getBytes(UTF_8);
        assertThat(decoder.feed(megabyte)).isEmpty();
        assertThat(decoder.feed("\n\ndata: good\n\n".getBytes(UTF_8))).hasSize(1);
        assertThat(decoder.dropped()).isEqualTo(1);
    }

    @Test
    void aStreamResumesAfterTheLastEvent() throws SourceException {
        StreamSource source = stream("sse", "https://live.example/events", Map.of());
        Parsed parsed = source.frame(new Frame("{\"data\":{\"msg\":\"骗子\",\"id\":5}}", "e-5", "message"), null, NOW);
        assertThat(parsed.posts()).singleElement().satisfies(post -> {
            assertThat(post.id()).isEqualTo("5");
            assertThat(post.thread()).isEqualTo("https://live.example/events");
        });
        assertThat(source.open(parsed.cursor(), NOW)
                        .headers()
                        .get("Last-Event-ID")
                        .reveal())
                .isEqualTo("e-5");
        assertThat(source.open(null, NOW).headers()).doesNotContainKey("Last-Event-ID");
    }

    @Test
    void aFrameIsNoPostOnePostOrSeveral() throws SourceException {
        StreamSource source = stream(
                "websocket",
                "wss://live.example/room/77",
                Map.of(
                        "subscribe", List.of(Map.of("cmd", "join"), "hi"),
                        "heartbeat", Map.of("every", "30s", "send", "ping")));
        assertThat(source.greeting()).containsExactly(Frame.of("{\"cmd\":\"join\"}"), Frame.of("hi"));
        assertThat(source.heartbeat()).isEqualTo(new StreamSource.Heartbeat(Duration.ofSeconds(30), Frame.of("ping")));
        assertThat(source.frame(Frame.of("{\"pong\":1}"), null, NOW).posts()).isEmpty();
        assertThat(source.frame(Frame.of("[{\"data\":{\"msg\":\"a\"}},{\"data\":{\"msg\":\"b\"}}]"), null, NOW)
                        .posts())
                .hasSize(2);
        assertThatThrownBy(() -> source.frame(Frame.of("\u0000\u0001rubbish"), null, NOW))
                .hasMessageContaining("json.unreadable");
    }

    private static StreamSource stream(String type, String url, Map<String, Object> options) {
        SourceSpec spec = Specs.of(type, url, Map.of("text", "/data/msg", "id", "/data/id"), options);
        assertThat(SourceTypes.builtIn().problems(spec)).isEmpty();
        return SourceTypes.builtIn().find(type).orElseThrow().listen(spec, ZoneId.of("Asia/Shanghai"));
    }
}
