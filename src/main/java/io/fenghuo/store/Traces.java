package io.fenghuo.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenghuo.model.Post;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** By what an author is recognised in stored objects, and how these read without it. Confined to one erasure. */
final class Traces {
    /** What stands where something was erased. */
    static final String GONE = "■";

    /** Shorter texts are taken out only where they stand alone. */
    private static final int TELLING = 2;

    private static final int MARK = 8;

    /** Fields of a post, or of a hit in it, that are left out altogether. */
    private static final Set<String> OF_THE_PERSON =
            Set.of("author", "text", "url", "session", "parent", "attachments", "attributes", "reach", "spans", "raw");

    private final String author;
    private final String pseudonym;
    private final Set<String> names = new HashSet<>();
    private final Set<String> texts = new HashSet<>();
    private final Set<String> posts = new HashSet<>();
    private final Set<String> marks = new HashSet<>();

    Traces(String author, String pseudonym) {
        this.author = author;
        this.pseudonym = pseudonym;
        mark(author);
    }

    /** Learns from a version of one of the author's posts. */
    void learn(Post post) {
        posts.add(post.source() + '/' + post.id());
        texts.add(post.text().strip().replaceAll("\\s+", " "));
        texts.add(post.text());
        texts.remove("");
        mark(post.text().strip());
        mark(post.id());
        String name = post.author().name();
        if (name != null && !name.isBlank() && !name.equals(author)) {
            names.add(name);
            mark(name);
        }
    }

    /** Remembers what an object must contain to be worth a closer look: a few characters that JSON never escapes. */
    private void mark(String text) {
        String plain = text.codePoints()
                .takeWhile(c -> c > ' ' && c != '"' && c != '\\' && c != '/')
                .limit(MARK)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        marks.add(plain.length() < TELLING ? "" : plain);
    }

    String pseudonym() {
        return pseudonym;
    }

    /** Whether an object says of itself that it is one of the posts, or a hit in one. */
    boolean isPost(JsonNode node) {
        return posts.contains(
                        node.path("source").asText() + '/' + node.path("id").asText())
                || posts.contains(
                        node.path("source").asText() + '/' + node.path("post").asText());
    }

    /** A string without the author: the id in any of its places, names and quotes. */
    String without(String value) {
        if (value.equals(author)) {
            return pseudonym;
        }
        if (quotes(value)) {
            return GONE;
        }
        String clean = value.contains(author) ? segments(value) : value;
        for (Set<String> needles : List.of(texts, names)) {
            for (String needle : needles) {
                if (needle.length() >= TELLING && clean.contains(needle)) {
                    clean = clean.replace(needle, GONE);
                }
            }
        }
        return clean;
    }

    /** Whether it is the beginning of one of the texts, as titles are, or all of it. */
    private boolean quotes(String value) {
        if (texts.contains(value) || names.contains(value)) {
            return true;
        }
        boolean cut = value.endsWith("…") && value.length() > TELLING;
        return cut && texts.stream().anyMatch(text -> text.startsWith(value.substring(0, value.length() - 1)));
    }

    /** The id where it stands between separators: {@code golden/warn/u9}, {@code u7 u9}. */
    private String segments(String value) {
        for (String separator : List.of("/", " ")) {
            String[] parts = value.split(separator, -1);
            if (Arrays.asList(parts).contains(author)) {
                return Arrays.stream(parts)
                        .map(part -> part.equals(author) ? pseudonym : part)
                        .collect(Collectors.joining(separator));
            }
        }
        return value;
    }

    /** A stored object without the author; the very same text when nothing in it is theirs. */
    String object(String json) {
        if (marks.stream().noneMatch(json::contains) && !marks.contains("")) {
            return json;
        }
        JsonNode stored = Json.tree(json);
        JsonNode clean = without(stored);
        return clean.equals(stored) ? json : Json.tree(clean);
    }

    private JsonNode without(JsonNode node) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        if (node.isTextual()) {
            return make.textNode(without(node.asText()));
        }
        if (node.isArray()) {
            ArrayNode clean = make.arrayNode();
            node.forEach(one -> clean.add(without(one)));
            return clean;
        }
        if (!node.isObject()) {
            return node;
        }
        boolean own = isPost(node);
        ObjectNode clean = make.objectNode();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!own || !OF_THE_PERSON.contains(field.getKey())) {
                clean.set(without(field.getKey()), without(field.getValue()));
            } else if (field.getValue().isArray()) {
                clean.set(field.getKey(), make.arrayNode());
            }
        }
        return own ? clean.put("erased", true) : clean;
    }
}
