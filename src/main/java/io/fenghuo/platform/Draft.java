package io.fenghuo.platform;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.source.Limits;
import io.fenghuo.source.PostMapper;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A post in the making: what a platform calls its fields, under the names of {@link PostMapper}. Not threadsafe. */
public final class Draft {
    private final Map<String, String> fields = new HashMap<>();
    private final Map<String, String> attributes = new HashMap<>();

    /** Sets a field; null or empty = it is not known. */
    public Draft put(String field, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            fields.put(field, value);
        }
        return this;
    }

    /** Sets a field to a plain value of JSON; anything else = it is not known. */
    public Draft put(String field, JsonNode value) {
        return put(field, Caught.plain(value));
    }

    public Draft put(String field, Role role) {
        return put(field, role.name());
    }

    /** Sets an attribute, likewise. */
    public Draft attribute(String name, JsonNode value) {
        String plain = Caught.plain(value);
        return plain == null ? this : attribute(name, plain);
    }

    public Draft attribute(String name, String value) {
        if (!value.isBlank()) {
            attributes.put(name, Limits.whole(Limits.cut(value, Limits.NAME)));
        }
        return this;
    }

    /** The post; null when it has no text. */
    public @Nullable Post post(PostMapper mapper, Instant now) {
        Post post = mapper.map(fields::get, now);
        if (post == null || attributes.isEmpty()) {
            return post;
        }
        Map<String, String> all = new HashMap<>(post.attributes());
        all.putAll(attributes);
        return post.with().attributes(all).build();
    }

    /** That the post {@code id} was taken down: a post of its own beside it, since what was said stays evidence. */
    public static Draft deleted(String id, @Nullable String thread) {
        return new Draft()
                .put("id", "deleted-" + id)
                .put("parent", id)
                .put("thread", thread)
                .put("role", Role.SYSTEM)
                .put("text", "[已删除 / deleted]")
                .attribute("event", "deleted");
    }
}
