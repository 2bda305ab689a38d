package io.fenghuo.web;

import io.vertx.ext.web.RoutingContext;

/** Whole numbers in requests. */
final class Numbers {
    private Numbers() {}

    /** A query parameter as a whole number of 0 or more; {@code absent} when it is not there. */
    static long param(RoutingContext ctx, String name, long absent) {
        String text = ctx.request().getParam(name);
        return text == null ? absent : parse(text, name);
    }

    static long parse(String text, String name) {
        if (!text.matches("\\d{1,18}")) {
            throw Trouble.of(400, "api.number", name);
        }
        return Long.parseLong(text);
    }
}
