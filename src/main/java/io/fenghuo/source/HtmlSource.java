package io.fenghuo.source;

import io.fenghuo.model.Post;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;
import org.jsoup.select.Selector;
import org.jspecify.annotations.Nullable;

/**
 * A page of comments, caught by CSS selectors. {@code map.item} selects the comments; every other key is looked for inside one of them:
 * {@code selector} takes the text of the first match, {@code selector@attr} its attribute, {@code @attr} an attribute of the item itself
 * and {@code .} the item's own text; {@code next} is looked for in the whole page. Attributes that hold addresses are made absolute.
 */
final class HtmlSource implements Source {
    private static final String ACCEPT = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1";
    /** The key of {@code map:} that finds the address of the next page. */
    static final String NEXT = "next";

    private static final Set<String> ADDRESSES = Set.of("href", "src", "data-src", "action");

    private final SourceSpec spec;
    private final PostMapper mapper;
    private final Evaluator item;
    private final @Nullable Catch next;
    private final Map<String, Catch> fields = new HashMap<>();

    HtmlSource(SourceSpec spec, ZoneId zone) {
        this.spec = spec;
        this.mapper = new PostMapper(spec, zone, true);
        this.item = QueryParser.parse(itemSelector(spec));
        String following = spec.map().get(NEXT);
        this.next = following == null ? null : Catch.of(following);
        spec.map().forEach((key, value) -> {
            if (!key.equals("item") && !key.equals(NEXT)) {
                fields.put(key, Catch.of(value));
            }
        });
    }

    @Override
    public Request request(@Nullable String cursor, Instant now) {
        Cursor before = Cursor.of(cursor);
        return Polite.request(spec, ACCEPT, before, Objects.requireNonNullElse(before.next(), Polite.url(spec)));
    }

    @Override
    public Parsed parse(byte[] body, Headers headers, @Nullable String cursor, Instant now) throws SourceException {
        Cursor before = Cursor.of(cursor);
        String hash = Sha256.hex(body);
        if (before.next() == null && hash.equals(before.body())) {
            return new Parsed(List.of(), before.answered(headers, hash, false).text());
        }
        String asked = Objects.requireNonNullElse(before.next(), Polite.url(spec));
        Document page = Jsoup.parse(Decoding.text(body, headers.first("Content-Type")), asked);
        List<Element> items = page.select(item);
        List<Post> posts = new ArrayList<>();
        for (Element element : items) {
            Post post = mapper.map(key -> caught(element, key), now);
            if (post != null) {
                posts.add(post);
            }
        }
        Trouble note = doubt(page, items, posts, before);
        Cursor answered = before.next() == null ? before.answered(headers, hash, !posts.isEmpty()) : before;
        String onward = next == null || posts.isEmpty() ? null : next.in(page);
        if (onward == null || onward.isBlank() || onward.equals(asked)) {
            return new Parsed(posts, answered.next(null).text(), null, note);
        }
        return new Parsed(posts, answered.next(Paging.here(asked, onward)).text(), null, note, Parsed.Onward.WHILE_NEW);
    }

    @Override
    public Map<String, Integer> caught(byte[] body, Headers headers, Instant now) {
        Document page = Jsoup.parse(Decoding.text(body, headers.first("Content-Type")), Polite.url(spec));
        List<Element> items = page.select(item);
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("item", items.size());
        for (String key : new TreeSet<>(fields.keySet())) {
            counts.put(key, (int) items.stream()
                    .map(element -> caught(element, key))
                    .filter(value -> value != null && !value.isBlank())
                    .count());
        }
        if (next != null) {
            String onward = next.in(page);
            counts.put(NEXT, onward == null || onward.isBlank() ? 0 : 1);
        }
        return counts;
    }

    @Override
    public @Nullable String settled(@Nullable String cursor) {
        return cursor == null ? null : Cursor.of(cursor).next(null).text();
    }

    /** A selector that once caught something and now catches nothing is broken; one that never did may just be early. */
    private @Nullable Trouble doubt(Document page, List<Element> items, List<Post> posts, Cursor before)
            throws SourceException {
        if (!posts.isEmpty()) {
            return null;
        }
        if (page.getAllElements().size() <= 4 && page.text().isBlank()) {
            throw new SourceException("html.empty");
        }
        Trouble door = LockedDoor.at(page, items.isEmpty());
        if (door != null) {
            throw new SourceException(door);
        }
        if (!items.isEmpty()) {
            throw new SourceException(
                    "html.text",
                    items.size(),
                    Objects.requireNonNullElse(spec.map().get("text"), "."));
        }
        if (before.found() && before.next() == null) {
            throw new SourceException("html.gone", itemSelector(spec));
        }
        return Trouble.of("html.nothing", itemSelector(spec));
    }

    private @Nullable String caught(Element element, String key) {
        Catch field = fields.get(key);
        if (field == null) {
            return key.equals("text") ? HtmlText.of(element) : null;
        }
        return field.in(element);
    }

    private static String itemSelector(SourceSpec spec) {
        return Objects.requireNonNull(spec.map().get("item"), "a spec without problems has map.item");
    }

    /** Whether {@code value} is written as this class reads it; null when it is, else the parser's complaint. */
    static @Nullable String fault(String value) {
        try {
            Catch.of(value);
            return null;
        } catch (Selector.SelectorParseException | IllegalArgumentException wrong) {
            return Objects.requireNonNullElse(wrong.getMessage(), value);
        }
    }

    /**
     * One value of the map.
     *
     * @param selector null = the item itself
     * @param attribute null = the text
     */
    private record Catch(
            @Nullable Evaluator selector, @Nullable String attribute) {
        static Catch of(String value) {
            // An @ inside [..] or quotes belongs to the selector.
            int at = value.lastIndexOf('@');
            boolean inner = at >= 0 && !value.substring(at + 1).matches("[A-Za-z_:][-\\w:.]*");
            String css = (at < 0 || inner ? value : value.substring(0, at)).strip();
            String attribute = at < 0 || inner ? null : value.substring(at + 1);
            return new Catch(css.isEmpty() || css.equals(".") ? null : QueryParser.parse(css), attribute);
        }

        @Nullable
        String in(Element item) {
            Element element = selector == null ? item : item.selectFirst(selector);
            if (element == null) {
                return null;
            }
            if (attribute == null) {
                return HtmlText.of(element);
            }
            if (!element.hasAttr(attribute)) {
                return null;
            }
            String absolute = ADDRESSES.contains(attribute) ? element.absUrl(attribute) : "";
            return absolute.isEmpty() ? element.attr(attribute) : absolute;
        }
    }
}
