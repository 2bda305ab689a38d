package io.fenghuo.source;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.DocumentType;
import org.jsoup.nodes.Entities;
import org.jsoup.nodes.Node;
import org.jsoup.parser.Parser;

/**
 * Feeds as the wild writes them: a bare {@code &}, a blank written as an entity of HTML, tags that do not close, an end that is missing. Read as forgivingly as a
 * browser would and written anew, so that a strict reader can read it; what was never a feed stays unreadable.
 */
final class BrokenXml {
    private static final Set<String> ROOTS = Set.of("rss", "feed", "rdf:rdf");
    private static final Pattern END = Pattern.compile("(?is)</\\s*(?:rss|feed|rdf:RDF)\\s*>\\s*(?:<!--.*-->\\s*)?$");
    /** Troubles of the letter; a page, a DOCTYPE or endless depth is not mended. */
    private static final List<String> MENDABLE = List.of("rss.unreadable");

    private BrokenXml() {}

    /**
     * The text as well-formed XML.
     *
     * @throws SourceException {@code why}, when it cannot be mended
     */
    static String mended(String text, SourceException why) throws SourceException {
        int start = text.indexOf('<');
        if (!MENDABLE.contains(why.trouble().code()) || start < 0) {
            throw why;
        }
        Document document = Jsoup.parse(text.substring(start), "", Parser.xmlParser());
        document.childNodes().stream()
                .filter(DocumentType.class::isInstance)
                .toList()
                .forEach(Node::remove);
        boolean feed = document.children().stream()
                .anyMatch(root -> ROOTS.contains(root.tagName().toLowerCase(Locale.ROOT)));
        if (!feed) {
            throw why;
        }
        document.outputSettings()
                .syntax(Document.OutputSettings.Syntax.xml)
                .escapeMode(Entities.EscapeMode.xhtml)
                .prettyPrint(false);
        return document.outerHtml();
    }

    /** Whether the end of the feed is missing. */
    static boolean cutOff(String text) {
        return !END.matcher(text.strip()).find();
    }
}
