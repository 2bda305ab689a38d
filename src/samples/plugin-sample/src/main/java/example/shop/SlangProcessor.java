package example.shop;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Writes out the shorthand of a shop's customers before posts are matched. Config: {@code words}, shorthand → what it means. Posts it has
 * nothing to say about are left out of the answer, and go on as they are.
 */
public final class SlangProcessor extends VerticleBase {
    @Override
    public Future<?> start() {
        String address = "fenghuo.process." + config().getString("id");
        return vertx.eventBus().<JsonObject>consumer(address, this::process).completion();
    }

    private void process(Message<JsonObject> request) {
        JsonObject words = config().getJsonObject("words", new JsonObject());
        JsonArray changed = new JsonArray();
        for (Object one : request.body().getJsonArray("posts")) {
            JsonObject post = (JsonObject) one;
            String text = post.getString("text");
            for (String word : words.fieldNames()) {
                text = text.replace(word, words.getString(word));
            }
            if (!text.equals(post.getString("text"))) {
                changed.add(post.copy().put("text", text));
            }
        }
        request.reply(new JsonObject().put("posts", changed));
    }
}
