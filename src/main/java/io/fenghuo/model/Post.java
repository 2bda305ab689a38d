package io.fenghuo.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One comment, chat line, review or ticket as a source gave it. Its identity is (source, id): the same id again changes nothing, the same
 * id with another text is an edit.
 *
 * @param id the source's id of the post
 * @param source the id of the source in {@code sources.yaml}
 * @param thread what it stands under: a video, a page, a room; its own id when the source knows none
 * @param parent the post it answers
 * @param session the service session it belongs to
 * @param text exactly as written, by a stranger
 * @param rating the stars given, in the platform's own scale
 * @param publishedAt the moment of exposure
 * @param receivedAt the moment it reached us
 * @param raw SHA-256 (hex) of the stored response it was read from
 */
public record Post(
        String id,
        String source,
        Kind kind,
        String thread,
        @Nullable String parent,
        @Nullable String session,
        Author author,
        Role role,
        String text,
        @Nullable String lang,
        Subject subject,
        @Nullable String url,
        @Nullable Integer rating,
        Reach reach,
        List<Attachment> attachments,
        Instant publishedAt,
        Instant receivedAt,
        Map<String, String> attributes,
        @Nullable String raw) {

    public Post {
        attachments = List.copyOf(attachments);
        attributes = Map.copyOf(attributes);
    }

    /** Starts a post with the defaults of the contract: role customer, kind comment, thread = own id, published and received at {@code at}. */
    public static PostBuilder builder(String source, String id, String text, Instant at) {
        return new PostBuilder(source, id, text, at);
    }

    /** Starts a changed copy. */
    public PostBuilder with() {
        return new PostBuilder(this);
    }
}
