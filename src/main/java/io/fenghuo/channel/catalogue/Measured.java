package io.fenghuo.channel.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fenghuo.channel.Outgoing;
import io.fenghuo.channel.Plain;
import io.fenghuo.channel.feishu.Feishu;
import io.fenghuo.channel.program.Webhook;
import io.fenghuo.channel.robot.DingTalk;
import io.fenghuo.channel.slack.Slack;
import io.fenghuo.channel.wecom.WeComRobot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How large a part of a sending is, against what its vendor takes.
 *
 * @param part the part by its JSON pointer; empty = the whole body
 * @param used so many units
 * @param most 0 = no limit known
 * @param bytes whether the unit is a byte of UTF-8; else a UTF-16 unit, as the vendors of Slack and Telegram count
 */
public record Measured(String part, int used, int most, boolean bytes) {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Type → what is measured, by the vendors' pages named at each channel. */
    private static final Map<String, List<Measured>> LIMITS = Map.of(
            "wecom-robot",
            List.of(
                    new Measured("/text/content", 0, WeComRobot.TEXT_BYTES, true),
                    new Measured("/markdown/content", 0, WeComRobot.MARKDOWN_BYTES, true)),
            "dingtalk",
            List.of(new Measured("", 0, DingTalk.BODY_BYTES, true)),
            "feishu",
            List.of(new Measured("", 0, Feishu.BODY_BYTES, true)),
            "slack",
            List.of(new Measured("/blocks/1/text/text", 0, Slack.SECTION, false)),
            "telegram",
            List.of(new Measured("/text", 0, 4096, false)),
            "webhook",
            List.of(new Measured("", 0, Webhook.BODY_BYTES, true)));

    /** The parts of a sending that have limits; its whole size when none has. */
    public static List<Measured> of(String type, Outgoing sending) {
        String body = sending instanceof Outgoing.Http http
                ? new String(http.body(), StandardCharsets.UTF_8)
                : sending instanceof Outgoing.Mail mail
                        ? mail.subject() + mail.text() + mail.html()
                        : ((Outgoing.Text) sending).text();
        List<Measured> all = new ArrayList<>();
        for (Measured limit : LIMITS.getOrDefault(type, List.of())) {
            String text = limit.part.isEmpty() ? body : at(body, limit.part);
            if (!text.isEmpty()) {
                all.add(new Measured(
                        limit.part, limit.bytes ? Plain.bytes(text) : text.length(), limit.most, limit.bytes));
            }
        }
        return all.isEmpty() ? List.of(new Measured("", Plain.bytes(body), 0, true)) : all;
    }

    private static String at(String body, String part) {
        try {
            JsonNode node = JSON.readTree(body);
            return node == null ? "" : node.at(part).asText("");
        } catch (JsonProcessingException none) {
            return "";
        }
    }
}
