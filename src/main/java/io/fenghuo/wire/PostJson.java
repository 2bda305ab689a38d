package io.fenghuo.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.model.Attachment;
import io.fenghuo.model.Author;
import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.model.Reach;
import io.fenghuo.model.Role;
import io.fenghuo.model.Subject;
import io.fenghuo.wire.WireException.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Posts as JSON. Only {@code text} is required; {@link PostDefaults} says what the rest falls back to. A wrong type, an unknown kind or role, a
 * time without offset and anything beyond the limits is a {@link WireException}; fields the contract does not know are left out and counted.
 * Lone surrogates and U+0000 become U+FFFD, one character for one.
 */
public final class PostJson {
    /** Characters of one text: {@value}. */
    public static final int MAX_TEXT = Json.STRING_LENGTH;

    private static final int MAX_ATTACHMENTS = 100;
    private static final int MAX_UNKNOWN = 50;

    private PostJson() {}

    /**
     * What was read.
     *
     * @param posts in the order of the input
     * @param unknown names of fields the contract does not know → how often they came
     */
    public record Parsed(List<Post> posts, Map<String, Integer> unknown) {
        public Parsed {
            posts = List.copyOf(posts);
            unknown = Map.copyOf(unknown);
        }
    }

    /**
     * Reads one post, an array of posts, or NDJSON.
     *
     * @param max how many posts it may hold
     * @throws WireException at the first fault; nothing is given then
     */
    public static Parsed read(byte[] body, PostDefaults defaults, int max) {
        try (JsonParser parser = Json.FACTORY.createParser(body)) {
            return readAll(parser, defaults, max);
        } catch (JsonProcessingException e) {
            throw Json.fault(e, 0, "");
        } catch (IOException e) {
            // Bytes that are no UTF-8 end here: the parser knows no better class for them.
            throw new WireException(1, "", Fault.SYNTAX, 1);
        }
    }

