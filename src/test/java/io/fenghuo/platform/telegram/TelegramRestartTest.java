package io.fenghuo.platform.telegram;

import io.fenghuo.model.Secret;
import io.fenghuo.platform.Fake;
import io.fenghuo.platform.Restarts;
import io.fenghuo.platform.Stand;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The offset of updates, which confirms and forgets what is before it. */
class TelegramRestartTest extends Restarts {
    @Override
    protected Place place() {
        List<JsonObject> updates = new ArrayList<>();
        Fake fake = new Fake() {
            @Override
            protected Reply answer(Call call) {
                int offset = Integer.parseInt(call.query().getOrDefault("offset", "0"));
                updates.removeIf(one -> one.getInteger("update_id") < offset);
                JsonArray result = new JsonArray(updates.stream().limit(100).toList());
                return new Reply(
                        200,
                        new JsonObject().put("ok", true).put("result", result).encode());
            }
        };
        Map<String, Object> options = Map.of("token", Secret.of("123456:ABCDEFGHIJ"));
        return new Place(fake, Stand.spec("telegram", "https://api.example", options), (n, at) -> {
            JsonObject message = new JsonObject()
                    .put("message_id", n)
                    .put("date", at.getEpochSecond())
                    .put("chat", new JsonObject().put("id", -1))
                    .put("text", "评论" + n);
            updates.add(new JsonObject().put("update_id", 100 + n).put("message", message));
        });
    }
}
