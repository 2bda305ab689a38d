package io.fenghuo.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.model.Post;
import io.fenghuo.platform.Entry;
import io.fenghuo.source.Conduct;
import io.fenghuo.source.Headers;
import io.fenghuo.source.JsonItems;
import io.fenghuo.source.Parsed;
import io.fenghuo.source.Refusal;
import io.fenghuo.source.Request;
import io.fenghuo.source.Source;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.Trouble;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Long polling (core.telegram.org/bots/api#getupdates). Asking with the number after the last update confirms all before it, so a number is asked
 * with only once the posts before it are durable; the cursor is that number. Immutable.
 */
final class UpdatesSource implements Source {
    private static final String VENDOR = "https://api.telegram.org";
    /** Seconds the server may wait for something new. */
    private static final int WAIT = 50;
    /** How long that may take with the way there and back. */
    private static final Duration HELD = Duration.ofSeconds(WAIT + 10);

    private static final int LIMIT = 100;
    private static final String WANTED = "[\"message\",\"edited_message\",\"channel_post\",\"edited_channel_post\"]";

    private final SourceSpec spec;
    private final TelegramMessages messages;

    UpdatesSource(SourceSpec spec, ZoneId zone) {
        this.spec = spec;
        this.messages = new TelegramMessages(spec, zone);
    }

    @Override
    public Request request(@Nullable String cursor, Instant now) {
        String offset = cursor != null && cursor.matches("\\d{1,19}") ? "&offset=" + cursor : "";
        return new Request(
                Entry.base(spec, VENDOR) + "/bot" + Entry.text(spec, "token") + "/getUpdates?timeout=" + WAIT
                        + "&limit=" + LIMIT + offset + "&allowed_updates="
                        + URLEncoder.encode(WANTED, StandardCharsets.UTF_8),
                Map.of(),
                Conduct.of(spec).held(HELD),
                null);
    }

    @Override
    public Parsed parse(byte[] body, Headers headers, @Nullable String cursor, Instant now) throws SourceException {
        JsonNode root = JsonItems.tree(new String(body, StandardCharsets.UTF_8));
        if (!root.path("ok").asBoolean() || !root.path("result").isArray()) {
            throw new SourceException(
                    "telegram.refused", 200, root.path("description").asText(""));
        }
        List<Post> posts = new ArrayList<>();
        long next = -1;
        for (JsonNode update : root.path("result")) {
            next = Math.max(next, update.path("update_id").asLong(-1) + 1);
            Post post = messages.post(update, now);
            if (post != null) {
                posts.add(post);
            }
        }
        boolean full = root.path("result").size() >= LIMIT;
        return new Parsed(
                posts,
                next <= 0 ? cursor : String.valueOf(next),
                null,
                null,
                full && next > 0 ? Parsed.Onward.ALWAYS : Parsed.Onward.NO);
    }

    @Override
    public @Nullable Refusal refused(int status, byte[] body) {
        JsonNode said;
        try {
            said = JsonItems.tree(new String(body, StandardCharsets.UTF_8));
        } catch (SourceException unreadable) {
            return null;
        }
        String why = said.path("description").asText("");
        int seconds = said.path("parameters").path("retry_after").asInt();
        return switch (status) {
            case 401, 404 -> new Refusal(Trouble.of("telegram.token", status, why), null);
            case 409 -> new Refusal(Trouble.of("telegram.conflict", why), null);
            case 429 ->
                new Refusal(Trouble.of("telegram.rate", seconds), seconds > 0 ? Duration.ofSeconds(seconds) : null);
            default -> new Refusal(Trouble.of("telegram.refused", status, why), null);
        };
    }

    @Override
    public String shown(String url) {
        return url.replace(Entry.text(spec, "token"), "TOKEN");
    }
}
