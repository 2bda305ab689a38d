package io.fenghuo.channel.slack;

import io.fenghuo.channel.ChannelSpec;
import io.fenghuo.channel.Message;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Plain;
import io.fenghuo.channel.Words;
import io.fenghuo.channel.exchange.Json;
import io.fenghuo.channel.exchange.Repeats;
import io.fenghuo.channel.exchange.Robots;
import io.fenghuo.channel.wording.Budget;
import io.fenghuo.channel.wording.Composer;
import io.fenghuo.channel.wording.Draft;
import io.fenghuo.channel.wording.Medium;
import io.fenghuo.channel.wording.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message in the blocks of Slack (api.slack.com/reference/block-kit/blocks): a header, a section, buttons. */
final class SlackBlocks {
    private static final int HEADER = 150;
    private static final Budget MOST = new Budget(1000, 3, 60);

    private SlackBlocks() {}

    /** The blocks; {@code take} is the value of a button that calls us, null for links only. */
    static List<Object> of(Composer composer, Message message, ChannelSpec spec, @Nullable String take) {
        String section = Budget.fit(MOST, budget -> section(composer, message, spec, budget), SlackBlocks::fits);
        Draft draft = composer.draft(new Budget(0, 0, 0));
        List<Object> blocks = new ArrayList<>();
        String title = Medium.CHAT.text(draft.title());
        blocks.add(Json.map(
                "type",
                "header",
                "text",
                Json.map("type", "plain_text", "text", Plain.clip(title, HEADER), "emoji", false)));
        blocks.add(Json.map("type", "section", "text", Json.map("type", "mrkdwn", "text", section, "verbatim", true)));
        List<Object> buttons = buttons(composer.words(), draft, take);
        if (!buttons.isEmpty()) {
            blocks.add(Json.map("type", "actions", "elements", buttons));
        }
        return blocks;
    }

    private static List<Object> buttons(Words words, Draft draft, @Nullable String take) {
        List<Object> buttons = new ArrayList<>();
        if (take != null) {
            Map<String, Object> button = button(words.get("action.take"));
            button.put("style", "primary");
            button.put("action_id", "take");
            button.put("value", take);
            buttons.add(button);
        }
        if (draft.link() != null) {
            Map<String, Object> button = button(take == null ? draft.linkLabel() : words.get("action.open"));
            if (take == null) {
                button.put("style", "primary");
            } else {
                button.put("action_id", "open");
            }
            button.put("url", draft.link());
            buttons.add(button);
        }
        return buttons;
    }

    private static Map<String, Object> button(String label) {
        return Json.map("type", "button", "text", Json.map("type", "plain_text", "text", label));
    }

    static int lines(Composer composer, Message digest, ChannelSpec spec) {
        return Budget.lines(digest, MOST, one -> section(composer, digest, spec, one), SlackBlocks::fits);
    }

    static Outgoing marked(Outgoing rendered, String mark) {
        return Repeats.mark(
                rendered, mark, new Repeats.Place("", "text"), new Repeats.Place("/blocks/0/text", "text", HEADER));
    }

    private static boolean fits(String section) {
        return section.length() <= Slack.SECTION;
    }

    private static String section(Composer composer, Message message, ChannelSpec spec, Budget budget) {
        List<String> lines = new Sheet(Medium.MRKDWN, composer.words()).lines(composer.draft(budget));
        List<String> ids = Robots.ids(Robots.called(message), "slack").stream()
                .filter(id -> id.matches("[UW][A-Z0-9]{2,20}"))
                .toList();
        if (!ids.isEmpty()) {
            lines.add("<@" + String.join("> <@", ids) + ">");
        } else if (Robots.callsAll(message, spec, true)) {
            lines.add("<!channel>");
        }
        return String.join("\n", lines);
    }
}
