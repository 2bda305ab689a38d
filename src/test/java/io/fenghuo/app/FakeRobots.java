package io.fenghuo.app;

import io.fenghuo.app.FakeVendor.Answer;
import io.fenghuo.app.FakeVendor.Rate;
import io.fenghuo.app.FakeVendor.Request;
import io.fenghuo.app.FakeVendor.Rules;
import io.fenghuo.channel.Conformance;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The robots of group chats as their documents say they behave: WeCom, DingTalk, Feishu, and Slack's incoming webhook. */
final class FakeRobots {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private FakeRobots() {}

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static Answer err(int code, String words) {
        return Answer.of(200, "{\"errcode\":" + code + ",\"errmsg\":\"" + words + "\"}");
    }

    private static String hmac(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Documents 99110 and 91770 of WeCom. */
    static final class WeCom implements Rules {
        private final Rate rate = new Rate(20, MINUTE);

        @Override
        public Answer answer(Request request) {
            if (!Conformance.KEY.equals(request.query().get("key"))) {
                return err(93000, "invalid webhook url");
            }
            if (request.body().matches("(?s).*\\\\u[dD][89abAB].*")) {
                return err(40033, "invalid unicode");
            }
            JsonObject body = request.json();
            String type = body.getString("msgtype", "");
            JsonObject content = body.getJsonObject(type, new JsonObject());
            if (!Set.of("text", "markdown", "markdown_v2", "template_card").contains(type)) {
                return err(40008, "invalid message type");
            }
            int most = type.equals("text") ? 2048 : 4096;
            if (utf8(content.getString("content", "")) > most) {
                return err(40058, type + ".content exceed max length " + most);
            }
            if (type.equals("template_card") && !sound(content)) {
                return err(42045, "template_card invalid");
            }
            return rate.takes(request.at()) ? err(0, "ok") : err(45009, "api freq out of limit");
        }

        private static boolean sound(JsonObject card) {
            JsonObject action = card.getJsonObject("card_action", new JsonObject());
            return Set.of("text_notice", "news_notice").contains(card.getString("card_type", ""))
                    && !action.getString("url", "").isEmpty()
                    && !card.getJsonObject("main_title", new JsonObject())
                            .getString("title", "")
                            .isEmpty()
                    && card.getJsonArray("horizontal_content_list", new JsonArray())
                                    .size()
                            <= 6
                    && card.getJsonArray("jump_list", new JsonArray()).size() <= 3;
        }
    }

    /** 自定义机器人接入 of DingTalk: once over twenty a minute it is barred for ten. */
    static final class DingTalk implements Rules {
        private final Rate rate = new Rate(20, MINUTE);
        private Instant barred = Instant.MIN;
        /** Whether the last message rang anybody's phone. */
        volatile boolean rang;

        @Override
        public synchronized Answer answer(Request request) {
            if (!Conformance.KEY.equals(request.query().get("access_token"))) {
                return err(300005, "token is not exist");
            }
            long millis = Long.parseLong(request.query().getOrDefault("timestamp", "0"));
            boolean late = Math.abs(request.at().toEpochMilli() - millis) > 3_600_000;
            String wanted = hmac(Conformance.SECRET, millis + "\n" + Conformance.SECRET);
            if (late || !wanted.equals(request.query().get("sign"))) {
                return err(310000, "sign not match, more: [https://ding-doc.dingtalk.com]");
            }
            if (request.bytes() > 20_000) {
                return err(460101, "message too long, exceed 20000 bytes");
            }
            JsonObject body = request.json();
            String type = body.getString("msgtype", "");
            JsonObject content = body.getJsonObject(type, new JsonObject());
            boolean card = type.equals("actionCard")
                    && !content.getString("singleURL", "").isEmpty();
            if (!card && !Set.of("text", "markdown").contains(type)) {
                return err(400105, "unsupported message type");
            }
            if (content.getString("title", "").isEmpty()
                    || content.getString("text", "").isEmpty()) {
                return err(40035, "missing parameter text");
            }
            if (request.at().isBefore(barred) || !rate.takes(request.at())) {
                barred = request.at().isBefore(barred) ? barred : request.at().plus(Duration.ofMinutes(10));
                return err(130101, "send too fast, exceed 20 times per minute");
            }
            rang = body.getJsonObject("at", new JsonObject()).getJsonArray("atMobiles", new JsonArray()).stream()
                    .anyMatch(mobile -> content.getString("text").contains("@" + mobile));
            return err(0, "ok");
        }
    }

    /** 自定义机器人使用指南 of Feishu. */
    static final class Feishu implements Rules {
        private final Rate minute = new Rate(100, MINUTE);

        @Override
        public Answer answer(Request request) {
            if (!request.path().equals("/open-apis/bot/v2/hook/" + Conformance.KEY)) {
                return code(19001, "param invalid: incoming webhook access token invalid");
            }
            if (request.bytes() > 20 * 1024) {
                return Answer.of(400, "{\"code\":9499,\"msg\":\"Bad Request\",\"data\":{}}");
            }
            JsonObject body = request.json();
            String stamp = body.getString("timestamp", "0");
            boolean late = Math.abs(request.at().getEpochSecond() - Long.parseLong(stamp)) > 3_600;
            if (late || !hmac(stamp + "\n" + Conformance.SECRET, "").equals(body.getString("sign"))) {
                return code(19021, "sign match fail or timestamp is not within one hour from current time");
            }
            JsonObject card = body.getJsonObject("card", new JsonObject());
            boolean sound = "interactive".equals(body.getString("msg_type"))
                    && "2.0".equals(card.getString("schema"))
                    && card.getJsonObject("body", new JsonObject())
                                    .getJsonArray("elements", new JsonArray())
                                    .size()
                            > 0;
            if (!sound) {
                return code(19002, "params error, msg_type need");
            }
            return minute.takes(request.at()) ? code(0, "success") : code(11232, "frequency limited psm");
        }

        private static Answer code(int code, String words) {
            return Answer.of(200, "{\"code\":" + code + ",\"msg\":\"" + words + "\",\"data\":{}}");
        }
    }

    /** Incoming webhooks of Slack: about one a second and channel, short bursts beyond. */
    static final class Slack implements Rules {
        private final Rate rate = new Rate(60, MINUTE);

        @Override
        public Answer answer(Request request) {
            if (!request.path().equals("/services/T00000000/B00000000/" + Conformance.KEY)) {
                return Answer.of(404, "no_service");
            }
            JsonObject body = request.json();
            if (body.getString("text", "").isEmpty()) {
                return Answer.of(400, "no_text");
            }
            JsonArray blocks = body.getJsonArray("blocks", new JsonArray());
            for (int i = 0; i < blocks.size(); i++) {
                JsonObject text = blocks.getJsonObject(i).getJsonObject("text", new JsonObject());
                int most = "header".equals(blocks.getJsonObject(i).getString("type")) ? 150 : 3000;
                if (text.getString("text", "x").isEmpty()
                        || text.getString("text", "x").length() > most) {
                    return Answer.of(400, "invalid_blocks");
                }
            }
            if (blocks.size() > 50) {
                return Answer.of(400, "invalid_blocks");
            }
            return rate.takes(request.at())
                    ? Answer.of(200, "ok")
                    : new Answer(429, java.util.Map.of("Retry-After", "30"), "rate_limited");
        }
    }
}
