package io.fenghuo.platform.hackernews;

import io.fenghuo.platform.Fake;
import io.fenghuo.platform.Restarts;
import io.fenghuo.platform.Stand;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The number of the next item; hearing begins with the newest one. */
class HackerNewsRestartTest extends Restarts {
    @Override
    protected Place place() {
        List<String> items = new ArrayList<>();
        Fake fake = new Fake() {
            @Override
            protected Reply answer(Call call) {
                String item = call.path().replaceAll("^.*/|\\.json$", "");
                return new Reply(
                        200,
                        item.equals("maxitem") ? String.valueOf(items.size()) : items.get(Integer.parseInt(item) - 1));
            }
        };
        return new Place(
                fake,
                Stand.spec("hackernews", "https://api.example", Map.of()),
                (n, at) -> items.add(new JsonObject()
                        .put("id", n)
                        .put("title", "评论" + n)
                        .put("time", at.getEpochSecond())
                        .encode()),
                true);
    }
}
