package io.fenghuo.vendor;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;

/**
 * The robot of a Feishu group (open.feishu.cn/document/client-docs/bot-v3/add-custom-bot, 自定义机器人使用指南): the address, 20 KB, the signature within an
 * hour, the keyword, cards of schema 2.0, a hundred a minute.
 */
public final class FakeFeishuRobot extends FakeVendor {
    private static final long HOUR = 3_600;

    private final String path;
    private final String secret;
    private final String keyword;
    private final Rate minute = new Rate(100, Rate.MINUTE);

    /**
     * A group's robot.
     *
     * @param path of its address, with the key at its end
     * @param secret what it wants signed with; empty = it wants no signature
     * @param keyword the word it wants in every message; empty = none
     */
    public FakeFeishuRobot(InstantSource clock, String path, String secret, String keyword) {
        super(clock);
        this.path = path;
        this.secret = secret;
        this.keyword = keyword;
    }

    @Override
    protected Answer answer(Request request) {
        if (!request.path().equals(path)) {
            return Code.msg(200, 19001, "param invalid: incoming webhook access token invalid");
        }
        if (request.bytes() > 20 * 1024) {
            return Code.msg(400, 9499, "Bad Request");
        }
        JsonObject body = request.json();
        if (!secret.isEmpty() && !signed(body, request.at().getEpochSecond())) {
            return Code.msg(200, 19021, "sign match fail or timestamp is not within one hour from current time");
        }
        if (!sound(body)) {
            return Code.msg(200, 19002, "params error, msg_type need");
        }
        if (!body.encode().contains(keyword)) {
            return Code.msg(200, 19024, "Key Words Not Found");
        }
        return minute.takes(request.at()) ? Code.msg(200, 0, "success") : Code.msg(200, 11232, "frequency limited psm");
    }

    private boolean signed(JsonObject body, long now) {
        String stamp = body.getString("timestamp", "0");
        return Math.abs(now - Long.parseLong(stamp)) <= HOUR
                && Signatures.hmac64(stamp + "\n" + secret, "").equals(body.getString("sign"));
    }

    private static boolean sound(JsonObject body) {
        JsonObject card = body.getJsonObject("card", new JsonObject());
        return "interactive".equals(body.getString("msg_type"))
                && "2.0".equals(card.getString("schema"))
                && !card.getJsonObject("body", new JsonObject())
                        .getJsonArray("elements", new JsonArray())
                        .isEmpty();
    }
}
