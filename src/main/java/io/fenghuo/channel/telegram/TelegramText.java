package io.fenghuo.channel.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Plain;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes the markup out of a message of Telegram (core.telegram.org/bots/api#html-style). */
final class TelegramText {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LINK = Pattern.compile("<a href=\"([^\"<>]*)\">([^<>]*)</a>");
    private static final Pattern TAG = Pattern.compile("</?(?:b|strong|i|em|u|s|a|code|pre)(?: [^<>]*)?>");

    private TelegramText() {}

    /** The same message in plain words, of which at most as many as Telegram takes; null when it is none, or plain already. */
    static @Nullable Outgoing plain(Outgoing.Http sending) {
        try {
            JsonNode read = JSON.readTree(new String(sending.body(), StandardCharsets.UTF_8));
            if (!(read instanceof ObjectNode body) || !body.has("parse_mode")) {
                return null;
            }
            body.remove("parse_mode");
            body.put("text", Plain.clip(plain(body.path("text").asText()), Telegram.TEXT));
            return sending.with(JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException notOurs) {
            return null;
        }
    }

    /** A link shows where it leads; whatever else looks like markup and is none of ours stays as it is. */
    static String plain(String html) {
        String bare = TAG.matcher(LINK.matcher(html).replaceAll("$2 $1")).replaceAll("");
        return bare.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
