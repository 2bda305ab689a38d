package io.fenghuo.platform.douyin;

import com.fasterxml.jackson.databind.JsonNode;
import io.fenghuo.model.Post;
import io.fenghuo.model.Role;
import io.fenghuo.model.Secret;
import io.fenghuo.platform.Caught;
import io.fenghuo.platform.Challenge;
import io.fenghuo.platform.Draft;
import io.fenghuo.platform.Proof;
import io.fenghuo.source.Hook;
import io.fenghuo.source.JsonItems;
import io.fenghuo.source.Limits;
import io.fenghuo.source.Polite;
import io.fenghuo.source.PostMapper;
import io.fenghuo.source.SourceException;
import io.fenghuo.source.SourceSpec;
import io.fenghuo.source.Trouble;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Proved by {@code X-Douyin-Signature} = sha1(client secret + body); delivered up to three times under one {@code Msg-Id}. {@code content} is an
 * object in some events and a text that holds one in others.
 */
final class DouyinHook implements Hook {
    private static final String TAKEN = "{\"code\":0,\"message\":\"success\"}";
    private static final Set<String> RECEIVED = Set.of("im_receive_msg", "im_group_receive_msg");
    private static final Set<String> SENT = Set.of("im_send_msg", "im_group_send_msg");
    private static final Set<String> ENDED = Set.of("unauthorize", "contract_unauthorize");
    /** A message without words still waits for an answer. */
    private static final Map<String, String> WORDLESS = Map.of(
            "image", "[图片]",
            "user_local_image", "[图片]",
            "emoji", "[表情]",
            "video", "[视频]",
            "user_local_video", "[视频]",
            "retain_consult_card", "[留资卡片]");

    private final SourceSpec spec;
    private final PostMapper mapper;
    private final List<Secret> secrets;

    DouyinHook(SourceSpec spec, ZoneId zone) {
        this.spec = spec;
        this.mapper = new PostMapper(spec, zone, false);
        this.secrets = Proof.secrets(spec, "client-secret");
    }

    @Override
    public Reception meet(Delivery delivery, Instant now) throws SourceException {
        if (!delivery.method().equals("POST")) {
            return Reception.refused();
        }
        String shown = delivery.headers().first("X-Douyin-Signature");
        boolean proved =
                secrets.stream().anyMatch(secret -> Proof.holds(shown, "SHA-1", Proof.bytes(secret), delivery.body()));
        if (!proved && shown != null) {
            return Reception.refused();
        }
        JsonNode root;
        try {
            root = Caught.tree(delivery.body());
        } catch (SourceException unreadable) {
            if (proved) {
                throw unreadable;
            }
            return Reception.refused();
        }
        Reception challenge = Challenge.answer(root);
        if (challenge != null) {
            return challenge;
        }
        return proved ? event(root, delivery.headers().first("Msg-Id"), now) : Reception.refused();
    }

    private Reception event(JsonNode root, @Nullable String id, Instant now) throws SourceException {
        String event = Caught.text(root, "event");
        if (event == null) {
            throw new SourceException("platform.event", "event");
        }
        String once = id == null || id.isBlank() ? null : Limits.id(id.strip());
        Trouble trouble = null;
        Post post = null;
        if (RECEIVED.contains(event)) {
            post = message(root, Role.CUSTOMER, now);
        } else if (SENT.contains(event)) {
            post = message(root, Role.AGENT, now);
        } else if (event.equals("im_recall_msg")) {
            post = recall(root, now);
        } else if (ENDED.contains(event)) {
            trouble = Trouble.of(
                    "douyin.unauthorised", Objects.requireNonNullElse(Caught.text(root, "from_user_id"), "?"));
        }
        return new Reception(
                200, "application/json", TAKEN, post == null ? List.of() : List.of(post), once, null, trouble);
    }

    private @Nullable Post message(JsonNode root, Role role, Instant now) throws SourceException {
        JsonNode content = content(root);
        String id = Caught.text(content, "server_message_id");
        if (id == null) {
            throw new SourceException("platform.event", "content.server_message_id");
        }
        String type = Objects.requireNonNullElse(Caught.text(content, "message_type"), "other");
        String words = Caught.text(content, "text");
        String session = Caught.text(content, "conversation_short_id", "conversation_id");
        String from = Caught.text(root, "from_user_id");
        Draft draft = new Draft()
                .put("id", id)
                .put("text", words == null || words.isBlank() ? WORDLESS.getOrDefault(type, "[其他]") : words)
                .put("kind", "chat")
                .put("role", role)
                .put("session", session)
                .put("thread", session)
                .put("author.id", from)
                .put("author.name", name(content, from))
                .put("subject.shop", Polite.option(spec, "shop"))
                .put("publishedAt", content.path("create_time"))
                .attribute("messageType", type);
        return draft.post(mapper, now);
    }

    /** What was taken back stays as it was said; that it was taken back is a line of its own. */
    private @Nullable Post recall(JsonNode root, Instant now) throws SourceException {
        String id = Caught.text(content(root), "server_message_id");
        if (id == null) {
            throw new SourceException("platform.event", "content.server_message_id");
        }
        return Draft.deleted(id, null)
                .put("kind", "chat")
                .put("author.id", root.path("from_user_id"))
                .put("subject.shop", Polite.option(spec, "shop"))
                .post(mapper, now);
    }

    private static @Nullable String name(JsonNode content, @Nullable String from) {
        for (JsonNode user : content.path("user_infos")) {
            if (from != null && from.equals(Caught.text(user, "open_id"))) {
                return Caught.text(user, "nick_name");
            }
        }
        return null;
    }

    private static JsonNode content(JsonNode root) throws SourceException {
        JsonNode content = root.path("content");
        JsonNode inner = content.isTextual() ? JsonItems.tree(content.asText()) : content;
        if (!inner.isObject()) {
            throw new SourceException("platform.event", "content");
        }
        return inner;
    }
}
