package io.fenghuo.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonSourceTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:30:00Z");
    private static final Map<String, String> MAP = Map.ofEntries(
            Map.entry("items", "/data/list"),
            Map.entry("id", "/cid"),
            Map.entry("text", "/content"),
            Map.entry("author.name", "/user/nick"),
            Map.entry("author.id", "/user/id"),
            Map.entry("kind", "/kind"),
            Map.entry("role", "/role"),
            Map.entry("publishedAt", "/ts"),
            Map.entry("reach.likes", "/digg"),
            Map.entry("attributes.ip", "/ip"));

    @Test
    void pointersFindPosts() throws SourceException {
        List<Post> posts = parse("""
                        {"data":{"list":[
                          {"cid":981234567890123456,"content":"假货","user":{"nick":"老铁","id":9},"ts":1781784065,"digg":"3","ip":"江苏",
                           "kind":"order-note","role":"agent"},
                          {"cid":"b","content":"还行","ts":1781784065123},
                          {"cid":"c","content":"ok","ts":"2026-06-18 20:01:05"},
                          {"cid":"d","content":"半截\\ud800字","ts":"改天"},
                          {"cid":"e"}]}}""").posts();
        assertThat(posts).hasSize(4);
        Post first = posts.get(0);
        assertThat(first.id()).isEqualTo("981234567890123456");
        assertThat(first.kind()).isEqualTo(Kind.ORDER_NOTE);
        assertThat(first.role()).isEqualTo(Role.AGENT);
        assertThat(first.author().id()).isEqualTo("9");
        assertThat(first.publishedAt()).isEqualTo(Instant.ofEpochSecond(1_781_784_065));
        assertThat(first.attributes()).containsEntry("ip", "江苏");
        assertThat(first.reach().likes()).isEqualTo(3);
        assertThat(posts.get(1).publishedAt()).isEqualTo(Instant.ofEpochMilli(1_781_784_065_123L));
        assertThat(posts.get(2).publishedAt()).isEqualTo(Instant.parse("2026-06-18T12:01:05Z"));
        assertThat(posts.get(3).text()).isEqualTo("半截\uFFFD字");
        assertThat(posts.get(3).publishedAt()).isEqualTo(NOW);
        assertThat(posts.get(3).attributes()).containsEntry("publishedAt", "改天");
    }

    @Test
    void anEmptyListIsQuietAndAMissingOneIsNot() throws SourceException {
        assertThat(parse("{\"data\":{\"list\":[]}}").posts()).isEmpty();
        fails("json.items", "{\"error\":\"login\"}");
        fails("json.text", "{\"data\":{\"list\":[{\"body\":\"x\"}]}}");
        fails("json.page", "<html>login</html>");
        fails("json.unreadable", "{\"data\":{\"li");
        fails("json.unreadable", "");
        fails("json.unreadable", "[".repeat(100_000));
    }

    @Test
    void gbkWithoutALabel() throws SourceException {
        byte[] body =
                "{\"data\":{\"list\":[{\"cid\":1,\"content\":\"客服说这个不能退, 大家不要来\"}]}}".getBytes(Charset.forName("GBK"));
        assertThat(source().parse(body, Headers.NONE, null, NOW).posts().get(0).text())
                .isEqualTo("客服说这个不能退, 大家不要来");
    }

    private static Source source() {
        SourceSpec spec = Specs.of("json", "https://api.example/c", MAP);
        assertThat(SourceTypes.builtIn().problems(spec)).isEmpty();
        return SourceTypes.builtIn().find("json").orElseThrow().poll(spec, ZoneId.of("Asia/Shanghai"));
    }

    private static Parsed parse(String body) throws SourceException {
        return source().parse(body.getBytes(UTF_8), Headers.of("Content-Type", "application/json"), null, NOW);
    }

    private static void fails(String code, String body) {
        assertThatThrownBy(() -> parse(body))
                .isInstanceOfSatisfying(
                        SourceException.class,
                        e -> assertThat(e.trouble().code()).isEqualTo(code));
    }
}
