package io.fenghuo.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.fenghuo.model.Post;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read straight from the bytes is what the one JSON reader makes of them, faults and all. */
class PostBytesTest {
    private static final PostDefaults DEFAULTS = PostDefaults.numbered("match", Instant.parse("2026-06-18T12:00:00Z"));

    private static final String FULL = "{\"id\":\"c-1\",\"source\":\"shop\",\"kind\":\"order-note\",\"thread\":\"t\","
            + "\"parent\":\"p\",\"session\":\"s\",\"author\":{\"id\":7,\"name\":\"王\uD83D\uDE00é\",\"followers\":12,\"tier\":\"vip\"},"
            + "\"role\":\"agent\",\"text\":\"骗\\n子 \\u9A97\\ud83d\\ude00 \\\"x\\\\\",\"lang\":\"zh\","
            + "\"subject\":{\"brand\":\"b\",\"shop\":\"1\",\"product\":2,\"order\":null,\"host\":\" \",\"campaign\":\"c\"},"
            + "\"url\":\"https://x/\",\"rating\":5,\"reach\":{\"likes\":1,\"replies\":0,\"shares\":3,\"views\":4},"
            + "\"publishedAt\":\"2026-06-18T20:01:05+08:00\",\"receivedAt\":1781784065,\"raw\":\"ab\",\"label\":1,\"other\":\"值\"}";

    static Stream<String> lines() {
        return Stream.concat(values(), shapes());
    }

    private static Stream<String> values() {
        return Stream.of(
                FULL,
                "{\"text\":\"x\"}",
                "{}",
                "{ \"text\" : \"x\" , \"rating\" : 3 }  ",
                "{\"text\":\"x\"}\r",
                " {\"text\":\"x\"}",
                "\uFEFF{\"text\":\"x\"}",
                "{\"text\":\"x\",\"text\":\"y\"}",
                "{\"text\":\"x\",\"more\":1,\"more\":2}",
                "{\"text\":\"x\",\"author\":{\"id\":\"a\",\"id\":\"b\"}}",
                "{\"text\":\"x\",\"author\":{\"id\":\"a\",\"age\":3}}",
                "{\"text\":\"x\",\"author\":{}}",
                "{\"text\":\"x\",\"author\":[]}",
                "{\"text\":\"x\",\"author\":\"a\"}",
                "{\"text\":null}",
                "{\"text\":7}",
                "{\"id\":null,\"source\":null,\"text\":\"x\",\"kind\":null,\"role\":null,\"rating\":null,\"reach\":null}",
                "{\"id\":\"  \",\"text\":\"x\"}",
                "{\"id\":12345678901234567890,\"text\":\"x\"}",
                "{\"id\":007,\"text\":\"x\"}",
                "{\"id\":-0,\"text\":\"x\"}",
                "{\"id\":1.0,\"text\":\"x\"}",
                "{\"id\":true,\"text\":\"x\"}",
                "{\"id\":\"" + "x".repeat(1_001) + "\",\"text\":\"x\"}",
                "{\"text\":\"x\",\"rating\":-1}",
                "{\"text\":\"x\",\"rating\":5.0}",
                "{\"text\":\"x\",\"rating\":4.5}",
                "{\"text\":\"x\",\"rating\":1e2}",
                "{\"text\":\"x\",\"rating\":99999999999}",
                "{\"text\":\"x\",\"rating\":5\"id\":1}",
                "{\"text\":\"x\",\"rating\":5x}",
                "{\"text\":\"x\",\"rating\":nullx}",
                "{\"text\":\"x\",\"rating\":1e678901234567890}",
                "{\"text\":\"x\",\"kind\":\"COMMENT\"}",
                "{\"text\":\"x\",\"role\":\"boss\"}",
                "{\"text\":\"x\",\"publishedAt\":\"2026-06-18 20:01\"}",
                "{\"text\":\"x\",\"publishedAt\":\"2026-02-30T20:01:05+08:00\"}",
                "{\"text\":\"x\",\"publishedAt\":1781784065000}",
                "{\"text\":\"x\",\"publishedAt\":999999999999999999}",
                "{\"text\":\"x\",\"publishedAt\":{}}");
    }

