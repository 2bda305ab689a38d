package io.fenghuo.evidence;

import io.fenghuo.model.Post;
import io.fenghuo.wire.PostDefaults;
import io.fenghuo.wire.PostJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The page and the note in a bundle: Chinese first, English beneath. What strangers wrote stands there as text and can do nothing. */
final class Page {
    private static final Wording ZH = Wording.of(Locale.CHINESE);
    private static final Wording EN = Wording.of(Locale.ENGLISH);
    private static final byte[] BREAK = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST = 20_000;

    private final Bundle.Told told;
    private final LongFunction<byte @Nullable []> contents;
    private final StringBuilder out = new StringBuilder(32_000);

    Page(Bundle.Told told, LongFunction<byte @Nullable []> contents) {
        this.told = told;
        this.contents = contents;
    }

    static String readme(Bundle.Told told) {
        Manifest manifest = told.manifest();
        Object[] facts = {
            visible(manifest.incident()),
            visible(manifest.exportedAt()),
            Long.toString(manifest.lines()),
            visible(manifest.head())
        };
        return ZH.say("readme", facts) + "\n\n" + EN.say("readme", facts) + "\n";
    }

    String html() {
        Manifest manifest = told.manifest();
        out.append("<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">")
                .append(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">")
                .append("<meta name=\"viewport\" content=\"width=device-width\"><title>")
                .append(safe(ZH.say("page.title") + " " + manifest.incident()))
                .append(
                        "</title><style>body{font:16px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}")
                .append(
                        "table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:.3rem .5rem;text-align:start;vertical-align:top}")
                .append(
                        "td{overflow-wrap:anywhere}.t{white-space:pre-wrap}code{font-size:.8rem;overflow-wrap:anywhere}small{color:#555}</style></head><body>\n");
        heading("h1", "page.title");
        facts(manifest);
        heading("h2", "page.records");
        records();
        heading("h2", "page.timeline");
        timeline();
        heading("h2", "page.verify");
        out.append("<p class=\"t\">").append(safe(readme(told))).append("</p>\n</body></html>\n");
        return out.toString();
    }

    private void heading(String tag, String key) {
        out.append('<')
                .append(tag)
                .append('>')
                .append(both(key))
                .append("</")
                .append(tag)
                .append(">\n");
    }

    private static String both(String key) {
        return safe(ZH.say(key)) + " <small>" + safe(EN.say(key)) + "</small>";
    }

    private void facts(Manifest manifest) {
        Map<String, String> facts = new TreeMap<>(manifest.facts());
        facts.put("incident", manifest.incident());
        facts.put("exported", manifest.exportedAt());
        facts.put("head", manifest.head());
        out.append("<table>\n");
        facts.forEach((name, value) -> out.append("<tr><th>")
                .append(safe(ZH.term("fact", name)))
                .append(" <small>")
                .append(safe(EN.term("fact", name)))
                .append("</small></th><td><bdi>")
                .append(safe(value))
                .append("</bdi></td></tr>\n"));
        out.append("</table>\n");
    }

    private void records() {
        if (told.index().isEmpty()) {
            out.append("<p>").append(both("page.none")).append("</p>\n");
            return;
        }
        out.append("<table>\n<tr><th>#</th><th>").append(both("page.what")).append("</th><th>");
        out.append(both("page.content")).append("</th></tr>\n");
        for (Entry entry : told.index()) {
            out.append("<tr id=\"record-").append(entry.seq()).append("\"><td>").append(entry.seq());
            out.append("</td><td>").append(safe(ZH.term("kind", entry.kind()))).append(" <small>");
            out.append(safe(EN.term("kind", entry.kind()))).append("</small><br><bdi>");
            out.append(safe((entry.source() + " " + entry.post()).strip())).append("</bdi></td><td>");
            content(entry);
            out.append("<br><small>").append(entry.position()).append('+').append(entry.length());
            out.append("</small> <code>").append(safe(entry.digest())).append("</code></td></tr>\n");
        }
        out.append("</table>\n");
    }

    private void content(Entry entry) {
        if (entry.erased() != null) {
            out.append("<em>").append(both("page.erased")).append("</em> ").append(safe(entry.erased()));
            return;
        }
        byte[] record = contents.apply(entry.seq());
        String body = record == null ? "" : body(record);
        if (entry.kind().equals(Archive.POST)) {
            post(body);
        } else if (entry.kind().equals(Archive.RAW)) {
            out.append(both("page.raw"));
        } else {
            out.append("<span class=\"t\">").append(safe(cut(body))).append("</span>");
        }
    }

    private void post(String json) {
        Post post;
        try {
            post = PostJson.read(json.getBytes(StandardCharsets.UTF_8), PostDefaults.strict(null, Instant.EPOCH), 1)
                    .posts()
                    .get(0);
        } catch (RuntimeException unreadable) {
            out.append("<span class=\"t\">").append(safe(cut(json))).append("</span>");
            return;
        }
        String name = post.author().name() == null ? "" : post.author().name() + " ";
        String id = post.author().id() == null ? "" : "(" + post.author().id() + ")";
        out.append("<b><bdi>").append(safe((name + id).strip())).append("</bdi></b> ");
        out.append(safe(post.publishedAt().toString())).append(" <small>");
        out.append(safe(ZH.say("page.received") + " " + post.receivedAt())).append("</small>");
        out.append("<div class=\"t\"><bdi>").append(safe(cut(post.text()))).append("</bdi></div>");
        if (post.url() != null) {
            out.append("<small>").append(safe(post.url())).append("</small>");
        }
    }

    private void timeline() {
        out.append("<table>\n");
        for (Line line : told.chain()) {
            out.append("<tr id=\"line-").append(line.seq()).append("\"><td>").append(line.seq());
            out.append("</td><td>").append(safe(line.at())).append("</td><td>");
            out.append(safe(ZH.term("event", line.event()))).append("<br><small>");
            out.append(safe(line.event())).append("</small></td><td><bdi>");
            out.append(safe(line.actor() + " · " + line.via())).append("</bdi></td><td>");
            Map<String, String> all = new TreeMap<>(line.facts());
            line.commitments().keySet().forEach(name -> {
                Line.Personal known = line.personal().get(name);
                all.put(name, known == null ? ZH.say("page.erased") : known.value());
            });
            all.remove("digests");
            all.forEach((name, value) -> out.append("<div><small>")
                    .append(safe(name))
                    .append("</small> <bdi>")
                    .append(safe(cut(value)))
                    .append("</bdi></div>"));
            out.append("<code>").append(safe(line.hash())).append("</code></td></tr>\n");
        }
        out.append("</table>\n");
    }

    /** What a record holds, without its head and the break behind it. */
    private static String body(byte[] record) {
        for (int i = 0; i + BREAK.length <= record.length; i++) {
            if (record[i] == '\r' && record[i + 1] == '\n' && record[i + 2] == '\r' && record[i + 3] == '\n') {
                int from = i + BREAK.length;
                return new String(
                        record, from, Math.max(0, record.length - from - BREAK.length), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /** Text in HTML: nothing in it is markup, and no sign in it turns the line about or is invisible. */
    static String safe(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        visible(text).codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }

    /** Text in which every sign can be seen but the line end: the others stand there by their numbers. */
    private static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR ->
                    visible.append(c == '\n' ? "\n" : String.format(Locale.ROOT, "[U+%04X]", c));
                default -> visible.appendCodePoint(c);
            }
        });
        return visible.toString();
    }
}
