package io.fenghuo.app;

import io.fenghuo.app.FakeVendor.Answer;
import io.fenghuo.app.FakeVendor.Rate;
import io.fenghuo.app.FakeVendor.Request;
import io.fenghuo.app.FakeVendor.Rules;
import io.fenghuo.channel.Conformance;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** What pushes to phones and chats behave like: Bark, ntfy, ServerChan, Discord, and a workflow of Teams. */
final class FakePushes {
    /** The phones and topics that exist beside the channel's own. */
    static final Set<String> DEVICES = Set.of(Conformance.KEY, "deviceKeyOfZhang012345");

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private FakePushes() {}

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String said(int code, String words) {
        return "{\"code\":" + code + ",\"message\":\"" + words + "\"}";
    }

    /** {@code route_push.go} of bark-server, and Apple's 4 KB. */
    static final class Bark implements Rules {
        private static final int APNS = 4096;
        /** How loud each push was. */
        final List<String> levels = new CopyOnWriteArrayList<>();

        @Override
        public Answer answer(Request request) {
            if (!request.path().equals("/push")) {
                return Answer.of(404, said(404, "Cannot POST"));
            }
            JsonObject body = request.json();
            String key = body.getString("device_key", "");
            if (key.isEmpty()) {
                return Answer.of(400, said(400, "device key is empty"));
            }
            if (!DEVICES.contains(key)) {
                return Answer.of(
                        400,
                        said(
                                400,
                                "failed to get device token: failed to get [" + key + "] device token from database"));
            }
            if (request.bytes() > APNS) {
                return Answer.of(500, said(500, "push failed: PayloadTooLarge"));
            }
            String level = body.getString("level", "active");
            int volume = body.getInteger("volume", 5);
            if (!Set.of("critical", "active", "timeSensitive", "passive").contains(level)
                    || volume < 0
                    || volume > 10) {
                return Answer.of(400, said(400, "request bind failed"));
            }
            levels.add(level);
            return Answer.of(200, "{\"code\":200,\"message\":\"success\",\"timestamp\":1781784900}");
        }
    }

    /** "Publish as JSON" and "Limitations" of ntfy; a topic of one's own behind an access token. */
    static final class Ntfy implements Rules {
        private final Rate burst = new Rate(60, MINUTE);
        /** Topics it published to. */
        final List<String> topics = new CopyOnWriteArrayList<>();

        @Override
        public Answer answer(Request request) {
            if (!request.path().equals("/")) {
                return error(404, 40401, "page not found");
            }
            String login = request.headers().get("authorization");
            if (login == null) {
                return error(403, 40301, "forbidden");
            }
            if (!login.equals("Bearer tk_" + Conformance.KEY)) {
                return error(401, 40101, "unauthorized");
            }
            JsonObject body = request.json();
            String topic = body.getString("topic", "");
            if (!topic.matches("[-_A-Za-z0-9]{1,64}")) {
                return error(400, 40009, "invalid request: topic invalid");
            }
            int priority = body.getInteger("priority", 3);
            if (priority < 1 || priority > 5) {
                return error(400, 40007, "invalid priority parameter");
            }
            if (utf8(body.getString("message", "")) > 4096) {
                return error(413, 41303, "JSON body too large");
            }
            if (!burst.takes(request.at())) {
                return error(429, 42901, "limit reached: too many requests");
            }
            topics.add(topic);
            return Answer.of(
                    200,
                    "{\"id\":\"sPs71M8A2T\",\"time\":1781784900,\"event\":\"message\",\"topic\":\"" + topic + "\"}");
        }

        private static Answer error(int status, int code, String words) {
            return Answer.of(status, "{\"code\":" + code + ",\"http\":" + status + ",\"error\":\"" + words + "\"}");
        }
    }

    /** sctapi of ServerChan with the free plan's five a day. */
    static final class ServerChan implements Rules {
        private final Rate day = new Rate(5, Duration.ofDays(1));

        @Override
        public Answer answer(Request request) {
            if (!request.path().equals("/" + Conformance.SENDKEY + ".send")) {
                return Answer.of(400, said(40001, "[AUTH]用户不存在或者权限不足"));
            }
            JsonObject body = request.json();
            String title = body.getString("title", "");
            boolean sound = !title.isEmpty()
                    && title.codePointCount(0, title.length()) <= 32
                    && utf8(body.getString("desp", "")) <= 32 * 1024;
            if (!sound) {
                return Answer.of(400, said(40002, "title 或 desp 不合要求"));
            }
            return day.takes(request.at())
                    ? Answer.of(200, "{\"code\":0,\"message\":\"\",\"data\":{\"pushid\":\"1\",\"errno\":0}}")
                    : Answer.of(200, said(40001, "[AUTH]超过当天的发送次数限制[5],请次日再试"));
        }
    }

