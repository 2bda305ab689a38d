package io.fenghuo.web;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/persons/forget}: erases what an author wrote under a source and what names them;
 * {@code {"source":"shop","author":"u-7","by":"zhang"}}. Who asks must be named, for it cannot be undone.
 */
final class PersonsApi {
    private static final Pattern PERSON = Pattern.compile("[\\p{L}\\p{N}._:@ -]{1,64}");
    private static final int LONGEST = 500;

    private final Desk desk;

    PersonsApi(Desk desk) {
        this.desk = desk;
    }

    void forget(RoutingContext ctx) {
        Desk.onlyJson(ctx);
        JsonObject asked = read(ctx);
        String source = text(asked, "source");
        String author = text(asked, "author");
        String by = text(asked, "by");
        if (source == null
                || author == null
                || by == null
                || !PERSON.matcher(by).matches()) {
            throw Trouble.of(422, "forget.need");
        }
        desk.console
                .forget(source, author, new Console.Actor(by, Desk.via(ctx)))
                .onSuccess(gone -> {
                    if (gone.posts() + gone.evidence() == 0) {
                        ctx.fail(Trouble.of(404, "forget.nothing", source, author));
                    } else {
                        Desk.json(ctx, 200, json(gone));
                    }
                })
                .onFailure(ctx::fail);
    }

    private static JsonObject read(RoutingContext ctx) {
        try {
            String body = ctx.body().asString();
            return new JsonObject(body == null ? "{}" : body);
        } catch (DecodeException unreadable) {
            throw Trouble.of(400, "error.400");
        }
    }

    private static @Nullable String text(JsonObject asked, String name) {
        Object value = asked.getValue(name);
        return value instanceof String text && !text.isBlank() && text.length() <= LONGEST ? text : null;
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
