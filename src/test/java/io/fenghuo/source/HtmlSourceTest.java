package io.fenghuo.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenghuo.model.Post;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HtmlSourceTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:30:00Z");
    private static final String URL = "https://shop.example/video/77?p=1";
    private static final Map<String, String> MAP = Map.of(
            "item", "li.comment",
            "id", "@data-id",
            "text", ".body",
            "author", ".name",
            "author.id", ".name@data-uid",
            "publishedAt", "time@datetime",
            "url", "a.link@href",
            "rating", ".stars",
            "reach.likes", ".likes");

    @Test
    void commentsAreCaught() throws SourceException {
        List<Post> posts = parse(MAP, Specs.fixture("comments.html"), null).posts();
        assertThat(posts).hasSize(2);
        Post first = posts.get(0);
        assertThat(first.id()).isEqualTo("c-1");
        assertThat(first.text()).isEqualTo("买了假货\n客服不理 [生气]");
        assertThat(first.author().name()).isEqualTo("老铁");
        assertThat(first.author().id()).isEqualTo("u9");
        assertThat(first.rating()).isEqualTo(1);
        assertThat(first.reach().likes()).isEqualTo(12_000L);
        assertThat(first.url()).isEqualTo("https://shop.example/c/1");
        assertThat(first.thread()).isEqualTo(URL);
        assertThat(first.publishedAt()).isEqualTo(Instant.parse("2026-06-18T12:01:05Z"));
    }

    @Test
    void aRelativeTimeDoesNotChangeTheIdOfAPostWithoutOne() throws SourceException {
        Map<String, String> map = new HashMap<>(MAP);
        map.put("publishedAt", "time");
        byte[] page = Specs.fixture("comments.html");
        Post now = parse(map, page, null).posts().get(1);
        byte[] later = new String(page, UTF_8).replace("3分钟前", "8分钟前").getBytes(UTF_8);
        Post again = parse(map, later, null).posts().get(1);
        assertThat(now.publishedAt()).isEqualTo(NOW.minusSeconds(180));
        assertThat(again.id()).isEqualTo(now.id()).startsWith("h-");
    }

    @Test
    void aSelectorThatBreaksShows() throws SourceException {
        Parsed good = parse(MAP, Specs.fixture("comments.html"), null);
        byte[] redesigned = new String(Specs.fixture("comments.html"), UTF_8)
                .replace("\"comment\"", "\"cmt\"")
                .getBytes(UTF_8);
        assertThat(parse(MAP, redesigned, null).note()).isEqualTo(Trouble.of("html.nothing", "li.comment"));
        assertThatThrownBy(() -> parse(MAP, redesigned, good.cursor()))
                .isInstanceOfSatisfying(
                        SourceException.class,
                        e -> assertThat(e.trouble()).isEqualTo(Trouble.of("html.gone", "li.comment")));
        byte[] emptied = new String(Specs.fixture("comments.html"), UTF_8)
                .replace("\"body\"", "\"txt\"")
                .getBytes(UTF_8);
        assertThatThrownBy(() -> parse(MAP, emptied, null)).hasMessageContaining("html.text");
        assertThatThrownBy(() -> parse(MAP, "<html><body></body></html>".getBytes(UTF_8), null))
                .hasMessageContaining("html.empty");
    }

    @Test
    void pagesInGbkAndBig5() throws SourceException {
        String gbk = "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\"></head>"
                + "<body><li class=comment data-id=1><p class=body>这个牌子騙人, 客服说不退</p></li></body></html>";
        assertThat(parse(MAP, gbk.getBytes(Charset.forName("GBK")), null)
                        .posts()
                        .get(0)
                        .text())
                .isEqualTo("这个牌子騙人, 客服说不退");
        String big5 = "<html><body><li class=comment data-id=1><p class=body>這個牌子騙人, 客服說不退</p></li></body></html>";
        assertThat(parse(MAP, big5.getBytes(Charset.forName("Big5")), null)
                        .posts()
                        .get(0)
                        .text())
                .isEqualTo("這個牌子騙人, 客服說不退");
    }

    @Test
    void hostileTextStaysTextAndIsBounded() throws SourceException {
        String nasty = "&lt;script&gt;alert(1)&lt;/script&gt; @all **x** \u001b[31m";
        String page = "<li class=comment data-id='" + "i".repeat(5_000) + "'><p class=body>" + nasty
                + "好".repeat(100_000) + "</p></li>" + "<li class=comment data-id=2><p class=body>"
                + "坏".repeat(300_000) + "</p></li>";
        List<Post> posts = parse(MAP, page.getBytes(UTF_8), null).posts();
        assertThat(posts.get(0).text())
                .startsWith("<script>alert(1)</script> @all **x** \u001b[31m")
                .hasSizeGreaterThan(100_000);
        assertThat(posts.get(0).id()).hasSizeLessThanOrEqualTo(300).contains("~");
        assertThat(posts.get(1).text()).hasSize(200_000);
        assertThat(posts.get(1).attributes()).containsEntry("truncated", "300000");
    }

    @Test
    void aTowerOfElementsDoesNotFall() throws SourceException {
        String page = "<li class=comment data-id=1><p class=body>假货</p></li>" + "<div>".repeat(50_000);
        assertThat(parse(MAP, page.getBytes(UTF_8), null).posts()).hasSize(1);
        String inside = "<li class=comment data-id=1><div class=body>" + "<b>".repeat(50_000) + "假货</div></li>";
        assertThat(parse(MAP, inside.getBytes(UTF_8), null).posts()).hasSize(1);
    }

    private static Parsed parse(Map<String, String> map, byte[] page, String cursor) throws SourceException {
        SourceSpec spec = Specs.of("html", URL, map);
        assertThat(SourceTypes.builtIn().problems(spec)).isEmpty();
        return SourceTypes.builtIn()
                .find("html")
                .orElseThrow()
                .poll(spec, ZoneId.of("Asia/Shanghai"))
                .parse(page, Headers.NONE, cursor, NOW);
    }

    @Test
    void theNextPageIsGoneToWithinTheSiteOnly() throws SourceException {
        Map<String, String> map = Map.of("item", "li", "id", "@id", "next", "a.next@href");
        String page = "<ul><li id=1>好</li><li id=2>坏</li></ul><a class=next href='?p=2'>下一页</a>";
        Parsed first = parse(map, page.getBytes(UTF_8), null);
        assertThat(first.onward()).isEqualTo(Parsed.Onward.WHILE_NEW);
        Source source = SourceTypes.builtIn()
                .find("html")
                .orElseThrow()
                .poll(Specs.of("html", "https://forum.example/t/1", map), java.time.ZoneId.of("Asia/Shanghai"));
        Parsed here = source.parse(page.getBytes(UTF_8), Headers.of("ETag", "\"1\""), null, NOW);
        Request next = source.request(here.cursor(), NOW);
        assertThat(next.url()).isEqualTo("https://forum.example/t/1?p=2");
        assertThat(next.headers()).doesNotContainKey("If-None-Match");
        Request head = source.request(source.settled(here.cursor()), NOW);
        assertThat(head.url()).isEqualTo("https://forum.example/t/1");
        assertThat(head.headers()).containsKey("If-None-Match");
        String elsewhere = page.replace("?p=2", "https://evil.example/");
        assertThatThrownBy(() -> source.parse(elsewhere.getBytes(UTF_8), Headers.NONE, null, NOW))
                .hasMessageContaining("page.elsewhere");
    }

    @Test
    void aLoginPageOrACaptchaIsNotAnEmptyPage() throws SourceException {
        Map<String, String> map = Map.of("item", "li.comment");
        assertThatThrownBy(() -> parse(
                        map, "<body><h1>欢迎</h1><form><input name=u><input type=password></form></body>".getBytes(UTF_8), null))
                .hasMessageContaining("html.login");
        assertThatThrownBy(() -> parse(map, "<body><p>请完成安全验证后继续访问</p><div></div></body>".getBytes(UTF_8), null))
                .hasMessageContaining("html.captcha");
        assertThatThrownBy(() -> parse(map, "<body><p>登录后查看全部评论</p><div>x</div></body>".getBytes(UTF_8), null))
                .hasMessageContaining("html.login");
        assertThat(parse(map, "<body><p>还没有评论，快来抢沙发</p><div>x</div></body>".getBytes(UTF_8), null)
                        .note())
                .isEqualTo(Trouble.of("html.nothing", "li.comment"));
    }
}
