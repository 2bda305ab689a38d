package io.fenghuo.running;

import com.sun.net.httpserver.HttpServer;
import io.fenghuo.running.RealRows.Row;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** A site on loopback that shows rows as a page of comments, as a JSON interface and as a feed. */
final class RealSite implements AutoCloseable {
    private final HttpServer server;

    RealSite(List<Row> page, List<Row> api, List<Row> feed) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        serve("/page", "text/html; charset=utf-8", html(page));
        serve("/api", "application/json", json(api));
        serve("/feed", "application/rss+xml; charset=utf-8", rss(feed));
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void serve(String path, String type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Content-Type", type);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
    }

    private static String html(List<Row> rows) {
        StringBuilder out = new StringBuilder("<!doctype html><title>评论</title><ul>");
        for (Row row : rows) {
            out.append(
                    "<li class=comment data-id=\"%s\" data-thread=\"%s\"><b data-uid=\"%s\">%s</b><time datetime=\"%s\"></time><p>%s</p></li>"
                            .formatted(
                                    row.id(), row.thread(), row.author(), row.author(), row.at(), escaped(row.text())));
        }
        return out.append("</ul>").toString();
    }

    private static String json(List<Row> rows) {
        JsonArray list = new JsonArray();
        for (Row row : rows) {
            list.add(new JsonObject()
                    .put("cid", row.id())
                    .put("video", row.thread())
                    .put("user", new JsonObject().put("id", row.author()))
                    .put("role", row.role())
                    .put("time", row.at().toEpochMilli())
                    .put("content", row.text()));
        }
        return new JsonObject().put("data", new JsonObject().put("list", list)).encode();
    }

    private static String rss(List<Row> rows) {
        StringBuilder out = new StringBuilder(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><title>投诉</title><link>http://127.0.0.1/</link><description>d</description>");
        for (Row row : rows) {
            String at = DateTimeFormatter.RFC_1123_DATE_TIME
                    .withLocale(Locale.ROOT)
                    .format(row.at().atOffset(ZoneOffset.UTC));
            out.append(
                    "<item><guid isPermaLink=\"false\">%s</guid><author>%s</author><pubDate>%s</pubDate><description>%s</description></item>"
                            .formatted(row.id(), row.author(), at, escaped(escaped(row.text()))));
        }
        return out.append("</channel></rss>").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
