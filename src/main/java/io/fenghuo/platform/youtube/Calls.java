package io.fenghuo.platform.youtube;

import io.fenghuo.model.Secret;
import io.fenghuo.platform.Caught;
import io.fenghuo.platform.Entry;
import io.fenghuo.source.Conduct;
import io.fenghuo.source.Refusal;
import io.fenghuo.source.Request;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.Trouble;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls to the Data API; the key goes into a header, so that no address holds it (cloud.google.com/docs/authentication/api-keys-use). */
final class Calls {
    private static final String VENDOR = "https://www.googleapis.com";

    /** Refused for its page token (Common request errors there). */
    static final String SPENT_TOKEN = "youtube.token";

    private Calls() {}

    /** A GET with these parameters, {@code name, value, name, value}; an empty value is left out. */
    static Request get(SourceSpec spec, String what, String... parameters) {
        StringBuilder url = new StringBuilder(Entry.base(spec, VENDOR) + "/youtube/v3/" + what);
        char mark = '?';
        for (int i = 0; i < parameters.length; i += 2) {
            if (!parameters[i + 1].isEmpty()) {
                url.append(mark)
                        .append(parameters[i])
                        .append('=')
                        .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
                mark = '&';
            }
        }
        return new Request(
                url.toString(), Map.of("X-Goog-Api-Key", Secret.of(Entry.text(spec, "key"))), Conduct.of(spec), null);
    }

    /** What a refusal means (developers.google.com/youtube/v3/docs/errors). */
    static @Nullable Refusal refused(int status, byte[] body) {
        String reason;
        try {
            reason = Caught.tree(body)
                    .path("error")
                    .path("errors")
                    .path(0)
                    .path("reason")
                    .asText("");
        } catch (SourceException unreadable) {
            return null;
        }
        String word = switch (reason) {
            case "quotaExceeded", "dailyLimitExceeded", "rateLimitExceeded" -> "youtube.spent";
            case "commentsDisabled", "liveChatDisabled" -> "youtube.disabled";
            case "invalidPageToken", "pageTokenInvalid" -> SPENT_TOKEN;
            case "liveChatEnded", "liveChatNotFound", "videoNotFound" -> "youtube.gone";
            case "keyInvalid", "badRequest", "accessNotConfigured", "forbidden" -> "youtube.key";
            default -> "youtube.refused";
        };
        return new Refusal(Trouble.of(word, status, reason), null);
    }
}