    /** "Execute Webhook", "Embed Limits" and "Rate Limits" of Discord. */
    static final class Discord implements Rules {
        private final Rate rate = new Rate(30, MINUTE);
        /** Ids it notified. */
        final List<String> mentioned = new CopyOnWriteArrayList<>();

        @Override
        public Answer answer(Request request) {
            if (!request.path().startsWith("/api/webhooks/123456789012345678/")) {
                return Answer.of(404, said(10015, "Unknown Webhook"));
            }
            if (!request.path().endsWith("/" + Conformance.KEY)) {
                return Answer.of(401, said(50027, "Invalid Webhook Token"));
            }
            JsonObject body = request.json();
            String content = body.getString("content", "");
            JsonObject embed = body.getJsonArray("embeds", new JsonArray().add(new JsonObject()))
                    .getJsonObject(0);
            String title = embed.getString("title", "");
            String text = embed.getString("description", "");
            if (content.isEmpty() && text.isEmpty()) {
                return Answer.of(400, said(50006, "Cannot send an empty message"));
            }
            boolean fits = content.length() <= 2000
                    && title.length() <= 256
                    && text.length() <= 4096
                    && title.length() + text.length() <= 6000;
            if (!fits || !(embed.getValue("color") instanceof Integer)) {
                return Answer.of(400, said(50035, "Invalid Form Body"));
            }
            if (!rate.takes(request.at())) {
                return new Answer(
                        429,
                        Map.of("X-RateLimit-Reset-After", "42.5", "X-RateLimit-Remaining", "0", "Retry-After", "43"),
                        "{\"message\":\"You are being rate limited.\",\"retry_after\":42.5,\"global\":false}");
            }
            JsonObject allowed = body.getJsonObject("allowed_mentions");
            if (allowed == null) {
                mentioned.add("everybody the text names");
            } else {
                allowed.getJsonArray("parse", new JsonArray()).forEach(one -> mentioned.add(String.valueOf(one)));
                allowed.getJsonArray("users", new JsonArray()).stream()
                        .filter(id -> content.contains("<@" + id + ">"))
                        .forEach(id -> mentioned.add(String.valueOf(id)));
            }
            return "true".equals(request.query().get("wait"))
                    ? Answer.of(200, "{\"id\":\"112233445566778899\",\"type\":0}")
                    : Answer.of(204, "");
        }
    }

    /** A workflow "When a Teams webhook request is received". */
    static final class Teams implements Rules {
        private final Rate rate = new Rate(4 * 60, MINUTE);

        @Override
        public Answer answer(Request request) {
            if (!Conformance.KEY.equals(request.query().get("sig"))) {
                return error(401, "DirectApiAuthorizationRequired", "The request must be authenticated");
            }
            if (request.bytes() > 28 * 1024) {
                return error(413, "RequestEntityTooLarge", "over 28 KB");
            }
            JsonObject attached = request.json()
                    .getJsonArray("attachments", new JsonArray().add(new JsonObject()))
                    .getJsonObject(0);
            JsonObject card = attached.getJsonObject("content", new JsonObject());
            boolean sound = "message".equals(request.json().getString("type"))
                    && "application/vnd.microsoft.card.adaptive".equals(attached.getString("contentType"))
                    && "AdaptiveCard".equals(card.getString("type"))
                    && !card.getJsonArray("body", new JsonArray()).isEmpty()
                    && mentionsFit(card);
            if (!sound) {
                return error(400, "TriggerInputSchemaMismatch", "not an adaptive card");
            }
            return rate.takes(request.at())
                    ? Answer.of(202, "")
                    : new Answer(429, Map.of("Retry-After", "10"), "{\"error\":{\"code\":\"TooManyRequests\"}}");
        }

        /** Each entity's text must stand in the card as it is. */
        private static boolean mentionsFit(JsonObject card) {
            String text = card.getJsonArray("body").encode();
            return card.getJsonObject("msteams", new JsonObject()).getJsonArray("entities", new JsonArray()).stream()
                    .allMatch(one -> text.contains(((JsonObject) one).getString("text")));
        }

        private static Answer error(int status, String code, String words) {
            return Answer.of(status, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + words + "\"}}");
        }
    }
}
