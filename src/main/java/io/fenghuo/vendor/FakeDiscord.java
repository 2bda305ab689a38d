package io.fenghuo.vendor;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A webhook of a Discord channel (docs.discord.com/developers: "Execute Webhook", "Embed Limits", "Rate Limits", "Allowed Mentions Object"): thirty a
 * minute.
 */
public final class FakeDiscord extends FakeVendor {
    private final String path;
    private final Rate rate = new Rate(30, Rate.MINUTE);
    private final List<String> mentioned = new CopyOnWriteArrayList<>();

    /** A webhook of this path, with the token at its end. */
    public FakeDiscord(InstantSource clock, String path) {
        super(clock);
        this.path = path;
    }

    /** Ids it notified. */
    public List<String> mentioned() {
        return List.copyOf(mentioned);
    }

    @Override
    protected Answer answer(Request request) {
        if (!request.path().startsWith(path.substring(0, path.lastIndexOf('/') + 1))) {
            return Code.no(404, 10015, "Unknown Webhook");
        }
        if (!request.path().equals(path)) {
            return Code.no(401, 50027, "Invalid Webhook Token");
        }
        JsonObject body = request.json();
        JsonObject embed = body.getJsonArray("embeds", new JsonArray().add(new JsonObject()))
                .getJsonObject(0);
        if (body.getString("content", "").isEmpty()
                && embed.getString("description", "").isEmpty()) {
            return Code.no(400, 50006, "Cannot send an empty message");
        }
        if (!fits(body.getString("content", ""), embed)) {
            return Code.no(400, 50035, "Invalid Form Body");
        }
        if (!rate.takes(request.at())) {
            return Answer.no(
                            429,
                            "{\"message\":\"You are being rate limited.\",\"retry_after\":42.5,\"global\":false}",
                            "rate limited")
                    .with(Map.of("X-RateLimit-Reset-After", "42.5", "X-RateLimit-Remaining", "0", "Retry-After", "43"));
        }
        mention(body);
        return "true".equals(request.query().get("wait"))
                ? Answer.of(200, "{\"id\":\"112233445566778899\",\"type\":0}")
                : Answer.of(204, "");
    }

    private static boolean fits(String content, JsonObject embed) {
        String title = embed.getString("title", "");
        String text = embed.getString("description", "");
        return content.length() <= 2000
                && title.length() <= 256
                && text.length() <= 4096
                && title.length() + text.length() <= 6000
                && embed.getValue("color") instanceof Integer;
    }

    private void mention(JsonObject body) {
        JsonObject allowed = body.getJsonObject("allowed_mentions");
        String content = body.getString("content", "");
        if (allowed == null) {
            mentioned.add("everybody the text names");
        } else {
            allowed.getJsonArray("parse", new JsonArray()).forEach(one -> mentioned.add(String.valueOf(one)));
            allowed.getJsonArray("users", new JsonArray()).stream()
                    .filter(id -> content.contains("<@" + id + ">"))
                    .forEach(id -> mentioned.add(String.valueOf(id)));
        }
    }
}