    /** The same over text. */
    public static Parsed read(String body, PostDefaults defaults, int max) {
        try (JsonParser parser = Json.FACTORY.createParser(body)) {
            return readAll(parser, defaults, max);
        } catch (JsonProcessingException e) {
            throw Json.fault(e, 0, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the one post that {@code json} holds; {@code line} is where it stands. */
    public static Post readLine(String json, long line, PostDefaults defaults) {
        return post(Json.object(json, line), line, defaults, new TreeMap<>());
    }

    /** The same from UTF-8 bytes. */
    public static Post readLine(byte[] json, int from, int length, long line, PostDefaults defaults) {
        return post(Json.object(json, from, length, line), line, defaults, new TreeMap<>());
    }

    /** A line of plain text as a post. */
    public static Post plain(String text, long line, PostDefaults defaults) {
        if (text.length() > MAX_TEXT) {
            throw new WireException(line, "", Fault.TOO_LONG, text.length(), MAX_TEXT);
        }
        LongFunction<String> ids = defaults.ids();
        if (ids == null || defaults.source() == null) {
            throw new WireException(line, "/id", Fault.MISSING, "id");
        }
        return Post.builder(defaults.source(), ids.apply(line), Text.clean(text), defaults.now())
                .thread(defaults.thread())
                .kind(defaults.kind())
                .role(defaults.role())
                .build();
    }

    /** The post in one line, absent parts left out. */
    public static String write(Post post, ZoneId zone) {
        return Out.object(zone, out -> put(out, post));
    }

    private static Parsed readAll(JsonParser parser, PostDefaults defaults, int max) throws IOException {
        List<Post> posts = new ArrayList<>();
        Map<String, Integer> unknown = new TreeMap<>();
        boolean array = false;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.START_ARRAY && !array && posts.isEmpty()) {
                array = true;
                continue;
            }
            if (token == JsonToken.END_ARRAY) {
                if (parser.nextToken() != null) {
                    throw new WireException(line(parser), "", Fault.SYNTAX, column(parser));
                }
                break;
            }
            if (posts.size() == max) {
                throw new WireException(line(parser), "", Fault.TOO_MANY, max);
            }
            long line = line(parser);
            JsonNode node = Json.tree(parser, line);
            String pointer = array ? "/" + posts.size() : "";
            posts.add(post(Fields.of(node, pointer, line), posts.size() + 1L, defaults, unknown));
        }
        return new Parsed(posts, unknown);
    }

    private static long line(JsonParser parser) {
        return Math.max(1, parser.currentTokenLocation().getLineNr());
    }

    private static int column(JsonParser parser) {
        return Math.max(1, parser.currentTokenLocation().getColumnNr());
    }

    static Post post(Fields fields, long number, PostDefaults defaults, Map<String, Integer> unknown) {
        String id = idOf(fields, number, defaults);
        String source = fields.id("source");
        String from = source == null ? defaults.source() : source;
        if (from == null) {
            throw fields.missing("source");
        }
        Instant published = fields.time("publishedAt");
        Instant received = fields.time("receivedAt");
        Instant exposed = published != null ? published : received != null ? received : defaults.now();
        Kind kind = fields.name("kind", Kind.class);
        Role role = fields.name("role", Role.class);
        String thread = fields.id("thread");
        Long rating = fields.count("rating");
        Post post = Post.builder(from, id, fields.need("text", MAX_TEXT), exposed)
                .receivedAt(received != null ? received : defaults.simulated() ? exposed : defaults.now())
                .kind(kind == null ? defaults.kind() : kind)
                .role(role == null ? defaults.role() : role)
                .thread(thread == null ? defaults.thread() : thread)
                .parent(fields.id("parent"))
                .session(fields.id("session"))
                .author(author(fields.object("author"), unknown))
                .lang(fields.text("lang"))
                .subject(subject(fields.object("subject"), unknown))
                .url(fields.text("url", Fields.URL))
                .rating(rating == null ? null : (int) Math.min(rating, Integer.MAX_VALUE))
                .reach(reach(fields.object("reach"), unknown))
                .attachments(attachments(fields, unknown))
                .attributes(attributes(fields.object("attributes")))
                .build();
        fields.ignore("raw");
        note(fields, "", unknown);
        return post;
    }

    private static String idOf(Fields fields, long number, PostDefaults defaults) {
        String id = fields.id("id");
        if (id != null) {
            return id;
        }
        LongFunction<String> ids = defaults.ids();
        if (ids == null) {
            throw fields.missing("id");
        }
        return ids.apply(number);
    }

    private static Author author(@Nullable Fields fields, Map<String, Integer> unknown) {
        if (fields == null) {
            return Author.UNKNOWN;
        }
        Author author =
                new Author(fields.id("id"), fields.text("name"), fields.count("followers"), fields.text("tier"));
        note(fields, "author.", unknown);
        return author;
    }

    private static Subject subject(@Nullable Fields fields, Map<String, Integer> unknown) {
        if (fields == null) {
            return Subject.UNKNOWN;
        }
        Subject subject = new Subject(
                fields.text("brand"),
                fields.id("shop"),
                fields.id("product"),
                fields.id("order"),
                fields.id("host"),
                fields.id("campaign"));
        note(fields, "subject.", unknown);
        return subject;
    }

    private static Reach reach(@Nullable Fields fields, Map<String, Integer> unknown) {
        if (fields == null) {
            return Reach.UNKNOWN;
        }
        Reach reach = new Reach(
                fields.count("likes"), fields.count("replies"), fields.count("shares"), fields.count("views"));
        note(fields, "reach.", unknown);
        return reach;
    }

    private static List<Attachment> attachments(Fields fields, Map<String, Integer> unknown) {
        List<Attachment> all = new ArrayList<>();
        for (Fields item : fields.objects("attachments", MAX_ATTACHMENTS)) {
            all.add(new Attachment(item.need("url", Fields.URL), item.text("type")));
            note(item, "attachments.", unknown);
        }
        return all;
    }

    private static Map<String, String> attributes(@Nullable Fields fields) {
        return fields == null ? Map.of() : fields.scalars();
    }

    private static void note(Fields fields, String prefix, Map<String, Integer> unknown) {
        for (String name : fields.unread()) {
            if (unknown.size() < MAX_UNKNOWN || unknown.containsKey(prefix + name)) {
                unknown.merge(prefix + name, 1, Integer::sum);
            }
        }
    }

    static void put(Out out, Post post) {
        out.text("id", post.id())
                .text("source", post.source())
                .name("kind", post.kind())
                .text("thread", post.thread())
                .text("parent", post.parent())
                .text("session", post.session());
        Author author = post.author();
        if (!author.equals(Author.UNKNOWN)) {
            out.object(
                    "author",
                    o -> o.text("id", author.id())
                            .text("name", author.name())
                            .number("followers", author.followers())
                            .text("tier", author.tier()));
        }
        out.name("role", post.role()).text("text", post.text()).text("lang", post.lang());
        putSubject(out, post.subject());
        out.text("url", post.url()).number("rating", post.rating());
        putReach(out, post.reach());
        if (!post.attachments().isEmpty()) {
            out.objects(
                    "attachments",
                    post.attachments(),
                    (o, a) -> o.text("url", a.url()).text("type", a.type()));
        }
        out.time("publishedAt", post.publishedAt())
                .time("receivedAt", post.receivedAt())
                .map("attributes", post.attributes())
                .text("raw", post.raw());
    }

    private static void putSubject(Out out, Subject subject) {
        if (!subject.equals(Subject.UNKNOWN)) {
            out.object(
                    "subject",
                    o -> o.text("brand", subject.brand())
                            .text("shop", subject.shop())
                            .text("product", subject.product())
                            .text("order", subject.order())
                            .text("host", subject.host())
                            .text("campaign", subject.campaign()));
        }
    }

    private static void putReach(Out out, Reach reach) {
        if (!reach.equals(Reach.UNKNOWN)) {
            out.object(
                    "reach",
                    o -> o.number("likes", reach.likes())
                            .number("replies", reach.replies())
                            .number("shares", reach.shares())
                            .number("views", reach.views()));
        }
    }
}
