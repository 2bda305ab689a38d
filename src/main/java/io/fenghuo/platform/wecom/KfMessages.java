package io.fenghuo.platform.wecom;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.model.Kind;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.platform.Draft;
import io.fenghuo.source.PostMapper;
import io.fenghuo.source.SourceSpec;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Messages of 微信客服 as posts (document 94670): {@code origin} 3 is the customer, 4 the system, 5 the agent; a session is one customer with one
 * account. What holds no words is named by its kind, so that waiting times can be seen. Immutable.
 */
final class KfMessages {
    private final PostMapper mapper;

    KfMessages(SourceSpec spec, ZoneId zone) {
        this.mapper = new PostMapper(spec, zone, false);
    }

    /** None, one or several. */
    List<Post> posts(JsonNode message, Instant now) {
        if (!message.path("msgid").isTextual()) {
            return List.of();
        }
        JsonNode event = message.path("event");
        Draft draft = message.path("msgtype").asText("").equals("event") ? event(message, event) : said(message);
        Post post = draft.put("kind", Kind.CHAT.name())
                .put("publishedAt", message.path("send_time"))
                .post(mapper, now);
        return post == null ? List.of() : List.of(post);
    }

    private static Draft said(JsonNode message) {
        boolean agent = message.path("origin").asInt() == 5;
        Role role = switch (message.path("origin").asInt()) {
            case 5 -> Role.AGENT;
            case 4 -> Role.SYSTEM;
            default -> Role.CUSTOMER;
        };
        String type = message.path("msgtype").asText("");
        JsonNode content = message.path(type);
        return of(message, message)
                .put("id", message.path("msgid"))
                .put("role", role)
                .put("author.id", message.path(agent ? "servicer_userid" : "external_userid"))
                .put("text", text(type, content))
                .attribute("msgtype", type)
                .attribute("media", content.path("media_id"))
                .attribute("menu", content.path("menu_id"));
    }

    private static Draft of(JsonNode message, JsonNode who) {
        String customer = who.path("external_userid").asText("");
        String account = who.path("open_kfid").asText(message.path("open_kfid").asText(""));
        String session = account + "/" + customer;
        return new Draft()
                .put("session", customer.isEmpty() ? null : session)
                .put("thread", customer.isEmpty() ? account : session);
    }

    private static Draft event(JsonNode message, JsonNode event) {
        String type = event.path("event_type").asText("");
        if (type.equals("user_recall_msg") || type.equals("servicer_recall_msg")) {
            String customer = event.path("external_userid").asText("");
            String session = event.path("open_kfid").asText("") + "/" + customer;
            return Draft.deleted(event.path("recall_msgid").asText(""), session).put("session", session);
        }
        String said = switch (type) {
            case "enter_session" -> "[进入会话]";
            case "msg_send_fail" -> "[消息未送达]";
            case "session_status_change" -> changed(event.path("change_type").asInt());
            default -> null;
        };
        return of(message, event)
                .put("id", message.path("msgid"))
                .put("role", Role.SYSTEM)
                .put("text", said)
                .attribute("event", type)
                .attribute("agent", event.path("new_servicer_userid"))
                .attribute("former-agent", event.path("old_servicer_userid"));
    }

    private static String changed(int change) {
        return switch (change) {
            case 1 -> "[客服接入]";
            case 2 -> "[转接]";
            case 3 -> "[会话结束]";
            case 4 -> "[重新接入]";
            default -> "[会话变更]";
        };
    }

    private static @Nullable String text(String type, JsonNode content) {
        return switch (type) {
            case "" -> null;
            case "text" -> content.path("content").asText("");
            case "image" -> "[图片]";
            case "voice" -> "[语音]";
            case "video" -> "[视频]";
            case "file" -> "[文件]";
            case "location" -> joined("[位置]", content, "name", "address");
            case "link" -> joined("[链接]", content, "title", "desc", "url");
            case "business_card" -> "[名片]";
            case "miniprogram" -> joined("[小程序]", content, "title");
            case "msgmenu" -> menu(content);
            default -> "[" + type + "]";
        };
    }

    private static String joined(String name, JsonNode content, String... fields) {
        return Stream.concat(
                        Stream.of(name),
                        Stream.of(fields).map(field -> content.path(field).asText("")))
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(" "));
    }

    private static String menu(JsonNode content) {
        List<String> lines = new ArrayList<>();
        lines.add(content.path("head_content").asText(""));
        content.path("list")
                .forEach(one -> lines.add(Stream.of("click", "view", "miniprogram", "text")
                        .map(kind -> one.path(kind).path("content").asText(""))
                        .filter(text -> !text.isBlank())
                        .findFirst()
                        .orElse("")));
        lines.add(content.path("tail_content").asText(""));
        String all = lines.stream().filter(line -> !line.isBlank()).collect(Collectors.joining("\n"));
        return all.isEmpty() ? "[菜单]" : all;
    }
}
