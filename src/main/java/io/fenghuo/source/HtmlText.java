package io.fenghuo.source;

import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/**
 * The text of a piece of HTML as a reader sees it: white space runs are one space, {@code <br>} and blocks end the line (words must not grow
 * together across them), pictures speak by their {@code alt}, scripts and styles are silent.
 */
public final class HtmlText implements NodeVisitor {
    private static final Set<String> SILENT = Set.of("script", "style", "template", "noscript", "head");

    private final StringBuilder text = new StringBuilder();
    private int silent;

    private HtmlText() {}

    static String of(Element element) {
        HtmlText reader = new HtmlText();
        NodeTraversor.traverse(reader, element);
        return reader.text.toString().strip();
    }

    /** The text of a fragment such as a feed's description; plain text passes unharmed. */
    public static String of(String fragment) {
        return of(Jsoup.parseBodyFragment(fragment).body());
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof TextNode words && silent == 0) {
            add(words.getWholeText());
        } else if (node instanceof Element element) {
            if (SILENT.contains(element.normalName())) {
                silent++;
            } else if (element.normalName().equals("br")) {
                line();
            } else if (element.normalName().equals("img") && silent == 0) {
                add(element.attr("alt"));
            } else if (element.isBlock()) {
                line();
            }
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (node instanceof Element element) {
            if (SILENT.contains(element.normalName())) {
                silent--;
            } else if (element.isBlock()) {
                line();
            }
        }
    }

    private void add(String words) {
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f') {
                if (!endsBlank()) {
                    text.append(' ');
                }
            } else {
                text.append(c);
            }
        }
    }

    private void line() {
        int end = text.length();
        if (end > 0 && text.charAt(end - 1) == ' ') {
            text.setLength(--end);
        }
        if (end > 0 && text.charAt(end - 1) != '\n') {
            text.append('\n');
        }
    }

    private boolean endsBlank() {
        int end = text.length();
        return end == 0 || text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\n';
    }
}
