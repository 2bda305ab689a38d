package io.fenghuo.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fenghuo.model.Post;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RssSourceTest {
    private static final Instant NOW = Instant.parse("2026-06-18T12:30:00Z");
    private final Source source = SourceTypes.builtIn()
            .find("rss")
            .orElseThrow()
            .poll(Specs.of("rss", "https://shop.example/r.xml", Map.of()), ZoneId.of("Asia/Shanghai"));

    @Test
    void rssBecomesPosts() throws SourceException {
        Parsed parsed = parse(Specs.fixture("shop.rss.xml"));
        assertThat(parsed.ttl()).isEqualTo(Duration.ofMinutes(3));
        assertThat(parsed.posts()).hasSize(3);
        Post first = parsed.posts().get(0);
        assertThat(first.id()).isEqualTo("r-1");
        assertThat(first.thread()).isEqualTo("r-1");
        assertThat(first.text()).isEqualTo("敷完脸红了\n用了两天红肿\n还有点刺痛\n[怒]");
        assertThat(first.author().name()).isEqualTo("小满");
        assertThat(first.url()).isEqualTo("https://shop.example/r/1");
        assertThat(first.subject().brand()).isEqualTo("云朵家");
        assertThat(first.publishedAt()).isEqualTo(Instant.parse("2026-06-18T12:01:05Z"));
    }

    @Test
    void futureCountsAsNowAndLinkStandsInForGuid() throws SourceException {
        Post second = parse(Specs.fixture("shop.rss.xml")).posts().get(1);
        assertThat(second.publishedAt()).isEqualTo(NOW);
        assertThat(second.id()).isEqualTo("https://shop.example/r/2");
        assertThat(second.text()).isEqualTo("物流很快, 包装&质量都好");
    }

    @Test
    void anItemWithoutGuidAndLinkHasAStableId() throws SourceException {
        String once = parse(Specs.fixture("shop.rss.xml")).posts().get(2).id();
        String again = source.parse(Specs.fixture("shop.rss.xml"), Headers.NONE, null, NOW.plusSeconds(600))
                .posts()
                .get(2)
                .id();
        assertThat(once).startsWith("h-").isEqualTo(again);
    }

    @Test
    void atomBecomesPosts() throws SourceException {
        List<Post> posts = parse(Specs.fixture("forum.atom.xml")).posts();
        assertThat(posts).singleElement().satisfies(post -> {
            assertThat(post.id()).isEqualTo("urn:post:9");
            assertThat(post.text()).isEqualTo("求助\n客服三天\n不回");
            assertThat(post.author().name()).isEqualTo("阿May");
            assertThat(post.publishedAt()).isEqualTo(Instant.parse("2026-06-18T11:59:00Z"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"GB2312", "GBK", "GB18030", "Big5", "UTF-16"})
    void feedsInOtherCharsets(String charset) throws SourceException {
        String xml = "<?xml version=\"1.0\" encoding=\"" + charset
                + "\"?><rss version=\"2.0\"><channel><title>t</title><link>http://a.example</link><description>d</description><item><title>"
                + (charset.equals("Big5") ? "客服說不退貨" : "客服说不退货") + "</title><guid>1</guid></item></channel></rss>";
        Parsed parsed = parse(xml.getBytes(Charset.forName(charset)));
        assertThat(parsed.posts().get(0).text()).startsWith("客服").endsWith(charset.equals("Big5") ? "不退貨" : "不退货");
    }

    @Test
    void theRequestIsConditional() throws SourceException {
        Headers headers = Headers.of(
                Map.of("ETag", List.of("\"v1\""), "Last-Modified", List.of("Thu, 18 Jun 2026 12:00:00 GMT")));
        Parsed parsed = source.parse(Specs.fixture("shop.rss.xml"), headers, null, NOW);
        Request next = source.request(parsed.cursor(), NOW);
        assertThat(next.headers().get("If-None-Match").reveal()).isEqualTo("\"v1\"");
        assertThat(next.headers().get("If-Modified-Since").reveal()).isEqualTo("Thu, 18 Jun 2026 12:00:00 GMT");
        assertThat(source.request("rubbish{", NOW).headers()).doesNotContainKey("If-None-Match");
    }

    @Test
    void theSameBytesAreNotParsedTwice() throws SourceException {
        Parsed first = parse(Specs.fixture("shop.rss.xml"));
        Parsed again = source.parse(Specs.fixture("shop.rss.xml"), Headers.NONE, first.cursor(), NOW);
        assertThat(again.posts()).isEmpty();
        assertThat(again.cursor()).isEqualTo(first.cursor());
    }

    @Test
    void garbageIsAnErrorNeverSilence() {
        fails("rss.unreadable", "\u0000\u0001 not a feed at all");
        fails("rss.unreadable", "");
        fails("rss.unreadable", new String(Specs.fixture("shop.rss.xml"), UTF_8).substring(0, 300));
        fails("rss.unreadable", "<data><row/></data>");
        fails("rss.page", "<!DOCTYPE html><html><body>hi</body></html>");
        fails("rss.page", "<html><body><p>hi<br></body></html>");
    }

    @Test
    void aDoctypeIsRefused() {
        fails(
                "rss.doctype",
                "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY a \"&lol;&lol;&lol;\">]>"
                        + "<rss version=\"2.0\"><channel><title>&a;</title></channel></rss>");
        fails(
                "rss.doctype",
                "<!DOCTYPE rss SYSTEM \"file:///etc/passwd\"><rss version=\"2.0\"><channel><title>t</title></channel></rss>");
    }

    @Test
    void endlessDepthIsRefused() {
        fails("rss.deep", "<rss version=\"2.0\"><channel>" + "<a>".repeat(100_000));
    }

    @Test
    void controlCharactersInAFeedDoNotBlindUs() throws SourceException {
        String xml =
                "<rss version=\"2.0\"><channel><title>t</title><link>http://a.example</link><description>d</description>"
                        + "<item><title>假\u0008货&nbsp;来了</title><guid>1</guid></item></channel></rss>";
        assertThat(parse(xml.getBytes(UTF_8)).posts().get(0).text()).startsWith("假货");
    }

    @Test
    void brokenXmlIsReadWhereItCanBe() throws SourceException {
        String bad = "<rss version=\"2.0\"><channel><title>A & B</title><link>http://a.example</link><description>d<br></description>"
                + "<item><title>假货&nbsp;& 骗子</title><guid>1</guid></item><item><title>第二条<guid>2</guid></item></channel></rss>";
        Parsed mended = parse(bad.getBytes(UTF_8));
        assertThat(mended.posts()).extracting(io.fenghuo.model.Post::id).contains("1");
        assertThat(mended.posts().get(0).text()).isEqualTo("假货\u00a0& 骗子");
        assertThat(mended.note().code()).isEqualTo("rss.mended");
        // Cut off in the middle of its second item: the first is whole.
        Parsed half = parse(new String(Specs.fixture("shop.rss.xml"), UTF_8).substring(0, 760).getBytes(UTF_8));
        assertThat(half.posts()).extracting(io.fenghuo.model.Post::id).containsExactly("r-1");
    }

    @Test
    void jsonFeedIsReadToo() throws SourceException {
        Parsed feed = parse("""
                {"version":"https://jsonfeed.org/version/1.1","title":"t","items":[
                 {"id":"j1","title":"差评","content_html":"<p>用了<b>红肿</b></p>","url":"https://a.example/j1",
                  "date_published":"2026-06-18T20:01:05+08:00","authors":[{"name":"小满"}],"language":"zh"},
                 {"id":2,"content_text":"还行"}]}""".getBytes(UTF_8));
        assertThat(feed.posts()).extracting(io.fenghuo.model.Post::id).containsExactly("j1", "2");
        assertThat(feed.posts().get(0).text()).isEqualTo("差评\n用了红肿");
        assertThat(feed.posts().get(0).author().name()).isEqualTo("小满");
        fails("json-feed.unreadable", "{\"error\":\"log in\"}");
        fails("json-feed.unreadable", "{\"version\":");
    }

    @Test
    void thePeriodOfTheSyndicationModuleIsHeeded() throws SourceException {
        String xml = "<rss version=\"2.0\" xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\"><channel><title>t</title>"
                + "<link>http://a.example</link><description>d</description><sy:updatePeriod>daily</sy:updatePeriod>"
                + "<sy:updateFrequency>12</sy:updateFrequency><item><title>a</title></item></channel></rss>";
        assertThat(parse(xml.getBytes(UTF_8)).ttl()).isEqualTo(java.time.Duration.ofHours(2));
    }

    private void fails(String code, String text) {
        assertThatThrownBy(() -> parse(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        SourceException.class,
                        e -> assertThat(e.trouble().code())
                                .as(text.substring(0, Math.min(60, text.length())))
                                .isEqualTo(code));
    }

    private Parsed parse(byte[] body) throws SourceException {
        return source.parse(body, Headers.NONE, null, NOW);
    }
}
