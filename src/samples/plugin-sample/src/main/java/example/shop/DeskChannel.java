package example.shop;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.json.JsonObject;

/**
 * Writes what is to be told into a text file, as a desk with a printer would. Config: {@code file}. Answers {@code delivered} only when the
 * line is in the file; on a fault it asks to be tried again.
 */
public final class DeskChannel extends VerticleBase {
    @Override
    public Future<?> start() {
        String address = "fenghuo.channel." + config().getString("id");
        return vertx.eventBus().<JsonObject>consumer(address, this::tell).completion();
    }

    private void tell(Message<JsonObject> request) {
        JsonObject notice = request.body();
        String line = notice.getString("idempotencyKey") + "\t" + notice.getString("level") + "\t" + notice.getString("title") + "\n";
        vertx.fileSystem()
                .open(config().getString("file"), new OpenOptions().setAppend(true))
                .compose(file -> file.write(Buffer.buffer(line)).eventually(file::close))
                .onSuccess(written -> request.reply(new JsonObject().put("outcome", "delivered")))
                .onFailure(e -> request.reply(
                        new JsonObject().put("outcome", "retry").put("reason", String.valueOf(e.getMessage()))));
    }
}
