package io.fenghuo.vendor;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Map;

/**
 * An incoming webhook of Slack (docs.slack.dev/messaging/sending-messages-using-incoming-webhooks): its errors in plain words, the limits of blocks
 * (docs.slack.dev/reference/block-kit/blocks), about one message a second with short bursts beyond (docs.slack.dev/apis/web-api/rate-limits).
 */
public final class FakeSlackWebhook extends FakeVendor {
    private static final int BLOCKS = 50;

    private final String path;
    private final Rate rate = new Rate(60, Rate.MINUTE);

    /** A webhook of this path. */
    public FakeSlackWebhook(InstantSource clock, String path) {
        super(clock);
        this.path = path;
    }

    @Override
    protected Answer answer(Request request) {
        if (!request.path().equals(path)) {
            return no(404, "no_service");
        }
        JsonObject body = request.json();
        if (body.getString("text", "").isEmpty()) {
            return no(400, "no_text");
        }
        JsonArray blocks = body.getJsonArray("blocks", new JsonArray());
        if (blocks.size() > BLOCKS || !sound(blocks)) {
            return no(400, "invalid_blocks");
        }
        return rate.takes(request.at())
                ? Answer.of(200, "ok")
                : no(429, "rate_limited").with(Map.of("Retry-After", "30"));
    }

    /** Whether no text is empty or too long. */
    static boolean sound(JsonArray blocks) {
        for (int i = 0; i < blocks.size(); i++) {
            JsonObject text = blocks.getJsonObject(i).getJsonObject("text", new JsonObject());
            int most = "header".equals(blocks.getJsonObject(i).getString("type")) ? 150 : 3000;
            String said = text.getString("text", "x");
            if (said.isEmpty() || said.length() > most) {
                return false;
            }
        }
        return true;
    }

    private static Answer no(int status, String word) {
        return Answer.no(status, word, word);
    }
}
