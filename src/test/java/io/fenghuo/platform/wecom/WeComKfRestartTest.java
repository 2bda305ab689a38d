package io.fenghuo.platform.wecom;

import io.fenghuo.model.Secret;
import io.fenghuo.platform.Fake;
import io.fenghuo.platform.Restarts;
import io.fenghuo.platform.Stand;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The cursor of sync_msg. */
class WeComKfRestartTest extends Restarts {
    @Override
    protected Place place() {
        List<JsonObject> messages = new ArrayList<>();
        Fake fake = new Fake() {
            @Override
            protected Reply answer(Call call) {
                JsonObject ok = new JsonObject().put("errcode", 0).put("errmsg", "ok");
                if (call.path().endsWith("gettoken")) {
                    return new Reply(
                            200,
                            ok.put("access_token", "a").put("expires_in", 7_200).encode());
                }
                String cursor = new JsonObject(call.body()).getString("cursor");
                int from = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
                int to = Math.min(messages.size(), from + 8);
                return new Reply(
                        200,
                        ok.put("next_cursor", String.valueOf(to))
                                .put("has_more", to < messages.size() ? 1 : 0)
                                .put("msg_list", new JsonArray(messages.subList(from, to)))
                                .encode());
            }
        };
        Map<String, Object> options = Map.of("corpid", "wwcorp", "secret", Secret.of("kf-secret"));
        return new Place(
                fake,
                Stand.spec("wecom-kf", "https://api.example", options),
                (n, at) -> messages.add(FakeKf.message(3, "m" + n, "text")
                        .put("send_time", at.getEpochSecond())
                        .put("text", new JsonObject().put("content", "评论" + n))));
    }
}
