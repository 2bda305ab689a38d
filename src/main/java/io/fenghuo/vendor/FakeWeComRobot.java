package io.fenghuo.vendor;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Set;

/**
 * The robot of a WeCom group: message types and their sizes in bytes (developer.work.weixin.qq.com/document/path/99110), what a template card needs
 * (91770), twenty messages a minute, and the codes of 90313.
 */
public class FakeWeComRobot extends FakeVendor {
    private static final Set<String> TYPES = Set.of("text", "markdown", "markdown_v2", "template_card");

    private final String key;
    private final Rate rate;

    /** A group whose robot has this key. */
    public FakeWeComRobot(InstantSource clock, String key) {
        this(clock, key, 20);
    }

    /** The same, taking another number of messages a minute, for measurements. */
    public FakeWeComRobot(InstantSource clock, String key, int perMinute) {
        super(clock);
        this.key = key;
        this.rate = new Rate(perMinute, Rate.MINUTE);
    }

    @Override
    protected Answer answer(Request request) {
        if (!key.equals(request.query().get("key"))) {
            return Code.err(93000, "invalid webhook url");
        }
        if (request.body().matches("(?s).*\\\\u[dD][89abAB].*")) {
            return Code.err(40033, "invalid unicode");
        }
        JsonObject body = request.json();
        String type = body.getString("msgtype", "");
        JsonObject content = body.getJsonObject(type, new JsonObject());
        if (!TYPES.contains(type)) {
            return Code.err(40008, "invalid message type");
        }
        int most = type.equals("text") ? 2048 : 4096;
        if (Request.bytes(content.getString("content", "")) > most) {
            return Code.err(40058, type + ".content exceed max length " + most);
        }
        if (type.equals("template_card") && !sound(content)) {
            return Code.err(42045, "template_card invalid");
        }
        return rate.takes(request.at()) ? Code.err(0, "ok") : Code.err(45009, "api freq out of limit");
    }

    private static boolean sound(JsonObject card) {
        JsonObject action = card.getJsonObject("card_action", new JsonObject());
        return Set.of("text_notice", "news_notice").contains(card.getString("card_type", ""))
                && !action.getString("url", "").isEmpty()
                && !card.getJsonObject("main_title", new JsonObject())
                        .getString("title", "")
                        .isEmpty()
                && card.getJsonArray("horizontal_content_list", new JsonArray()).size() <= 6
                && card.getJsonArray("jump_list", new JsonArray()).size() <= 3;
    }
}
