package io.fenghuo.source;

import io.fenghuo.model.Post;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Meets what a platform delivers to {@code /hooks/ID}: proves that it comes from there, answers its questions and finds the posts.
 * Implementations do no I/O, read no clock and are threadsafe.
 */
public interface Hook {

    /**
     * Understands one delivery. The answer goes out only when its posts are durable.
     *
     * @param now the moment of receipt
     * @throws SourceException when the sender is proved but the body is not what the platform documents; answered 400 and shown at the source
     */
    Reception meet(Delivery delivery, Instant now) throws SourceException;

    /**
     * What arrived.
     *
     * @param method GET or POST
     * @param query the first value of each parameter, decoded
     * @param body as received, at most the console's size limit; empty for GET
     */
    record Delivery(String method, Map<String, String> query, Headers headers, byte[] body) {
        public Delivery {
            query = Map.copyOf(query);
        }
    }

    /**
     * What to say to it.
     *
     * @param status of the answer; 401 when the sender is not proved
     * @param contentType of the answer
     * @param answer the body the platform waits for; may be empty
     * @param posts what it told us
     * @param once what makes a repeated delivery known, or null when only its posts' ids do
     * @param nudge what makes the source of this id read at once, such as a token that came along; null = nothing
     * @param trouble what is wrong at the source although the delivery is sound, such as an authorisation taken back; null = nothing
     */
    record Reception(
            int status,
            String contentType,
            String answer,
            List<Post> posts,
            @Nullable String once,
            @Nullable String nudge,
            @Nullable Trouble trouble) {
        public Reception {
            posts = List.copyOf(posts);
        }

        /** Nothing is wrong. */
        public Reception(
                int status,
                String contentType,
                String answer,
                List<Post> posts,
                @Nullable String once,
                @Nullable String nudge) {
            this(status, contentType, answer, posts, once, nudge, null);
        }

        /** Not from the platform: nothing is kept. */
        public static Reception refused() {
            return new Reception(401, "application/json", "{}", List.of(), null, null);
        }

        /** An answer in JSON to something that brings posts, or none. */
        public static Reception json(String answer, List<Post> posts, @Nullable String once) {
            return new Reception(200, "application/json", answer, posts, once, null);
        }
    }
}
