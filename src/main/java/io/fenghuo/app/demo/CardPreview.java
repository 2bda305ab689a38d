package io.fenghuo.app.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A WeCom template card as a phone shows it, taken from the very bytes that are sent. Its texts are raw: whoever shows them escapes them.
 *
 * @param source the small line above, such as the product's name
 * @param title the large line
 * @param subtitle the line below it; empty when there is none
 * @param emphasis the large figure; empty when there is none
 * @param emphasisLabel what the figure means
 * @param text the paragraph; empty when there is none
 * @param quote what was said; empty when nothing is quoted
 * @param lines name and value, in order
 * @param buttons texts of the links at the bottom, in order
 */
public record CardPreview(
        String source,
        String title,
        String subtitle,
        String emphasis,
        String emphasisLabel,
        String text,
        String quote,
        List<Row> lines,
        List<String> buttons) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public CardPreview {
        lines = List.copyOf(lines);
        buttons = List.copyOf(buttons);
    }

    /** A name and its value. */
    public record Row(String name, String value) {}

    /** The card within the body of a WeCom message; empty when the body is no template card. */
    public static Optional<CardPreview> of(String body) {
        JsonNode card;
        try {
            card = JSON.readTree(body).path("template_card");
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        if (!card.isObject()) {
            return Optional.empty();
        }
        List<Row> rows = new ArrayList<>();
        for (JsonNode row : card.path("horizontal_content_list")) {
            rows.add(new Row(text(row, "keyname"), text(row, "value")));
        }
        List<String> buttons = new ArrayList<>();
        for (JsonNode jump : card.path("jump_list")) {
            buttons.add(text(jump, "title"));
        }
        for (JsonNode button : card.path("button_list")) {
            buttons.add(text(button, "text"));
        }
        return Optional.of(new CardPreview(
                text(card.path("source"), "desc"),
                text(card.path("main_title"), "title"),
                text(card.path("main_title"), "desc"),
                text(card.path("emphasis_content"), "title"),
                text(card.path("emphasis_content"), "desc"),
                text(card, "sub_title_text"),
                text(card.path("quote_area"), "quote_text"),
                rows,
                buttons));
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asText("");
    }
}
