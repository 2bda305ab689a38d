package io.fenghuo.channel.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Plain;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts a mark into a rendered sending, in front of texts given by their JSON pointers but behind the signs of a heading, which is none unless
 * it begins its line; what is not there is passed over.
 */
public final class Repeats {
    /** Bytes a rendering leaves free for a mark in each place. */
    public static final int ROOM = 40;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern HEADING = Pattern.compile("#{1,6} ");

    private Repeats() {}

    /** A place for a mark: the object that holds it, the name of the text in it, and what the vendor shows of it; 0 = no limit. */
    public record Place(String object, String name, int most) {
        public Place(String object, String name) {
            this(object, name, 0);
        }
    }

    public static Outgoing mark(Outgoing rendered, String mark, Place... places) {
        if (!(rendered instanceof Outgoing.Http http)) {
            return rendered;
        }
        try {
            JsonNode body = JSON.readTree(new String(http.body(), StandardCharsets.UTF_8));
            for (Place place : places) {
                JsonNode there = body.at(place.object());
                if (there instanceof ObjectNode object
                        && object.path(place.name()).isTextual()) {
                    String text = marked(object.path(place.name()).asText(), mark);
                    object.put(place.name(), place.most() == 0 ? text : Plain.clip(text, place.most()));
                }
            }
            // by a string, as Json does: WeCom refuses escaped emoji
            return http.with(JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException notOurs) {
            return rendered;
        }
    }

    private static String marked(String text, String mark) {
        Matcher heading = HEADING.matcher(text);
        int start = heading.lookingAt() ? heading.end() : 0;
        return text.substring(0, start) + mark + text.substring(start);
    }
}
