package io.fenghuo.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenghuo.model.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
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

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\u0001b", "a\u007fb"})
    void anIdThatCouldNotBeSentBackIsIgnored(String id) {
        SseDecoder decoder = new SseDecoder("6");
        String events = "id: %s\ndata: a\n\nid: %s\ndata: b\n\nid: %s\ndata: c\n\n";
        String longest = "7".repeat(Cursor.LONGEST);
        assertThat(decoder.feed(
                        String.format(events, id, longest + "7", longest).getBytes(UTF_8)))
                .containsExactly(
                        new Frame("a", "6", "message"),
                        new Frame("b", "6", "message"),
                        new Frame("c", longest, "message"));
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
        assertThat(source.greeting(null, NOW)).containsExactly(Message.text("{\"cmd\":\"join\"}"), Message.text("hi"));
        assertThat(source.heartbeat()).isEqualTo(new StreamSource.Heartbeat(Duration.ofSeconds(30), "ping"));
        assertThat(source.frame(Frame.of("{\"pong\":1}"), null, NOW).posts()).isEmpty();
        assertThat(source.frame(Frame.of("[{\"data\":{\"msg\":\"a\"}},{\"data\":{\"msg\":\"b\"}}]"), null, NOW)
                        .posts())
                .hasSize(2);
        assertThatThrownBy(() -> source.frame(Frame.of("\u0000\u0001rubbish"), null, NOW))
                .hasMessageContaining("json.unreadable");
    }

    @Test
    void anEmptyIdEndsTheResuming() throws SourceException {
        StreamSource source = stream("sse", "https://live.example/events", Map.of());
        String cursor =
                source.frame(new Frame("{}", "e-5", "message"), null, NOW).cursor();
        assertThat(source.replays(cursor)).isTrue();
        cursor = source.frame(new Frame("{}", null, "message"), cursor, NOW).cursor();
        assertThat(source.open(cursor, NOW).headers()).doesNotContainKey("Last-Event-ID");
        assertThat(source.replays(cursor)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 1000})
    void linesAreCutWhereverTheChunksEnd(int step) {
        byte[] bytes = "\uFEFF{\"a\":\"三\"}\r\n\n  \n{\"b\":2}\n{\"half\":".getBytes(UTF_8);
        LineFramer framer = new LineFramer();
        List<Frame> lines = new ArrayList<>();
        for (int i = 0; i < bytes.length; i += step) {
            lines.addAll(framer.feed(Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + step))));
        }
        assertThat(lines).containsExactly(Frame.of("{\"a\":\"三\"}"), Frame.of("{\"b\":2}"));
        assertThat(framer.end()).containsExactly(Frame.of("{\"half\":"));
    }

    @Test
    void anEndlessLineIsDropped() {
        LineFramer framer = new LineFramer();
        for (int i = 0; i < 3; i++) {
            assertThat(framer.feed("x".repeat(1 << 20).getBytes(UTF_8))).isEmpty();
        }
        assertThat(framer.feed("\n{}\n".getBytes(UTF_8))).containsExactly(Frame.of("{}"));
        assertThat(framer.dropped()).isEqualTo(1);
    }

    @Test
    void binaryMessagesAreUnpacked() throws Exception {
        StreamSource source = stream("websocket", "wss://live.example/r", Map.of());
        byte[] plain = "{\"data\":{\"msg\":\"骗子\",\"id\":5}}".getBytes(UTF_8);
        for (byte[] bytes : List.of(plain, gzip(plain), deflate(plain, false))) {
            assertThat(source.frame(Frame.of(bytes), null, NOW).posts())
                    .singleElement()
                    .satisfies(post -> assertThat(post.text()).isEqualTo("骗子"));
        }
        StreamSource raw = stream("websocket", "wss://live.example/r", Map.of("unpack", "deflate"));
        assertThat(raw.frame(Frame.of(deflate(plain, true)), null, NOW).posts()).hasSize(1);
        byte[] cut = Arrays.copyOf(gzip(plain), 20);
        assertThatThrownBy(() -> source.frame(Frame.of(cut), null, NOW)).hasMessageContaining("stream.packed");
        byte[] bomb = gzip(new byte[9 << 20]);
        assertThat(bomb.length).isLessThan(20_000);
        assertThatThrownBy(() -> source.frame(Frame.of(bomb), null, NOW)).hasMessageContaining("stream.bomb");
        assertThat(Frame.of(new byte[] {1, 2}).kept()).isEqualTo("data:application/octet-stream;base64,AQI=");
    }

    @Test
    void aMarkGoesBackIntoTheAddress() throws SourceException {
        StreamSource source =
                stream("ndjson", "https://live.example/l?a=1", Map.of("resume", Map.of("at", "/seq", "as", "cursor")));
        assertThat(source.open(null, NOW).url()).isEqualTo("https://live.example/l?a=1");
        assertThat(source.replays(null)).isFalse();
        String cursor = source.frame(Frame.of("{\"seq\":\"a b\"}"), null, NOW).cursor();
        cursor = source.frame(Frame.of("{\"other\":1}"), cursor, NOW).cursor();
        assertThat(source.open(cursor, NOW).url()).isEqualTo("https://live.example/l?a=1&cursor=a%20b");
        assertThat(source.replays(cursor)).isTrue();
        cursor = source.frame(Frame.of("[{\"seq\":7},{\"seq\":8},{}]"), cursor, NOW)
                .cursor();
        assertThat(source.open(cursor, NOW).url()).endsWith("&cursor=8");
    }

    @Test
    void aMarkGoesBackIntoTheSubscription() throws SourceException {
        Secret token = Secret.of("s3cret");
        StreamSource source = stream(
                "websocket",
                "wss://live.example/r",
                Map.of(
                        "subscribe",
                        List.of(
                                Map.of("op", "login", "token", token),
                                Map.of("op", "join", "from", Secret.of("{cursor}")),
                                Secret.of("FROM {cursor};")),
                        "resume",
                        Map.of("at", "/seq")));
        assertThat(source.greeting(null, NOW).stream().map(Message::reveal))
                .satisfiesExactly(
                        login -> assertThat(login).contains("\"token\":\"s3cret\""),
                        join -> assertThat(join).isEqualTo("{\"op\":\"join\"}"),
                        text -> assertThat(text).isEqualTo("FROM ;"));
        assertThat(source.greeting(null, NOW).toString()).doesNotContain("s3cret");
        String cursor = source.frame(Frame.of("{\"seq\":12}"), null, NOW).cursor();
        assertThat(source.greeting(cursor, NOW).get(1).reveal()).contains("\"from\":12");
        assertThat(source.greeting(cursor, NOW).get(2).reveal()).isEqualTo("FROM 12;");
        cursor = source.frame(Frame.of("{\"seq\":\"12\"}"), cursor, NOW).cursor();
        assertThat(source.greeting(cursor, NOW).get(1).reveal()).contains("\"from\":\"12\"");
    }

    @Test
    void heartbeatsAreTextsBytesAndPings() {
        assertThat(beat(Map.of("every", "30s", "send", Map.of("op", 2))).message())
                .isEqualTo(Message.text("{\"op\":2}"));
        assertThat(beat(Map.of("every", "30s", "binary", "AAEC")).message())
                .isEqualTo(Message.binary(new byte[] {0, 1, 2}));
        assertThat(beat(Map.of("every", "20s", "ping", true)))
                .isEqualTo(new StreamSource.Heartbeat(Duration.ofSeconds(20), Message.ping()));
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("every", "30s"),
                Map.of("every", "10ms", "ping", true),
                Map.of("every", "30s", "ping", false),
                Map.of("every", "30s", "binary", "***"),
                Map.of("every", "30s", "ping", true, "send", "x"))) {
            SourceSpec spec =
                    Specs.of("websocket", "wss://x.example/", Map.of("text", "/t"), Map.of("heartbeat", wrong));
            assertThat(SourceTypes.builtIn().problems(spec))
                    .extracting(Trouble::code)
                    .containsExactly("spec.heartbeat");
        }
    }

    @Test
    void aPingInWordsIsAnswered() {
        StreamSource source = stream(
                "websocket", "wss://irc.example/", Map.of("reply", Map.of("to", "PING", "send", Secret.of("PONG :x"))));
        assertThat(source.reply(Frame.of("PING :x"))).isEqualTo(Message.text("PONG :x"));
        assertThat(source.reply(Frame.of("{\"PING\":1}"))).isNull();
        assertThat(stream("websocket", "wss://irc.example/", Map.of()).reply(Frame.of("PING")))
                .isNull();
    }

    private static StreamSource.Heartbeat beat(Map<String, Object> said) {
        return stream("websocket", "wss://live.example/r", Map.of("heartbeat", said))
                .heartbeat();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private static byte[] deflate(byte[] plain, boolean raw) throws IOException {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, raw);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
            out.write(plain);
        } finally {
            deflater.end();
        }
        return packed.toByteArray();
    }

    private static StreamSource stream(String type, String url, Map<String, Object> options) {
        SourceSpec spec = Specs.of(type, url, Map.of("text", "/data/msg", "id", "/data/id"), options);
        assertThat(SourceTypes.builtIn().problems(spec)).isEmpty();
        return SourceTypes.builtIn().find(type).orElseThrow().listen(spec, ZoneId.of("Asia/Shanghai"));
    }
}
