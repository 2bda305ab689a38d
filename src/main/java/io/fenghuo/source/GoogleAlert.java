package io.fenghuo.source;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * The results in a mail of Google Alerts. Its form is documented nowhere; as seen in public samples of 2025, each result is a
 * {@code schema.org/Article} whose link leads through {@code google.com/url?…&url=}; the plain text has the same links in angle brackets.
 */
final class GoogleAlert {
    private static final String SENDER = "googlealerts-noreply@google.com";
    private static final Pattern TARGET =
            Pattern.compile("https?://(?:www\\.)?google\\.[a-z.]{2,6}/url\\?\\S*?[?&](?:url|q)=([^&\\s>]+)");
    private static final int MOST = 100;

    private GoogleAlert() {}

    /**
     * One result.
     *
     * @param text title and excerpt
     * @param url where it is, not through Google
     */
    record Entry(String text, String url, @Nullable String publisher) {}

    static boolean is(@Nullable String sender) {
        return SENDER.equals(sender);
    }

    /** The results, each link once; empty when the mail has none we know, such as one that confirms an alert. */
    static List<Entry> entries(Letter letter, String text) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        String html = letter.html();
        if (html != null) {
            inHtml(html, entries);
        }
        if (entries.isEmpty()) {
            inText(text, entries);
        }
        return entries.values().stream().limit(MOST).toList();
    }

    private static void inHtml(String html, Map<String, Entry> entries) {
        for (Element link : Jsoup.parse(html).select("a[href]")) {
            String url = target(link.attr("href"));
            Element article = link.closest("[itemtype$=/Article], tr, div");
            if (url != null && article != null && !link.text().isBlank()) {
                String publisher = article.select("[itemprop=publisher]").text();
                String about = article.select("[itemprop=description]").text();
                String said = about.isBlank() ? link.text() : link.text() + "\n" + about;
                entries.putIfAbsent(url, new Entry(said, url, publisher.isBlank() ? null : Limits.cut(publisher, 200)));
            }
        }
    }

    /** The lines since the last link, or since a blank line before a title, belong to the link below them. */
    private static void inText(String text, Map<String, Entry> entries) {
        StringBuilder above = new StringBuilder();
        for (String line : text.split("\\R", -1)) {
            String url = target(line);
            if (url != null) {
                String said = above.toString().strip();
                entries.putIfAbsent(url, new Entry(said.isEmpty() ? url : said, url, null));
                above.setLength(0);
            } else if (line.startsWith("===") || line.startsWith("---")) {
                above.setLength(0);
            } else {
                above.append(line.strip()).append('\n');
            }
        }
    }

    private static @Nullable String target(String link) {
        Matcher found = TARGET.matcher(link);
        if (!found.find()) {
            return null;
        }
        try {
            String url = URLDecoder.decode(found.group(1), StandardCharsets.UTF_8);
            boolean elsewhere =
                    url.matches("(?i)https?://.+") && !url.matches("(?i)https?://([^/]+\\.)?google\\.[a-z.]+/.*");
            return elsewhere ? url : null;
        } catch (IllegalArgumentException broken) {
            return null;
        }
    }
}
