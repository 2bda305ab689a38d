package io.fenghuo.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fenghuo.model.Post;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Whatever a site, an interface or a stream sends: posts that can be kept, or a fault told in words; never anything else. */
class SourceFuzzTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:30:00Z");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final SourceTypes TYPES = SourceTypes.builtIn();
    private static final String URL = "https://shop.example/list?p=1";
    private static final Map<String, String> MAP = Map.of(
            "items",
            "/list",
            "id",
            "/id",
            "text",
            "/text",
            "author.name",
            "/user",
            "publishedAt",
            "/at",
            "rating",
            "/stars",
            "reach.likes",
            "/likes",
            "url",
            "/url");
    private static final List<Source> PAGES = List.of(
            poll(Specs.of("rss", URL, Map.of())),
            poll(Specs.of(
                    "html",
                    URL,
                    Map.of(
                            "item",
                            "li",
                            "text",
                            "p",
                            "author",
                            "b",
                            "publishedAt",
                            "time",
                            "rating",
                            "i",
                            "url",
                            "a@href"),
                    Map.of("next", "a.next@href"))),
            json(Map.of("page", Map.of("cursor", "/next", "as", "c", "more", "/more"))),
            json(Map.of("page", Map.of("since", "after"))),
            json(Map.of("page", Map.of("next", "/next"))),
            json(Map.of("page", Map.of("link", "next"))),
            json(Map.of("page", Map.of("number", "p"), "window", Map.of("from", "f", "to", "t"))));

    private final SourceWords words = new SourceWords(Locale.ENGLISH);

    private static Source poll(SourceSpec spec) {
        assertThat(TYPES.problems(spec)).isEmpty();
        return TYPES.find(spec.type()).orElseThrow().poll(spec, ZONE);
    }

    private static Source json(Map<String, Object> options) {
        return poll(Specs.of("json", URL, MAP, options));
    }

    @FuzzTest(maxDuration = "65s")
    void pages(byte[] bytes) {
        String line = new String(bytes, ISO_8859_1).replaceAll("[\r\n]", "");
        for (Source source : PAGES) {
            String cursor = null;
            try {
                for (int page = 0; page < 2; page++) {
                    assertThat(source.request(cursor, NOW).url()).startsWith("https://shop.example/");
                    Parsed parsed = source.parse(
                            bytes,
                            Headers.of(Map.of("Link", List.of(line), "Content-Type", List.of(line))),
                            cursor,
                            NOW);
                    sound(parsed.posts());
                    cursor = parsed.cursor();
                }
            } catch (SourceException fault) {
                told(fault);
            }
            source.refused(403, bytes);
        }
    }

    @FuzzTest(maxDuration = "65s")
    void streams(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        for (String type : List.of("websocket", "sse", "ndjson")) {
            String url = type.equals("websocket") ? "wss://live.example/1" : "https://live.example/1";
            SourceSpec spec = Specs.of(type, url, MAP, Map.of("resume", Map.of("at", "/id", "as", "after")));
            StreamSource source = TYPES.find(type).orElseThrow().listen(spec, ZONE);
            String cursor = null;
            for (Frame frame : List.of(Frame.of(text), Frame.of(bytes), new Frame(text, text, text))) {
                try {
                    Parsed parsed = source.hear(frame, cursor, NOW).parsed();
                    sound(parsed.posts());
                    cursor = parsed.cursor();
                    assertThat(source.open(cursor, NOW).url()).startsWith(url);
                    source.replays(cursor);
                } catch (SourceException fault) {
                    told(fault);
                }
            }
        }
    }

    /** Where the chunks end is all the same. */
    @FuzzTest(maxDuration = "65s")
    void framing(byte[] bytes) {
        int step = bytes.length == 0 ? 1 : 1 + (bytes[0] & 7);
        assertThat(cut(new LineFramer(), bytes, step)).isEqualTo(cut(new LineFramer(), bytes, bytes.length + 1));
        assertThat(cut(new SseDecoder(null), bytes, step))
                .isEqualTo(cut(new SseDecoder(null), bytes, bytes.length + 1));
        for (Frame line : cut(new LineFramer(), bytes, step)) {
            assertThat(line.text()).isNotBlank().doesNotContain("\n");
        }
        for (Frame event : cut(new SseDecoder("7"), bytes, step)) {
            assertThat(event.type()).isNotEmpty().doesNotContain("\n", "\r");
            if (event.id() != null) {
                assertThat(event.id()).isNotEmpty().doesNotContain("\n", "\r", "\0");
            }
        }
    }

    private static List<Frame> cut(Framer framer, byte[] bytes, int step) {
        List<Frame> frames = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += step) {
            frames.addAll(framer.feed(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + step))));
        }
        frames.addAll(framer.end());
        assertThat(framer.dropped()).isZero();
        return frames;
    }

    @FuzzTest(maxDuration = "65s")
    void unpacking(byte[] bytes) throws SourceException {
        for (String way : Unpacking.WAYS) {
            try {
                assertThat(Unpacking.plain(bytes, way)).hasSizeLessThanOrEqualTo(Unpacking.LARGEST);
            } catch (SourceException fault) {
                told(fault);
            }
        }
        assertThat(Unpacking.plain(packed(bytes, true), "auto")).isEqualTo(bytes);
        assertThat(Unpacking.plain(packed(bytes, false), "auto")).isEqualTo(bytes);
    }

    private static byte[] packed(byte[] bytes, boolean gzip) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = gzip ? new GZIPOutputStream(packed) : new DeflaterOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    private static void sound(List<Post> posts) {
        for (Post post : posts) {
            assertThat(post.id()).isNotBlank().hasSizeLessThanOrEqualTo(300);
            assertThat(post.text()).isNotBlank().doesNotContain("\0");
            assertThat(post.publishedAt()).isBeforeOrEqualTo(NOW);
            assertThat(new String(post.text().getBytes(UTF_8), UTF_8)).isEqualTo(post.text());
        }
    }

    private void told(SourceException fault) {
        assertThat(words.say(fault.trouble()))
                .isNotBlank()
                .doesNotContain("\n", "\u001b")
                .isNotEqualTo(fault.trouble().code());
    }
}
