package io.fenghuo.channel.feishu;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.exchange.Json;
import io.fenghuo.channel.exchange.Robots;
import io.fenghuo.channel.wording.Composer;
import io.fenghuo.channel.wording.Draft;
import io.fenghuo.channel.wording.Medium;
import io.fenghuo.channel.wording.Sheet;
import io.fenghuo.model.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message as a card of schema 2.0 (open.feishu.cn/document/feishu-cards/card-json-v2-structure). */
final class FeishuCard {
    private static final Map<Severity, String> COLOUR =
            Map.of(Severity.L1, "red", Severity.L2, "orange", Severity.L3, "yellow");

    private FeishuCard() {}

    /** The card; {@code take} is the value of a button that calls us, null for a link only. */
    static Map<String, Object> of(
            Composer composer, Message message, ChannelSpec spec, Draft draft, @Nullable String take) {
        List<String> lines = new Sheet(Medium.MARKDOWN, composer.words()).lines(draft);
        List<String> ids = new ArrayList<>(Robots.ids(Robots.called(message), "feishu"));
        if (ids.isEmpty() && Robots.callsAll(message, spec, false)) {
            ids.add("all");
        }
        if (!ids.isEmpty()) {
            lines.add("<at id=" + String.join("></at> <at id=", ids) + "></at>");
        }
        String title = Robots.keyworded(spec, Medium.CHAT.text(draft.title()), lines);
        List<Object> elements = new ArrayList<>();
        elements.add(Json.map("tag", "markdown", "content", String.join("\n", lines)));
        if (take != null) {
            elements.add(button(
                    composer.words().get("action.take"),
                    "primary",
                    Json.map("type", "callback", "value", Map.of("do", take))));
        }
        String link = draft.link();
        if (link != null) {
            elements.add(button(
                    take == null ? draft.linkLabel() : composer.words().get("action.open"),
                    take == null ? "primary" : "default",
                    Json.map("type", "open_url", "default_url", link)));
        }
        Map<String, Object> header = Json.map(
                "title",
                Json.map("tag", "plain_text", "content", title),
                "template",
                COLOUR.get(message.notice().level()));
        return Json.map("schema", "2.0", "header", header, "body", Json.map("elements", elements));
    }

    private static Map<String, Object> button(String label, String type, Map<String, Object> behaviour) {
        return Json.map(
                "tag",
                "button",
                "type",
                type,
                "text",
                Json.map("tag", "plain_text", "content", label),
                "behaviors",
                List.of(behaviour));
    }
}
