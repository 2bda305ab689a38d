package io.fenghuo.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fenghuo.model.Attachment;
import io.fenghuo.model.Author;
import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reach;
import io.fenghuo.model.Role;
import io.fenghuo.model.Subject;
import io.fenghuo.wire.WireException.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostJsonTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final PostDefaults NUMBERED = PostDefaults.numbered("stdin", NOW);

    @Test
    void onlyTextIsRequired() {
        Post post = PostJson.readLine("{\"text\":\"好\"}", 7, NUMBERED);
        assertThat(post).isEqualTo(Post.builder("stdin", "7", "好", NOW).build());
        assertThat(post.role()).isEqualTo(Role.CUSTOMER);
        assertThat(post.kind()).isEqualTo(Kind.COMMENT);
        assertThat(post.thread()).isEqualTo("7");
        assertThat(post.publishedAt()).isEqualTo(NOW);
    }

    @Test
    void everyFieldComesBackAsItWas() {
        Post post = Post.builder("shop-live", "c-981", "骗.子 😡", Instant.parse("2026-06-18T12:01:05Z"))
                .kind(Kind.ORDER_NOTE)
                .thread("video-77")
                .parent("c-970")
                .session("s-12")
                .author(new Author("u9", "老铁", 1200L, "vip"))
                .role(Role.INFLUENCER)
                .lang("zh")
                .subject(new Subject("云朵家", "s", "p", "o", "h", "c"))
                .url("https://shop.example/c/981")
                .rating(1)
                .reach(new Reach(3L, 1L, 0L, 900L))
                .attachments(List.of(new Attachment("https://x.example/a.png", "image/png")))
                .receivedAt(Instant.parse("2026-06-18T12:01:06.250Z"))
                .attributes(Map.of("vip", "yes"))
                .build();
        String json = PostJson.write(post, ZONE);
        assertThat(json)
                .startsWith(
                        "{\"id\":\"c-981\",\"source\":\"shop-live\",\"kind\":\"order-note\",\"thread\":\"video-77\"")
                .contains("\"publishedAt\":\"2026-06-18T20:01:05+08:00\"")
                .contains("\"receivedAt\":\"2026-06-18T20:01:06.25+08:00\"");
        assertThat(PostJson.readLine(json, 1, PostDefaults.strict(null, NOW))).isEqualTo(post);
    }

    @Test
    void whatIsAbsentIsNotWritten() {
        String json = PostJson.write(Post.builder("s", "1", "t", NOW).build(), ZONE);
        assertThat(json)
                .isEqualTo(
                        "{\"id\":\"1\",\"source\":\"s\",\"kind\":\"comment\",\"thread\":\"1\",\"role\":\"customer\","
                                + "\"text\":\"t\",\"publishedAt\":\"2026-06-18T20:00:00+08:00\",\"receivedAt\":\"2026-06-18T20:00:00+08:00\"}");
    }

    @Test
    void aPostAnArrayAndLinesAreRead() {
        assertThat(read("{\"text\":\"a\"}").posts()).extracting(Post::id).containsExactly("1");
        assertThat(read("[{\"text\":\"a\"},{\"text\":\"b\",\"id\":9}]").posts())
                .extracting(Post::id)
                .containsExactly("1", "9");
        assertThat(read("{\"text\":\"a\"}\n\n{\"text\":\"b\"}\r\n").posts())
                .extracting(Post::text)
                .containsExactly("a", "b");
        assertThat(read("").posts()).isEmpty();
        assertThat(read("[]").posts()).isEmpty();
    }

    @Test
    void bytesAreUtf8() {
        byte[] gbk = new byte[] {'{', '"', 't', 'e', 'x', 't', '"', ':', '"', (byte) 0xC4, (byte) 0xE3, '"', '}'};
        WireException fault = fault(() -> PostJson.read(gbk, NUMBERED, 10));
        assertThat(fault.fault()).isEqualTo(Fault.SYNTAX);
        byte[] utf8 = "{\"text\":\"你\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(PostJson.read(utf8, NUMBERED, 10).posts()).hasSize(1);
    }

    @Test
    void unknownFieldsAreCountedNotKept() {
        PostJson.Parsed parsed =
                read("[{\"text\":\"a\",\"colour\":1},{\"text\":\"b\",\"colour\":{},\"author\":{\"age\":3}}]");
        assertThat(parsed.unknown()).isEqualTo(Map.of("colour", 2, "author.age", 1));
        assertThat(parsed.posts().get(0).attributes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-06-18T20:01:05+08:00, 1781784065000",
        "2026-06-18T20:01:05.5+08:00, 1781784065500",
        "2026-06-18T12:01:05Z, 1781784065000",
        "2026-06-18 20:01:05+08:00, 1781784065000",
        "1781784065, 1781784065000",
        "1781784065000, 1781784065000",
    })
    void timesAreIsoOrEpoch(String written, long millis) {
        assertThat(PostJson.readLine("{\"text\":\"a\",\"publishedAt\":\"" + written + "\"}", 1, NUMBERED)
                        .publishedAt())
                .isEqualTo(Instant.ofEpochMilli(millis));
    }

    @Test
    void receivedAtFallsBackAsTheCallerSays() {
        String json = "{\"text\":\"a\",\"publishedAt\":1781784065}";
        Instant published = Instant.ofEpochSecond(1781784065);
        assertThat(PostJson.readLine(json, 1, NUMBERED).receivedAt()).isEqualTo(NOW);
        assertThat(PostJson.readLine(json, 1, NUMBERED.simulating()).receivedAt())
                .isEqualTo(published);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"text\":3}|/text|WRONG_TYPE",
                "{}|/text|MISSING",
                "{\"text\":null}|/text|MISSING",
                "[1]|/0|NOT_AN_OBJECT",
                "{\"text\":\"a\",\"role\":\"boss\"}|/role|BAD_NAME",
                "{\"text\":\"a\",\"kind\":\"ORDER_NOTE\"}|/kind|BAD_NAME",
                "{\"text\":\"a\",\"publishedAt\":\"2026-06-18T20:01:05\"}|/publishedAt|NO_OFFSET",
                "{\"text\":\"a\",\"publishedAt\":\"yesterday\"}|/publishedAt|BAD_TIME",
                "{\"text\":\"a\",\"publishedAt\":-5}|/publishedAt|BAD_TIME",
                "{\"text\":\"a\",\"rating\":4.5}|/rating|BAD_NUMBER",
                "{\"text\":\"a\",\"reach\":{\"likes\":1e400}}|/reach/likes|BAD_NUMBER",
                "{\"text\":\"a\",\"author\":\"u9\"}|/author|NOT_AN_OBJECT",
                "[{\"text\":\"a\"},{\"text\":\"a\",\"author\":{\"id\":true}}]|/1/author/id|WRONG_TYPE",
                "{\"text\":\"a\",\"attachments\":[{}]}|/attachments/0/url|MISSING",
                "{\"text\":\"a\",\"attributes\":{\"a/b\":[]}}|/attributes/a~1b|WRONG_TYPE",
            })
    void faultsNameTheirPlace(String json, String pointer, Fault fault) {
        WireException e = fault(() -> read(json));
        assertThat(e.pointer()).isEqualTo(pointer);
        assertThat(e.fault()).isEqualTo(fault);
        assertThat(e.text(Locale.ENGLISH)).startsWith("line 1 " + pointer + ": ");
        assertThat(e).hasMessageStartingWith("第 1 行 " + pointer + "：");
    }

    @Test
    void aMissingIdIsAFaultWhereIdsAreRequired() {
        WireException e = fault(() -> PostJson.readLine("{\"text\":\"a\"}", 3, PostDefaults.strict("crm", NOW)));
        assertThat(e.line()).isEqualTo(3);
        assertThat(e.pointer()).isEqualTo("/id");
    }

    @Test
    void theLineOfAFaultInTheMiddleIsNamed() {
        WireException e = fault(() -> read("{\"text\":\"a\"}\n{\"text\":\"b\"}\n{\"text\" \"c\"}"));
        assertThat(e.line()).isEqualTo(3);
        assertThat(fault(() -> read("[\n{\"text\":\"a\"},\n{\"text\":1}\n]")).line())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":\"a\",\"text\":\"b\"}",
                "{\"text\":\"a\"} x",
                "[{\"text\":\"a\"}] {}",
                "[{\"text\":\"a\"}",
                "{\"text\":\"a",
                "NaN",
                "\u0000",
            })
    void brokenJsonIsAFault(String json) {
        assertThat(fault(() -> read(json)).fault()).isIn(Fault.SYNTAX, Fault.NOT_AN_OBJECT);
    }

    @Test
    void sizesAreBounded() {
        String million = "9".repeat(1_000_000);
        assertThat(fault(() -> read("{\"text\":\"a\",\"rating\":" + million + "}"))
                        .fault())
                .isEqualTo(Fault.TOO_BIG);
        assertThat(fault(() -> read("{\"text\":\"a\",\"x\":" + "[".repeat(100_000)))
                        .fault())
                .isEqualTo(Fault.TOO_BIG);
        assertThat(fault(() -> read("{\"text\":\"" + "好".repeat(1_000_001) + "\"}"))
                        .fault())
                .isEqualTo(Fault.TOO_BIG);
        assertThat(fault(() -> read("{\"text\":\"a\",\"id\":\"" + "x".repeat(1_001) + "\"}"))
                        .fault())
                .isEqualTo(Fault.TOO_LONG);
        assertThat(fault(() -> PostJson.read("{\"text\":\"a\"}{\"text\":\"a\"}", NUMBERED, 1))
                        .fault())
                .isEqualTo(Fault.TOO_MANY);
        assertThat(read("{\"text\":\"" + "好".repeat(100_000) + "\"}").posts()).hasSize(1);
    }

    @Test
    void loneSurrogatesAndNulBecomeReplacementCharactersInPlace() {
        Post post = PostJson.readLine("{\"text\":\"a\\ud83db\\udc00c\\u0000d\\ud83d\\ude00\"}", 1, NUMBERED);
        assertThat(post.text()).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uD83D\uDE00");
    }

    @Test
    void whatATerminalWouldObeyIsEscaped() {
        Post post = Post.builder("s", "1", "\u001b[31m\u009b1m\u202e\u2028\u007f</script>", NOW)
                .build();
        assertThat(PostJson.write(post, ZONE))
                .contains("\\u001B[31m\\u009B1m\\u202E\\u2028\\u007F</script>")
                .matches("[^\\p{Cc}\\u2028\\u202e]*");
        assertThat(PostJson.readLine(PostJson.write(post, ZONE), 1, NUMBERED).text())
                .isEqualTo(post.text());
    }

    @Test
    void faultsQuoteLittleAndHarmlessly() {
        WireException e = fault(() -> read("{\"text\":\"a\",\"role\":\"\\u001b[31m" + "x".repeat(900) + "\"}"));
        assertThat(e.getMessage()).doesNotContain("\u001b").hasSizeLessThan(300);
    }

    private static PostJson.Parsed read(String json) {
        return PostJson.read(json, NUMBERED, 1_000);
    }

    private static WireException fault(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        WireException e = catchThrowableOfType(WireException.class, call);
        assertThat(e).isNotNull();
        return e;
    }
}
