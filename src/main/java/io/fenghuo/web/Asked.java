package io.fenghuo.web;

import io.fenghuo.wire.Text;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/**
 * The JSON object a program sends to {@code /api}. What is no object, and a field of another kind than is read, is refused with 400; texts come
 * out as every store can keep them. Confined to its request.
 */
final class Asked {
    /** Who acts, on one line. */
    private static final Pattern PERSON = Pattern.compile("[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]{1,64}");

    private final JsonObject body;

    private Asked(JsonObject body) {
        this.body = body;
    }

    /** The body, of which no byte is the empty object; refuses one that a foreign page could send without asking first. */
    static Asked of(RoutingContext ctx) {
        Desk.onlyJson(ctx);
        String body = ctx.body().asString();
        if (body == null || body.isBlank()) {
            return new Asked(new JsonObject());
        }
        try {
            if (Json.decodeValue(body) instanceof JsonObject object) {
                return new Asked(object);
            }
        } catch (DecodeException unreadable) {
            // told below, as what is no object
        }
        throw mangled();
    }

    /** A text; {@code otherwise} when it is absent or null. */
    String text(String name, String otherwise) {
        Object value = body.getValue(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof String text) {
            return Text.clean(text);
        }
        throw mangled();
    }

    /** A text, or a number as a text; {@code otherwise} when it is absent or null. */
    String number(String name, String otherwise) {
        return body.getValue(name) instanceof Number number ? number.toString() : text(name, otherwise);
    }

    /** Whether a field is true; false when it is absent or null. */
    boolean flag(String name) {
        Object value = body.getValue(name);
        if (value == null) {
            return false;
        }
        if (value instanceof Boolean said) {
            return said;
        }
        throw mangled();
    }

    /** Who asks and from where; {@code otherwise} when the body names nobody. */
    Console.Actor actor(RoutingContext ctx, String otherwise) {
        String by = number("by", "").strip();
        String who = by.isEmpty() ? otherwise : by;
        if (!PERSON.matcher(who).matches()) {
            throw mangled();
        }
        return new Console.Actor(who, Desk.via(ctx));
    }

    private static Trouble mangled() {
        return Trouble.of(400, "error.400");
    }
}
