package io.fenghuo.web;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/**
 * A picture somebody filed, exactly as it came. Whatever else its bytes may be, a browser gets it as a picture only: typed by its first bytes,
 * never sniffed, in a sandbox without scripts, and to be saved rather than opened.
 */
final class EvidenceFile implements Handler<RoutingContext> {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private final Desk desk;

    EvidenceFile(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void handle(RoutingContext ctx) {
        String hash = ctx.pathParam("sha256");
        if (!HASH.matcher(hash).matches()) {
            throw Trouble.of(404, "error.404");
        }
        desk.console
                .evidence(hash)
                .onSuccess(found -> {
                    Picture picture = found.map(Picture::of).orElse(null);
                    if (picture == null) {
                        ctx.fail(Trouble.of(404, "error.404"));
                        return;
                    }
                    String name = "evidence-" + hash.substring(0, 12) + "." + Picture.ending(picture.type());
                    ctx.response()
                            .putHeader("Content-Type", picture.type())
                            .putHeader("Content-Disposition", "attachment; filename=\"" + name + "\"")
                            .putHeader("Content-Security-Policy", "default-src 'none'; sandbox")
                            .putHeader("Cache-Control", "private, max-age=86400, immutable")
                            .end(Buffer.buffer(picture.bytes()));
                })
                .onFailure(ctx::fail);
    }
}
