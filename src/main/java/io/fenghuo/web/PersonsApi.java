package io.fenghuo.web;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/persons/forget}: erases what an author wrote under a source and what names them;
 * {@code {"source":"shop","author":"u-7","by":"zhang"}}. Who asks must be named, for it cannot be undone.
 */
final class PersonsApi {
    private static final int LONGEST = 500;

    private final Desk desk;

    PersonsApi(Desk desk) {
        this.desk = desk;
    }

    void forget(RoutingContext ctx) {
        Asked asked = Asked.of(ctx);
        String source = text(asked, "source");
        String author = text(asked, "author");
        if (source == null || author == null || text(asked, "by") == null) {
            throw Trouble.of(422, "forget.need");
        }
        desk.console
                .forget(source, author, asked.actor(ctx, ""))
                .onSuccess(gone -> {
                    if (gone.posts() + gone.evidence() == 0) {
                        ctx.fail(Trouble.of(404, "forget.nothing", source, author));
                    } else {
                        Desk.json(ctx, 200, json(gone));
                    }
                })
                .onFailure(ctx::fail);
    }

    private static @Nullable String text(Asked asked, String name) {
        String text = asked.text(name, "");
        return text.isBlank() || text.length() > LONGEST ? null : text;
    }

    private static String json(Forgetting.Erased gone) {
        return new JsonObject()
                .put("posts", gone.posts())
                .put("raw", gone.raw())
                .put("incidents", gone.incidents())
                .put("messages", gone.messages())
                .put("lines", gone.lines())
                .put("fields", gone.fields())
                .put("evidence", gone.evidence())
                .encode();
    }
}
