package io.fenghuo.app.demo;

import io.fenghuo.app.demo.DemoScript.Line;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** What the demo's site shows of the evening, in the forms sites have: a page, a feed, JSON. Pure. */
final class DemoPages {
    /** Where a page keeps what a post needs, as {@code map:} in {@code sources.yaml} says it. */
    static final Map<String, String> PAGE_MAP = Map.of(
            "item", "article.comment",
            "id", "@id",
            "text", ".text",
            "author", ".author",
            "author.id", ".author@data-id",
            "subject.product", "@data-product",
            "publishedAt", "time@datetime");

    /** The same for one JSON object; a taken-away post carries the attribute {@code deleted} with the value {@code true}. */
    static final Map<String, String> JSON_MAP = Map.of(
            "id", "/id",
            "text", "/text",
            "author.id", "/user/id",
            "author.name", "/user/name",
            "role", "/role",
            "subject.product", "/product",
            "subject.host", "/host",
            "publishedAt", "/time",
            "attributes.deleted", "/deleted");

    private static final DateTimeFormatter FEED_TIME = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    private DemoPages() {}

    /**
     * Something that has been said.
     *
     * @param run the id of this evening: part of every id, so that two evenings never share one
     */
    record Said(Line line, String run, Instant publishedAt, boolean deleted) {
        String id() {
            return "demo-" + run + "-" + line.number();
        }

        String author() {
            return "u-" + run + "-" + Integer.toHexString(line.author().hashCode());
        }

        /** The product's id; empty when the line speaks of none. */
        String product() {
            return line.product() == null ? "" : line.product() + "-" + run;
        }

        Said gone() {
            return new Said(line, run, publishedAt, true);
        }
    }

    static JsonObject json(Said said) {
        Line line = said.line();
        JsonObject json = new JsonObject()
                .put("id", said.id())
                .put("text", line.text())
                .put("user", new JsonObject().put("id", said.author()).put("name", line.author()))
                .put("role", line.role().name().toLowerCase(java.util.Locale.ROOT))
                .put("time", said.publishedAt().toString());
        if (!said.product().isEmpty()) {
            json.put("product", said.product());
        }
        if (said.deleted()) {
            json.put("deleted", true);
        }
        return json;
    }

    static JsonArray jsonArray(List<Said> all) {
        JsonArray array = new JsonArray();
        all.forEach(said -> array.add(json(said)));
        return array;
    }

    static String page(List<Said> all) {
        StringBuilder html = new StringBuilder("<!doctype html><html lang=\"zh\"><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width\"><title>【演示】云朵家 · 商品评论</title>"
                + "<style>body{font:16px/1.6 sans-serif;max-width:40em;margin:2em auto;padding:0 1em;background:#fafafa}"
                + "article{background:#fff;border-radius:8px;padding:.6em 1em;margin:.6em 0}"
                + ".author{font-weight:600}time{color:#888;font-size:.8em;margin-left:.6em}p{margin:.2em 0}</style>"
                + "<h1>云朵家 · 云朵礼盒</h1><p>【演示】这个站点与品牌都是虚构的。</p>");
        for (Said said : all) {
            if (!said.deleted()) {
                html.append("\n<article class=\"comment\" id=\"")
                        .append(escape(said.id()))
                        .append("\" data-product=\"")
                        .append(escape(said.product()))
                        .append("\"><span class=\"author\" data-id=\"")
                        .append(escape(said.author()))
                        .append("\">")
                        .append(escape(said.line().author()))
                        .append("</span><time datetime=\"")
                        .append(said.publishedAt())
                        .append("\">")
                        .append(said.publishedAt())
                        .append("</time><p class=\"text\">")
                        .append(escape(said.line().text()))
                        .append("</p></article>");
            }
        }
        return html.append("\n</html>\n").toString();
    }

    static String feed(List<Said> all, String link) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>【演示】云朵家论坛</title>"
                + "<link>" + escape(link) + "</link><description>虚构的论坛</description>");
        for (Said said : all) {
            if (!said.deleted()) {
                String text = said.line().text();
                int colon = text.indexOf('：');
                element(xml.append("\n<item>"), "title", colon < 0 ? text : text.substring(0, colon));
                element(xml, "description", colon < 0 ? "" : text.substring(colon + 1));
                element(xml, "dc:creator", said.line().author());
                element(xml, "pubDate", FEED_TIME.format(said.publishedAt()));
                xml.append("<guid isPermaLink=\"false\">")
                        .append(escape(said.id()))
                        .append("</guid></item>");
            }
        }
        return xml.append("\n</channel></rss>\n").toString();
    }

    private static void element(StringBuilder xml, String name, String text) {
        xml.append('<')
                .append(name)
                .append('>')
                .append(escape(text))
                .append("</")
                .append(name)
                .append('>');
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