    private static Stream<String> shapes() {
        return Stream.of(
                "{\"text\":\"x\",\"attributes\":{\"a\":1,\"b\":\"c\"},\"attachments\":[{\"url\":\"u\",\"type\":\"image\"}]}",
                "{\"text\":\"x\",\"attributes\":\"a\",\"attachments\":null}",
                "{\"text\":\"x\",\"deep\":" + "[".repeat(40) + "]".repeat(40) + "}",
                "{\"text\":\"x\",\"deep\":{\"a\":1,\"a\":2}}",
                "{\"te\\u0078t\":\"x\"}",
                "{\"te\txt\":\"x\",\"text\":\"x\"}",
                "{\"text\t\":\"x\"}",
                "{\"text\":\"tab\there\"}",
                "{\"text\":\"nul\u0000here\"}",
                "{\"text\":\"nul\\u0000here\"}",
                "{\"text\":\"lone \\ud83d surrogate \\ude00\"}",
                "{\"text\":\"bad \\x escape\"}",
                "{\"text\":\"bad \\u12\"}",
                "{\"text\":\"open}",
                "{\"text\":\"x\",}",
                "{\"text\":\"x\"}}",
                "{\"text\":\"x\"} {\"text\":\"y\"}",
                "{\"text\":\"x\"",
                "{\"text\" \"x\"}",
                "{text:\"x\"}",
                "{'text':'x'}",
                "{\"text\":\"x\" // comment\n}",
                "{\"" + "n".repeat(1_200) + "\":1,\"text\":\"x\"}",
                "{\"text\":\"" + "好".repeat(30_000) + "\"}",
                "[1]",
                "plain text {\"text\":\"x\"}",
                "   ",
                "");
    }

    @ParameterizedTest
    @MethodSource("lines")
    void aLineIsReadAsByTheJsonReader(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        assertThat(quick(new PostBytes(DEFAULTS), bytes)).isEqualTo(slow(bytes));
    }

    @Test
    void soAreLinesWithBytesChanged() {
        Random random = new Random(42);
        PostBytes reader = new PostBytes(DEFAULTS);
        List<byte[]> all =
                lines().map(line -> line.getBytes(StandardCharsets.UTF_8)).toList();
        byte[] some = "\"\\{}[]:,.0123456789-eu \t\r\n\u0000nt\u00E9骗\uD83D\uDE00".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 40_000; i++) {
            byte[] line =
                    (i % 2 == 0 ? FULL.getBytes(StandardCharsets.UTF_8) : all.get(random.nextInt(all.size()))).clone();
            for (int k = random.nextInt(4); k >= 0 && line.length > 0 && line.length < 2_000; k--) {
                boolean known = random.nextBoolean();
                line[random.nextInt(line.length)] =
                        known ? some[random.nextInt(some.length)] : (byte) random.nextInt(256);
            }
            if (line.length < 2_000) {
                assertThat(quick(reader, line))
                        .as(new String(line, StandardCharsets.ISO_8859_1))
                        .isEqualTo(slow(line));
            }
        }
    }

    @Test
    void anOrdinaryLineIsReadFromItsBytes() {
        byte[] bytes = FULL.getBytes(StandardCharsets.UTF_8);
        assertThat(new PostBytes(DEFAULTS).plainly(bytes, 0, bytes.length, 1)).isEqualTo(slow(bytes));
    }

    private static Object quick(PostBytes reader, byte[] bytes) {
        return outcome(() -> reader.read(bytes, 0, bytes.length, 3));
    }

    private static Object slow(byte[] bytes) {
        return outcome(() -> PostLines.one(bytes, 0, bytes.length, 3, DEFAULTS));
    }

    private interface Reading {
        Post read() throws CharacterCodingException;
    }

    private static Object outcome(Reading reading) {
        try {
            Post post = reading.read();
            return post == null ? "blank" : post;
        } catch (CharacterCodingException e) {
            return "not UTF-8";
        } catch (WireException e) {
            return e.text(Locale.ENGLISH);
        }
    }
}
