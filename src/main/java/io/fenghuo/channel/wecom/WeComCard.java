package io.fenghuo.channel.wecom;

import io.fenghuo.channel.Buttons;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Plain;
import io.fenghuo.channel.Words;
import io.fenghuo.channel.exchange.Json;
import io.fenghuo.channel.wording.Composer;
import io.fenghuo.channel.wording.Draft;
import io.fenghuo.channel.wording.Medium;
import io.fenghuo.channel.wording.Sheet;
import io.fenghuo.model.Incident;
import io.fenghuo.model.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The template cards of types {@code text_notice} and {@code button_interaction}. Their fields are plain text, so nothing in them is markup; each is cut to what clients show
 * (title 26, description 30, second line 112, values 26 characters; six pairs, three jumps).
 */
final class WeComCard {
    private static final int TITLE = 26;
    private static final int DESC = 30;
    private static final int SUB = 112;
    private static final int VALUE = 26;
    private static final int QUOTE = 120;
    /** desc_color: 0 grey, 1 black, 2 red, 3 green. */
    private static final Map<Severity, Integer> COLOUR = Map.of(Severity.L1, 2, Severity.L2, 1, Severity.L3, 0);

    private WeComCard() {}

    static Map<String, Object> of(Composer composer, Message message, Incident incident, Draft draft, String keyword) {
        String link = Objects.requireNonNull(draft.link());
        Map<String, Object> card = body("text_notice", composer, message, incident, draft, keyword);
        composer.clocks().lines(incident, message.notice().clock(), 1).stream()
                .findFirst()
                .ifPresent(clock -> card.put(
                        "emphasis_content",
                        Json.map(
                                "title",
                                plain(clock.left().split("[，,]", 2)[0], 14),
                                "desc",
                                plain(clock.name(), 15))));
        card.put("jump_list", List.of(Json.map("type", 1, "title", draft.linkLabel(), "url", link)));
        card.put("card_action", Json.map("type", 1, "url", link));
        return Json.map("msgtype", "template_card", "template_card", card);
    }

    /** The card of type {@code button_interaction}, which has neither the large figure nor jumps; its {@code task_id} is the delivery's. */
    static Map<String, Object> button(Composer composer, Message message, Incident incident, Draft draft) {
        Words words = composer.words();
        Map<String, Object> card = body("button_interaction", composer, message, incident, draft, "");
        List<Object> buttons = new ArrayList<>();
        buttons.add(Json.map("text", words.get("action.take"), "style", 1, "key", Buttons.TAKE + message.key()));
        if (draft.link() != null) {
            buttons.add(Json.map("type", 1, "text", words.get("action.open"), "style", 2, "url", draft.link()));
            card.put("card_action", Json.map("type", 1, "url", draft.link()));
        }
        card.put("button_list", buttons);
        card.put("task_id", message.key().replaceAll("[^A-Za-z0-9_@-]", "-"));
        return Json.map("msgtype", "template_card", "template_card", card);
    }

    private static Map<String, Object> body(
            String type, Composer composer, Message message, Incident incident, Draft draft, String keyword) {
        Words words = composer.words();
        Map<String, Object> card = Json.map("card_type", type);
        String source = composer.mark() + composer.level(incident);
        card.put("source", Json.map("desc", source, "desc_color", COLOUR.get(incident.level())));
        String title = words.get("headline", incident.brand() + " " + incident.category(), incident.title());
        String said = message.followUp() > 0
                ? words.get("followup", message.followUp() + 1)
                : words.get("notice." + message.notice().reason());
        card.put(
                "main_title",
                Json.map("title", plain(source + " " + title, TITLE), "desc", plain(said + " " + keyword, DESC)));
        if (!message.excerpts().isEmpty()) {
            card.put("quote_area", quote(composer, message, draft));
        }
        String stop = composer.stop(incident);
        String why = composer.why(message.notice());
        card.put("sub_title_text", plain(stop.isEmpty() ? why : why + words.get("stop") + stop, SUB));
        card.put("horizontal_content_list", pairs(composer, message, incident));
        return card;
    }

    private static Map<String, Object> quote(Composer composer, Message message, Draft draft) {
        StringBuilder text = new StringBuilder();
        for (Draft.Part part : draft.parts()) {
            if (part instanceof Draft.Quote quote) {
                text.append(new Sheet(Medium.CHAT, composer.words()).line(quote));
                break;
            }
        }
        Map<String, Object> area = Json.map("type", 0);
        String url = Medium.url(message.excerpts().get(0).post().url());
        if (url != null) {
            area = Json.map("type", 1, "url", url);
        }
        area.put("title", plain(composer.from(message.excerpts().get(0)), VALUE));
        area.put("quote_text", Plain.clip(text.toString(), QUOTE));
        return area;
    }

    private static List<Map<String, Object>> pairs(Composer composer, Message message, Incident incident) {
        Words words = composer.words();
        List<Map<String, Object>> pairs = new ArrayList<>();
        composer.clocks()
                .lines(incident, message.notice().clock(), 3)
                .forEach(clock -> pairs.add(pair(clock.name(), clock.left())));
        pairs.add(pair(words.get("label.state"), composer.state(incident)));
        pairs.add(pair(words.get("label.count"), composer.counts(incident)));
        pairs.add(pair(
                words.get("label.you"),
                words.you(message.notice().to(), message.notice().level())));
        return pairs;
    }

    private static Map<String, Object> pair(String name, String value) {
        return Json.map("keyname", plain(name, 10), "value", plain(value, VALUE));
    }

    private static String plain(String any, int max) {
        return Plain.clip(Medium.CHAT.text(Plain.line(any, max * 2)), max).strip();
    }
}
