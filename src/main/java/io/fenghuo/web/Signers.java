package io.fenghuo.web;

import io.fenghuo.model.Post;
import io.fenghuo.model.Secret;
import io.fenghuo.wire.WebhookSignature;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who signed a message: the source itself by its {@code secret}, or one of its clients by their own. Every secret is tried, whichever holds, so
 * that the time it takes tells nothing.
 */
final class Signers {
    /** How the attribute is called that tells the client which brought a post. */
    static final String CLIENT = "client";

    private Signers() {}

    /**
     * What came of a check.
     *
     * @param name the client's; empty = the source's own secret
     * @param message what names the message among all of this source; null unless the signature holds
     */
    record Found(
            WebhookSignature.Verdict verdict,
            String name,
            @Nullable String message) {}

    /** Whether posts of this source may be signed. */
    static boolean signs(Console.Client source) {
        return source.secret() != null || !source.signers().isEmpty();
    }

    /** Whose signature the headers hold. */
    static Found check(Console.Client source, WebhookSignature.Headers headers, byte[] body, Instant now) {
        Map<String, Secret> secrets = new HashMap<>(source.signers());
        if (source.secret() != null) {
            secrets.put("", source.secret());
        }
        Found best = new Found(WebhookSignature.Verdict.FORGED, "", null);
        for (Map.Entry<String, Secret> one : secrets.entrySet()) {
            WebhookSignature.Verdict verdict = WebhookSignature.check(one.getValue(), headers, body, now);
            if (verdict == WebhookSignature.Verdict.VALID) {
                best = new Found(verdict, one.getKey(), message(one.getKey(), Objects.requireNonNull(headers.id())));
            } else if (verdict == WebhookSignature.Verdict.STALE && best.message() == null) {
                best = new Found(verdict, one.getKey(), null);
            }
        }
        return best;
    }

    /** Clients number their messages each for itself: two may well use the same id. */
    private static String message(String client, String id) {
        return client.isEmpty() ? id : PostsApi.sha256((client + "\n" + id).getBytes(StandardCharsets.UTF_8));
    }

    /** The post as that client brought it; whatever it says itself of who did. */
    static Post by(Post post, String client) {
        Map<String, String> attributes = new HashMap<>(post.attributes());
        attributes.put(CLIENT, client);
        return post.with().attributes(attributes).build();
    }
}
