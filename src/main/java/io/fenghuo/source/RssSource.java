package io.fenghuo.source;

import com.rometools.rome.feed.module.SyModule;
import com.rometools.rome.feed.rss.Channel;
import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import io.fenghuo.model.Post;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;

/**
 * RSS 0.9x–2.0, RSS 1.0 and Atom, read by Rome, and JSON Feed. XML that is broken is mended and read once more where it can be. The id is the guid, else the link, else a hash; the text is the title and, below it, the
 * description or content without its markup. A document type declaration is refused: entities are the way feeds attack readers.
 */
final class RssSource implements Source {
    private static final int DEEPEST = 200;
    private static final String ACCEPT =
            "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1";

    private final SourceSpec spec;
    private final PostMapper mapper;

    RssSource(SourceSpec spec, ZoneId zone) {
        this.spec = spec;
        this.mapper = new PostMapper(spec, zone, false);
    }

    @Override
    public Request request(@Nullable String cursor, Instant now) {
        return Polite.request(spec, ACCEPT, Cursor.of(cursor));
    }

    @Override
    public Parsed parse(byte[] body, Headers headers, @Nullable String cursor, Instant now) throws SourceException {
        Cursor before = Cursor.of(cursor);
        String hash = Sha256.hex(body);
        if (hash.equals(before.body())) {
            return new Parsed(List.of(), before.answered(headers, hash, false).text());
        }
        String text = Decoding.text(body, headers.first("Content-Type"));
        if (JsonFeed.looksLike(text)) {
            List<Post> posts = JsonFeed.read(text, mapper, now);
            return new Parsed(
                    posts, before.answered(headers, hash, !posts.isEmpty()).text());
        }
        SyndFeed feed;
        Trouble note = null;
        boolean cutOff = false;
        try {
            feed = read(text);
        } catch (SourceException broken) {
            String mended = BrokenXml.mended(text, broken);
            feed = read(mended);
            cutOff = BrokenXml.cutOff(text);
            if (feed.getEntries().size() <= (cutOff ? 1 : 0)) {
                throw broken;
            }
            note = Trouble.of("rss.mended", String.join(" ", broken.trouble().args()));
        }
        List<Post> posts = new ArrayList<>();
        List<SyndEntry> entries = feed.getEntries();
        // The last entry of a feed that was cut off is half an entry.
        for (SyndEntry entry : cutOff ? entries.subList(0, entries.size() - 1) : entries) {
            Post post = mapper.map(key -> field(entry, key), now);
            if (post != null) {
                posts.add(post);
            }
        }
        return new Parsed(
                posts, before.answered(headers, hash, !posts.isEmpty()).text(), ttl(feed), note);
    }

    private static SyndFeed read(String text) throws SourceException {
        String xml = legal(text);
        inspect(xml);
        SyndFeedInput input = new SyndFeedInput();
        input.setPreserveWireFeed(true);
        try {
            return input.build(new StringReader(xml));
        } catch (FeedException | RuntimeException unreadable) {
            throw new SourceException("rss.unreadable", message(unreadable));
        }
    }

    /** Walks through the document once: no DOCTYPE, no endless depth, and words for the pages people mistake for feeds. */
    private static void inspect(String xml) throws SourceException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
            int depth = 0;
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.DTD ->
                        throw new SourceException(looksLikePage(xml) ? "rss.page" : "rss.doctype");
                    case XMLStreamConstants.START_ELEMENT -> {
                        if (++depth == 1 && reader.getLocalName().equalsIgnoreCase("html")) {
                            throw new SourceException("rss.page");
                        }
                        if (depth > DEEPEST) {
                            throw new SourceException("rss.deep", DEEPEST);
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> depth--;
                    default -> {}
                }
            }
        } catch (XMLStreamException broken) {
            throw new SourceException(looksLikePage(xml) ? "rss.page" : "rss.unreadable", message(broken));
        }
    }

    private static boolean looksLikePage(String text) {
        String head = Limits.cut(text, 500).toLowerCase(Locale.ROOT);
        return head.contains("<!doctype html") || head.contains("<html");
    }

    /** Without what XML 1.0 forbids (control characters), and without blanks before the declaration; feeds in the wild have both. */
    private static String legal(String text) {
        StringBuilder xml = new StringBuilder(text.length());
        text.strip().codePoints().forEach(c -> {
            boolean allowed = c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
            if (allowed && (c < 0xD800 || c > 0xDFFF)) {
                xml.appendCodePoint(c);
            }
        });
        return xml.toString();
    }

    /** RSS 2.0's {@code ttl}, else the period of the syndication module ({@code sy:updatePeriod} by {@code sy:updateFrequency}). */
    private static @Nullable Duration ttl(SyndFeed feed) {
        if (feed.originalWireFeed() instanceof Channel channel && channel.getTtl() > 0) {
            return Duration.ofMinutes(channel.getTtl());
        }
        String period = null;
        String frequency = null;
        if (feed.getModule(SyModule.URI) instanceof SyModule sy) {
            period = sy.getUpdatePeriod();
            frequency = String.valueOf(sy.getUpdateFrequency());
        }
        // Rome does not look for the module in RSS 2.0, where most of those who use it put it.
        for (Element foreign : feed.getForeignMarkup()) {
            if (foreign.getNamespaceURI().equals(SyModule.URI)) {
                period = foreign.getName().equals("updatePeriod") ? foreign.getTextTrim() : period;
                frequency = foreign.getName().equals("updateFrequency") ? foreign.getTextTrim() : frequency;
            }
        }
        return period == null ? null : span(period, frequency);
    }

    private static Duration span(String period, @Nullable String frequency) {
        int days = switch (period.toLowerCase(Locale.ROOT)) {
            case "daily" -> 1;
            case "weekly" -> 7;
            case "monthly" -> 30;
            case "yearly" -> 365;
            default -> 0;
        };
        Duration span = days == 0 ? Duration.ofHours(1) : Duration.ofDays(days);
        return frequency != null && frequency.matches("[1-9]\\d{0,4}")
                ? span.dividedBy(Integer.parseInt(frequency))
                : span;
    }

    private static @Nullable String field(SyndEntry entry, String key) {
        return switch (key) {
            case "id" -> entry.getUri() == null ? entry.getLink() : entry.getUri();
            case "text" -> text(entry);
            case "url" -> entry.getLink();
            case "author" -> entry.getAuthor();
            case "publishedAt" -> time(entry);
            case "attachments" ->
                entry.getEnclosures().isEmpty()
                        ? null
                        : entry.getEnclosures().get(0).getUrl();
            default -> null;
        };
    }

    private static @Nullable String time(SyndEntry entry) {
        Date date = entry.getPublishedDate() == null ? entry.getUpdatedDate() : entry.getPublishedDate();
        return date == null ? null : date.toInstant().toString();
    }

    private static String text(SyndEntry entry) {
        String title = HtmlText.of(Objects.requireNonNullElse(entry.getTitle(), ""));
        String body = HtmlText.of(body(entry));
        if (body.isEmpty() || title.isEmpty()) {
            return title + body;
        }
        return body.startsWith(title) ? body : title + "\n" + body;
    }

    private static String body(SyndEntry entry) {
        StringBuilder longest = new StringBuilder();
        if (entry.getDescription() != null && entry.getDescription().getValue() != null) {
            longest.append(entry.getDescription().getValue());
        }
        for (SyndContent content : entry.getContents()) {
            String value = content.getValue();
            if (value != null && value.length() > longest.length()) {
                longest.setLength(0);
                longest.append(value);
            }
        }
        return longest.toString();
    }

    private static String message(Exception cause) {
        return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
    }
}
