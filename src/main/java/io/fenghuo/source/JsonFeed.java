package io.fenghuo.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenghuo.model.Post;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1). */
final class JsonFeed {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonFeed() {}

    static boolean looksLike(String text) {
        return text.stripLeading().startsWith("{");
    }

    /**
     * Its items.
     *
     * @throws SourceException when it is no JSON, or another
     */
    static List<Post> read(String text, PostMapper mapper, Instant now) throws SourceException {
        JsonNode feed;
        try {
            feed = JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new SourceException("json-feed.unreadable", broken.getOriginalMessage());
        }
        boolean said = feed.path("version").asText("").startsWith("https://jsonfeed.org/version/");
        if (!said || !feed.path("items").isArray()) {
            throw new SourceException("json-feed.unreadable", "version, items");
        }
        List<Post> posts = new ArrayList<>();
        for (JsonNode item : feed.path("items")) {
            Post post = mapper.map(key -> field(item, key), now);
            if (post != null) {
                posts.add(post);
            }
        }
        return posts;
    }

    private static @Nullable String field(JsonNode item, String key) {
        return switch (key) {
            case "id" -> first(item.path("id"), item.path("url"));
            case "text" -> words(item);
            case "url" -> first(item.path("url"), item.path("external_url"));
            case "author" -> first(item.path("authors").path(0).path("name"), item.path("author").path("name"));
            case "publishedAt" -> first(item.path("date_published"), item.path("date_modified"));
            case "lang" -> first(item.path("language"));
            case "attachments" -> first(item.path("attachments").path(0).path("url"), item.path("image"));
            default -> null;
        };
    }

    private static String words(JsonNode item) {
        String title = item.path("title").asText("").strip();
        String plain = item.path("content_text").asText("");
        String body = plain.isBlank() ? HtmlText.of(item.path("content_html").asText("")) : plain.strip();
        body = body.isEmpty() ? item.path("summary").asText("").strip() : body;
        if (title.isEmpty() || body.isEmpty()) {
            return title + body;
        }
        return body.startsWith(title) ? body : title + "\n" + body;
    }

    private static @Nullable String first(JsonNode... nodes) {
        for (JsonNode node : nodes) {
            if (node.isValueNode() && !node.isNull() && !node.asText().isBlank()) {
                return node.asText();
            }
        }
        return null;
    }
}
