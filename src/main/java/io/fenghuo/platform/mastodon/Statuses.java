package io.fenghuo.platform.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.platform.Draft;
import io.fenghuo.source.HtmlText;
import io.fenghuo.source.PostMapper;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Statuses as posts (docs.joinmastodon.org/entities/Status). */
final class Statuses {
    private Statuses() {}

    /** The post; null for a boost, which says nothing of its own. */
    static @Nullable Post post(JsonNode status, PostMapper mapper, Instant now) {
        String id = status.path("id").asText("");
        if (id.isEmpty() || status.path("reblog").isObject()) {
            return null;
        }
        JsonNode account = status.path("account");
        String warning = status.path("spoiler_text").asText("");
        String text = HtmlText.of(status.path("content").asText(""));
        String answered = status.path("in_reply_to_id").asText("");
        boolean answers = !answered.isEmpty() && !answered.equals("null");
        return new Draft()
                .put("id", id)
                .put("text", warning.isBlank() ? text : warning + "\n" + text)
                .put("kind", (answers ? Kind.COMMENT : Kind.POST).name())
                .put("parent", answers ? answered : null)
                .put("author.id", account.path("acct"))
                .put("author.name", account.path("display_name"))
                .put("author.followers", account.path("followers_count"))
                .put("lang", status.path("language"))
                .put("publishedAt", status.path("created_at"))
                .put("url", status.path("url"))
                .put("reach.likes", status.path("favourites_count"))
                .put("reach.replies", status.path("replies_count"))
                .put("reach.shares", status.path("reblogs_count"))
                .put("attachments", status.path("media_attachments").path(0).path("url"))
                .attribute("edited", status.path("edited_at"))
                .post(mapper, now);
    }
}
